/// What a node can be over a box: every known result lies between the ends.
struct Bounds: BitwiseCopyable {
  /// At the node's scale; a quotient's at ``digits`` digits more. Above ``upper`` where no result is known at all.
  var lower: Int128
  var upper: Int128
  /// Variables with which it may rise, and with which it may fall. Bits are places of variables, 64 and more wrapped
  /// around; a bit too many costs precision, never truth.
  var rise: UInt64 = 0
  var fall: UInt64 = 0
  /// The ends have ``digits`` digits more: they enclose quotients.
  var isFine = false

  /// Digits more of quotients.
  static let digits = 9
  static let fineness: Int128 = 1_000_000_000
  /// Ends past this are as good as without end.
  static let limit: Int128 = Int128(1) << 126

  @inline(__always)
  init(_ lower: Int128, _ upper: Int128) {
    self.lower = lower
    self.upper = upper
  }

  static var nothing: Bounds { Bounds(1, 0) }
  static var anything: Bounds {
    var bounds = Bounds(-limit, limit)
    (bounds.rise, bounds.fall) = (.max, .max)
    return bounds
  }
  static var yes: Bounds { Bounds(1, 1) }
  static var no: Bounds { Bounds(0, 0) }
  static var open: Bounds { Bounds(0, 1) }

  @inline(__always) var isNothing: Bool { lower > upper }
  @inline(__always) var isPoint: Bool { lower == upper }
  /// Of yes and no.
  @inline(__always) var canBeYes: Bool { upper >= 1 && lower <= upper }
  @inline(__always) var canBeNo: Bool { lower <= 0 && lower <= upper }

  static func truth(canBeYes: Bool, canBeNo: Bool) -> Bounds {
    canBeYes ? (canBeNo ? .open : .yes) : canBeNo ? .no : .nothing
  }

  /// The same with more digits.
  var fine: Bounds {
    if isFine { return self }
    var copy = self
    copy.lower = Self.times(lower, Self.fineness)
    copy.upper = Self.times(upper, Self.fineness)
    copy.isFine = true
    return copy
  }

  /// Both.
  func union(_ other: Bounds) -> Bounds {
    if isNothing { return other }
    if other.isNothing { return self }
    let (one, two) = Self.aligned(self, other)
    var result = Bounds(min(one.lower, two.lower), max(one.upper, two.upper))
    result.isFine = one.isFine
    (result.rise, result.fall) = (one.rise | two.rise, one.fall | two.fall)
    return result
  }

  static func aligned(_ one: Bounds, _ other: Bounds) -> (Bounds, Bounds) {
    if one.isFine == other.isFine { return (one, other) }
    return (one.fine, other.fine)
  }

  /// The variables that change it either way.
  var moves: UInt64 { rise | fall }

  func directed(_ rise: UInt64, _ fall: UInt64) -> Bounds {
    var copy = self
    (copy.rise, copy.fall) = (rise, fall)
    return copy
  }

  // MARK: Arithmetic that stops at the limit

  @inline(__always)
  static func plus(_ one: Int128, _ other: Int128) -> Int128 {
    let (sum, overflow) = one.addingReportingOverflow(other)
    return overflow ? (one > 0 ? limit : -limit) : min(max(sum, -limit), limit)
  }

  @inline(__always)
  static func times(_ one: Int128, _ other: Int128) -> Int128 {
    if let left = Int64(exactly: one), let right = Int64(exactly: other) { return Int128(left) &* Int128(right) }
    if one == 0 || other == 0 { return 0 }
    let (product, overflow) = one.multipliedReportingOverflow(by: other)
    return overflow ? ((one > 0) == (other > 0) ? limit : -limit) : min(max(product, -limit), limit)
  }

  static func sum(_ left: Bounds, _ right: Bounds) -> Bounds {
    if left.isNothing || right.isNothing { return .nothing }
    let (one, other) = aligned(left, right)
    var result = Bounds(plus(one.lower, other.lower), plus(one.upper, other.upper))
    (result.rise, result.fall, result.isFine) = (one.rise | other.rise, one.fall | other.fall, one.isFine)
    return result
  }

  var negated: Bounds {
    var result = Bounds(-upper, -lower)
    if isNothing { result = .nothing }
    (result.rise, result.fall, result.isFine) = (fall, rise, isFine)
    return result
  }

  static func product(_ one: Bounds, _ other: Bounds) -> Bounds {
    if one.isNothing || other.isNothing { return .nothing }
    var result: Bounds
    if one.lower >= 0, other.lower >= 0 {
      result = Bounds(times(one.lower, other.lower), times(one.upper, other.upper))
    } else {
      let corners = [
        times(one.lower, other.lower), times(one.lower, other.upper), times(one.upper, other.lower),
        times(one.upper, other.upper),
      ]
      result = Bounds(corners.min() ?? 0, corners.max() ?? 0)
    }
    func moved(_ factor: Bounds, by other: Bounds) {
      if other.upper > 0 {
        result.rise |= factor.rise
        result.fall |= factor.fall
      }
      if other.lower < 0 {
        result.rise |= factor.fall
        result.fall |= factor.rise
      }
    }
    moved(one, by: other)
    moved(other, by: one)
    result.isFine = one.isFine || other.isFine
    if one.isFine, other.isFine {
      result.lower = floor(result.lower, fineness)
      result.upper = ceiling(result.upper, fineness)
    }
    return result
  }

  static func floor(_ value: Int128, _ divisor: Int128) -> Int128 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder != 0 && (remainder < 0) != (divisor < 0) ? quotient - 1 : quotient
  }

  static func ceiling(_ value: Int128, _ divisor: Int128) -> Int128 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder != 0 && (remainder < 0) == (divisor < 0) ? quotient + 1 : quotient
  }
}
