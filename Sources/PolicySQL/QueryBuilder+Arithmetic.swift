import PolicyProgram
import Quantities

/// Exact arithmetic on whole numbers, as proved to fit by the bounds of what is read.
extension QueryBuilder {
  // MARK: Expressions

  func product(_ left: Expression, _ right: Expression) throws(Untranslatable) -> Expression {
    if left.constant == 1 { return right }
    if right.constant == 1 { return left }
    return try operation(left, right, "*", left.interval.times(right.interval)) {
      $0.multipliedReportingOverflow(by: $1)
    }
  }

  func sum(_ left: Expression, _ right: Expression) throws(Untranslatable) -> Expression {
    if left.constant == 0 { return right }
    if right.constant == 0 { return left }
    return try operation(left, right, "+", left.interval.plus(right.interval)) { $0.addingReportingOverflow($1) }
  }

  func difference(_ left: Expression, _ right: Expression) throws(Untranslatable) -> Expression {
    if right.constant == 0 { return left }
    return try operation(left, right, "-", left.interval.minus(right.interval)) { $0.subtractingReportingOverflow($1) }
  }

  private func operation(
    _ left: Expression, _ right: Expression, _ sign: String, _ interval: Interval?,
    _ fold: (Int128, Int128) -> (Int128, Bool)
  ) throws(Untranslatable) -> Expression {
    guard let interval else { throw tooLarge() }
    if let first = left.constant, let second = right.constant { return .literal(fold(first, second).0) }
    let isWide = !interval.isNarrow || left.isWide || right.isWide
    var (first, second) = (left, right)
    if isWide, !left.isWide, !right.isWide {
      if left.constant == nil { first = wide(left) } else { second = wide(right) }
    }
    return Expression(
      "\(first.operand) \(sign) \(second.operand)", layer: max(left.layer, right.layer),
      .number(interval, isWide: isWide))
  }

  func wide(_ expression: Expression) -> Expression {
    if expression.isWide { return expression }
    return Expression(
      "CAST(\(expression.text) AS \(dialect.wideType))", isAtom: true, layer: expression.layer,
      .number(expression.interval, isWide: true))
  }

  /// The same number in 64 bits where it is known to fit.
  func narrow(_ expression: Expression) -> Expression {
    guard expression.isWide, expression.interval.isNarrow else { return expression }
    return Expression(
      "CAST(\(expression.text) AS BIGINT)", isAtom: true, layer: expression.layer,
      .number(expression.interval, isWide: false))
  }

  /// The quotient toward zero; the divisor is positive wherever the dividend is known.
  mutating func quotient(_ dividend: Expression, _ divisor: Expression) throws(Untranslatable) -> Expression {
    if divisor.constant == 1 { return dividend }
    if let first = dividend.constant, let second = divisor.constant { return .literal(first / second) }
    let isWide = dividend.isWide || divisor.isWide || !dividend.interval.isNarrow
    var (first, second) = (dividend, divisor)
    if isWide, dialect == .spark { (first, second) = (column(wide(first), "part"), column(second, "part")) }
    return narrow(
      Expression(
        dialect.quotient(first.operand, second.operand, isWide: isWide),
        isAtom: dialect == .postgres && isWide || dialect == .spark && isWide, layer: max(first.layer, second.layer),
        .number(dividend.interval.divided(by: divisor.interval), isWide: isWide)))
  }

  func magnitude(_ expression: Expression) -> Expression {
    if expression.interval.isNotNegative { return expression }
    return Expression(
      "abs(\(expression.text))", isAtom: true, layer: expression.layer,
      .number(Interval(0, expression.interval.magnitude), isWide: expression.isWide))
  }

  func negative(_ expression: Expression) -> Expression {
    if let constant = expression.constant { return .literal(-constant) }
    let interval = expression.interval
    return Expression(
      "-\(expression.operand)", layer: expression.layer,
      .number(Interval(-interval.upper, -interval.lower), isWide: expression.isWide))
  }

  /// `CASE WHEN … THEN … ELSE … END` over numbers, dates, texts or truths.
  func choice(_ cases: [(condition: String, result: Expression)], otherwise: Expression?, layer: Int) -> Expression {
    let results = cases.map(\.result) + (otherwise.map { [$0] } ?? [])
    var text = "CASE"
    for (condition, result) in cases { text += "\n  WHEN \(indented(condition)) THEN \(indented(result.text))" }
    if let otherwise { text += "\n  ELSE \(indented(otherwise.text))" }
    text += "\nEND"
    return joined(results, text, layer: results.reduce(layer) { max($0, $1.layer) })
  }

  /// A text that gives one of the results.
  func joined(_ results: [Expression], _ text: String, layer: Int) -> Expression {
    guard let first = results.first else { return Expression("NULL", isAtom: true, layer: layer, .text) }
    let interval = results.dropFirst().reduce(first.interval) { $0.union($1.interval) }
    switch first.kind {
    case .number:
      let isWide = results.contains { $0.isWide || !$0.interval.isNarrow }
      let isUntyped = results.allSatisfy { $0.constant != nil }
      return Expression(
        isUntyped ? "CAST(\(text) AS \(isWide ? dialect.wideType : "BIGINT"))" : text, isAtom: true, layer: layer,
        .number(interval, isWide: isWide))
    case .date: return Expression(text, isAtom: true, layer: layer, .date(interval))
    default: return Expression(text, isAtom: true, layer: layer, first.kind)
    }
  }

  func indented(_ text: String) -> String { text.split(separator: "\n").joined(separator: "\n  ") }

  // MARK: Nodes

  private func scale(_ node: Int32) -> Int { program.types[Int(node)].number?.scale ?? 0 }

  func power(_ digits: Int) throws(Untranslatable) -> Expression {
    guard let power = PowerOfTen.value(digits), power <= Interval.limit else { throw tooLarge() }
    return .literal(power)
  }

  mutating func arithmetic(_ node: Node, _ index: Int32) throws(Untranslatable) -> Term {
    let (left, right) = (try term(node.first), try term(node.second))
    if case .date = left.value.kind, case .date = right.value.kind {
      return strict([left, right], try daysBetween(right.value, left.value))
    }
    switch node.operation {
    case .add, .subtract:
      let (first, second, denominator) = try common(left, right)
      let value = node.operation == .add ? try sum(first, second) : try difference(first, second)
      return strict([left, right], value, denominator: denominator)
    case .multiply:
      let value = try product(left.value, right.value)
      let denominator = try product(left.denominator ?? .literal(1), right.denominator ?? .literal(1))
      return try shifted(
        strict([left, right], value, denominator: denominator),
        by: scale(index) - scale(node.first) - scale(node.second))
    default:
      return try shifted(divided(left, right), by: scale(index) - scale(node.first) + scale(node.second))
    }
  }

  /// Numerators over one denominator.
  private mutating func common(
    _ left: Term, _ right: Term
  ) throws(Untranslatable) -> (Expression, Expression, Expression?) {
    if left.denominator?.text == right.denominator?.text { return (left.value, right.value, left.denominator) }
    let (first, second) = (
      column(left.denominator ?? .literal(1), "part"), column(right.denominator ?? .literal(1), "part")
    )
    return (try product(left.value, second), try product(right.value, first), try product(first, second))
  }

  private mutating func divided(_ left: Term, _ right: Term) throws(Untranslatable) -> Term {
    var divisor = right.value
    var value = try product(left.value, right.denominator ?? .literal(1))
    var own: Expression?
    if divisor.interval.lower <= 0 {
      if divisor.constant == 0 { divisor = Expression("NULL", isAtom: true, layer: 0, divisor.kind) }
      divisor = column(divisor, "divisor")
      own = Expression("COALESCE(\(divisor.text) = 0, FALSE)", isAtom: true, layer: divisor.layer, .truth)
      value = column(value, "dividend")
      let signed = divisor.interval.lower < 0 ? [("\(divisor.text) < 0", negative(value))] : []
      value = choice(signed + [("\(divisor.text) <> 0", value)], otherwise: nil, layer: divisor.layer)
      let interval = divisor.interval
      divisor = Expression(
        "NULLIF(\(magnitude(divisor).text), 0)", isAtom: true, layer: divisor.layer,
        .number(Interval(1, max(1, interval.magnitude)), isWide: divisor.isWide))
    }
    let denominator = try product(left.denominator ?? .literal(1), divisor)
    return strict([left, right], value, denominator: denominator, own: own)
  }

  /// A term times a power of ten.
  func shifted(_ term: Term, by digits: Int) throws(Untranslatable) -> Term {
    if digits == 0 { return term }
    var result = term
    if digits > 0 {
      result.value = try product(term.value, power(digits))
    } else {
      result.denominator = try product(term.denominator ?? .literal(1), power(-digits))
    }
    return result
  }

  mutating func bounded(_ node: Node) throws(Untranslatable) -> Term {
    var (left, right) = (try term(node.first), try term(node.second))
    if let first = left.value.constant, let second = right.value.constant, left.denominator == nil,
      right.denominator == nil
    {
      return (node.operation == .minimum) == (first <= second) ? left : right
    }
    left.value = column(left.value, "side")
    right.value = column(right.value, "side")
    left.denominator = left.denominator.map { column($0, "side denominator") }
    right.denominator = right.denominator.map { column($0, "side denominator") }
    let (first, second, _) = try common(left, right)
    let sign = node.operation == .minimum ? ("<=", ">") : (">=", "<")
    let isLeft = column(
      Expression(
        "\(first.operand) \(sign.0) \(second.operand)", layer: max(first.layer, second.layer), .truth), "side")
    func pick(_ one: Expression, _ other: Expression) -> Expression {
      choice([(isLeft.text, one), ("NOT \(isLeft.text)", other)], otherwise: nil, layer: isLeft.layer)
    }
    var value = pick(left.value, right.value)
    let (low, high) = (left.value.interval, right.value.interval)
    // The lesser of two is no more than either's greatest.
    if left.denominator == nil, right.denominator == nil, case .number(_, let isWide) = value.kind {
      let interval =
        node.operation == .minimum
        ? Interval(min(low.lower, high.lower), min(low.upper, high.upper))
        : Interval(max(low.lower, high.lower), max(low.upper, high.upper))
      value.kind = .number(interval, isWide: isWide)
    }
    var denominator: Expression?
    if left.denominator != nil || right.denominator != nil {
      denominator = pick(left.denominator ?? .literal(1), right.denominator ?? .literal(1))
    }
    return strict([left, right], value, denominator: denominator)
  }

  mutating func comparison(_ node: Node) throws(Untranslatable) -> Term {
    let (left, right) = (try term(node.first), try term(node.second))
    let sign =
      switch node.operation {
      case .equal: "="
      case .notEqual: "<>"
      case .less: "<"
      default: "<="
      }
    let (first, second, _) = left.value.isNumber ? try common(left, right) : (left.value, right.value, nil)
    if let one = first.constant, let other = second.constant {
      let holds =
        switch node.operation {
        case .equal: one == other
        case .notEqual: one != other
        case .less: one < other
        default: one <= other
        }
      return strict([left, right], .truth(holds))
    }
    return strict(
      [left, right],
      Expression("\(first.operand) \(sign) \(second.operand)", layer: max(first.layer, second.layer), .truth))
  }
}
