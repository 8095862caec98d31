import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Operations on dates, which are day numbers here.
extension Evaluator {
  @inline(never)
  func date(_ index: Int32, _ line: Int) -> Outcome {
    let node = nodes[index]
    let first = evaluate(node.first, line)
    if case .datePart(let part) = node.operation { return first.isKnown ? self.part(index, part, first, line) : first }
    guard first.isKnown else { return blocked(first, node.second, line) }
    let second = evaluate(node.second, line)
    guard second.isKnown else { return second }
    switch node.operation {
    case .spanWhole, .spanExact: return span(index, first, second, line)
    case .addDays:
      guard second.isWhole else { return refuse(.notWhole, index, line, second, .no) }
      guard let days = second.numerator.product(node.constant), let sum = first.numerator.sum(days),
        let result = calendarDate(sum)
      else { return refuse(.noSuchDate, index, line, first, second) }
      return .known(Int128(result.dayNumber))
    case .addMonths: return addMonths(index, first, second, line)
    default:
      guard let date = calendarDate(first.numerator), second.isWhole else {
        return refuse(.noSuchDate, index, line, first, second)
      }
      return .known(Int128(date.onDay(Int(clamping: second.numerator)).dayNumber))
    }
  }

  private func span(_ index: Int32, _ first: Outcome, _ second: Outcome, _ line: Int) -> Outcome {
    let node = nodes[index]
    let definition = plan.program.spans[Int(node.third)]
    guard let from = calendarDate(first.numerator),
      let until = calendarDate(second.numerator &+ (definition.countsEnd ? 1 : 0)),
      (1...Self.longestMonth).contains(definition.rule.monthDays ?? 1)
    else { return refuse(.noSuchDate, index, line, first, second) }
    if case .spanWhole(let mode) = node.operation {
      return .known(Int128(definition.rule.whole(from: from, until: until, rounding: mode)))
    }
    let (numerator, denominator) = definition.rule.exact(from: from, until: until)
    let ratio = Ratio(Int128(numerator), Int128(denominator)).reduced
    return shifted(ratio, by: Int(node.shift)).map { .known($0) } ?? refuse(.tooLarge, index, line, first, second)
  }

  /// Days a month can be said to have: more than any book means, and few enough to count with.
  private static let longestMonth = 1_000_000

  private func addMonths(_ index: Int32, _ first: Outcome, _ second: Outcome, _ line: Int) -> Outcome {
    guard second.isWhole else { return refuse(.notWhole, index, line, second, .no) }
    guard let date = calendarDate(first.numerator), let months = second.numerator.product(nodes[index].constant),
      let count = Int(exactly: months), count.magnitude < 1_000_000
    else { return refuse(.noSuchDate, index, line, first, second) }
    if let result = date.adding(months: count, monthEnd: plan.program.monthEnd) {
      return .known(Int128(result.dayNumber))
    }
    let exists = date.adding(months: count, monthEnd: .keepLastDay) != nil
    return refuse(exists ? .noSuchDay : .noSuchDate, index, line, first, .known(months))
  }

  private func part(
    _ index: Int32, _ part: ExpressionSyntax.DatePart, _ operand: Outcome, _ line: Int
  ) -> Outcome {
    let node = nodes[index]
    guard let date = calendarDate(operand.numerator) else { return refuse(.noSuchDate, index, line, operand, .no) }
    switch part {
    case .month: return .known(Int128(date.month))
    case .weekday: return .known(node.constant + Int128(date.weekday - 1))
    case .year: return .known(Int128(date.year))
    case .day: return .known(Int128(date.day))
    }
  }

  func calendarDate(_ day: Int128) -> CalendarDate? { Int(exactly: day).flatMap { CalendarDate(checkedDayNumber: $0) } }
}
