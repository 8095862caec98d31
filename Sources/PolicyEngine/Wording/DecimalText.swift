import Quantities

/// Exact numbers as text.
enum DecimalText {
  /// `digits` / 10^`scale` without trailing zeros, but with at least so many digits after the point.
  static func text(_ digits: Int128, scale: Int, minimum: Int = 0) -> String {
    if let short = Int64(exactly: digits), short != .min, (0...18).contains(scale), minimum <= scale {
      return text(short, scale: scale, minimum: minimum)
    }
    return longText(digits, scale: scale, minimum: minimum)
  }

  /// The same for numbers of one machine word, written from behind.
  private static func text(_ digits: Int64, scale: Int, minimum: Int) -> String {
    var rest = digits.magnitude
    var places = scale
    while places > minimum {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
      guard remainder == 0 else { break }
      (rest, places) = (quotient, places - 1)
    }
    return String(unsafeUninitializedCapacity: 24) { buffer in
      var position = 24
      func write(_ byte: UInt8) {
        position -= 1
        buffer[position] = byte
      }
      var written = 0
      repeat {
        if written == places, written > 0 { write(UInt8(ascii: ".")) }
        let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
        write(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: remainder))
        (rest, written) = (quotient, written + 1)
      } while rest > 0 || written <= places
      if digits < 0 { write(UInt8(ascii: "-")) }
      let count = 24 - position
      for index in 0..<count { buffer[index] = buffer[position + index] }
      return count
    }
  }

  private static func longText(_ digits: Int128, scale: Int, minimum: Int) -> String {
    var (digits, scale) = (digits, scale)
    while scale > minimum {
      let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: 10)
      guard remainder == 0 else { break }
      (digits, scale) = (quotient, scale - 1)
    }
    var text = String(digits.magnitude)
    if scale < 0 {
      if digits != 0 { text += String(repeating: "0", count: -scale) }
      scale = 0
    }
    if scale > 0 {
      let padded = String(repeating: "0", count: max(0, scale + 1 - text.utf8.count)) + text
      text = padded.dropLast(scale) + "." + padded.suffix(scale)
    }
    if minimum > scale { text += (scale == 0 ? "." : "") + String(repeating: "0", count: minimum - scale) }
    return digits < 0 ? "-" + text : text
  }

  /// A ratio of whole numbers of `10^-scale`: a decimal where it is one, and a fraction such as `50/31` otherwise.
  static func text(_ ratio: Ratio, scale: Int, minimum: Int = 0) -> String {
    let reduced = ratio.reduced
    if reduced.denominator == 1 { return text(reduced.numerator, scale: scale, minimum: minimum) }
    if let (digits, places) = decimal(reduced) { return text(digits, scale: scale + places, minimum: minimum) }
    guard scale != 0, let power = PowerOfTen.value(abs(scale)),
      let whole = scale > 0 ? reduced.times(Ratio(1, power)) : reduced.times(Ratio(power))
    else { return "\(reduced.numerator)/\(reduced.denominator)" }
    let least = whole.reduced
    return "\(least.numerator)/\(least.denominator)"
  }

  /// A ratio in lowest terms as a decimal, if its denominator has no factors but 2 and 5.
  private static func decimal(_ ratio: Ratio) -> (digits: Int128, places: Int)? {
    var denominator = ratio.denominator
    var twos = 0
    var fives = 0
    while denominator & 1 == 0 { (denominator, twos) = (denominator >> 1, twos + 1) }
    while denominator % 5 == 0 { (denominator, fives) = (denominator / 5, fives + 1) }
    let places = max(twos, fives)
    guard denominator == 1, places <= 30, let power = PowerOfTen.value(places),
      let digits = ratio.numerator.product(power / ratio.denominator)
    else { return nil }
    return (digits, places)
  }
}
