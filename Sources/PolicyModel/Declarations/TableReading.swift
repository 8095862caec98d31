public import Diagnostics

extension BlockSyntax {
  /// The table of a block whose rows are keyed by its clause `by`.
  ///
  /// - Returns: The table, and findings about rows that do not have the table's columns.
  public func tableDeclaration(
    promise: TableDeclaration.Promise, reading: TableDeclaration.Reading = .row
  ) -> (TableDeclaration, [Diagnostic]) {
    var findings: [Diagnostic] = []
    let keys = clause("by")?.words() ?? []
    // What the block says for its rows, where a row says nothing.
    let (because, source, print) = (clause("because")?.text(), clause("source")?.text(), clause("print")?.text())
    var rowDeclarations: [RowDeclaration] = []
    rowDeclarations.reserveCapacity(rows.count)
    for row in rows {
      let cells = row.plainCells
      guard cells.count == keys.count + 1 else {
        if clause("by") != nil {
          let columns = (keys.map(\.text) + ["the result"]).joined(separator: " | ")
          findings.append(
            Diagnostic(
              .rowShape, "this row has \(cells.count) cells; the table's columns are \(keys.count + 1)", at: row.range,
              also: [.init(range: clause("by")?.range ?? range, label: "the keys")],
              cure: "a row is written `\(columns)`, then dates"))
        }
        continue
      }
      let words = row.cells.compactMap(\.attributeWord)
      if let twice = words.first(where: { word in words.filter { $0 == word }.count > 1 }) {
        findings.append(
          Diagnostic(
            .rowShape, "this row says “\(twice)” twice", at: row.range, cure: "keep one of the two, or make two rows"))
      }
      let result: CaseDeclaration.Result =
        switch cells[cells.count - 1].kind {
        case .expression(let expression): .expression(expression)
        case .refusal(let text): .refuse(text)
        default: .missing
        }
      rowDeclarations.append(
        RowDeclaration(
          keys: Array(cells.dropLast()), result: result, window: row.window,
          because: row.note("because") ?? because, source: row.note("source") ?? source,
          print: row.note("print") ?? print, range: row.range))
    }
    var otherwise: CaseDeclaration?
    if let clause = clause("otherwise"), case .caseLine(let line)? = clause.parts.first {
      otherwise = CaseDeclaration(
        result: line.refusal.map { .refuse($0) } ?? line.result.map { .expression($0) } ?? .missing, when: line.when,
        isOtherwise: true, window: line.window, range: clause.range)
    }
    var unit: UnitSyntax?
    if case .unit(let written)? = clause("per")?.parts.first {
      unit = UnitSyntax(counted: nil, per: (written.counted.map { [$0] } ?? []) + written.per)
    }
    if rows.isEmpty {
      findings.append(
        Diagnostic(
          .tableWithoutRows, "\(word.text) \(name?.text ?? "") has no rows", at: nameRange,
          cure: "add rows such as `SE | 25%`, indented by two blanks"))
    }
    return (
      TableDeclaration(
        keys: keys, promise: promise, reading: reading, rows: rowDeclarations, unit: unit, otherwise: otherwise,
        datedBy: datedBy), findings
    )
  }
}

extension DiagnosticCode {
  /// A row whose number of cells is not that of the columns.
  public static let rowShape = DiagnosticCode(
    id: "L150", title: "A row has too many or too few cells",
    meaning:
      "Each row of a table has one cell for each key, in the order of the line `by`, and then its result. Dates and reasons may follow in cells of their own.",
    example: "table vat-rate\n  by country\n  one row applies\n  SE | 25% | 30%",
    cure: "Count the cells against the line `by`. Two results need two tables.")
  /// A table that says nothing.
  public static let tableWithoutRows = DiagnosticCode(
    id: "L151", title: "A table has no rows",
    meaning: "A table gives results by its rows; without any, no order would have a result.",
    example: "table vat-rate\n  by country\n  one row applies",
    cure: "Add a row, or make it a `value` with a line `is`.")
}
