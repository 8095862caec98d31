import PolicyProgram
import Quantities

/// Rounding once, from the exact quotient to the step, in whole numbers.
extension QueryBuilder {
  mutating func rounded(
    _ node: Node, _ mode: RoundingMode, _ target: RoundingTarget, _ index: Int32
  ) throws(Untranslatable) -> Term {
    let operand = try term(node.first)
    let shift = target == .quotient ? 0 : scale(node.first) - scale(index)
    var operands = [operand]
    var step = Expression.literal(node.constant)
    if target == .minorUnit {
      let (minor, currency) = try minorUnit(scale: scale(index))
      step = minor
      operands += currency.map { [$0] } ?? []
    }
    var value = operand.value
    var divisor = try product(operand.denominator ?? .literal(1), step)
    if shift < 0 { value = try product(value, power(-shift)) } else { divisor = try product(divisor, power(shift)) }
    let steps = try quotient(value, divisor, mode)
    return strict(operands, target == .quotient ? steps : try product(steps, step))
  }

  private func scale(_ node: Int32) -> Int { program.types[Int(node)].number?.scale ?? 0 }

  /// The minor unit of the order's currency at a scale, and the currency that it depends on.
  private mutating func minorUnit(scale: Int) throws(Untranslatable) -> (Expression, Term?) {
    func step(_ digits: Int) throws(Untranslatable) -> Expression { try power(max(0, scale - digits)) }
    guard program.currencyInput >= 0 else { return (try step(program.moneyScale), nil) }
    let currency = try term(ofInput: program.currencyInput)
    var steps: [(text: String, step: Expression)] = []
    if case .word(let codes) = program.inputs[program.currencyInput].type {
      for code in codes {
        guard let known = program.currencies.first(where: { $0.code == program.words[code] }) else { continue }
        steps.append((dialect.text(known.code), try step(known.minorDigits)))
      }
    }
    guard let first = steps.first?.step, steps.contains(where: { $0.step.constant != first.constant }) else {
      return (steps.first?.step ?? .literal(1), currency)
    }
    let name = column(currency.value, "currency")
    let text =
      "CASE \(name.text)" + steps.map { "\n  WHEN \($0.text) THEN \($0.step.text)" }.joined() + "\nEND"
    return (query.column(joined(steps.map(\.step), text, layer: name.layer), "minor unit"), currency)
  }

  // MARK: Modes

  /// The quotient rounded in a mode; the divisor is positive.
  mutating func quotient(
    _ dividend: Expression, _ divisor: Expression, _ mode: RoundingMode
  ) throws(Untranslatable) -> Expression {
    if divisor.constant == 1 { return dividend }
    if let first = dividend.constant, let second = divisor.constant { return .literal(mode.quotient(first, second)) }
    let divisor = column(divisor, "divisor")
    if dividend.interval.isNotNegative { return try awayFromZero(dividend, divisor, mode) }
    let dividend = column(dividend, "dividend")
    let upper = try awayFromZero(dividend, divisor, mode)
    if dividend.interval.upper <= 0 {
      return negative(try awayFromZero(negative(dividend), divisor, mode.mirrored))
    }
    let lower = negative(try awayFromZero(negative(dividend), divisor, mode.mirrored))
    var result = choice(
      [("\(dividend.text) < 0", lower)], otherwise: upper, layer: max(dividend.layer, divisor.layer))
    let bound = max(lower.interval.magnitude, upper.interval.magnitude)
    if case .number(_, let isWide) = result.kind { result.kind = .number(Interval(-bound, bound), isWide: isWide) }
    return result
  }

  /// Of a dividend that is not negative where this is read.
  private mutating func awayFromZero(
    _ dividend: Expression, _ divisor: Expression, _ mode: RoundingMode
  ) throws(Untranslatable) -> Expression {
    switch mode {
    case .down, .floor: return try quotient(dividend, divisor)
    case .up, .ceiling: return try quotient(sum(dividend, difference(divisor, .literal(1))), divisor)
    case .halfUp, .halfCeiling:
      let two = Expression.literal(2)
      if let even = divisor.constant, even % 2 == 0 { return try quotient(sum(dividend, .literal(even / 2)), divisor) }
      return try quotient(sum(product(dividend, two), divisor), column(product(divisor, two), "divisor"))
    case .halfDown, .halfFloor:
      let two = Expression.literal(2)
      let twice = try sum(product(dividend, two), difference(divisor, .literal(1)))
      return try quotient(twice, column(product(divisor, two), "divisor"))
    case .halfEven, .halfOdd:
      let dividend = column(dividend, "dividend")
      let whole = column(try quotient(dividend, divisor), "whole")
      let part = column(try difference(dividend, product(whole, divisor)), "part")
      var bounded = part
      bounded.kind = .number(Interval(0, divisor.interval.upper), isWide: part.isWide)
      let twice = try product(bounded, .literal(2))
      let parity = "\(whole.text) % 2 = \(mode == .halfEven ? 1 : 0)"
      let layer = max(twice.layer, divisor.layer)
      var result = choice(
        [
          (
            "\(twice.text) > \(divisor.text) OR (\(twice.text) = \(divisor.text) AND \(parity))",
            try sum(whole, .literal(1))
          )
        ],
        otherwise: whole, layer: layer)
      result.layer = max(result.layer, layer)
      return result
    }
  }
}
