import Diagnostics
import PolicyModel
import PolicyProgram

/// Tables whose rows that fit are put together: the highest, or the sum.
extension QueryBuilder {
  /// The highest result of the rows that fit, or their sum; each written line once.
  mutating func combined(_ table: TableDefinition, _ keys: TableKeys) throws(Untranslatable) -> Term {
    var lines: [(condition: Expression, cell: Term?)] = []
    var places: [String: Int] = [:]
    for row in table.rows.indices {
      let condition = try condition(table, row, keys, columns: Array(0..<table.columnCount))
      if condition.isFalse { continue }
      let range = table.rows[row].range
      let place = range.isNone ? "row \(row)" : "\(range)"
      if let known = places[place] {
        lines[known].condition = any([lines[known].condition, condition])
      } else {
        places[place] = lines.count
        lines.append((condition, table.rows[row].result >= 0 ? try term(table.rows[row].result) : nil))
      }
    }
    guard lines.allSatisfy({ $0.cell?.denominator == nil }) else {
      throw untranslatable(
        "the rows of this table give quotients, which cannot be put together in SQL", cure: "round them in the rows")
    }
    for index in lines.indices { lines[index].condition = column(lines[index].condition, "row") }
    let fitting = any(lines.map(\.condition))
    let open = any(lines.filter { $0.condition.constant == nil }.map { isNull($0.condition) })
    var total: Expression?
    for line in lines {
      guard let cell = line.cell else { continue }
      if table.promise == .sum {
        var part = choice([(line.condition.text, cell.value)], otherwise: .literal(0), layer: line.condition.layer)
        part.kind = .number(cell.value.interval.union(Interval(0, 0)), isWide: part.isWide)
        if let sum = total { total = try self.sum(sum, part) } else { total = part }
      }
    }
    if table.promise == .highest {
      let parts = lines.compactMap { line in
        line.cell.map { choice([(line.condition.text, $0.value)], otherwise: nil, layer: line.condition.layer) }
      }
      total =
        parts.count == 1
        ? parts[0]
        : joined(parts, "greatest(\(parts.map(\.text).joined(separator: ", ")))", layer: parts.map(\.layer).max() ?? 0)
    }
    guard let total else {
      throw untranslatable(
        "a table all of whose rows refuse cannot be written in SQL", cure: "refuse by a rule instead")
    }
    let otherwise = table.otherwise >= 0 ? try term(table.otherwise) : nil
    guard otherwise?.denominator == nil else { throw untranslatable("this is a quotient", cure: "round it") }
    var blocked = [open]
    var cellRefused: [Expression] = []
    var cellMissing: [Expression] = []
    for line in lines {
      guard let cell = line.cell else {
        cellRefused.append(line.condition)
        continue
      }
      if cell.canRefuse { cellRefused.append(all([line.condition, refused(cell)])) }
      if cell.canMiss { cellMissing.append(all([line.condition, missing(cell)])) }
    }
    blocked += cellRefused + cellMissing
    let block = any(blocked)
    var cases: [(condition: String, result: Expression)] = []
    cases.append((fitting.text, total))
    var value = choice(cases, otherwise: otherwise?.value, layer: max(fitting.layer, total.layer))
    if !block.isFalse {
      value.text = "CASE\n  WHEN \(indented(block.text)) THEN NULL\n  ELSE \(indented(value.text))\nEND"
      value.layer = max(value.layer, block.layer)
    }
    var term = Term(
      value,
      canMiss: keys.terms.contains(where: \.canMiss) || !cellMissing.isEmpty || otherwise?.canMiss == true,
      canRefuse: true)
    if term.canMiss {
      term.value = column(term.value)
      let isMissing = any([
        all([open, not(any(keys.terms.map(refused)))]),
        all([not(open), not(any(cellRefused)), any(cellMissing)]),
        all([not(open), not(fitting), otherwise.map(missing) ?? .truth(false)]),
      ])
      term.refused = all([
        isNull(term.value),
        not(
          isMissing.constant != nil
            ? isMissing
            : Expression("COALESCE(\(isMissing.text), FALSE)", isAtom: true, layer: isMissing.layer, .truth)),
      ])
    }
    return term
  }
}
