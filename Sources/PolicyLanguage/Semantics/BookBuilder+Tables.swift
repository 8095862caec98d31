import Diagnostics
import PolicyModel
import Quantities

/// Tables: keys as columns of ranges, rows as results.
extension BookBuilder {
  /// A key with the scale of its column.
  private struct Column {
    var typed: Typed
    var name: Word
  }

  mutating func readTable(_ table: TableDeclaration, _ declaration: ValueDeclaration, hint: ValueType?) -> Typed {
    var columns: [Column] = []
    for key in table.keys {
      let typed = elaborate(ExpressionSyntax(.word(key.text), key.range))
      if typed.type.isUnknown { return unknown(declaration.range) }
      if let number = typed.type.number, number.isRatio {
        report(
          .keyUnrounded, "\(key.text) is the result of a division and cannot be a key", at: key.range,
          cure: "round it first")
        return unknown(declaration.range)
      }
      if case .words = typed.type {
        report(
          .keyKind, "\(key.text) is a set of words and cannot be a key", at: key.range,
          cure: "ask `\(key.text) has …` in a value that is yes or no")
        return unknown(declaration.range)
      }
      columns.append(Column(typed: typed, name: key))
    }
    if columns.isEmpty { return unknown(declaration.range) }
    let datedBy = table.datedBy ?? declaration.datedBy ?? bookDatedBy
    let isDated = table.rows.contains { $0.window.isDated }
    if isDated, let datedBy, let key = table.keys.first(where: { $0.text == datedBy.text }) {
      report(
        .datedByKey, "\(key.text) is a key of this table and cannot date its rows as well", at: key.range,
        cure: "date the rows by another date, or write the days as ranges in the key's column")
      return unknown(declaration.range)
    }
    for index in columns.indices { fineScale(&columns[index], index, table) }
    var definition = TableDefinition(
      promise: table.promise, reading: table.reading, keys: columns.map { Int32($0.typed.node) }, dateNode: -1,
      lowers: [], uppers: [], rows: [], otherwise: -1, otherwiseRefusal: nil,
      otherwiseRange: table.otherwise?.range ?? declaration.range, indexColumn: -1, index: [:], unindexed: [],
      range: declaration.name.range)
    if isDated, let row = table.rows.first(where: { $0.window.isDated }) {
      definition.dateNode = dateNode(datedBy, at: row.range)
    }
    let rows = withSuccessors(table.rows)
    var type: ValueType? = hint
    var typePlace = declaration.range
    var results: [(node: Int32, type: ValueType)] = []
    var isDamaged = false
    // One row of another kind is one mistake, also where it is the first.
    var isJoinDamaged = false
    let currencyColumn = columns.firstIndex {
      program.nodes[$0.typed.node].operation == .input
        && Int(program.nodes[$0.typed.node].first) == program.currencyInput
    }
    for row in rows {
      let count = diagnostics.count
      let ranges = keyRanges(row, columns)
      let rowCurrency = currencyColumn.flatMap { singleCurrency(row.keys[$0]) }
      var out = TableDefinition.Row(
        result: -1, refusal: nil, because: row.because?.text, source: row.source?.text, print: row.print.map { template($0) },
        reviewBy: row.window.reviewBy, range: row.range)
      switch row.result {
      case .missing: isDamaged = true
      case .refuse(let text): out.refusal = template(text)
      case .expression(let expression):
        // Words that are not declared can be others in each row.
        let rowHint = type.map(\.isWord) == true ? hint : type
        let typed = result(
          expression, table, hint: rowHint, currency: rowCurrency, keyedByCurrency: currencyColumn != nil)
        if typed.type.isUnknown {
          isDamaged = true
          // What is wrong with the line `per` is wrong in every row.
          if diagnostics.count > count,
            diagnostics.last?.code == .bareAmount || diagnostics.last?.code == .amountExpected
          {
            return unknown(declaration.range)
          }
          break
        }
        if isJoinDamaged { break }
        if let known = type {
          if let joined = joinRows(known, typed.type, isDeclared: hint != nil, typePlace, expression.range) {
            type = joined
          } else {
            (isDamaged, isJoinDamaged) = (true, true)
            break
          }
        } else {
          type = typed.type
          typePlace = expression.range
        }
        out.result = Int32(typed.node)
        results.append((out.result, typed.type))
      }
      if row.window.isDated, let first = row.window.from, let last = row.window.to, first > last {
        report(
          .emptyWindow, "this row never holds: it ends on \(last), before it begins on \(first)", at: row.range,
          cure: "write the earlier day behind “from”")
      }
      if diagnostics.count > count { isDamaged = true }
      guard let ranges else {
        isDamaged = true
        continue
      }
      append(ranges, out, row.window, to: &definition)
    }
    if let otherwise = table.otherwise {
      let hasWindow = otherwise.window.isDated || otherwise.window.reviewBy != nil
      if otherwise.when != nil || hasWindow {
        report(
          .otherwiseWhen,
          "“otherwise” holds where no row does; it has no \(hasWindow ? "dates" : "condition") of its own",
          at: otherwise.when?.range ?? otherwise.range, cure: "leave it out, or write a row")
      }
      switch otherwise.result {
      case .refuse(let text): definition.otherwiseRefusal = template(text)
      case .missing: isDamaged = true
      case .expression(let expression):
        let typed = result(expression, table, hint: type, currency: nil, keyedByCurrency: currencyColumn != nil)
        if typed.type.isUnknown {
          isDamaged = true
        } else if let known = type,
          let joined = joinRows(known, typed.type, isDeclared: hint != nil, typePlace, expression.range)
        {
          type = joined
          definition.otherwise = Int32(typed.node)
        } else {
          isDamaged = true
        }
      }
    }
    guard let type, !isDamaged else { return unknown(declaration.range) }
    checkTwins(definition, table, declaration)
    return finish(&definition, type, table, columns, declaration)
  }

  private mutating func finish(
    _ definition: inout TableDefinition, _ type: ValueType, _ table: TableDeclaration, _ columns: [Column],
    _ declaration: ValueDeclaration
  ) -> Typed {
    var type = type
    if var number = type.number {
      number.isBareZero = false
      // All cells at one scale, so that the table's result has one.
      for index in definition.rows.indices where definition.rows[index].result >= 0 {
        let node = Int(definition.rows[index].result)
        definition.rows[index].result = Int32(
          rescaled(Typed(node: node, type: program.types[node]), to: number.scale).node)
      }
      if definition.otherwise >= 0 {
        let node = Int(definition.otherwise)
        definition.otherwise = Int32(rescaled(Typed(node: node, type: program.types[node]), to: number.scale).node)
      }
      if table.promise == .sum || table.reading == .reached {
        let count = Int128(definition.rows.count)
        number.lower = min(0, NumberType.product(number.lower, count))
        number.upper = max(0, NumberType.product(number.upper, count))
      }
      if table.reading == .slices {
        number.isRatio = true
        number.isRounded = false
        number.lower = min(0, number.lower)
      }
      type = .number(number)
    } else if table.promise == .highest || table.promise == .sum || table.reading != .row {
      report(
        .tableNeedsNumbers, "the rows of \(declaration.name.text) are \(describe(type)): they have no order and no sum",
        at: declaration.name.range, cure: "use `one row applies` or `first row applies`")
      return unknown(declaration.range)
    }
    if table.reading != .row, columns.last?.typed.type.number == nil {
      report(
        .sliceKey, "the last key of \(declaration.name.text) is cut in slices, so it must be a number or an amount",
        at: table.keys.last?.range ?? declaration.range, cure: "name the quantity last in the line `by`")
      return unknown(declaration.range)
    }
    definition.buildIndex()
    program.tables.append(definition)
    return emit(Node(.table, program.tables.count - 1), type, declaration.range)
  }

  // MARK: Rows

  private func withSuccessors(_ rows: [RowDeclaration]) -> [RowDeclaration] {
    var groups: [String: [Int]] = [:]
    for (index, row) in rows.enumerated() where row.window.from != nil {
      groups[row.keys.map { text(of: $0.range) }.joined(separator: "|"), default: []].append(index)
    }
    var result = rows
    for group in groups.values where group.count > 1 {
      let sorted = group.sorted { rows[$0].window.from! < rows[$1].window.from! }
      for (index, next) in zip(sorted, sorted.dropFirst()) where result[index].window.to == nil {
        if let start = rows[next].window.from, start > rows[index].window.from! {
          result[index].window.to = CalendarDate(dayNumber: start.dayNumber - 1)
        }
      }
    }
    return result
  }

  private func singleCurrency(_ cell: CellSyntax) -> String? {
    guard case .predicates(let predicates) = cell.kind, predicates.count == 1, case .equals(let value) = predicates[0],
      case .code(let code) = value.kind
    else { return nil }
    return code
  }

  private mutating func result(
    _ expression: ExpressionSyntax, _ table: TableDeclaration, hint: ValueType?, currency: String?,
    keyedByCurrency: Bool
  ) -> Typed {
    let outer = context
    defer { context = outer }
    var unit: Dimension?
    if let written = table.unit {
      guard let dimension = dimension(of: written) else { return unknown(expression.range) }
      unit = dimension
    }
    if keyedByCurrency {
      context.bareMoney = Dimension(money: 1, currency: currency).combined(with: unit ?? .none, sign: 1)
    } else if unit != nil, case .number(let value) = expression.kind, value.digits != 0 {
      let amount = "\(text(of: expression.range)) \(program.currencies[0].code)"
      report(
        .bareAmount, "a bare number is money only in rows keyed by currency", at: expression.range,
        cure: program.currencies.count == 1
          ? "write the currency: `\(amount)`" : "make `currency` a key, with a row for each currency")
      return unknown(expression.range)
    }
    var typed = elaborate(expression, hint: hint)
    if unit != nil, !typed.type.isUnknown, typed.type.number.map({ $0.dimension.money != 1 && !$0.isBareZero }) ?? true
    {
      report(
        .amountExpected, "the line `per` is about amounts of money, and this is \(describe(typed.type))",
        at: expression.range, cure: "write an amount, or leave the line `per` out")
      return unknown(expression.range)
    }
    guard var number = typed.type.number else { return typed }
    if let unit, !keyedByCurrency || number.dimension.units.isEmpty, number.dimension.units.isEmpty,
      number.dimension.money == 1
    {
      number.dimension = number.dimension.combined(with: unit, sign: 1)
    }
    // In the row of its currency an amount is an amount of the order.
    if let currency, number.dimension.currency == currency { number.dimension.currency = nil }
    typed.type = .number(number)
    program.types[typed.node] = typed.type
    return typed
  }

  private mutating func joinRows(
    _ one: ValueType, _ other: ValueType, isDeclared: Bool, _ left: SourceRange, _ right: SourceRange
  ) -> ValueType? {
    if case .word(let words) = one, case .word(let others) = other {
      if isDeclared {
        if let stranger = others.first(where: { !words.contains($0) }) {
          report(
            .wordNotInList, "“\(program.words[stranger])” is not one of the words that can stand here", at: right,
            cure: "one of: \(wordList(words))")
          return nil
        }
        return one
      }
      return .word(words + others.filter { !words.contains($0) })
    }
    if let first = one.number, let second = other.number {
      if first.isPercent != second.isPercent {
        let zero = first.isBareZero || second.isBareZero
        report(
          zero ? .percentZero : .mixedResults,
          zero
            ? "a percentage is expected, and this is the bare number 0"
            : "this row gives \(describe(other)), and another \(describe(one))",
          at: zero && second.isPercent ? left : right, also: zero ? [] : [.init(range: left, label: describe(one))],
          cure: zero ? "write `0%`" : "all rows must give the same kind of thing")
        return nil
      }
      let dimension = first.isBareZero ? second.dimension : first.dimension
      guard first.isBareZero || second.isBareZero || first.dimension == second.dimension else {
        report(
          .mixedResults, "this row gives \(describe(other)), and another \(describe(one))", at: right,
          also: [.init(range: left, label: describe(one))], cure: "all rows must give the same kind of thing")
        return nil
      }
      let scale = max(first.scale, second.scale)
      let (a, b) = (first.rescaled(to: scale), second.rescaled(to: scale))
      var joined = NumberType(
        dimension: dimension, scale: scale, lower: min(a.lower, b.lower), upper: max(a.upper, b.upper))
      joined.isPercent = first.isPercent
      joined.isRatio = first.isRatio || second.isRatio
      joined.isRounded = (first.isRounded || first.isBareZero) && (second.isRounded || second.isBareZero)
      joined.isBareZero = first.isBareZero && second.isBareZero
      return .number(joined)
    }
    if one == other { return one }
    report(
      .mixedResults, "this row gives \(describe(other)), and another \(describe(one))", at: right,
      also: [.init(range: left, label: describe(one))], cure: "all rows must give the same kind of thing")
    return nil
  }

  private func append(
    _ ranges: [[(lower: Int64, upper: Int64)]], _ row: TableDefinition.Row, _ window: WindowSyntax,
    to definition: inout TableDefinition
  ) {
    // Every combination of the alternatives of each cell is a row of its own.
    var combinations: [[(lower: Int64, upper: Int64)]] = [[]]
    for alternatives in ranges { combinations = combinations.flatMap { head in alternatives.map { head + [$0] } } }
    for combination in combinations {
      definition.lowers += combination.map(\.lower)
      definition.uppers += combination.map(\.upper)
      if definition.dateNode >= 0 {
        definition.lowers.append(window.from.map { Int64($0.dayNumber) } ?? .min)
        definition.uppers.append(window.to.map { Int64($0.dayNumber) } ?? .max)
      }
      definition.rows.append(row)
    }
  }

  // MARK: Keys

  /// A column takes the finest scale of its cells.
  private mutating func fineScale(_ column: inout Column, _ index: Int, _ table: TableDeclaration) {
    guard let number = column.typed.type.number else { return }
    var scale = number.scale
    func note(_ expression: ExpressionSyntax) {
      switch expression.kind {
      case .number(let value), .quantity(let value, _): scale = max(scale, value.normalized.scale)
      case .percent(let value): scale = max(scale, value.normalized.scale + 2)
      default: break
      }
    }
    for row in table.rows where index < row.keys.count {
      guard case .predicates(let predicates) = row.keys[index].kind else { continue }
      for predicate in predicates {
        switch predicate {
        case .equals(let value), .compare(_, let value): note(value)
        case .between(let lower, let upper, _):
          note(lower)
          note(upper)
        default: break
        }
      }
    }
    column.typed = rescaled(column.typed, to: min(scale, 15))
  }

  /// The ranges of a row's cells, or nil after a message.
  private mutating func keyRanges(_ row: RowDeclaration, _ columns: [Column]) -> [[(lower: Int64, upper: Int64)]]? {
    var all: [[(lower: Int64, upper: Int64)]] = []
    var count = 1
    for (cell, column) in zip(row.keys, columns) {
      switch cell.kind {
      case .any: all.append([(.min, .max)])
      case .predicates(let predicates):
        var ranges: [(lower: Int64, upper: Int64)] = []
        for predicate in predicates {
          guard let found = keyRange(predicate, column, cell.range) else { return nil }
          ranges += found
        }
        all.append(ranges)
        count *= max(1, ranges.count)
      default: return nil
      }
      if count > 100_000 {
        report(
          .tooManyWords, "the lists of this row have too many combinations", at: row.range, cure: "make several rows")
        return nil
      }
    }
    return all
  }

  private mutating func keyRange(_ predicate: PredicateSyntax, _ column: Column, _ range: SourceRange) -> [(
    lower: Int64, upper: Int64
  )]? {
    switch predicate {
    case .equals(let value): return cellConstant(value, column).map { [($0, $0)] }
    case .between(let lower, let upper, let open):
      guard column.typed.type == .date || column.typed.type.number != nil else { return noOrder(column, range) }
      guard let first = cellConstant(lower, column), let last = cellConstant(upper, column) else { return nil }
      if first > last || (open && first == last) {
        report(
          .emptyRange, "nothing lies in this range: its end is before its beginning", at: range,
          cure: "write the smaller end first")
        return nil
      }
      return [(open ? first + 1 : first, last)]
    case .compare(let comparison, let bound):
      let isDateWord = [.orLater, .orEarlier, .before, .after].contains(comparison)
      guard column.typed.type == .date || column.typed.type.number != nil else { return noOrder(column, range) }
      if isDateWord != (column.typed.type == .date) {
        report(
          isDateWord ? .dateWordForNumber : .numberWordForDate,
          isDateWord
            ? "“\(comparison.rawValue)” is said of dates, and \(column.name.text) is \(describe(column.typed.type))"
            : "“\(comparison.rawValue)” is said of numbers, and \(column.name.text) is \(describe(column.typed.type))",
          at: range,
          cure: "write “\(comparison.twin.rawValue)”")
        return nil
      }
      guard let value = cellConstant(bound, column) else { return nil }
      switch comparison {
      case .orMore, .orLater: return [(value, .max)]
      case .orLess, .orEarlier: return [(.min, value)]
      case .over, .after: return [(value + 1, .max)]
      case .under, .before: return [(.min, value - 1)]
      }
    case .inList(let list):
      guard case .list(let index)? = names[list.text] else {
        report(
          .unknownList, "there is no list “\(Display.harmless(list.text))”", at: list.range,
          cure: "declare it: `list \(list.text) \"…\"`")
        return nil
      }
      usedLists.insert(index)
      let definition = program.lists[index]
      if definition.entries.isEmpty { return nil }
      guard definition.isCountries == (column.typed.type == .country) else {
        report(
          .listKind,
          "\(column.name.text) is \(describe(column.typed.type)), and \(list.text) a list of \(definition.isCountries ? "countries" : "words")",
          at: list.range, cure: "name a list of the key's kind")
        return nil
      }
      if definition.entries.contains(where: { $0.firstDay != .min || $0.lastDay != .max }) {
        report(
          .datedListInCell, "the entries of \(list.text) have dates, which a cell cannot follow", at: list.range,
          cure: "ask `is in \(list.text)` in a value that is yes or no, and make that the key")
        return nil
      }
      return definition.entries.map { (Int64($0.code), Int64($0.code)) }
    case .has, .startsWith: return nil
    }
  }

  private mutating func noOrder(_ column: Column, _ range: SourceRange) -> [(lower: Int64, upper: Int64)]? {
    report(
      .noOrder, "\(column.name.text) is \(describe(column.typed.type)): there is no more and no less of it", at: range,
      cure: "list what is meant, joined by commas")
    return nil
  }

  private mutating func cellConstant(_ expression: ExpressionSyntax, _ column: Column) -> Int64? {
    let outer = context.bareMoney
    defer { context.bareMoney = outer }
    if let number = column.typed.type.number, number.dimension.money != 0 { context.bareMoney = number.dimension }
    var typed = elaborate(expression, hint: column.typed.type)
    if typed.type.isUnknown { return nil }
    guard program.nodes[typed.node].operation == .constant else {
      report(
        .cellNotConstant, "a key cell holds constants", at: expression.range,
        cure: "make the condition a value of its own, and that value the key")
      return nil
    }
    switch (column.typed.type, typed.type) {
    case (.number(let wanted), .number(let found)):
      guard wanted.isPercent == found.isPercent else {
        report(
          .percentCompared,
          "\(column.name.text) is \(describe(column.typed.type)), and this is \(describe(typed.type))",
          at: expression.range,
          cure: wanted.isPercent ? "write it with %: `\(text(of: expression.range))%`" : "leave the % out")
        return nil
      }
      // A bare number in a key's column counts what the key counts.
      if !found.dimension.isNone || found.isBareZero {
        guard unified(wanted, found, column.name.range, expression.range, "compared with") != nil else { return nil }
      }
      typed = rescaled(typed, to: wanted.scale)
    case (.word(let words), .word(let found)):
      guard found.allSatisfy({ words.contains($0) }) else {
        report(
          .wordNotInList, "“\(text(of: expression.range))” is not one of the words that \(column.name.text) can be",
          at: expression.range, cure: "one of: \(wordList(words))")
        return nil
      }
    case (.date, .date), (.country, .country), (.yesNo, .yesNo), (.text, .text): break
    default:
      report(
        .mixedTypes, "\(column.name.text) is \(describe(column.typed.type)), and this is \(describe(typed.type))",
        at: expression.range, cure: "write a cell of the key's kind")
      return nil
    }
    return Int64(exactly: program.nodes[typed.node].constant)
  }

  /// Two rows with the same keys and the same days can never both be right.
  private mutating func checkTwins(
    _ definition: TableDefinition, _ table: TableDeclaration, _ declaration: ValueDeclaration
  ) {
    guard table.promise == .oneRow || table.promise == .firstRow, table.reading == .row else { return }
    let width = definition.columnCount
    var seen: [[Int64]: Int] = [:]
    for index in definition.rows.indices {
      let key =
        Array(definition.lowers[index * width..<(index + 1) * width])
        + definition.uppers[index * width..<(index + 1) * width]
      if let other = seen[key] {
        report(
          .sameRowTwice, "these two rows have the same keys", at: definition.rows[index].range,
          also: [.init(range: definition.rows[other].range, label: "the first one")],
          cure: "take one out, or give them dates: a new rate is one new line with `from`")
        return
      }
      seen[key] = index
    }
  }
}
