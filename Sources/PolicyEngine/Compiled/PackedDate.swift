import Quantities

/// A date as one number: its month counted from the year 0, how many days that month has, and its day. Later dates are
/// greater.
enum PackedDate {
  /// Of the first to the last day of the calendar.
  static let range: ClosedRange<Int64> = 12 << 10...Int64(120_000) << 10

  @inline(__always)
  static func packing(_ day: Int64) -> Int32 {
    let (year, month, day) = CalendarDate(dayNumber: Int(day)).components
    let length = CalendarDate.daysInMonth(year: year, month: month)
    return Int32(truncatingIfNeeded: (year * 12 + month - 1) << 10 | length << 5 | day)
  }

  /// Whole months with a part counted as one: away from nothing where `isUp`, otherwise towards the later day.
  ///
  /// Forward, a part is left over where the day of the month is passed. Backward it is counted only away from nothing,
  /// where the day of the month is not reached, the last of a shorter month standing for those it lacks.
  @inline(__always)
  static func monthsUp(_ from: Int32, _ until: Int32, isUp: Bool) -> Int32 {
    let months = (until >> 10) &- (from >> 10)
    let (day, other) = (from & 31, until & 31)
    let forward = months &+ (other > day ? 1 : 0)
    guard isUp else { return forward }
    let length = (until >> 5) & 31
    let backward = months &- ((day < length ? day : length) > other ? 1 : 0)
    return until >= from ? forward : backward
  }
}
