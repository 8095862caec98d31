import PolicyProgram
import Quantities

/// Inputs: what a column holds, whether the input allows it, and its default.
extension QueryBuilder {
  /// An input's answer, or its default.
  mutating func term(ofInput index: Int) throws(Untranslatable) -> Term {
    if let known = inputTerms[index] { return known }
    let input = program.inputs[index]
    var given = Expression(dialect.name(input.name), isAtom: true, layer: 0, try kind(input))
    given.isColumn = true
    var term = Term(given, canMiss: true)
    if input.defaultNode >= 0 {
      let assumed = try self.term(input.defaultNode)
      let text = "COALESCE(\(given.text), \(assumed.value.text))"
      term = strict([assumed], joined([given, assumed.value], text, layer: assumed.value.layer))
      if assumed.denominator != nil {
        throw untranslatable("this default is a quotient", cure: "round it")
      }
      if term.canMiss, term.canRefuse {
        term.refused = all([isNull(given), term.refused ?? .truth(false)])
      }
      term.value = query.column(term.value, "\(input.name) or default")
    }
    inputTerms[index] = term
    return term
  }

  private func kind(_ input: InputDefinition) throws(Untranslatable) -> Expression.Kind {
    switch input.type {
    case .yesNo: return .truth
    case .word, .country, .text, .unknown: return .text
    case .date: return .date(Interval(input.lower, input.upper))
    case .words(let codes):
      let interval = Interval(0, (Int128(1) << codes.count) - 1)
      return .number(interval, isWide: !interval.isNarrow)
    case .number:
      let interval = Interval(input.lower, input.upper)
      guard interval.magnitude <= Interval.limit else {
        throw Untranslatable(
          "\(input.name) may have more than 38 digits, which no column holds", at: input.range,
          cure: "narrow its range")
      }
      return .number(interval, isWide: !interval.isNarrow)
    }
  }

  // MARK: Columns of the table

  /// The input as the query works with it; NULL where it is not given or not allowed.
  func reading(_ input: InputDefinition) throws(Untranslatable) -> String {
    let name = dialect.name(input.name)
    guard let allowed = try condition(input) else { return name }
    let value: String
    switch input.type {
    case .number(let number): value = try whole(input, number, isWide: kindIsWide(input)).text
    case .words(let codes):
      let type = try kindIsWide(input) ? dialect.wideType : "BIGINT"
      value = codes.enumerated().map { position, code in
        let word = dialect.text(",\(program.words[code]),")
        return
          "CASE WHEN position(\(word) IN ',' || \(name) || ',') > 0 THEN CAST(\(Int128(1) << position) AS \(type)) ELSE 0 END"
      }.joined(separator: " + ")
    default: value = name
    }
    return "CASE WHEN \(allowed) THEN \(value) END"
  }

  private func kindIsWide(_ input: InputDefinition) throws(Untranslatable) -> Bool {
    if case .number(_, let isWide) = try kind(input) { isWide } else { false }
  }

  /// Whether the input allows what its column holds; NULL where it holds nothing, nil where it allows everything.
  func condition(_ input: InputDefinition) throws(Untranslatable) -> String? {
    let name = dialect.name(input.name)
    switch input.type {
    case .yesNo, .text, .unknown: return nil
    case .word(let codes):
      return "\(name) IN (\(codes.map { dialect.text(program.words[$0]) }.joined(separator: ", ")))"
    case .country: return "\(name) IN (\(Country.all.map { dialect.text($0.code) }.joined(separator: ", ")))"
    case .words(let codes):
      let words = codes.map { program.words[$0] }.joined(separator: "|")
      return dialect.matches(name, "none|(?:\(words))(?:,(?:\(words)))*")
    case .date: return "\(name) BETWEEN \(day(input.lower)) AND \(day(input.upper))"
    case .number(let number): return try condition(input, number, name)
    }
  }

  private func condition(
    _ input: InputDefinition, _ number: NumberType, _ name: String
  ) throws(Untranslatable) -> String {
    let digits = number.isPercent ? number.scale - 2 : number.scale
    func decimal(_ value: Int128) -> String {
      digits >= 0
        ? ExactDecimal(digits: value, scale: digits).description : "\(value * (PowerOfTen.value(-digits) ?? 1))"
    }
    if !input.allowed.isEmpty { return "\(name) IN (\(input.allowed.map(decimal).joined(separator: ", ")))" }
    let (decimals, value) = try whole(input, number, isWide: kindIsWide(input))
    var exact = "\(decimals) = \(name)"
    if digits < 0 { exact += " AND \(decimals) % \(PowerOfTen.value(-digits) ?? 1) = 0" }
    if input.step > 1 {
      exact += " AND (\(value)\(input.lower == 0 ? "" : " - (\(input.lower))")) % \(input.step) = 0"
    }
    if let coins = minorDigits(input, number, value) { exact += " AND \(coins)" }
    return
      "CASE WHEN \(name) BETWEEN \(decimal(input.lower)) AND \(decimal(input.upper)) THEN \(exact) WHEN \(name) IS NOT NULL THEN FALSE END"
  }

  /// A number's column as a decimal of its own scale, and as the whole number the query works with.
  private func whole(
    _ input: InputDefinition, _ number: NumberType, isWide: Bool
  ) throws(Untranslatable) -> (decimal: String, text: String) {
    let digits = number.isPercent ? number.scale - 2 : number.scale
    let name = dialect.name(input.name)
    let type = isWide ? dialect.wideType : "BIGINT"
    let size = Interval(input.lower, input.upper).digits
    if digits <= 0 {
      let decimal = "CAST(\(name) AS DECIMAL(\(size - digits), 0))"
      let divisor = "\(PowerOfTen.value(-digits) ?? 1)"
      return (
        decimal,
        digits == 0
          ? "CAST(\(name) AS \(type))" : dialect.quotient("CAST(\(name) AS \(type))", divisor, isWide: isWide)
      )
    }
    guard size + digits + 1 <= 38 else {
      throw Untranslatable(
        "\(input.name) may have more digits than a column holds", at: input.range, cure: "narrow its range")
    }
    let decimal = "CAST(\(name) AS DECIMAL(\(max(size, digits)), \(digits)))"
    let factor = PowerOfTen.value(digits) ?? 1
    let wide = "CAST(\(name) AS DECIMAL(\(dialect.digits(max(size, digits))), \(digits)))"
    return (decimal, "CAST(\(wide) * \(factor) AS \(type))")
  }

  /// Amounts have no more decimals than their currency, but where the book asks for finer steps.
  private func minorDigits(_ input: InputDefinition, _ type: NumberType, _ value: String) -> String? {
    guard type.dimension.money == 1, !type.isPercent else { return nil }
    let finest = PowerOfTen.value(max(0, type.scale - program.moneyScale)) ?? 1
    guard type.scale <= program.moneyScale || input.step >= finest else { return nil }
    func step(_ digits: Int) -> Int128 { PowerOfTen.value(max(0, type.scale - digits)) ?? 1 }
    guard program.currencyInput >= 0, case .word(let codes) = program.inputs[program.currencyInput].type else {
      let digits = program.currencies.count == 1 ? program.currencies[0].minorDigits : type.scale
      return step(digits) == 1 ? nil : "\(value) % \(step(digits)) = 0"
    }
    let steps = codes.compactMap { code in
      program.currencies.first { $0.code == program.words[code] }.map { ($0.code, step($0.minorDigits)) }
    }
    guard steps.contains(where: { $0.1 != 1 }) else { return nil }
    let cases = steps.map { "WHEN \(dialect.text($0.0)) THEN \($0.1)" }.joined(separator: " ")
    return "\(value) % CASE \(dialect.name(program.inputs[program.currencyInput].name)) \(cases) ELSE 1 END = 0"
  }
}
