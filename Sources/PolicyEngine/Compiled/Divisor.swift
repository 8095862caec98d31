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
    guard magnitude < 1 << 63 else { return Int64(mode.quotient(Int128(number), Int128(value))) }
    let quotient = quotient(magnitude)
    let remainder = Int64(bitPattern: magnitude &- quotient &* UInt64(value))
    var result = Int64(bitPattern: quotient)
    if remainder != 0, mode.goesAway(remainder, of: value, isNegative: number < 0, isOdd: result & 1 == 1) {
      result &+= 1
    }
    return number < 0 ? 0 &- result : result
  }
}
