/// A span taken apart: whole units, and the days left over against the length in days of the unit they lie in.
struct MeasuredSpan {
  var isNegative: Bool
  var units: Int
  /// 0...length; the whole length only where the unit ends on a day that does not exist.
  var days: Int
  var length: Int

  /// Days in units of one length, which must be positive.
  init(days: Int, length: Int) {
    precondition(length > 0, "a unit has at least one day")
    let magnitude = days < 0 ? -days : days
    isNegative = days < 0
    units = magnitude / length
    self.days = magnitude % length
    self.length = length
  }

  /// The way from `anchor` to `other` in units of so many calendar months, counted from `anchor`.
  @inline(__always)
  init(anchor: CalendarDate, other: CalendarDate, months: Int) {
    let (start, end) = (anchor.components, other.components)
    let difference = (end.year - start.year) * 12 + end.month - start.month
    let startMonth = start.year * 12 + start.month - 1
    if other.dayNumber >= anchor.dayNumber {
      units = (end.day < start.day ? difference - 1 : difference) / months
      let lower = Self.dayNumber(month: startMonth + units * months, day: start.day)
      let upper = Self.dayNumber(month: startMonth + (units + 1) * months, day: start.day)
      isNegative = false
      days = other.dayNumber - lower
      length = upper - lower
    } else {
      units = -(end.day > start.day ? difference + 1 : difference) / months
      let upper = Self.dayNumber(month: startMonth - units * months, day: start.day)
      let lower = Self.dayNumber(month: startMonth - (units + 1) * months, day: start.day)
      isNegative = true
      days = upper - other.dayNumber
      length = upper - lower
    }
  }

  /// The same span seen from its other end.
  var mirrored: MeasuredSpan {
    var copy = self
    copy.isNegative.toggle()
    return copy
  }

  func rounded(_ mode: RoundingMode) -> Int {
    var magnitude = units
    if days > 0 {
      let missing = length - days
      let part: RoundingMode.Part = days < missing ? .lessThanHalf : (days == missing ? .half : .moreThanHalf)
      if mode.goesAwayFromZero(part, isNegative: isNegative, isOdd: units & 1 == 1) { magnitude += 1 }
    }
    return isNegative ? -magnitude : magnitude
  }

  /// The day number of `day`, or of the last day, in a month counted from January of the year 0.
  private static func dayNumber(month: Int, day: Int) -> Int {
    // The month before January of the year 0 is asked for only by a unit that reaches past the first date.
    let year = (month >= 0 ? month : month - 11) / 12
    let monthOfYear = month - year * 12 + 1
    let length = day <= 28 ? day : CalendarDate.daysInMonth(year: year, month: monthOfYear)
    return CalendarDate.dayNumber(year: year, month: monthOfYear, day: min(day, length))
  }
}
