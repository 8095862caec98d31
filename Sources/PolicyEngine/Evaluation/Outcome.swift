/// What came of a node: a number, a question to the order, or a refusal.
struct Outcome: BitwiseCopyable {
  /// A whole number at the node's scale, a code, a day number, or 1 and 0 for yes and no.
  var numerator: Int128
  /// Positive; 1 for everything but ratios.
  var denominator: Int128
  /// Which refusal it is, counted in its evaluation; -1 for none.
  var refusal: Int32
  var state: State

  enum State: UInt8 {
    case known
    /// An input is missing.
    case missing
    case refused
  }

  static var missing: Outcome { Outcome(numerator: 0, denominator: 1, refusal: -1, state: .missing) }
  static var yes: Outcome { .known(1) }
  static var no: Outcome { .known(0) }

  @inline(__always)
  static func known(_ value: Int128) -> Outcome {
    Outcome(numerator: value, denominator: 1, refusal: -1, state: .known)
  }

  @inline(__always)
  static func known(_ value: Bool) -> Outcome { .known(value ? 1 : 0) }

  static func known(_ ratio: Ratio) -> Outcome {
    Outcome(numerator: ratio.numerator, denominator: ratio.denominator, refusal: -1, state: .known)
  }

  static func refused(_ refusal: Int32) -> Outcome {
    Outcome(numerator: 0, denominator: 1, refusal: refusal, state: .refused)
  }

  @inline(__always) var isKnown: Bool { state == .known }
  @inline(__always) var isYes: Bool { state == .known && numerator != 0 }
  @inline(__always) var isNo: Bool { state == .known && numerator == 0 }
  @inline(__always) var isWhole: Bool { denominator == 1 }
  var ratio: Ratio { Ratio(numerator, denominator) }

  /// The greatest whole number not above it.
  var floor: Int128 {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// The least whole number not under it.
  var ceiling: Int128 {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return remainder > 0 ? quotient + 1 : quotient
  }
}
