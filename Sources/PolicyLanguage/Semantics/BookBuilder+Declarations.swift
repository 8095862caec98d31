import Diagnostics
import PolicyModel
import PolicyProgram
import Quantities

/// The book's heading, units, lists and names.
extension BookBuilder {
  mutating func readHeading(_ blocks: [BlockSyntax]) {
    if damaged.contains("book") { damaged.insert("currency") }
    guard let book = blocks.first else {
      if !damaged.contains("book") {
        report(
          .noBook, "no file has a block `book`", at: .none,
          cure: "begin one file with `book NAME \"Title\"`, and under it `language 1`, `currency EUR` and `shows …`")
      }
      return
    }
    for other in blocks.dropFirst() {
      report(
        .twoBooks, "a folder of rules is one book, and this is a second heading", at: other.range,
        also: [.init(range: book.range, label: "the first one")], cure: "keep one of the two")
    }
    if damaged.contains(book.name?.text ?? "book") { damaged.insert("currency") }
    program.name = book.name?.text ?? ""
    program.title = book.title?.text ?? program.name
    if case .constants(let constants)? = book.clause("currency")?.parts.first {
      for constant in constants {
        guard case .code(let code) = constant.kind, let currency = Currency.named(code) else {
          let written = text(of: constant.range)
          damaged.insert("currency")
          report(
            .unknownCurrency, "“\(Display.harmless(written))” is no currency", at: constant.range,
            cure: suggestion(written.uppercased(), among: Currency.all.map(\.code)) ?? "write a code such as EUR")
          continue
        }
        if program.currencies.contains(currency) {
          report(.namedTwice, "\(code) stands here twice", at: constant.range, cure: "take one out")
        } else {
          program.currencies.append(currency)
        }
      }
    }
    if program.currencies.isEmpty, let euro = Currency.named("EUR") { program.currencies = [euro] }
    program.moneyScale = program.currencies.map(\.minorDigits).max() ?? 2
    switch book.clause("month end")?.word()?.text {
    case "go to next month": program.monthEnd = .goToNextMonth
    case "refuse": program.monthEnd = .refuse
    default: program.monthEnd = .keepLastDay
    }
    bookDatedBy = book.datedBy
  }

  /// The input that says which currency an order is in.
  mutating func declareCurrency(at range: SourceRange) {
    let codes = program.currencies.map { wordCode($0.code) }
    var defaultNode: Int32 = -1
    if codes.count == 1 { defaultNode = Int32(constant(Int128(codes[0]), .word(codes), range).node) }
    program.currencyInput = program.inputs.count
    program.inputs.append(
      InputDefinition(
        name: "currency", title: "Currency", type: .word(codes), isPerLine: false, allowed: [], lower: 0, upper: 0,
        step: 1, defaultNode: defaultNode, guardNode: -1, range: range))
    names["currency"] = .input(program.currencyInput)
    namePlaces["currency"] = range
    usedInputs.insert(program.currencyInput)
  }

  mutating func readUnit(_ block: BlockSyntax) {
    guard let name = block.name, let singular = block.title, let plural = block.clause("plural")?.text() else { return }
    for word in Set([name.text, singular.text, plural.text]) where unitNames[word] != nil {
      report(.namedTwice, "“\(word)” is a unit already", at: block.range, cure: "choose another word")
      damaged.formUnion([name.text, singular.text, plural.text])
      return
    }
    add(UnitDeclaration(name: name.text, singular: singular.text, plural: plural.text))
  }

  /// Takes a name into the space that expressions read; false if it is taken.
  @discardableResult
  mutating func claim(_ name: Word, _ entry: Name) -> Bool {
    if ReservedWords.all.contains(name.text) {
      report(
        .reservedName, "“\(name.text)” is a word of the language and cannot be a name", at: name.range,
        cure: "choose a name of two words, such as `our-\(name.text)`")
    } else if let place = listWords[name.text] {
      report(
        .nameIsListWord, "“\(name.text)” is a word that an order can say, and cannot be a name as well", at: name.range,
        also: [.init(range: place, label: "the word")], cure: "rename one of the two")
    }
    if names[name.text] != nil, let place = namePlaces[name.text] {
      report(
        .namedTwice, "“\(name.text)” is there twice", at: name.range,
        also: [.init(range: place, label: "the other one")],
        cure: "rename one of the two; a case of the same value is an `exception`")
      return false
    }
    names[name.text] = entry
    namePlaces[name.text] = name.range
    return true
  }

  mutating func readList(_ block: BlockSyntax) {
    guard let name = block.name else { return }
    var entries: [(constant: ExpressionSyntax, window: WindowSyntax)] = []
    for clause in block.clauses where clause.key.isEmpty {
      if case .constants(let constants)? = clause.parts.first { entries += constants.map { ($0, WindowSyntax()) } }
    }
    for row in block.rows {
      guard case .expression(let constant)? = row.plainCells.first?.kind, row.plainCells.count == 1 else {
        report(
          .rowShape, "a line of a list is one entry, and then dates", at: row.range,
          cure: "write `HR | from 2013-07-01`")
        continue
      }
      entries.append((constant, row.window))
    }
    if entries.isEmpty, !damaged.contains(name.text) {
      report(
        .emptyList, "list \(name.text) has no entries", at: name.range,
        cure: "write them on lines below, joined by commas")
    }
    var definition = ListDefinition(
      name: name.text, title: block.title?.text ?? name.text, isCountries: false, entries: [], dateNode: -1,
      range: name.range)
    var seen: [Int: [WindowSyntax]] = [:]
    for (constant, window) in entries {
      let code: Int
      switch constant.kind {
      case .code(let country):
        guard let index = Country.index(of: country) else {
          _ = elaborate(constant)
          continue
        }
        code = index
        definition.isCountries = true
      case .word(let word):
        code = wordCode(word)
        listWords[word] = listWords[word] ?? constant.range
      default:
        report(
          .listEntry, "a list holds countries or words", at: constant.range,
          cure: "write two letters such as SE, or a lower-case word")
        continue
      }
      if let windows = seen[code], windows.contains(where: { !$0.isDated }) || !window.isDated {
        report(
          .namedTwice, "\(text(of: constant.range)) stands in this list twice", at: constant.range,
          cure: "take one out, or give both their dates")
        continue
      }
      seen[code, default: []].append(window)
      requireDays(window, at: constant.range)
      let (first, last) = days(of: window)
      definition.entries.append(.init(code: code, firstDay: first, lastDay: last, range: constant.range))
    }
    let mixes =
      entries.contains { if case .code = $0.constant.kind { true } else { false } }
      && entries.contains { if case .word = $0.constant.kind { true } else { false } }
    if mixes { report(.listEntry, "a list holds countries or words, not both", at: name.range, cure: "make two lists") }
    guard claim(name, .list(program.lists.count)) else { return }
    program.lists.append(definition)
    lists.append(block)
  }

  /// The first and the last day of a window; open ends are the least and the greatest number.
  func days(of window: WindowSyntax) -> (first: Int128, last: Int128) {
    (window.from.map { Int128($0.dayNumber) } ?? .min, window.to.map { Int128($0.dayNumber) } ?? .max)
  }
}
