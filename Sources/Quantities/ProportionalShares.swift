/// An amount split in proportion, each share rounded toward zero, and what is left over to be given out.
struct ProportionalShares {
  /// The parts so far, as magnitudes.
  private var parts: [Int128]
  /// What rounding took from each part, all over one denominator.
  private(set) var remainders: [Int128]
  /// Whole units not yet given.
  private(set) var leftover: Int128
  /// The parts that are not at their caps by proportion alone, and whose weights are not 0.
  private(set) var open: [Int]
  private let caps: [Int128]?
  private let isNegative: Bool

  /// Nil where `Allocation` says so.
  init?(_ amount: Int128, weights: [Int128], caps: [Int128]?) {
    guard amount != .min, !weights.contains(where: { $0 < 0 }) else { return nil }
    guard caps.map({ $0.count == weights.count && !$0.contains { $0 < 0 } }) ?? true else { return nil }
    let magnitude = amount < 0 ? -amount : amount
    self.caps = caps
    isNegative = amount < 0
    parts = Array(repeating: 0, count: weights.count)
    remainders = parts
    leftover = magnitude
    open = weights.indices.filter { weights[$0] > 0 }

    var total: Int128 = 0
    for weight in weights {
      let (sum, overflow) = total.addingReportingOverflow(weight)
      guard !overflow else { return nil }
      total = sum
    }
    // Nothing over nothing is nothing; an amount has to go somewhere.
    if total == 0, magnitude == 0, !weights.isEmpty { return }
    // The largest products below are the amount, or a cap no larger than it, with a sum of weights.
    guard total > 0, !magnitude.multipliedReportingOverflow(by: total).overflow else { return nil }

    if let caps { closeFull(caps, weights: weights, total: &total) }
    let rest = leftover
    for index in open {
      let (quotient, remainder) = (rest * weights[index]).quotientAndRemainder(dividingBy: total)
      parts[index] = quotient
      remainders[index] = remainder
      leftover -= quotient
    }
    if open.isEmpty { leftover = 0 }
  }

  /// Gives each part whose share is above its cap just the cap, and takes it from the amount and the total.
  ///
  /// The smallest cap for its weight is reached first, so one pass in that order is enough.
  private mutating func closeFull(_ caps: [Int128], weights: [Int128], total: inout Int128) {
    let reachable = caps.map { min($0, leftover) }
    let order = open.sorted { reachable[$0] * weights[$1] < reachable[$1] * weights[$0] }
    var closed: Set<Int> = []
    for index in order {
      guard leftover * weights[index] > reachable[index] * total else { break }
      parts[index] = reachable[index]
      leftover -= reachable[index]
      total -= weights[index]
      closed.insert(index)
    }
    open.removeAll { closed.contains($0) }
  }

  /// Gives a part one of the units left over, if there is one and its cap allows.
  mutating func giveOne(to index: Int) {
    guard leftover > 0, caps.map({ parts[index] < $0[index] }) ?? true else { return }
    parts[index] += 1
    leftover -= 1
  }

  /// The parts with the sign of the amount.
  var signedParts: [Int128] { isNegative ? parts.map { -$0 } : parts }
}
