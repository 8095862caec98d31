import PolicyLanguage
import PolicyProgram
import Quantities

/// Exact arithmetic: whole numbers where both sides are, ratios otherwise; what does not fit is refused.
extension Evaluator {
  @inline(__always)
  func binary(_ index: Int32, _ left: Outcome, _ right: Outcome, _ line: Int) -> Outcome {
    let node = nodes.start.advanced(by: Int(index))
    guard left.isWhole, right.isWhole else { return ratios(index, left, right, line) }
    switch node.pointee.operation {
    case .add:
      if let sum = left.numerator.sum(right.numerator) { return .known(sum) }
    case .subtract:
      if let difference = left.numerator.difference(right.numerator) { return .known(difference) }
    case .multiply where node.pointee.shift == 0:
      if let product = left.numerator.product(right.numerator) { return .known(product) }
    case .minimum: return left.numerator <= right.numerator ? left : right
    case .maximum: return left.numerator >= right.numerator ? left : right
    case .equal: return .known(left.numerator == right.numerator)
    case .notEqual: return .known(left.numerator != right.numerator)
    case .less: return .known(left.numerator < right.numerator)
    case .lessOrEqual: return .known(left.numerator <= right.numerator)
    default: break
    }
    return ratios(index, left, right, line)
  }

  @inline(never)
  private func ratios(_ index: Int32, _ left: Outcome, _ right: Outcome, _ line: Int) -> Outcome {
    let node = nodes[index]
    let (first, second) = (left.ratio, right.ratio)
    var result: Ratio?
    switch node.operation {
    case .add: result = first.plus(second)
    case .subtract: result = first.minus(second)
    case .multiply: result = first.times(second).flatMap { shifted($0, by: Int(node.shift)) }
    case .divide:
      guard second.numerator != 0 else { return refuse(.divisionByZero, index, line, left, right) }
      result = first.divided(by: second).flatMap { shifted($0, by: Int(node.shift)) }
    case .minimum: return first.compared(with: second) <= 0 ? left : right
    case .maximum: return first.compared(with: second) >= 0 ? left : right
    case .equal: return .known(first.compared(with: second) == 0)
    case .notEqual: return .known(first.compared(with: second) != 0)
    case .less: return .known(first.compared(with: second) < 0)
    case .lessOrEqual: return .known(first.compared(with: second) <= 0)
    default: break
    }
    return result.map { .known($0) } ?? refuse(.tooLarge, index, line, left, right)
  }

  /// A ratio times a power of ten.
  func shifted(_ ratio: Ratio, by digits: Int) -> Ratio? {
    if digits == 0 { return ratio }
    guard let power = PowerOfTen.value(abs(digits)) else { return nil }
    return digits > 0 ? ratio.times(Ratio(power)) : ratio.times(Ratio(1, power))?.reduced
  }

  // MARK: Rounding

  /// Rounds once: from the exact quotient to the step.
  @inline(never)
  func round(_ index: Int32, _ mode: RoundingMode, _ target: RoundingTarget, _ line: Int) -> Outcome {
    let node = nodes.start.advanced(by: Int(index))
    let operand = evaluate(node.pointee.first, line)
    guard operand.isKnown else { return operand }
    var step = node.pointee.constant
    var shift = Int(node.pointee.shift)
    switch target {
    case .multiple: break
    case .minorUnit:
      guard let digits = minorDigits() else { return .missing }
      // The constant is the scale of the result.
      step = PowerOfTen.value(max(0, Int(node.pointee.constant) - digits)) ?? 1
    case .quotient: shift = 0
    }
    guard step > 0, let result = rounded(operand, mode, step: step, shift: shift),
      let amount = target == .quotient ? result : result.product(step)
    else { return refuse(.tooLarge, index, line, operand, .known(step)) }
    return .known(amount)
  }

  /// How many steps an outcome is, after it was moved to a coarser scale by so many digits.
  private func rounded(_ operand: Outcome, _ mode: RoundingMode, step: Int128, shift: Int) -> Int128? {
    if operand.isWhole, shift == 0 {
      return step == 1 ? operand.numerator : mode.quotient(operand.numerator, step)
    }
    guard let power = PowerOfTen.value(abs(shift)) else { return nil }
    let ratio = operand.ratio
    if shift < 0 {
      guard let finer = ratio.times(Ratio(power)), let divisor = finer.denominator.product(step) else { return nil }
      return mode.quotient(finer.numerator, divisor)
    }
    if let divisor = ratio.denominator.product(step)?.product(power) { return mode.quotient(ratio.numerator, divisor) }
    let reduced = ratio.reduced
    guard let divisor = reduced.denominator.product(step)?.product(power) else { return nil }
    return mode.quotient(reduced.numerator, divisor)
  }
}
