/// A day of the proleptic Gregorian calendar, 0001-01-01 to 9999-12-31, without time or time zone.
public struct CalendarDate: Hashable, Sendable {
  /// Days since 1970-01-01, in -719162...2932896.
  public let dayNumber: Int

  /// 0001-01-01.
  public static let first = CalendarDate(dayNumber: firstDayNumber)
  /// 9999-12-31.
  public static let last = CalendarDate(dayNumber: lastDayNumber)

  private static let firstDayNumber = -719_162
  private static let lastDayNumber = 2_932_896

  /// The day so many days after 1970-01-01; it must lie between `first` and `last`.
  public init(dayNumber: Int) {
    precondition(Self.firstDayNumber <= dayNumber && dayNumber <= Self.lastDayNumber, "a date is in 0001...9999")
    self.dayNumber = dayNumber
  }

  /// The day so many days after 1970-01-01; nil outside of `first` to `last`.
  public init?(checkedDayNumber: Int) {
    guard Self.firstDayNumber <= checkedDayNumber, checkedDayNumber <= Self.lastDayNumber else { return nil }
    self.dayNumber = checkedDayNumber
  }

  /// The day with these parts; nil when there is no such day in the years 1...9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    guard day <= Self.daysInMonth(year: year, month: month) else { return nil }
    self.dayNumber = Self.dayNumber(year: year, month: month, day: day)
  }

  /// Reads `YYYY-MM-DD`, strictly: ten ASCII characters that name a day that exists.
  public init?(parsing text: some StringProtocol) {
    var text = String(text)
    guard let date = text.withUTF8({ Self(ascii: $0) }) else { return nil }
    self = date
  }

  private init?(ascii text: UnsafeBufferPointer<UInt8>) {
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") else { return nil }
    func number(_ digits: Range<Int>) -> Int? {
      var number = 0
      for byte in text[digits] {
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        number = number * 10 + Int(byte - UInt8(ascii: "0"))
      }
      return number
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Year 1...9999, month 1...12 and day 1...31.
  public var components: (year: Int, month: Int, day: Int) {
    // Years begin in March, so that the leap day is the last of its year, and are counted from 0000-03-01.
    let days = UInt32(truncatingIfNeeded: dayNumber + 719_468)
    let century = (4 * days + 3) / 146_097
    let dayOfCentury = days - 146_097 * century / 4
    let yearOfCentury = (4 * dayOfCentury + 3) / 1461
    let dayOfYear = dayOfCentury - 1461 * yearOfCentury / 4
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let isNextYear = monthFromMarch >= 10
    return (
      Int(100 * century + yearOfCentury) + (isNextYear ? 1 : 0),
      Int(monthFromMarch) + (isNextYear ? -9 : 3),
      Int(day)
    )
  }

  /// 1...9999.
  public var year: Int { components.year }
  /// 1...12.
  public var month: Int { components.month }
  /// 1...31.
  public var day: Int { components.day }
  /// 1 is Monday, 7 is Sunday.
  public var weekday: Int { (dayNumber + 719_162) % 7 + 1 }

  /// How many days a month has; `month` must be in 1...12.
  public static func daysInMonth(year: Int, month: Int) -> Int {
    precondition((1...12).contains(month), "a month is in 1...12")
    if month == 2 { return isLeapYear(year) ? 29 : 28 }
    return 30 + (month + month / 8) & 1
  }

  private static func isLeapYear(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// Days from 1970-01-01 to a day that exists; years from 0 on, also past 9999.
  static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let yearFromMarch = month <= 2 ? year - 1 : year
    let monthFromMarch = month <= 2 ? month + 9 : month - 3
    let era = (yearFromMarch >= 0 ? yearFromMarch : yearFromMarch - 399) / 400
    let yearOfEra = yearFromMarch - era * 400
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension CalendarDate: Comparable {
  public static func < (left: CalendarDate, right: CalendarDate) -> Bool { left.dayNumber < right.dayNumber }
}

extension CalendarDate: CustomStringConvertible {
  /// `YYYY-MM-DD`.
  public var description: String {
    let (year, month, day) = components
    let yearText = String(year)
    return String(repeating: "0", count: 4 - yearText.utf8.count) + yearText
      + (month < 10 ? "-0" : "-") + String(month) + (day < 10 ? "-0" : "-") + String(day)
  }
}
