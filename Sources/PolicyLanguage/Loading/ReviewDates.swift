package import Diagnostics
import PolicyModel
import PolicyProgram
package import Quantities

extension RuleBook {
  /// Warnings for everything whose `review by` is past on a day. The language has no clock: the day comes from outside.
  package func reviewsDue(on day: CalendarDate) -> [Diagnostic] {
    var due: [(date: CalendarDate, range: SourceRange, name: String)] = []
    for value in program.values {
      for item in value.cases {
        if let date = item.reviewBy, date < day { due.append((date, item.range, item.name)) }
      }
    }
    for table in program.tables {
      for row in table.rows { if let date = row.reviewBy, date < day { due.append((date, row.range, "this row")) } }
    }
    return due.map { item in
      Diagnostic(
        .warning, .reviewDue, "\(item.name) was to be looked at again by \(item.date)", at: item.range,
        cure: "see whether it still holds, and write the next day of review")
    }
  }
}
