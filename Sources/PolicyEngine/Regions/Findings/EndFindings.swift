import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Rows that end within a year, where nothing holds for the same orders on the day after.
struct EndFindings {
  let analysis: BookAnalysis
  /// The day from which it is looked ahead.
  let day: CalendarDate
  private(set) var findings: [Finding] = []

  /// How many days ahead.
  static let horizon = 365

  init(_ analysis: BookAnalysis, on day: CalendarDate) {
    self.analysis = analysis
    self.day = day
  }

  mutating func run() {
    let program = analysis.program
    let write = FindingWriter(analysis)
    for (owner, value) in program.values.enumerated() {
      for item in value.cases where item.result >= 0 && program.nodes[Int(item.result)].operation == .table {
        let index = Int(program.nodes[Int(item.result)].first)
        let table = program.tables[index]
        // What holds otherwise, holds.
        guard table.dateNode >= 0, table.otherwise < 0, table.reading == .row else { continue }
        let column = table.columnCount - 1
        var seen: Set<SourceRange> = []
        for row in table.rows.indices {
          let last = table.uppers[row * table.columnCount + column]
          guard last >= Int64(day.dayNumber), last <= Int64(day.dayNumber + Self.horizon),
            !seen.contains(table.rows[row].range)
          else { continue }
          let readsLines = (table.keys + [table.dateNode]).contains { analysis.readsLines(node: $0) }
          let verdict = analysis.ask(readsLines: readsLines) { setting in
            let next = Int128(last) + 1
            guard let keys = setting.conditions.keys(of: row, table, 0, on: next) else { return nil }
            var blockers: Rows = []
            for other in table.rows.indices { blockers += setting.conditions.keys(of: other, table, 0) ?? [] }
            return RegionQuestion(required: [keys], blockers: blockers) { _ in true }
          }
          guard let witness = verdict.witness, let end = CalendarDate(checkedDayNumber: Int(last)) else { continue }
          seen.insert(table.rows[row].range)
          let diagnostic = write.finding(
            .endsWithoutSuccessor, "this row of \(value.name) ends on \(end), and nothing follows",
            at: table.rows[row].range, severity: .warning,
            cure: "add the row that follows, with `from`, or take the end away", witness: witness)
          findings.append(Finding(diagnostic: diagnostic, kind: .end, owner: program.values[owner].name))
        }
      }
    }
  }
}
