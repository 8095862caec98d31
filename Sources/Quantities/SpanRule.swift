/// How the time between two dates is counted. The date `until` is not counted; where it lies before `from`, the span
/// is negative.
///
/// By the calendar, a whole month has passed when the same day number is reached: 31 January to 28 February is no whole
/// month yet. What is left over is measured against the month it lies in, whose ends are counted from the anchor
/// (`from`, or `until` where `countedBack`) in one step, with the last day of the month where a day does not exist.
/// Years are counted in the same way, as twelve months.
public struct SpanRule: Hashable, Sendable {
  /// What is counted.
  public var unit: SpanUnit
  /// The mirror image: months and years are counted back, from `until`. 28 February to 31 March is then exactly
  /// 1 month.
  public var countedBack: Bool
  /// Nil counts by the calendar. A number N, which must be positive, makes a month N days and a year 12 N days;
  /// a span in days then counts N days for each month, whatever its length. Weeks do not change.
  public var monthDays: Int?

  /// A rule; by the calendar and forward unless said otherwise.
  public init(unit: SpanUnit, countedBack: Bool = false, monthDays: Int? = nil) {
    self.unit = unit
    self.countedBack = countedBack
    self.monthDays = monthDays
  }

  /// The span in whole units. A part that is no whole unit is rounded; a negative span is rounded by its sign.
  ///
  /// A month or year whose end falls on a day that does not exist there (31 January to 28 February) is not whole when
  /// rounded toward zero, and whole in every other mode.
  public func whole(from: CalendarDate, until: CalendarDate, rounding: RoundingMode) -> Int {
    measure(from, until).rounded(rounding)
  }

  /// The span as a ratio, not reduced; the denominator is positive. 31 January to 28 February is 28/28 of a month.
  public func exact(from: CalendarDate, until: CalendarDate) -> (numerator: Int, denominator: Int) {
    let measured = measure(from, until)
    let magnitude = measured.units * measured.length + measured.days
    return (measured.isNegative ? -magnitude : magnitude, measured.length)
  }

  private func measure(_ from: CalendarDate, _ until: CalendarDate) -> MeasuredSpan {
    switch (unit, monthDays) {
    case (.days, nil):
      return MeasuredSpan(days: until.dayNumber - from.dayNumber, length: 1)
    case (.weeks, _):
      return MeasuredSpan(days: until.dayNumber - from.dayNumber, length: 7)
    case (.months, nil):
      return countedBack
        ? MeasuredSpan(anchor: until, other: from, months: 1).mirrored
        : MeasuredSpan(anchor: from, other: until, months: 1)
    case (.years, nil):
      return countedBack
        ? MeasuredSpan(anchor: until, other: from, months: 12).mirrored
        : MeasuredSpan(anchor: from, other: until, months: 12)
    case (.days, let monthDays?):
      let (start, end) = (from.components, until.components)
      let months = (end.year - start.year) * 12 + end.month - start.month
      return MeasuredSpan(
        days: months * monthDays + min(end.day, monthDays) - min(start.day, monthDays), length: 1)
    case (.months, let monthDays?):
      return MeasuredSpan(days: until.dayNumber - from.dayNumber, length: monthDays)
    case (.years, let monthDays?):
      return MeasuredSpan(days: until.dayNumber - from.dayNumber, length: 12 * monthDays)
    }
  }
}
