import Diagnostics

/// What came of the orders of a batch.
package struct BatchCounts: Sendable {
  package var read = 0
  package var priced = 0
  package var refused = 0
  package var rejected = 0
  /// Rows that were read as texts or documents, some ten times slower than others.
  package var textual = 0
  /// Sums of figures that are amounts, by currency and figure.
  package var sums: [String: [Int128]] = [:]
  /// How many orders each rule decided a value of, by value and rule.
  package var decisions: [String: Int] = [:]
  package var refusals: [String: Int] = [:]
  /// Members that are not read and that the first of the JSON lines does not have, in the order met; the first hundred.
  package var unread: [String] = []

  package init() {}

  mutating func add(_ other: BatchCounts) {
    read += other.read
    priced += other.priced
    refused += other.refused
    rejected += other.rejected
    textual += other.textual
    for (currency, sums) in other.sums {
      let own = self.sums[currency] ?? Array(repeating: 0, count: sums.count)
      self.sums[currency] = zip(own, sums).map { $0 + $1 }
    }
    decisions.merge(other.decisions) { $0 + $1 }
    refusals.merge(other.refusals) { $0 + $1 }
    for name in other.unread where unread.count < UnreadMembers.limit && !unread.contains(name) { unread.append(name) }
  }

  /// `3 read: 1 priced, 1 refused, 1 rejected`.
  package var sentence: String { "\(read) read: \(priced) priced, \(refused) refused, \(rejected) rejected" }
}
