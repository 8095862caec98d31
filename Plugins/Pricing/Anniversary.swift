import PolicyModel
import Quantities

/// `anniversary of A by P, on or after D`: the first of A, A + P, A + 2P, … that is not before D.
///
/// Each is counted from A itself, never from the one before it, so that 31 January by months is 28 February and then
/// 31 March again.
enum Anniversary {
  static let function = FunctionDeclaration(
    name: "anniversary",
    phrase: [
      .word("anniversary"), .word("of"), .argument("the first day", .date), .word("by"),
      .argument("the period", .period),
      .comma, .word("on"), .word("or"), .word("after"), .argument("the day to look from", .date),
    ],
    result: .date, summary: "The first anniversary of a day that is not before another.",
    example: "anniversary of period-start by 1 month, on or after quote-date", evaluate: evaluate)

  private static func evaluate(_ arguments: FunctionArguments) -> FunctionResult {
    guard arguments.second > 0, arguments.second <= 120_000,
      let start = CalendarDate(checkedDayNumber: Int(arguments.first)),
      let day = CalendarDate(checkedDayNumber: Int(arguments.third))
    else { return .refused("an anniversary needs a period of at least one day and at most 120000") }
    if start >= day { return .value(arguments.first) }
    let period = Int(arguments.second)
    switch arguments.periodUnit {
    case .days, .weeks:
      let length = arguments.periodUnit == .weeks ? 7 * period : period
      let count = (day.dayNumber - start.dayNumber + length - 1) / length
      return result(start.adding(days: count * length))
    case .months, .years:
      let length = arguments.periodUnit == .years ? 12 * period : period
      let passed = (day.year - start.year) * 12 + day.month - start.month
      var count = max(0, passed / length - 1)
      while count * length <= passed + 2 * length {
        if let date = start.adding(months: count * length, monthEnd: arguments.monthEnd), date >= day {
          return .value(Int128(date.dayNumber))
        }
        count += 1
      }
      return .refused("there is no such anniversary: the day \(start.day) is missing in its months")
    }
  }

  private static func result(_ date: CalendarDate?) -> FunctionResult {
    date.map { .value(Int128($0.dayNumber)) } ?? .refused("this anniversary is after the year 9999")
  }
}
