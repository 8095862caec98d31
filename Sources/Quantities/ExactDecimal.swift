/// A decimal number without loss: `digits` / 10^`scale`.
///
/// The scale remembers the spelling (9.90 has scale 2), yet `==`, `<` and hashing compare values: 9.9 equals 9.90.
public struct ExactDecimal: Hashable, Sendable {
  /// All digits as one whole number, with the sign.
  public var digits: Int128
  /// How many of the digits stand after the point, 0...30.
  public var scale: Int

  /// `digits` / 10^`scale`; `scale` must be in 0...30.
  public init(digits: Int128, scale: Int = 0) {
    precondition((0...Self.greatestScale).contains(scale), "the scale of a decimal is 0...30")
    self.digits = digits
    self.scale = scale
  }

  /// The most digits after the point, and the most digits `init(parsing:)` reads in all.
  public static let greatestScale = 30

  /// Reads `12`, `-9.90`: an optional minus, digits, and perhaps a point with digits on both sides.
  ///
  /// Trailing zeros are kept as scale. Nil when malformed, or when there are more than 30 digits in all.
  public init?(parsing text: some StringProtocol) {
    var text = String(text)
    guard let decimal = text.withUTF8({ Self(ascii: $0) }) else { return nil }
    self = decimal
  }

  private init?(ascii text: UnsafeBufferPointer<UInt8>) {
    var digits: Int128 = 0
    var count = 0
    var scale: Int?
    let isNegative = text.first == UInt8(ascii: "-")
    for byte in text.dropFirst(isNegative ? 1 : 0) {
      switch byte {
      case UInt8(ascii: ".") where scale == nil && count > 0:
        scale = 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        count += 1
        guard count <= Self.greatestScale else { return nil }
        digits = digits * 10 + Int128(byte - UInt8(ascii: "0"))
        if let places = scale { scale = places + 1 }
      default:
        return nil
      }
    }
    guard count > 0, scale != 0 else { return nil }
    self.init(digits: isNegative ? -digits : digits, scale: scale ?? 0)
  }

  /// The digits of the same value at another scale; nil if digits would be lost, or the result does not fit.
  public func rescaled(to scale: Int) -> Int128? {
    if scale == self.scale || digits == 0 { return digits }
    if scale > self.scale {
      guard let power = PowerOfTen.value(scale - self.scale) else { return nil }
      let (product, overflow) = digits.multipliedReportingOverflow(by: power)
      return overflow ? nil : product
    }
    guard scale >= 0, let power = PowerOfTen.value(self.scale - scale) else { return nil }
    let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: power)
    return remainder == 0 ? quotient : nil
  }

  /// The same value without trailing zeros after the point.
  public var normalized: ExactDecimal {
    if digits == 0 { return ExactDecimal(digits: 0) }
    var result = self
    while result.scale > 0 {
      let (quotient, remainder) = result.digits.quotientAndRemainder(dividingBy: 10)
      guard remainder == 0 else { break }
      result = ExactDecimal(digits: quotient, scale: result.scale - 1)
    }
    return result
  }

  public static func == (left: ExactDecimal, right: ExactDecimal) -> Bool {
    left.compared(with: right) == 0
  }

  public func hash(into hasher: inout Hasher) {
    let shortest = normalized
    hasher.combine(shortest.digits)
    hasher.combine(shortest.scale)
  }
}

extension ExactDecimal: Comparable {
  public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
    left.compared(with: right) < 0
  }

  /// -1, 0 or 1. A side too large to be brought to the scale of the other is the larger one in magnitude.
  private func compared(with other: ExactDecimal) -> Int {
    if scale > other.scale { return -other.compared(with: self) }
    guard let ownDigits = rescaled(to: other.scale) else { return digits.signum() < 0 ? -1 : 1 }
    return ownDigits < other.digits ? -1 : (ownDigits == other.digits ? 0 : 1)
  }
}

extension ExactDecimal: CustomStringConvertible {
  /// The number with its stored scale: `9.90`.
  public var description: String {
    let digitText = String(digits.magnitude)
    let sign = digits < 0 ? "-" : ""
    guard scale > 0 else { return sign + digitText }
    let padded = String(repeating: "0", count: max(0, scale + 1 - digitText.utf8.count)) + digitText
    return sign + padded.dropLast(scale) + "." + padded.suffix(scale)
  }

  /// The number without trailing zeros, but with at least so many digits after the point: 9.9 and 9.900 with 2 are
  /// `9.90`.
  public func description(minimumFractionDigits: Int) -> String {
    let shortest = normalized
    let missing = minimumFractionDigits - shortest.scale
    guard missing > 0 else { return shortest.description }
    return shortest.description + (shortest.scale == 0 ? "." : "") + String(repeating: "0", count: missing)
  }
}
