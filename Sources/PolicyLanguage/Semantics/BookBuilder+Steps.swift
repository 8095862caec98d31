import PolicyModel
import PolicyProgram
import Quantities

/// Steps of roundings that fit into 1, so that whole amounts stay what they are.
extension BookBuilder {
  /// Whether a step above 0 divides 1 or is a whole number.
  func dividesUnit(_ step: ExactDecimal) -> Bool {
    step.scale == 0 || (PowerOfTen.value(step.scale) ?? 1) % step.digits == 0
  }

  mutating func reportStep(_ step: ExactDecimal, unit: String, of number: NumberType, _ rounding: RoundingSyntax) {
    let currency = number.dimension.currency ?? context.facts.currency(in: program)
    func canBe(_ amount: ExactDecimal) -> Bool { !number.isAmount || isWholeMinor(amount, currency: currency) }
    let multiples = (1...3).map { ExactDecimal(digits: step.digits * $0, scale: step.scale).description + unit }
    let steps = neighbours(step).filter(canBe).map { "`to \($0)\(unit)`" }.joined(separator: " or ")
    let ending = "end in \(step)\(unit)"
    let mayBeEnding =
      number.dimension.money == 1 && !number.isPercent && (step.digits % 10 == 9 || step.digits % 100 == 95)
    var cure = "write \(steps)"
    if mayBeEnding, canBe(step) {
      cure = "write `to \(ending)` if that is what amounts end in; otherwise \(steps)"
    } else if mayBeEnding, currency == nil, let own = caseOfACurrency(ending: step, rounding.mode) {
      cure = "if amounts end in \(step), \(own); otherwise write \(steps)"
    }
    report(
      .roundingParts,
      "\(step)\(unit) does not divide 1\(unit): rounded so, it becomes \(multiples.joined(separator: ", ")) and so on",
      at: rounding.stepRange, cure: cure,
      correctedLine: mayBeEnding ? line(of: rounding.stepRange, with: ending) : nil)
  }

  /// The nearest usual steps below and above one that does not divide 1.
  private func neighbours(_ step: ExactDecimal) -> [ExactDecimal] {
    let whole = step.digits / (PowerOfTen.value(step.scale) ?? 1)
    if whole > 0 { return [ExactDecimal(digits: whole), ExactDecimal(digits: whole + 1)] }
    let parts = (1...step.scale).flatMap { scale in [1, 2, 5].map { ExactDecimal(digits: $0, scale: scale) } }
    let usual = parts + [ExactDecimal(digits: 25, scale: 2), ExactDecimal(digits: 1)]
    return [usual.filter { $0 < step }.max(), usual.filter { step < $0 }.min()].compactMap { $0 }
  }
}
