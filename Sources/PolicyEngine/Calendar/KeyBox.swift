/// Keys as a box: a closed range for each column of a table.
struct KeyBox: Equatable {
  var ranges: [ClosedRange<Int64>]

  func overlaps(_ other: KeyBox) -> Bool { zip(ranges, other.ranges).allSatisfy { $0.overlaps($1) } }

  /// What of it another box does not hold, as boxes that do not overlap.
  func without(_ other: KeyBox) -> [KeyBox] {
    guard overlaps(other) else { return [self] }
    var parts: [KeyBox] = []
    var rest = self
    for (column, (own, cut)) in zip(ranges, other.ranges).enumerated() {
      if own.lowerBound < cut.lowerBound {
        rest.ranges[column] = own.lowerBound...(cut.lowerBound - 1)
        parts.append(rest)
      }
      if own.upperBound > cut.upperBound {
        rest.ranges[column] = (cut.upperBound + 1)...own.upperBound
        parts.append(rest)
      }
      rest.ranges[column] = own.clamped(to: cut)
    }
    return parts
  }

  /// What of it several boxes do not hold.
  func without(_ others: [KeyBox]) -> [KeyBox] {
    others.reduce([self]) { parts, other in parts.flatMap { $0.without(other) } }
  }

  /// The boxes of those orders that can exist: each column cut to the answers of its key.
  ///
  /// - Parameter domains: For each column the ranges of its key. Where they make too many boxes, this one stays whole.
  func cut(to domains: [[ClosedRange<Int64>]]) -> [KeyBox] {
    var boxes = [KeyBox(ranges: [])]
    for (range, domain) in zip(ranges, domains) {
      let parts = domain.filter { $0.overlaps(range) }.map { $0.clamped(to: range) }
      boxes = boxes.flatMap { box in parts.map { KeyBox(ranges: box.ranges + [$0]) } }
      if boxes.count > 2_000 { return [self] }
    }
    return boxes
  }
}
