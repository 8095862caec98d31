/// A number with two readings a thousand apart: in `1.000` the point stands before decimals, or between thousands, as in
/// German tables.
///
/// Whoever reads a number that a person or another program wrote refuses it with its readings.
package struct GroupedThousand: Hashable, Sendable {
  /// With points between thousands: `1000`.
  package var thousands: String
  /// With a decimal point and no zeros at its end: `1`, `1.49`; nil where there are several points, which no decimal has.
  package var decimal: String?

  /// Nil where the text has another shape, or is a decimal of a unit that has three decimals or more.
  ///
  /// - Parameters:
  ///   - text: The digits, with a minus or without: one to three that do not begin with 0, then groups of a point and
  ///     three digits. No unit, no blanks.
  ///   - decimals: How many digits behind the point are usual for the unit: 0 for a count, 2 for EUR, 3 for KWD.
  package init?(_ text: some StringProtocol, decimals: Int) {
    let isNegative = text.utf8.first == UInt8(ascii: "-")
    let groups = text.dropFirst(isNegative ? 1 : 0).utf8.split(
      separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard groups.count > 2 || (groups.count == 2 && decimals < 3), let first = groups.first,
      (1...3).contains(first.count), first.first != UInt8(ascii: "0"),
      groups.dropFirst().allSatisfy({ $0.count == 3 }),
      groups.allSatisfy({ $0.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } })
    else { return nil }
    thousands = String(text.filter { $0 != "." })
    decimal = groups.count == 2 ? ExactDecimal(parsing: text)?.normalized.description : nil
  }

  /// Both readings as a cure names them: `1000, or 1`.
  package var readings: String { decimal.map { "\(thousands), or \($0)" } ?? thousands }
}
