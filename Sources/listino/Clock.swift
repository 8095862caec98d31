import Glibc
import Quantities

/// The only clock of the program: it never reaches the rules.
enum Clock {
  /// Today, in the local time zone.
  static var today: CalendarDate? { day(of: parts) }

  /// Today and the time of day to the minute, in the local time zone.
  static var now: String? {
    let parts = parts
    let digits = [parts.tm_hour, parts.tm_min].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return day(of: parts).map { "\($0) \(digits.joined(separator: ":"))" }
  }

  private static var parts: tm {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    return parts
  }

  private static func day(of parts: tm) -> CalendarDate? {
    CalendarDate(year: Int(parts.tm_year) + 1_900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
  }
}
