import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Between the lines and the order: aggregates and spreads.
extension Evaluator {
  @inline(never)
  func aggregate(_ index: Int32, _ aggregate: ExpressionSyntax.Aggregate) -> Outcome {
    let node = nodes[index]
    switch aggregate {
    case .sum: return sum(index, node.first)
    case .count:
      // Lines are counted where a condition holds on them; of anything else, all.
      return node.shift == 1 ? count(node.first) : .known(Int128(lineCount))
    case .highest: return extreme(index, node.first, sign: 1)
    case .lowest: return extreme(index, node.first, sign: -1)
    case .any: return quantified(node.first, settledBy: true)
    case .all: return quantified(node.first, settledBy: false)
    }
  }

  private func sum(_ index: Int32, _ operand: Int32) -> Outcome {
    var total = Outcome.no
    var open: Outcome?
    for line in 0..<lineCount {
      let amount = evaluate(operand, line)
      if amount.state == .refused { return amount }
      guard amount.isKnown else {
        open = amount
        continue
      }
      if total.isWhole, amount.isWhole, let sum = total.numerator.sum(amount.numerator) {
        total.numerator = sum
      } else if let sum = total.ratio.plus(amount.ratio) {
        total = .known(sum)
      } else {
        return refuse(.tooLarge, index, line, total, amount)
      }
    }
    return open ?? total
  }

  private func count(_ operand: Int32) -> Outcome {
    var total: Int128 = 0
    var open: Outcome?
    for line in 0..<lineCount {
      let answer = evaluate(operand, line)
      if answer.state == .refused { return answer }
      if answer.isKnown { total += answer.numerator } else { open = answer }
    }
    return open ?? .known(total)
  }

  private func extreme(_ index: Int32, _ operand: Int32, sign: Int) -> Outcome {
    var best: Outcome?
    var open: Outcome?
    for line in 0..<lineCount {
      let candidate = evaluate(operand, line)
      if candidate.state == .refused { return candidate }
      guard candidate.isKnown else {
        open = candidate
        continue
      }
      if best.map({ candidate.ratio.compared(with: $0.ratio) == sign }) ?? true { best = candidate }
    }
    return open ?? best ?? refuse(.noLine, index, 0, .no, .no)
  }

  private func quantified(_ operand: Int32, settledBy answer: Bool) -> Outcome {
    var open: Outcome?
    for line in 0..<lineCount {
      let outcome = evaluate(operand, line)
      if outcome.isKnown {
        if (outcome.numerator != 0) == answer { return .known(answer) }
      } else if open?.state != .missing {
        open = outcome
      }
    }
    return open ?? .known(!answer)
  }

  // MARK: Spreads

  /// The share of a line; all shares are found together.
  @inline(never)
  func spread(_ index: Int32, _ line: Int) -> Outcome {
    let rule = Int(nodes[index].third)
    let slot = slotIndex(Int32(plan.spreadSlot + rule), true, line)
    if isFilled(slot) { return slots[slot].outcome }
    let shares = shares(index, plan.program.spreads[rule])
    let epoch = live.start.pointee.epoch
    for (position, share) in shares.enumerated() {
      slots[slotIndex(Int32(plan.spreadSlot + rule), true, position)] = Slot(outcome: share, decided: 0, epoch: epoch)
    }
    return slots[slot].outcome
  }

  private func shares(_ index: Int32, _ rule: SpreadDefinition) -> [Outcome] {
    func all(_ outcome: Outcome) -> [Outcome] { Array(repeating: outcome, count: lineCount) }
    let amount = evaluate(rule.amount, 0)
    let weights = (0..<lineCount).map { evaluate(rule.weight, $0) }
    let caps = rule.cap >= 0 ? (0..<lineCount).map { evaluate(rule.cap, $0) } : []
    let operands = [amount] + weights + caps
    if let refused = operands.first(where: { $0.state == .refused }) { return all(refused) }
    if let missing = operands.first(where: { !$0.isKnown }) { return all(missing) }
    var step = rule.step
    if step == 0 {
      guard let digits = minorDigits() else { return all(.missing) }
      step = PowerOfTen.value(max(0, plan.scale(of: rule.amount) - digits)) ?? 1
    }
    guard step > 0, amount.isWhole, amount.numerator % step == 0 else {
      return all(refuse(.notWhole, index, 0, amount, .known(step)))
    }
    guard let wholeWeights = commonWeights(weights.map(\.ratio)) else {
      return all(refuse(.notSpread, index, 0, amount, .no))
    }
    let wholeCaps = caps.isEmpty ? nil : caps.map { $0.floor / step }
    guard let parts = rule.leftover.parts(amount.numerator / step, weights: wholeWeights, caps: wholeCaps) else {
      return all(refuse(wholeWeights.allSatisfy { $0 == 0 } ? .noWeight : .notSpread, index, 0, amount, .no))
    }
    return parts.map { part in
      part.product(step).map { .known($0) } ?? refuse(.tooLarge, index, 0, .known(part), .known(step))
    }
  }

  /// Weights as whole numbers in the same proportion.
  private func commonWeights(_ weights: [Ratio]) -> [Int128]? {
    var common = Ratio(1)
    for weight in weights where common.denominator != weight.denominator {
      let product = Ratio(1, common.denominator).times(Ratio(1, weight.denominator))
      guard let product else { return nil }
      common = product
    }
    if common.denominator == 1 { return weights.map(\.numerator) }
    var whole: [Int128] = []
    for weight in weights {
      guard let scaled = weight.times(Ratio(common.denominator))?.reduced, scaled.denominator == 1 else { return nil }
      whole.append(scaled.numerator)
    }
    return whole
  }
}

extension SpreadDefinition.Leftover {
  /// The parts of an amount; nil where it cannot be split.
  func parts(_ amount: Int128, weights: [Int128], caps: [Int128]?) -> [Int128]? {
    switch self {
    case .largestRemainder: Allocation.largestRemainder(amount, weights: weights, caps: caps)
    case .first: Allocation.toTheFirst(amount, weights: weights, caps: caps)
    case .largest: Allocation.toTheLargest(amount, weights: weights, caps: caps)
    }
  }
}
