import Quantities

/// A divisor known at load, and what makes dividing by it a multiplication.
///
/// For 0 <= n < 2^63 the quotient is the upper half of `n` times `factor`, moved right by `shift`: with
/// s = ceil(log2 d), factor = ceil(2^(63 + s) / d) fits 64 bits and its error is too small to be seen below 2^63
/// (Granlund and Montgomery, "Division by Invariant Integers using Multiplication", 1994, theorem 4.2).
struct Divisor: Sendable {
  let value: Int64
  let factor: UInt64
  let shift: UInt64
  let mode: RoundingMode
  /// The dividend is never below nothing, and half the divisor above it still fits.
  let isPlain: Bool

  init(_ value: Int64, mode: RoundingMode, isPlain: Bool) {
    precondition(value > 1)
    self.value = value
    self.mode = mode
    self.isPlain = isPlain
    let bits = UInt64(64 - (value - 1).leadingZeroBitCount)
    let power = UInt128(1) << UInt128(63 + bits)
    factor = UInt64((power + UInt128(value) - 1) / UInt128(value))
    shift = bits - 1
  }

  /// The quotient of a number that is not negative, without its remainder.
  @inline(__always)
  func quotient(_ number: UInt64) -> UInt64 { number.multipliedFullWidth(by: factor).high >> shift }

  /// Rounded by the mode.
  @inline(__always)
  func rounded(_ number: Int64) -> Int64 {
    let magnitude = number.magnitude
    // The most negative number is the only one beyond the reach of the factor.
    guard magnitude < 1 << 63 else { return Int64(mode.quotient(Int128(number), Int128(value))) }
    let quotient = quotient(magnitude)
    let remainder = Int64(bitPattern: magnitude &- quotient &* UInt64(value))
    let missing = value &- remainder
    let isNegative = number < 0
    // What is left over, against what is missing to the next whole: below, at or above the half.
    let goesAway =
      switch mode {
      case .up: remainder != 0
      case .down: false
      case .ceiling: remainder != 0 && !isNegative
      case .floor: remainder != 0 && isNegative
      case .halfUp: remainder >= missing
      case .halfDown: remainder > missing
      case .halfEven: remainder > missing || (remainder == missing && quotient & 1 == 1)
      case .halfOdd: remainder > missing || (remainder == missing && quotient & 1 == 0)
      case .halfCeiling: remainder > missing || (remainder == missing && !isNegative)
      case .halfFloor: remainder > missing || (remainder == missing && isNegative)
      }
    let result = Int64(bitPattern: quotient) &+ (goesAway ? 1 : 0)
    return isNegative ? 0 &- result : result
  }
}
