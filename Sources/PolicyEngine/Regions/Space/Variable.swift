/// One thing that an order says, as a coordinate: an input, one word of a set of words, or an input of one line.
struct Variable: Sendable {
  /// The input's name.
  var name: String
  /// The line it belongs to, from 0; 0 for the whole order.
  var line: Int
  /// The word's place in an input of several words, or -1.
  var bit: Int
  /// Whether its coordinates are positions of a set, or numbers of an interval.
  var isSet: Bool
  /// The values by position of a set, as the first program that reads it has them.
  var values: [Int128]
  /// The value at coordinate 0 of an interval, and the distance of two neighbours.
  var base: Int128
  var step: Int128
  /// Everything it can be.
  var full: Domain
  /// Its coordinates are not all the answers that the input can have: proofs about it are not complete.
  var isClipped: Bool
  /// Coordinates of an interval at which something changes: the first of each new stretch, in ascending order.
  var edges: [Int64] = []

  /// A set of these values.
  init(_ name: String, line: Int, bit: Int = -1, values: [Int128]) {
    self.init(name, line: line, bit: bit, isSet: true, full: Domain(first: values.count))
    self.values = values
  }

  /// An interval of numbers.
  init(_ name: String, line: Int, lower: Int128, upper: Int128, step: Int128) {
    let step = max(1, step)
    // Without steps a coordinate is the value itself, so that two variables can be compared.
    let base = step == 1 ? 0 : lower
    let limit: Int128 = 1 << 61
    let (first, last) = ((lower - base) / step, (upper - base) / step)
    self.init(
      name, line: line, bit: -1, isSet: false, full: Domain(Int64(max(first, -limit)), Int64(min(last, limit))))
    self.base = base
    self.step = step
    isClipped = first < -limit || last > limit
  }

  private init(_ name: String, line: Int, bit: Int, isSet: Bool, full: Domain) {
    self.name = name
    self.line = line
    self.bit = bit
    self.isSet = isSet
    self.full = full
    values = []
    base = 0
    step = 1
    isClipped = false
  }

  /// The value at a coordinate.
  @inline(__always)
  func value(_ coordinate: Int64) -> Int128 {
    isSet ? values[Int(coordinate)] : base + step * Int128(coordinate)
  }

  /// The coordinates whose values lie between two values; empty where there is none.
  func interval(_ lower: Int128, _ upper: Int128) -> Domain {
    if isSet {
      var domain = Domain.noPosition
      for (position, value) in values.enumerated() where value >= lower && value <= upper {
        domain.insert(position: position)
      }
      return domain
    }
    let first = lower <= value(full.lower) ? full.lower : ceiling(lower)
    let last = upper >= value(full.upper) ? full.upper : floor(upper)
    return Domain(first, last)
  }

  /// The coordinate of a value; nil where it has none.
  func coordinate(_ value: Int128) -> Int64? {
    if isSet { return values.firstIndex(of: value).map(Int64.init) }
    guard value >= self.value(full.lower), value <= self.value(full.upper), (value - base) % step == 0 else {
      return nil
    }
    return Int64((value - base) / step)
  }

  private func floor(_ value: Int128) -> Int64 {
    if value < self.value(full.lower) { return full.lower - 1 }
    let (quotient, remainder) = (value - base).quotientAndRemainder(dividingBy: step)
    return Int64(remainder < 0 ? quotient - 1 : quotient)
  }

  private func ceiling(_ value: Int128) -> Int64 {
    if value > self.value(full.upper) { return full.upper + 1 }
    let (quotient, remainder) = (value - base).quotientAndRemainder(dividingBy: step)
    return Int64(remainder > 0 ? quotient + 1 : quotient)
  }

  /// The coordinate at which something changes that is nearest to a middle and cuts a domain in two; nil for none.
  func edge(near middle: Int64, in domain: Domain) -> Int64? {
    var (low, high) = (0, edges.count)
    while low < high {
      let index = (low + high) / 2
      if edges[index] <= middle { low = index + 1 } else { high = index }
    }
    let candidates = [low - 1, low].filter { edges.indices.contains($0) }.map { edges[$0] }
      .filter { $0 > domain.lower && $0 <= domain.upper }
    return candidates.min { abs($0 - middle) < abs($1 - middle) }
  }
}
