import Glibc
import Quantities

/// The only clock of the program: it never reaches the rules.
enum Clock {
  /// Today, in the local time zone.
  static var today: CalendarDate? {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    return CalendarDate(year: Int(parts.tm_year) + 1_900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
  }
}
