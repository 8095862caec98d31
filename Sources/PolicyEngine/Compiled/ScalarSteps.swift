import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Steps that both machines compute order by order: dates and functions.
struct ScalarSteps {
  let program: Program

  /// A day that exists, whatever number comes.
  @inline(__always)
  private func date(_ day: Int64) -> CalendarDate {
    CalendarDate(dayNumber: Int(max(Evaluator.firstDay, min(Evaluator.lastDay, day))))
  }

  func span(_ table: Int32, _ mode: Int64, _ from: Int64, _ until: Int64) -> Int64 {
    Int64(
      program.spans[Int(table)].rule.whole(
        from: date(from), until: date(until), rounding: RoundingMode(code: mode)))
  }

  func spanExact(_ table: Int32, _ from: Int64, _ until: Int64) -> (Int64, Int64) {
    let (numerator, denominator) = program.spans[Int(table)].rule.exact(from: date(from), until: date(until))
    return (Int64(numerator), Int64(denominator))
  }

  /// A date so many months later, and whether there is none.
  func addMonths(_ day: Int64, _ months: Int64) -> (Int64, Bool) {
    guard months.magnitude < 1_000_000,
      let result = date(day).adding(months: Int(months), monthEnd: program.monthEnd)
    else { return (day, true) }
    return (Int64(result.dayNumber), false)
  }

  func part(_ part: Int64, _ day: Int64) -> Int64 {
    let date = date(day)
    switch ExpressionSyntax.DatePart(code: part) {
    case .month: return Int64(date.month)
    case .weekday: return Int64(date.weekday - 1)
    case .year: return Int64(date.year)
    case .day: return Int64(date.day)
    }
  }

  func dayInMonth(_ day: Int64, _ number: Int64) -> Int64 { Int64(date(day).onDay(Int(number)).dayNumber) }

  /// The share of each line of an order; nil where there is none, or one does not fit.
  func shares(
    _ table: Int32, _ amount: Int64, step: Int64, weights: [Int64], caps: [Int64]?
  ) -> [Int64]? {
    guard step > 0, amount % step == 0 else { return nil }
    let parts = program.spreads[Int(table)].leftover.parts(
      Int128(amount / step), weights: weights.map { Int128($0) }, caps: caps.map { $0.map { Int128($0 / step) } })
    guard let parts else { return nil }
    let shares = parts.compactMap { $0.product(Int128(step)).flatMap { Int64(exactly: $0) } }
    return shares.count == parts.count ? shares : nil
  }

  /// Whether a text of the program begins with another.
  func startsWith(_ code: Int64, _ table: Int32, _ texts: [String]) -> Bool {
    let own = Int(code) - program.strings.count
    let text = own < 0 ? program.strings[Int(code)] : own < texts.count ? texts[own] : ""
    return text.utf8.starts(with: program.strings[Int(table)].utf8)
  }

  /// What a plugin's function gives, and whether it refuses or gives what does not fit.
  func call(function: Int32, period: Int64, count: Int32, _ operand: (Int) -> Int64) -> (Int64, Bool) {
    var arguments = FunctionArguments()
    arguments.monthEnd = program.monthEnd
    arguments.periodUnit = SpanUnit(code: period)
    for position in 0..<Int(count) { arguments[position] = Int128(operand(position)) }
    guard case .value(let value) = program.functions[Int(function)].evaluate(arguments),
      let short = Int64(exactly: value)
    else { return (0, true) }
    return (short, false)
  }
}
