import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Lines of tables that make no difference: an `otherwise` that nothing comes to, rows that others surpass.
extension TableFindings {
  /// A line `otherwise` that no order comes to.
  mutating func idleOtherwise(_ index: Int, _ columns: TableColumns, _ owner: Int, hasOverlaps: Bool) {
    let table = program.tables[index]
    guard table.reading == .row else { return }
    var isIdle = false
    if !hasOverlaps, columns.areInputs, case .complete = columns.uncovered() {
      isIdle = true
    } else if table.rows.count <= 400 {
      let verdict = analysis.ask(readsLines: readsLines(table), smallest: false) { setting in
        var rows: Rows = []
        for row in table.rows.indices { rows += setting.conditions.keys(of: row, table, 0) ?? [] }
        return RegionQuestion(required: [], blockers: rows, includesRefused: true) { $0.isInNoRow(ofTable: index) }
      }
      isIdle = verdict.isNever
      if case .unchecked(let unchecked) = verdict {
        add(
          write.unchecked(
            "whether an order comes to `otherwise` in \(name(owner))", unchecked, at: table.otherwiseRange), nil,
          owner)
      }
    }
    guard isIdle else { return }
    add(
      Diagnostic(
        .error, .rowNever, "no order comes to `otherwise` in \(name(owner)): its rows fit every order",
        at: table.otherwiseRange, cure: "take the line out; or narrow the rows that should leave something to it"),
      .never,
      owner)
  }

  /// Rows of which the highest counts: those that others surpass wherever they fit.
  mutating func surpassed(_ index: Int, _ columns: TableColumns, _ owner: Int) {
    let table = program.tables[index]
    // Keys that can be refused would have to be told apart from keys that fit no row.
    guard columns.areInputs, let better = betterRows(table) else { return }
    var counting: Set<SourceRange> = []
    for row in table.rows.indices where columns.isPossible(row) && !counting.contains(table.rows[row].range) {
      let verdict = analysis.ask(readsLines: readsLines(table), smallest: false) { setting in
        guard let keys = setting.conditions.keys(of: row, table, 0) else { return nil }
        var blockers: Rows = []
        for other in better[row] { blockers += setting.conditions.keys(of: other, table, 0) ?? [] }
        return RegionQuestion(required: [keys], blockers: blockers, includesRefused: true) { _ in true }
      }
      if !verdict.isNever { counting.insert(table.rows[row].range) }
    }
    var told: Set<SourceRange> = []
    for row in table.rows.indices where columns.isPossible(row) {
      let range = table.rows[row].range
      guard !counting.contains(range), !impossible.contains(range), told.insert(range).inserted,
        told.count <= Self.limit
      else {
        continue
      }
      add(
        Diagnostic(
          .error, .rowHidden,
          "this row of \(name(owner)) never counts: wherever it fits, another gives as much or more",
          at: range,
          also: better[row].prefix(3).map { .init(range: table.rows[$0].range, label: "gives as much or more") },
          cure: "raise what it gives, or take it out"), .hidden, owner)
    }
  }

  /// Where the highest row counts: for each row, those that give more, or as much further up; nil where results are no
  /// constants.
  private func betterRows(_ table: TableDefinition) -> [[Int]]? {
    var results: [Int128] = []
    for row in table.rows {
      guard row.result >= 0, program.nodes[Int(row.result)].operation == .constant else { return nil }
      results.append(program.nodes[Int(row.result)].constant)
    }
    guard results.count <= 400 else { return nil }
    return results.indices.map { row in
      results.indices.filter { other in
        table.rows[other].range != table.rows[row].range
          && (results[other] > results[row] || (results[other] == results[row] && other < row))
      }
    }
  }
}
