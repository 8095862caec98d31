import PolicyLanguage
import PolicyProgram
import Quantities

/// Sums, products, quotients and roundings over a box.
extension BoxEvaluator {
  func form(_ first: Int32, _ second: Int32, sign: Int128, key: Int64) -> SumForm? {
    if let known = forms[key] { return known }
    let form = SumForm(first, second, sign: sign, plan, isOneLine: isOneLine)
    forms[key] = form
    return form
  }

  /// A form's product of shared factors and sum of terms.
  func value(of form: SumForm, _ line: Int) -> Bounds {
    var sum = Bounds(0, 0)
    for term in form.terms {
      var product = Bounds(term.coefficient, term.coefficient)
      for factor in term.factors { product = Bounds.product(product, bounds(factor, line)) }
      sum = Bounds.sum(sum, product)
    }
    for factor in form.shared { sum = Bounds.product(sum, bounds(factor, line)) }
    return sum
  }

  func sum(_ index: Int32, _ node: PlanNode, _ line: Int) -> Bounds {
    let one = bounds(node.first, line)
    let other = bounds(node.second, line)
    let plain = node.operation == .add ? Bounds.sum(one, other) : Bounds.sum(one, other.negated)
    // Only where both sides move with the same thing is there something to gain.
    guard one.moves & other.moves != 0, !plain.isNothing,
      let form = form(node.first, node.second, sign: node.operation == .add ? 1 : -1, key: Int64(index))
    else { return plain }
    let shared = value(of: form, line)
    if shared.isNothing { return .nothing }
    guard shared.isFine == plain.isFine else { return shared }
    var result = Bounds(max(plain.lower, shared.lower), min(plain.upper, shared.upper))
    (result.rise, result.fall, result.isFine) = (plain.rise & shared.rise, plain.fall & shared.fall, plain.isFine)
    return result
  }

  func product(_ index: Int32, _ node: PlanNode, _ line: Int) -> Bounds {
    let (one, other) = (bounds(node.first, line), bounds(node.second, line))
    var result = Bounds.product(one, other)
    if one.moves & other.moves != 0, let total = slicedTotal(node, line) {
      if total.isFine == result.isFine {
        var both = Bounds(max(total.lower, result.lower), min(total.upper, result.upper))
        (both.rise, both.fall, both.isFine) = (total.rise & result.rise, total.fall & result.fall, result.isFine)
        result = both
      }
    }
    return node.shift == 0 ? result : moved(result, by: Int(node.shift))
  }

  /// The same times a power of ten, its ends outwards.
  private func moved(_ bounds: Bounds, by digits: Int) -> Bounds {
    if bounds.isNothing { return bounds }
    guard let power = PowerOfTen.value(abs(digits)) else { return Bounds.anything }
    var result = digits > 0 ? bounds : bounds.fine
    if digits > 0 {
      (result.lower, result.upper) = (Bounds.times(bounds.lower, power), Bounds.times(bounds.upper, power))
    } else {
      (result.lower, result.upper) = (Bounds.floor(result.lower, power), Bounds.ceiling(result.upper, power))
    }
    return result
  }

  func quotient(_ node: PlanNode, _ one: Bounds, _ other: Bounds) -> Bounds {
    if one.isNothing || other.isNothing { return .nothing }
    guard other.lower > 0 || other.upper < 0 else { return .anything }
    // Both at the same number of digits: their quotient has none of them, and is made fine.
    let (above, below) = Bounds.aligned(one, other)
    let digits = Int(node.shift) + Bounds.digits
    guard digits >= 0, let power = PowerOfTen.value(digits) else { return .anything }
    var lower = Int128.max
    var upper = Int128.min
    for numerator in [above.lower, above.upper] {
      let scaled = Bounds.times(numerator, power)
      for denominator in [below.lower, below.upper] {
        lower = min(lower, Bounds.floor(scaled, denominator))
        upper = max(upper, Bounds.ceiling(scaled, denominator))
      }
    }
    var result = Bounds(lower, upper)
    result.isFine = true
    let (rise, fall) = other.lower > 0 ? (one.rise, one.fall) : (one.fall, one.rise)
    (result.rise, result.fall) = (rise, fall)
    // A greater divisor makes a positive number smaller.
    if one.upper > 0 {
      result.rise |= other.fall
      result.fall |= other.rise
    }
    if one.lower < 0 {
      result.rise |= other.rise
      result.fall |= other.fall
    }
    return result
  }

  // MARK: Rounding

  func rounded(
    _ node: PlanNode, _ mode: RoundingMode, _ target: RoundingTarget, _ operand: Bounds, _ line: Int
  ) -> Bounds {
    if operand.isNothing { return .nothing }
    if operand.lower <= -Bounds.limit || operand.upper >= Bounds.limit { return .anything }
    var shift = Int(node.shift)
    var steps = [node.constant]
    var moves: UInt64 = 0
    switch target {
    case .multiple: break
    case .minorUnit:
      let currency = currencySteps(Int(node.constant))
      guard !currency.steps.isEmpty else { return .nothing }
      steps = currency.steps
      moves = currency.moves
    case .quotient: shift = 0
    }
    if operand.isFine { shift += Bounds.digits }
    var result = Bounds.nothing
    for step in steps where step > 0 {
      guard let lower = quotient(operand.lower, step, shift, mode),
        let upper = quotient(operand.upper, step, shift, mode)
      else { return .anything }
      let (least, most) = target == .quotient ? (lower, upper) : (Bounds.times(lower, step), Bounds.times(upper, step))
      result = result.union(Bounds(least, most))
    }
    return result.directed(operand.rise | moves, operand.fall | moves)
  }

  private func quotient(_ value: Int128, _ step: Int128, _ shift: Int, _ mode: RoundingMode) -> Int128? {
    guard let power = PowerOfTen.value(abs(shift)) else { return nil }
    if shift < 0 {
      guard let finer = value.product(power) else { return nil }
      return mode.quotient(finer, step)
    }
    guard let divisor = step.product(power) else { return nil }
    return mode.quotient(value, divisor)
  }

  /// The smallest amounts of the currencies that the order can be in, at a scale.
  private func currencySteps(_ scale: Int) -> (steps: [Int128], moves: UInt64) {
    let program = plan.program
    guard program.currencyInput >= 0 else {
      return ([PowerOfTen.value(max(0, scale - program.moneyScale)) ?? 1], 0)
    }
    let (domain, variable, _) = domain(Int32(program.currencyInput), 0)
    var digits: Set<Int> = []
    for position in domain.positions {
      let code = Int(view.values[program.currencyInput][position])
      guard code >= 0, code < plan.minorDigits.count, plan.minorDigits[code] >= 0 else { continue }
      digits.insert(Int(plan.minorDigits[code]))
    }
    return (
      digits.sorted().map { PowerOfTen.value(max(0, scale - $0)) ?? 1 },
      digits.count > 1 ? 1 << UInt64(variable & 63) : 0
    )
  }
}
