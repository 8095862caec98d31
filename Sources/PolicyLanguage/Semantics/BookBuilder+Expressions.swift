import Diagnostics
import PolicyModel
import PolicyProgram
import Quantities

/// Expressions become typed nodes.
extension BookBuilder {
  /// Reads an expression.
  ///
  /// - Parameter hint: The type at hand, by which words of lists and the bare 0 are understood.
  mutating func elaborate(_ expression: ExpressionSyntax, hint: ValueType? = nil) -> Typed {
    let range = expression.range
    if isGivingUp { return unknown(range) }
    switch expression.kind {
    case .number(let value): return number(value, hint: hint, range)
    case .quantity(let value, let unit): return quantity(value, unit, range)
    case .percent(let value):
      guard let value = exact(value) else { return tooManyDigits(range) }
      var type = NumberType(dimension: .none, scale: value.scale + 2, lower: value.digits, upper: value.digits)
      type.isPercent = true
      return constant(value.digits, .number(type), range)
    case .date(let date):
      let typed = constant(Int128(date.dayNumber), .date, range)
      dayBounds[typed.node] = (Int128(date.dayNumber), Int128(date.dayNumber))
      return typed
    case .text(let text): return constant(Int128(stringCode(text)), .text, range)
    case .code(let code): return codeConstant(code, hint: hint, range)
    case .word(let word): return name(Word(word, range), hint: hint)
    case .local(let name):
      let owners = vocabulary.blocks.filter { $0.localNames.contains(name) }.map(\.word)
      report(
        .localOutside, "“\(name)” means nothing here", at: range,
        cure: "it can be read in the lines of \(owners.joined(separator: " or ")) only, and not in the first")
      return unknown(range)
    case .bracket(let inner): return elaborate(inner, hint: hint)
    case .negative(let inner): return negated(elaborate(inner, hint: hint), range)
    case .binary(let operation, let left, let right): return binary(operation, left, right, range)
    case .aggregate(let aggregate, let inner): return self.aggregate(aggregate, inner, range)
    case .pick(let highest, let members): return pick(highest, members, hint: hint, range)
    case .span(let span): return self.span(span, range)
    case .datePart(let part, let inner): return datePart(part, inner, range)
    case .dayInMonth(let day, let date): return dayInMonth(day, date, range)
    case .rounded(let inner, let rounding): return rounded(inner, rounding, range)
    case .bounded(let inner, let atLeast, let bound):
      let value = elaborate(inner, hint: hint)
      return extreme(highest: atLeast, value, elaborate(bound, hint: value.type), bound.range, range)
    case .spread(let spread): return self.spread(spread, range)
    case .call(let name, let arguments): return call(name, arguments, range)
    case .test, .and, .or, .not, .rule: return condition(expression)
    }
  }

  // MARK: Constants

  /// A decimal without trailing zeros, or nil if it has more digits than are computed with.
  func exact(_ value: ExactDecimal) -> ExactDecimal? {
    let normalized = value.normalized
    return normalized.scale <= 15 && abs(normalized.digits) <= NumberType.widest / 1_000_000_000_000 ? normalized : nil
  }

  mutating func tooManyDigits(_ range: SourceRange) -> Typed {
    report(
      .numberTooLong, "this number has too many digits to compute with", at: range,
      cure: "write at most 15 decimals and 24 digits in all")
    return unknown(range)
  }

  private mutating func number(_ written: ExactDecimal, hint: ValueType?, _ range: SourceRange) -> Typed {
    guard let value = exact(written) else { return tooManyDigits(range) }
    var type = NumberType(dimension: .none, scale: value.scale, lower: value.digits, upper: value.digits)
    if let money = context.bareMoney {
      type.dimension = money
      askReading(written, decimals: minorDigits(money.currency), range)
      type.isRounded = isWholeMinor(value, currency: money.currency)
    }
    if context.bareMoney == nil, let counted = hint?.number, !counted.isPercent {
      askReading(written, decimals: counted.scale, range)
    }
    type.isBareZero = value.digits == 0
    if type.isBareZero { type.isRounded = true }
    return constant(value.digits, .number(type), range)
  }

  /// Refuses a number that stands for a thousand or for one, as `1.490` does: people mean either.
  ///
  /// - Parameter decimals: How many digits behind the point its unit has.
  mutating func askReading(_ written: ExactDecimal, decimals: Int, _ range: SourceRange) {
    guard written.scale == 3, let readings = GroupedThousand(written.description, decimals: decimals),
      let decimal = readings.decimal
    else { return }
    report(
      .twoReadings, "“\(written)” is \(readings.thousands) for some readers and \(decimal) for others", at: range,
      cure: "write `\(readings.thousands)` or `\(written.plainSpelling)`")
  }

  /// The digits behind the point of a currency, or the fewest of the book's.
  func minorDigits(_ currency: String?) -> Int {
    currency.flatMap { Currency.named($0)?.minorDigits } ?? program.currencies.map(\.minorDigits).min() ?? 2
  }

  /// Whether a decimal has no more digits than the minor unit of a currency, or of any of the book's.
  func isWholeMinor(_ value: ExactDecimal, currency: String?) -> Bool {
    value.normalized.scale <= minorDigits(currency)
  }

  private mutating func quantity(_ written: ExactDecimal, _ unit: UnitSyntax, _ range: SourceRange) -> Typed {
    guard let value = exact(written) else { return tooManyDigits(range) }
    guard let dimension = dimension(of: unit) else { return unknown(range) }
    var type = NumberType(dimension: dimension, scale: value.scale, lower: value.digits, upper: value.digits)
    if dimension.money == 1 {
      askReading(written, decimals: minorDigits(dimension.currency), range)
      type.isRounded = isWholeMinor(value, currency: dimension.currency)
    } else if let decimals = program.inputs.compactMap(\.type.number).filter({ $0.dimension == dimension })
      .map(\.scale).max()
    {
      askReading(written, decimals: decimals, range)
    }
    return constant(value.digits, .number(type), range)
  }

  /// The dimension of a written unit, or nil after a message.
  mutating func dimension(of unit: UnitSyntax) -> Dimension? {
    var dimension = Dimension.none
    if let counted = unit.counted {
      if counted.text.isUppercaseCode {
        guard isCurrency(counted) else { return nil }
        dimension = Dimension(money: 1, currency: counted.text)
      } else {
        guard let name = unitName(counted) else { return nil }
        dimension = .unit(name)
      }
    }
    for per in unit.per {
      guard let name = unitName(per) else { return nil }
      dimension = dimension.combined(with: .unit(name), sign: -1)
    }
    return dimension
  }

  private mutating func isCurrency(_ word: Word) -> Bool {
    if damaged.contains("currency") { return false }
    if program.currencies.contains(where: { $0.code == word.text }) { return true }
    if Currency.named(word.text) != nil {
      report(
        .currencyNotInBook, "\(word.text) is not a currency of this book", at: word.range,
        cure:
          "the book has \(program.currencies.map(\.code).joined(separator: ", ")); add \(word.text) to its line `currency`"
      )
    } else {
      report(
        .unknownCurrency, "“\(word.text)” is no currency", at: word.range,
        cure: suggestion(word.text, among: program.currencies.map(\.code)) ?? "write a code such as EUR")
    }
    return false
  }

  mutating func unitName(_ word: Word) -> String? {
    if let name = unitNames[word.text] { return name }
    if let code = currencyCode(word.text) {
      report(
        .unknownUnit, "currencies are named by their code of three capital letters", at: word.range,
        cure: "write `\(code)`", correctedLine: line(of: word.range, with: code))
      return nil
    }
    if !damaged.contains(word.text) {
      report(
        .unknownUnit, "“\(Display.harmless(word.text))” is no unit", at: word.range,
        cure: suggestion(word.text, among: unitNames.keys)
          ?? "declare it: `unit \(singular(word.text)) \"\(singular(word.text))\" \"\(singular(word.text))s\"`")
    }
    return nil
  }

  /// The code of `eur` or `euros`.
  private func currencyCode(_ word: String) -> String? {
    let words = ["euro": "EUR", "dollar": "USD", "pound": "GBP", "krona": "SEK", "kronor": "SEK", "yen": "JPY"]
    return words[word] ?? words[singular(word)] ?? Currency.named(word.uppercased())?.code
  }

  private func singular(_ word: String) -> String {
    word.count > 2 && word.hasSuffix("s") ? String(word.dropLast()) : word
  }

  /// “did you mean …?”, if something is close.
  func suggestion(_ word: String, among candidates: some Sequence<String>) -> String? {
    // Looking through a hundred thousand names for each of many mistakes would take longer than mending them.
    guard names.count * (diagnostics.count + 1) < 300_000 else { return nil }
    return Spelling.closest(to: word, among: candidates.sorted()).first.map { "did you mean “\($0)”?" }
  }

  private mutating func codeConstant(_ code: String, hint: ValueType?, _ range: SourceRange) -> Typed {
    if damaged.contains("currency"), Currency.named(code) != nil { return unknown(range) }
    if names[code]?.isList == true {
      report(
        .listAsFigure, "“\(code)” is a list", at: range, cure: "ask `is in \(code)`",
        correctedLine: hint == .country ? line(of: range, with: "in \(code)") : nil)
      return unknown(range)
    }
    if case .word(let words)? = hint {
      if let known = wordCodes[code], words.contains(known) { return constant(Int128(known), .word([known]), range) }
      report(
        .wordNotInList, "“\(code)” is not one of the words that can stand here", at: range,
        cure: suggestion(code, among: words.map { program.words[$0] }) ?? "one of: \(wordList(words))")
      return unknown(range)
    }
    if let index = Country.index(of: code) { return constant(Int128(index), .country, range) }
    if let known = wordCodes[code], program.currencies.contains(where: { $0.code == code }) {
      return constant(Int128(known), .word([known]), range)
    }
    // Of two letters one wrong says nothing about which country is meant.
    let guess = code.count > 2 ? suggestion(code, among: Country.all.map(\.code)) : nil
    var cure = guess ?? "countries have two letters, such as SE"
    if code == "EL" { cure = "Greece is GR here; EL is the prefix of its VAT numbers" }
    if code == "UK" { cure = "the United Kingdom is GB" }
    report(.unknownCountry, "“\(code)” is no country", at: range, cure: cure)
    return unknown(range)
  }

  func wordList(_ codes: [Int]) -> String { codes.map { program.words[$0] }.joined(separator: ", ") }

  // MARK: Plugins' functions

  private mutating func call(_ name: String, _ arguments: [ExpressionSyntax], _ range: SourceRange) -> Typed {
    guard let index = vocabulary.functions.firstIndex(where: { $0.name == name }) else { return unknown(range) }
    let function = vocabulary.functions[index]
    var operands: [Int32] = []
    var periodUnit = SpanUnit.days
    var isKnown = true
    for (argument, parameter) in zip(arguments, function.parameters) {
      let typed = elaborate(argument)
      operands.append(Int32(typed.node))
      if typed.type.isUnknown {
        isKnown = false
        continue
      }
      guard let unit = fits(typed.type, parameter.type) else {
        report(
          .argumentType,
          "\(parameter.name) of “\(name)” is \(describe(parameter.type)), and this is \(describe(typed.type))",
          at: argument.range, cure: "it is written `\(function.example)`")
        isKnown = false
        continue
      }
      if let unit { periodUnit = unit }
    }
    guard isKnown else { return unknown(range) }
    let start = program.operands.count
    program.operands += operands
    return emit(
      Node(.call(period: periodUnit), index, start, operands.count), type(of: function.result), range)
  }

  /// Whether a type fits a parameter: with its unit if it is a period.
  private func fits(_ type: ValueType, _ parameter: ParameterType) -> SpanUnit?? {
    switch (parameter, type) {
    case (.date, .date), (.yesNo, .yesNo): return .some(nil)
    case (.period, .number(let number)):
      guard number.isWhole, !number.isPercent, number.dimension.money == 0, number.dimension.units.count == 1,
        number.dimension.units[0].power == 1,
        let unit = SpanUnit(rawValue: number.dimension.units[0].name + "s")
      else { return nil }
      return .some(unit)
    case (.number(let unit, let lower, let upper), .number(let number)):
      let dimension = unit.map { Dimension.unit($0) } ?? .none
      guard number.isWhole, !number.isPercent, number.dimension == dimension || number.isBareZero,
        number.lower >= lower, number.upper <= upper
      else { return nil }
      return .some(nil)
    default: return nil
    }
  }

  private func type(of parameter: ParameterType) -> ValueType {
    switch parameter {
    case .date: return .date
    case .yesNo: return .yesNo
    case .period: return .number(NumberType(dimension: .unit("day"), lower: -10_000_000, upper: 10_000_000))
    case .number(let unit, let lower, let upper):
      return .number(NumberType(dimension: unit.map { .unit($0) } ?? .none, lower: lower, upper: upper))
    }
  }
}
