extension CalendarDate {
  /// The date so many days later, or earlier when `days` is negative; nil past the ends of the calendar.
  public func adding(days: Int) -> CalendarDate? {
    let (sum, overflow) = dayNumber.addingReportingOverflow(days)
    return overflow ? nil : CalendarDate(checkedDayNumber: sum)
  }

  /// The same day so many months later, or earlier when `months` is negative, counted from this date in one step.
  ///
  /// `monthEnd` says what becomes of a day that does not exist there. Nil past the ends of the calendar, and where
  /// `monthEnd` refuses.
  public func adding(months: Int, monthEnd: MonthEnd) -> CalendarDate? {
    let (year, month, day) = components
    let (count, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
    guard !overflow, count >= 12 else { return nil }
    let (newYear, newMonth) = (count / 12, count % 12 + 1)
    guard newYear <= 9999 else { return nil }
    let length = Self.daysInMonth(year: newYear, month: newMonth)
    if day <= length { return CalendarDate(year: newYear, month: newMonth, day: day) }
    switch monthEnd {
    case .keepLastDay: return CalendarDate(year: newYear, month: newMonth, day: length)
    case .goToNextMonth: return CalendarDate(year: newYear, month: newMonth, day: length)?.adding(days: 1)
    case .refuse: return nil
    }
  }

  /// That day in the month of this date, or the last day of the month where there is none; a day under 1 counts as 1.
  public func onDay(_ day: Int) -> CalendarDate {
    let (year, month, ownDay) = components
    let newDay = min(max(day, 1), Self.daysInMonth(year: year, month: month))
    return CalendarDate(dayNumber: dayNumber - ownDay + newDay)
  }
}
