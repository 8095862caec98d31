import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Reads one answer: raw text to a whole number, a code or a day number, by the type of its input.
struct AnswerReader {
  let plan: Plan
  /// The order's currency, once it is known.
  var currency: Currency?
  /// Texts the program does not know, in the order met.
  var texts: [String] = []

  private var program: Program { plan.program }

  mutating func read(_ raw: String, _ input: InputDefinition) throws(OrderProblem) -> Int128 {
    if input.type == .text { return textCode(raw) }
    let text = raw.trimmed
    if text.isEmpty {
      throw OrderProblem(
        .answerShape, "\(input.name) is given without an answer", cure: "it is \(phrase(input))", input: input.name)
    }
    switch input.type {
    case .yesNo:
      switch text.lowercased() {
      case "yes", "true", "1": return 1
      case "no", "false", "0": return 0
      default: throw choice(text, ["yes", "no"], input)
      }
    case .word(let codes):
      guard let code = code(text, codes) else { throw choice(text, codes.map { program.words[$0] }, input) }
      return Int128(code)
    case .words(let codes): return try bits(text, codes, input)
    case .country:
      if let index = Country.index(of: text) ?? Country.index(of: text.uppercased()) { return Int128(index) }
      throw country(text, input)
    case .date: return try day(text, input)
    case .number(let number): return try self.number(text, number, input)
    case .text, .unknown: return 0
    }
  }

  // MARK: Words

  private func code(_ text: String, _ codes: [Int]) -> Int? {
    for code in codes where program.words[code] == text { return code }
    let lower = text.lowercased()
    return codes.first { program.words[$0].lowercased() == lower }
  }

  private func bits(_ text: String, _ codes: [Int], _ input: InputDefinition) throws(OrderProblem) -> Int128 {
    var bits: Int128 = 0
    if text.lowercased() == "none", code("none", codes) == nil { return 0 }
    for part in text.split(whereSeparator: { $0 == "," || $0 == " " }) where part.lowercased() != "and" {
      guard let code = code(String(part), codes), let bit = codes.firstIndex(of: code) else {
        throw choice(String(part), codes.map { program.words[$0] }, input)
      }
      bits |= Int128(1) << bit
    }
    return bits
  }

  private mutating func textCode(_ text: String) -> Int128 {
    if let known = program.strings.firstIndex(of: text) { return Int128(known) }
    if let known = texts.firstIndex(of: text) { return Int128(program.strings.count + known) }
    texts.append(text)
    return Int128(program.strings.count + texts.count - 1)
  }

  // MARK: Dates

  private func day(_ text: String, _ input: InputDefinition) throws(OrderProblem) -> Int128 {
    guard let date = CalendarDate(parsing: text) else {
      let isShaped =
        text.utf8.count == 10
        && text.utf8.enumerated().allSatisfy {
          $0.offset == 4 || $0.offset == 7 ? $0.element == UInt8(ascii: "-") : $0.element.isDigit
        }
      if isShaped {
        throw OrderProblem(
          .answerDate, "\(input.name): there is no day \(text)", cure: "give a day that its month has",
          input: input.name)
      }
      throw shape(text, input, "write a date as year, month and day: 2026-01-31")
    }
    let day = Int128(date.dayNumber)
    guard day >= input.lower, day <= input.upper else { throw range(text, input) }
    return day
  }

  // MARK: Numbers

  private func number(
    _ text: String, _ type: NumberType, _ input: InputDefinition
  ) throws(OrderProblem) -> Int128 {
    let digits = text.utf8.prefix { $0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    let unit = digits.endIndex == text.utf8.endIndex ? "" : String(text[digits.endIndex...]).trimmed
    guard let decimal = ExactDecimal(parsing: Substring(digits)) else { throw notANumber(text, input) }
    try checkUnit(unit, String(digits) ?? "", text, type, input)
    try checkReading(String(digits) ?? "", text, type, input)
    let scale = type.isPercent ? type.scale - 2 : type.scale
    if type.dimension.money == 1, !type.isPercent { try checkDecimals(decimal, text, type, input) }
    guard let value = scale >= 0 ? decimal.rescaled(to: scale) : hundredth(decimal, scale) else {
      // Too fine for the input, or beyond all numbers.
      if decimal.normalized.scale > scale { throw step(text, input) }
      throw range(text, input)
    }
    if !input.allowed.isEmpty {
      guard input.allowed.contains(value) else {
        let values = ValueText(plan: plan, currency: currency)
        throw choice(text, input.allowed.map { values.display(.known($0), input.type) }, input)
      }
      return value
    }
    guard value >= input.lower, value <= input.upper else { throw range(text, input) }
    guard input.step <= 1 || (value - input.lower) % input.step == 0 else { throw step(text, input) }
    return value
  }

  /// A percentage whose share has fewer than two decimals.
  private func hundredth(_ decimal: ExactDecimal, _ scale: Int) -> Int128? {
    guard let whole = decimal.rescaled(to: 0), let power = PowerOfTen.value(-scale), whole % power == 0 else {
      return nil
    }
    return whole / power
  }

  /// A count or an amount whose point may stand between thousands is refused: `1.000`. No percentage goes that far.
  private func checkReading(
    _ digits: String, _ text: String, _ type: NumberType, _ input: InputDefinition
  ) throws(OrderProblem) {
    guard !type.isPercent else { return }
    let isFine = type.scale > program.moneyScale
    let decimals = type.dimension.money == 1 && !isFine ? currency?.minorDigits ?? type.scale : type.scale
    guard let readings = GroupedThousand(digits, decimals: decimals), let decimal = readings.decimal else { return }
    // Each is read before it is offered.
    var trial = self
    let spellings = [readings.thousands, ExactDecimal(parsing: digits)?.plainSpelling ?? decimal]
      .filter { (try? trial.read($0, input)) != nil }
    throw OrderProblem(
      .answerShape, "\(input.name) “\(short(text))” can be \(readings.thousands) or \(decimal)",
      cure: spellings.isEmpty
        ? "it is \(phrase(input))" : "write \(spellings.map { "`\($0)`" }.joined(separator: " or "))",
      input: input.name)
  }

  private func checkUnit(
    _ unit: String, _ digits: String, _ text: String, _ type: NumberType, _ input: InputDefinition
  ) throws(OrderProblem) {
    if type.isPercent {
      if unit == "%" { return }
      guard unit.isEmpty || ["percent", "per cent", "pct"].contains(unit.lowercased()), digits.utf8.count <= 12 else {
        throw notANumber(text, input)
      }
      throw suggesting("\(digits)%", "write a percentage with its sign", text, input)
    }
    if unit.isEmpty { return }
    if type.dimension.money == 1, type.dimension.units.isEmpty {
      if unit.uppercased() == currency?.code { return }
      if Currency.named(unit.uppercased()) != nil {
        throw OrderProblem(
          .answerCurrency,
          "\(input.name) is in \(unit.uppercased()), and the order in \(currency?.code ?? "no currency yet")",
          cure: "give the amount in the order's currency", input: input.name)
      }
    }
    if Self.spellings(ofUnit: type, program).contains(where: { $0.lowercased() == unit.lowercased() }) { return }
    if unit.contains(",") || unit.contains("'") || unit.contains("’") { throw notANumber(text, input) }
    throw shape(text, input, "it is \(phrase(input))")
  }

  /// What can stand behind a number, in any letters: its unit's name, singular and plural. An amount's currency is the
  /// order's.
  static func spellings(ofUnit type: NumberType, _ program: Program) -> [String] {
    guard !type.isPercent, type.dimension.money == 0, type.dimension.units.count == 1,
      let unit = program.units.first(where: { $0.name == type.dimension.units[0].name })
    else { return [] }
    return [unit.name, unit.singular, unit.plural]
  }

  /// Amounts have no more decimals than their currency, but where the book asks for finer steps.
  private func checkDecimals(
    _ decimal: ExactDecimal, _ text: String, _ type: NumberType, _ input: InputDefinition
  ) throws(OrderProblem) {
    guard let currency, type.scale <= program.moneyScale || input.step >= finest(type) else { return }
    if decimal.normalized.scale > currency.minorDigits {
      throw OrderProblem(
        .answerCurrency,
        "\(input.name) is \(Display.harmless(text)), and \(currency.code) has \(decimals(currency.minorDigits))",
        cure: "round it to \(currency.minorDigits == 0 ? "whole \(currency.code)" : decimals(currency.minorDigits))",
        input: input.name)
    }
  }

  /// One minor unit of the book's finest currency, at the input's scale.
  private func finest(_ type: NumberType) -> Int128 { PowerOfTen.value(max(0, type.scale - program.moneyScale)) ?? 1 }

  private func decimals(_ count: Int) -> String {
    count == 0 ? "no decimals" : count == 1 ? "1 decimal" : "\(count) decimals"
  }
}

extension String {
  /// Without blanks, tabs and no-break spaces at its ends.
  var trimmed: String {
    func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" || character == "\u{A0}" }
    func isPlain(_ byte: UInt8?) -> Bool { byte.map { $0 > UInt8(ascii: " ") && $0 < 0x7F } ?? true }
    if isPlain(utf8.first), isPlain(utf8.last) { return self }
    guard let start = firstIndex(where: { !isBlank($0) }), let end = lastIndex(where: { !isBlank($0) }) else {
      return ""
    }
    return String(self[start...end])
  }
}

extension UInt8 {
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
