import PolicyProgram
import Quantities

/// What the query gives: the state of each order, its refusals, its figures and the rules that decided.
extension QueryBuilder {
  /// No name of a book holds a blank.
  static let keyName = "order key"
  static let stateName = "order state"

  mutating func reserveNames() {
    query.reserve(Self.keyName)
    query.reserve(Self.stateName)
    for input in program.inputs {
      query.reserve(input.name)
      query.reserve(Self.given(input))
    }
  }

  // MARK: States

  static func given(_ input: InputDefinition) -> String { "\(input.name) given" }

  /// Whether some input's column holds what the input does not allow: never NULL.
  mutating func invalid() throws(Untranslatable) -> Expression {
    var conditions: [Expression] = []
    for input in program.inputs where try condition(input) != nil {
      let (given, name) = (dialect.name(Self.given(input)), dialect.name(input.name))
      conditions.append(Expression("\(given) AND \(name) IS NULL", layer: 0, .truth))
    }
    return query.column(any(conditions), "invalid")
  }

  /// Whether an effect fires: its dates and its condition hold.
  mutating func fires(_ effect: EffectDefinition) throws(Untranslatable) -> Term {
    let (outerOwner, outerPlace) = (owner, place)
    owner = effect.name
    place = effect.range
    defer { (owner, place) = (outerOwner, outerPlace) }
    let inside = try window(effect.dateNode, effect.firstDay, effect.lastDay)
    let condition = effect.condition >= 0 ? try term(effect.condition) : Term(.truth(true))
    var fires = and(inside, condition)
    fires.value = column(fires.value, "fires")
    if fires.canMiss, fires.canRefuse {
      // While the date is open, a refusal of either counts.
      fires.refused = all([
        isNull(fires.value),
        any([
          refused(inside), all([not(missing(condition)), refused(condition)]),
          all([missing(inside), refused(condition)]),
        ]),
      ])
    }
    return fires
  }

  func state(_ figures: [Term], _ refusals: [Term], invalid: Expression) -> String {
    let all = figures + refusals
    var text = "CASE"
    if !invalid.isFalse { text += "\n  WHEN \(invalid.text) THEN 'invalid'" }
    let missing = any(all.map(self.missing))
    if !missing.isFalse { text += "\n  WHEN \(indented(missing.text)) THEN 'missing'" }
    let refused = any(
      all.map(self.refused) + refusals.map(\.value).filter { !$0.isFalse })
    if !refused.isFalse { text += "\n  WHEN \(indented(refused.text)) THEN 'refused'" }
    return text == "CASE" ? "'priced'" : text + "\n  ELSE 'priced'\nEND"
  }

  /// The names of the refusals that turn the order down; NULL where there are none.
  func named(_ refusals: [(name: String, term: Term)]) -> String {
    let parts = refusals.filter { !$0.term.value.isFalse }.map {
      "CASE WHEN \($0.term.value.text) THEN \(dialect.text($0.name)) END"
    }
    guard !parts.isEmpty else { return "CAST(NULL AS \(dialect == .spark ? "STRING" : "TEXT"))" }
    return "NULLIF(concat_ws(', ', \(parts.joined(separator: ", "))), '')"
  }

  // MARK: Figures

  /// A figure as it is handed out: numbers as decimals, percentages as the number before their sign.
  func result(_ term: Term, _ value: ValueDefinition) throws(Untranslatable) -> String {
    func failure(_ message: String, _ cure: String) -> Untranslatable {
      Untranslatable(message, at: value.range, cure: cure)
    }
    if term.denominator != nil {
      throw failure(
        "\(value.name) is a quotient that nothing rounds, and no column holds it exactly",
        "round it in the rules: `, rounded half up to 0.0001`")
    }
    if case .words = value.type {
      throw failure("\(value.name) is a set of words, for which no column is fit", "ask for single words of it")
    }
    guard case .number(let number) = value.type else { return term.value.text }
    let digits = number.isPercent ? number.scale - 2 : number.scale
    let size = term.value.interval.digits
    guard size + abs(digits) + 1 <= 38, digits <= 37 else {
      throw failure(
        "\(value.name) may have more digits than a column holds", "narrow the ranges of the inputs it reads")
    }
    let whole = "CAST(\(term.value.text) AS DECIMAL(\(max(size, 1)), 0))"
    let power = PowerOfTen.value(abs(digits)) ?? 1
    if digits == 0 { return "CAST(\(term.value.text) AS DECIMAL(38, 0))" }
    if digits < 0 { return "CAST(\(whole) * \(power) AS DECIMAL(38, 0))" }
    let unit = "0." + String(repeating: "0", count: digits - 1) + "1"
    return "CAST(\(whole) * \(unit) AS DECIMAL(38, \(digits)))"
  }

  /// For each value with several cases, the name of the one that decides.
  func reasons() -> [(name: String, text: String)] {
    deciding.keys.sorted().compactMap { value in
      let definition = program.values[value]
      guard !definition.isStep, let decides = deciding[value] else { return nil }
      let names = definition.cases.enumerated().map { position, rule in
        position < definition.baseCount && definition.baseCount > 1
          ? "\(definition.name) \(position + 1)" : position < definition.baseCount ? definition.name : rule.name
      }
      if let only = decides.constant { return (definition.name, dialect.text(names[Int(only)])) }
      let cases = names.enumerated().map { "\n  WHEN \($0) THEN \(dialect.text($1))" }.joined()
      return (definition.name, "CASE \(decides.text)\(cases)\nEND")
    }
  }
}
