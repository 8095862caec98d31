/// An exact quotient of whole numbers. The denominator is positive.
///
/// Operations give nil where the result does not fit, even in lowest terms.
struct Ratio {
  var numerator: Int128
  var denominator: Int128

  init(_ numerator: Int128, _ denominator: Int128 = 1) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The same in lowest terms.
  var reduced: Ratio {
    if denominator == 1 { return self }
    let divisor = Ratio.commonDivisor(numerator.magnitude, denominator.magnitude)
    guard divisor > 1, let divisor = Int128(exactly: divisor) else { return self }
    return Ratio(numerator / divisor, denominator / divisor)
  }

  func plus(_ other: Ratio) -> Ratio? {
    if denominator == other.denominator, let sum = numerator.sum(other.numerator) { return Ratio(sum, denominator) }
    return plainSum(other)?.small ?? reduced.plainSum(other.reduced)?.reduced
  }

  func minus(_ other: Ratio) -> Ratio? { other.negated.flatMap(plus) }

  var negated: Ratio? { Int128(0).difference(numerator).map { Ratio($0, denominator) } }

  func times(_ other: Ratio) -> Ratio? {
    if let product = plainProduct(other) { return product.small }
    // Cross-wise first, so that only a result that does not fit is given up.
    let left = Ratio(numerator, other.denominator).reduced
    let right = Ratio(other.numerator, denominator).reduced
    return Ratio(left.numerator, right.denominator).plainProduct(Ratio(right.numerator, left.denominator))
  }

  /// Nil also for a division by zero.
  func divided(by other: Ratio) -> Ratio? {
    guard other.numerator != 0 else { return nil }
    guard other.numerator > 0 else {
      guard let numerator = Int128(0).difference(other.denominator),
        let denominator = Int128(0).difference(other.numerator)
      else { return nil }
      return times(Ratio(numerator, denominator))
    }
    return times(Ratio(other.denominator, other.numerator))
  }

  /// -1, 0 or 1; never overflows.
  func compared(with other: Ratio) -> Int {
    if denominator == other.denominator {
      return numerator < other.numerator ? -1 : numerator == other.numerator ? 0 : 1
    }
    let left = numerator.multipliedFullWidth(by: other.denominator)
    let right = other.numerator.multipliedFullWidth(by: denominator)
    if left.high != right.high { return left.high < right.high ? -1 : 1 }
    return left.low < right.low ? -1 : left.low == right.low ? 0 : 1
  }

  private func plainSum(_ other: Ratio) -> Ratio? {
    guard let left = numerator.product(other.denominator), let right = other.numerator.product(denominator),
      let sum = left.sum(right), let product = denominator.product(other.denominator)
    else { return nil }
    return Ratio(sum, product)
  }

  private func plainProduct(_ other: Ratio) -> Ratio? {
    guard let numerator = numerator.product(other.numerator), let denominator = denominator.product(other.denominator)
    else { return nil }
    return Ratio(numerator, denominator)
  }

  /// In lowest terms as soon as it grows.
  private var small: Ratio { denominator >> 40 == 0 ? self : reduced }

  private static func commonDivisor(_ first: UInt128, _ second: UInt128) -> UInt128 {
    var (larger, smaller) = (first, second)
    while smaller != 0 {
      if let short = UInt64(exactly: larger), let other = UInt64(exactly: smaller) {
        return UInt128(commonDivisor(short, other))
      }
      (larger, smaller) = (smaller, larger % smaller)
    }
    return larger
  }

  private static func commonDivisor(_ first: UInt64, _ second: UInt64) -> UInt64 {
    var (larger, smaller) = (first, second)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    return larger
  }
}

extension Int128 {
  /// Nil where it does not fit.
  @inline(__always)
  func sum(_ other: Int128) -> Int128? {
    let (result, overflow) = addingReportingOverflow(other)
    return overflow ? nil : result
  }

  /// Nil where it does not fit.
  @inline(__always)
  func difference(_ other: Int128) -> Int128? {
    let (result, overflow) = subtractingReportingOverflow(other)
    return overflow ? nil : result
  }

  /// Nil where it does not fit.
  @inline(__always)
  func product(_ other: Int128) -> Int128? {
    if let left = Int64(exactly: self), let right = Int64(exactly: other) { return Int128(left) &* Int128(right) }
    let (result, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? nil : result
  }
}
