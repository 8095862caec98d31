/// What becomes of a day that does not exist in the month reached, such as 31 April.
public enum MonthEnd: String, Sendable, CaseIterable {
  /// The last day of that month.
  case keepLastDay
  /// The first day of the month after.
  case goToNextMonth
  /// There is no such date.
  case refuse
}
