import Diagnostics
import PolicyModel
import PolicyProgram

/// Tables read by the row: conditions for the rows, and what the rows that fit give together.
extension QueryBuilder {
  /// The keys of a table, as columns.
  struct TableKeys {
    var terms: [Term]
    var types: [ValueType]
    var isOpen: Bool { terms.contains(where: \.isOpen) }
  }

  mutating func term(ofTable index: Int) throws(Untranslatable) -> Term {
    let table = program.tables[index]
    let keys = try keys(of: table)
    guard table.reading == .row else { return try sliced(table, keys) }
    switch table.promise {
    case .oneRow, .firstRow: return try single(table, keys)
    case .highest, .sum: return try combined(table, keys)
    }
  }

  mutating func keys(of table: TableDefinition) throws(Untranslatable) -> TableKeys {
    var keys = TableKeys(terms: [], types: [])
    for node in table.keys + (table.dateNode >= 0 ? [table.dateNode] : []) {
      var key = try term(node)
      key.value = column(key.value, "key")
      key.denominator = key.denominator.map { column($0, "key denominator") }
      key.refused = key.refused.map { column($0, "key refused") }
      keys.terms.append(key)
      keys.types.append(program.types[Int(node)])
    }
    return keys
  }

  // MARK: Rows

  /// A row's range in one column; nil where it takes everything.
  func range(_ table: TableDefinition, _ row: Int, _ column: Int) -> ClosedRange<Int64>? {
    let place = row * table.columnCount + column
    guard table.lowers[place] != .min || table.uppers[place] != .max else { return nil }
    guard table.lowers[place] <= table.uppers[place] else { return nil }
    return table.lowers[place]...table.uppers[place]
  }

  private func isNever(_ table: TableDefinition, _ row: Int) -> Bool {
    (0..<table.columnCount).contains {
      table.lowers[row * table.columnCount + $0] > table.uppers[row * table.columnCount + $0]
    }
  }

  /// Whether a key lies in a range.
  func fits(_ key: Term, _ type: ValueType, _ range: ClosedRange<Int64>) throws(Untranslatable) -> Expression {
    let (lower, upper) = (Int128(range.lowerBound), Int128(range.upperBound))
    switch type {
    case .date: return within(key.value, lower, upper)
    case .number, .words, .unknown: return try fits(key, lower, upper)
    case .yesNo:
      if lower <= 0, upper >= 1 { return Expression("\(key.value.text) IS NOT NULL", layer: key.value.layer, .truth) }
      return lower > 0 ? key.value : not(key.value)
    case .word, .country, .text:
      if let constant = key.value.constant { return .truth(constant >= lower && constant <= upper) }
      guard upper - lower < 1_000 else {
        throw untranslatable(
          "a row for a range of words cannot be written in SQL", cure: "name the words in rows of their own")
      }
      var literals: [String] = []
      for code in lower...upper { literals.append(try literal(code: code, type)) }
      return Expression(
        literals.count == 1
          ? "\(key.value.text) = \(literals[0])" : "\(key.value.text) IN (\(literals.joined(separator: ", ")))",
        layer: key.value.layer, .truth)
    }
  }

  private func fits(_ key: Term, _ lower: Int128, _ upper: Int128) throws(Untranslatable) -> Expression {
    // A ratio lies between two whole numbers: both must be in the range, so the ratio lies between the ends.
    let denominator = key.denominator ?? .literal(1)
    if key.denominator == nil, let constant = key.value.constant {
      return .truth(constant >= lower && constant <= upper)
    }
    func end(_ bound: Int128, _ sign: String) throws(Untranslatable) -> Expression {
      let side = try product(denominator, .literal(bound))
      return Expression(
        "\(key.value.text) \(sign) \(side.operand)", layer: max(key.value.layer, denominator.layer), .truth)
    }
    if key.denominator == nil, lower == upper { return try end(lower, "=") }
    var conditions: [Expression] = []
    if lower != Int128(Int64.min), key.denominator != nil || lower > key.value.interval.lower {
      conditions.append(try end(lower, ">="))
    }
    if upper != Int128(Int64.max), key.denominator != nil || upper < key.value.interval.upper {
      conditions.append(try end(upper, "<="))
    }
    if conditions.isEmpty {
      return Expression("\(key.value.text) = \(key.value.text)", layer: key.value.layer, .truth)
    }
    return all(conditions)
  }

  /// Whether a row fits, in some of the columns.
  func condition(
    _ table: TableDefinition, _ row: Int, _ keys: TableKeys, columns: [Int]
  ) throws(Untranslatable) -> Expression {
    if isNever(table, row) { return .truth(false) }
    var conditions: [Expression] = []
    for column in columns {
      guard let range = range(table, row, column) else { continue }
      conditions.append(try fits(keys.terms[column], keys.types[column], range))
    }
    return all(conditions)
  }

  // MARK: One row

  /// A row's cell: rows of one written line, and equal constants, are the same.
  private func isSame(_ table: TableDefinition, _ first: Int, _ second: Int) -> Bool {
    let (one, other) = (table.rows[first], table.rows[second])
    if !one.range.isNone, one.range == other.range { return true }
    guard one.result >= 0, other.result >= 0 else { return false }
    if program.nodes[Int(one.result)].operation == .constant, program.nodes[Int(other.result)].operation == .constant {
      return program.nodes[Int(one.result)].constant == program.nodes[Int(other.result)].constant
    }
    return false
  }

  private func areDisjoint(_ table: TableDefinition, _ first: Int, _ second: Int) -> Bool {
    (0..<table.columnCount).contains { column in
      let (one, other) = (first * table.columnCount + column, second * table.columnCount + column)
      return table.lowers[one] > table.uppers[other] || table.lowers[other] > table.uppers[one]
    }
  }

  private mutating func single(_ table: TableDefinition, _ keys: TableKeys) throws(Untranslatable) -> Term {
    let columns = Array(0..<table.columnCount)
    let rows = table.rows.indices.filter { !isNever(table, $0) }
    // Which columns each row reads: where all read the same, an open key leaves every row open that it can.
    let read = rows.map { row in columns.filter { range(table, row, $0) != nil } }
    let isUniform = read.allSatisfy { $0 == read.first }
    var clash = Expression.truth(false)
    if table.promise == .oneRow { clash = try self.clash(table, rows, keys) }

    var cells: [Int: Term] = [:]
    for row in rows where table.rows[row].result >= 0 { cells[row] = try term(table.rows[row].result) }
    let otherwise = table.otherwise >= 0 ? try term(table.otherwise) : nil

    var conditions: [Expression] = []
    for row in rows { conditions.append(try condition(table, row, keys, columns: columns)) }
    let nulls = keys.isOpen ? any(conditions.filter { $0.constant == nil }.map(isNull)) : .truth(false)
    let isPlain = !keys.isOpen || (isUniform && clash.isFalse)
    // Whether it depends on a key that is not known.
    var open = Expression.truth(false)
    if keys.isOpen {
      // A key that no row asks for leaves nothing open.
      let unknown = any((read.first ?? []).map { keys.terms[$0] }.filter(\.isOpen).map { isNull($0.value) })
      if isPlain {
        let fitting = try someRow(table, rows, keys)
        open = all([
          unknown,
          fitting.constant != nil
            ? fitting : Expression("\(fitting.operand) IS NOT FALSE", layer: fitting.layer, .truth),
        ])
      } else if table.promise == .firstRow {
        // The first row that is not out of the question decides whether it is open.
        var text = "CASE"
        for condition in conditions {
          text += "\n  WHEN \(condition.text) THEN FALSE\n  WHEN \(condition.operand) IS NULL THEN TRUE"
        }
        open = Expression(
          text + "\n  ELSE FALSE\nEND", isAtom: true, layer: conditions.map(\.layer).max() ?? 0, .truth)
      } else {
        open = nulls
      }
      if !open.isFalse { open = column(open, "open") }
    }
    let layer = max(clash.layer, open.layer, conditions.map(\.layer).max() ?? 0)

    func pick(_ part: (Term) -> Expression, refusing: String) -> Expression {
      var parts: [Expression] = []
      func cell(_ row: Int) -> String {
        guard let term = cells[row] else { return refusing }
        parts.append(part(term))
        return part(term).text
      }
      var leading: [(String, String)] = []
      if !clash.isFalse { leading.append((clash.text, refusing)) }
      if !open.isFalse, !isPlain || otherwise != nil { leading.insert((open.text, "NULL"), at: 0) }
      var otherwiseText: String?
      if let otherwise {
        parts.append(part(otherwise))
        otherwiseText = part(otherwise).text
      }
      let text = lookup(table, rows, keys, conditions, leading, cell, otherwiseText)
      return joined(parts, text, layer: parts.reduce(layer) { max($0, $1.layer) })
    }
    guard !cells.isEmpty || otherwise != nil else {
      throw untranslatable(
        "a table all of whose rows refuse cannot be written in SQL", cure: "refuse by a rule instead")
    }
    let parts = Array(cells.values) + (otherwise.map { [$0] } ?? [])
    var term = Term(
      pick(\.value, refusing: "NULL"),
      canMiss: keys.terms.contains(where: \.canMiss) || parts.contains(where: \.canMiss),
      canRefuse: true)
    if parts.contains(where: { $0.denominator != nil }) {
      term.denominator = pick({ $0.denominator ?? .literal(1) }, refusing: "NULL")
    }
    if term.canMiss {
      term.value = column(term.value)
      let keyRefused = any(keys.terms.map(refused))
      var cellMissing = Expression.truth(false)
      if parts.contains(where: \.canMiss) { cellMissing = pick({ missing($0) }, refusing: "FALSE") }
      let isMissing = any([
        all([open, not(keyRefused)]),
        all([
          not(open),
          cellMissing.constant != nil
            ? cellMissing
            : Expression("COALESCE(\(cellMissing.text), FALSE)", isAtom: true, layer: cellMissing.layer, .truth),
        ]),
      ])
      term.refused = all([isNull(term.value), not(isMissing)])
    }
    return term
  }

  /// Whether some row fits, written short: what differs in one column only is put together.
  private func someRow(_ table: TableDefinition, _ rows: [Int], _ keys: TableKeys) throws(Untranslatable) -> Expression
  {
    let columns = Array(0..<table.columnCount)
    guard
      let first = columns.first(where: { column in
        isWord(keys.types[column]) && rows.allSatisfy { range(table, $0, column).map { $0.count == 1 } ?? false }
      })
    else {
      return any(try merged(table, rows, keys, columns: columns))
    }
    var groups: [(text: String, condition: Expression, codes: [Int64])] = []
    for (code, members) in grouped(table, rows, first) {
      let condition = any(try merged(table, members, keys, columns: columns.filter { $0 != first }))
      if let index = groups.firstIndex(where: { $0.text == condition.text }) {
        groups[index].codes.append(code)
      } else {
        groups.append((condition.text, condition, [code]))
      }
    }
    var alternatives: [Expression] = []
    for group in groups {
      var literals: [String] = []
      for code in group.codes { literals.append(try literal(code: Int128(code), keys.types[first])) }
      let key = keys.terms[first].value
      alternatives.append(
        all([
          Expression("\(key.operand) IN (\(literals.joined(separator: ", ")))", layer: key.layer, .truth),
          group.condition,
        ]))
    }
    return any(alternatives)
  }

  /// The conditions of rows; ranges of a single column that meet are one.
  private func merged(
    _ table: TableDefinition, _ rows: [Int], _ keys: TableKeys, columns: [Int]
  ) throws(Untranslatable) -> [Expression] {
    let read = Set(rows.flatMap { row in columns.filter { range(table, row, $0) != nil } })
    var conditions: [Expression] = []
    guard read.count == 1, let column = read.first, !isWord(keys.types[column]) else {
      for row in rows { conditions.append(try condition(table, row, keys, columns: columns)) }
      return conditions
    }
    if rows.contains(where: { range(table, $0, column) == nil }) { return [.truth(true)] }
    var ranges: [ClosedRange<Int64>] = []
    for next in rows.compactMap({ range(table, $0, column) }).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = ranges.last, last.upperBound == .max || next.lowerBound <= last.upperBound + 1 {
        ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, next.upperBound)
      } else {
        ranges.append(next)
      }
    }
    for range in ranges { conditions.append(try fits(keys.terms[column], keys.types[column], range)) }
    return conditions
  }

  private func isWord(_ type: ValueType) -> Bool {
    switch type {
    case .word, .country, .text: true
    default: false
    }
  }

  private func grouped(_ table: TableDefinition, _ rows: [Int], _ column: Int) -> [(code: Int64, rows: [Int])] {
    var groups: [(code: Int64, rows: [Int])] = []
    var places: [Int64: Int] = [:]
    for row in rows {
      let code = table.lowers[row * table.columnCount + column]
      if let place = places[code] {
        groups[place].rows.append(row)
      } else {
        places[code] = groups.count
        groups.append((code, [row]))
      }
    }
    return groups
  }

  /// `CASE` over the rows; over a column of single codes first where every row has one.
  private func lookup(
    _ table: TableDefinition, _ rows: [Int], _ keys: TableKeys, _ conditions: [Expression],
    _ leading: [(String, String)], _ cell: (Int) -> String, _ otherwise: String?
  ) -> String {
    let ending = (otherwise.map { "\n  ELSE \(indented($0))" } ?? "") + "\nEND"
    let column = (0..<table.columnCount).first { column in
      isWord(keys.types[column]) && keys.terms[column].value.constant == nil
        && rows.allSatisfy { range(table, $0, column).map { $0.count == 1 } ?? false }
    }
    func plain(_ rows: [(condition: Expression, row: Int)]) -> String {
      "CASE" + rows.map { "\n  WHEN \(indented($0.condition.text)) THEN \(indented(cell($0.row)))" }.joined() + ending
    }
    var text: String
    let groups = column.map { grouped(table, rows, $0) } ?? []
    if let column, rows.count > 4,
      let literals = try? groups.map({ try literal(code: Int128($0.code), keys.types[column]) })
    {
      text = "CASE \(keys.terms[column].value.text)"
      let others = (0..<table.columnCount).filter { $0 != column }
      for (group, literal) in zip(groups, literals) {
        let inner = group.rows.map { row in
          (condition: (try? condition(table, row, keys, columns: others)) ?? .truth(false), row: row)
        }
        let body = inner.count == 1 && inner[0].condition.isTrue ? cell(inner[0].row) : plain(inner)
        text += "\n  WHEN \(literal) THEN \(indented(body))"
      }
      text += ending
    } else {
      text = plain(zip(conditions, rows).map { (condition: $0, row: $1) })
    }
    guard !leading.isEmpty else { return text }
    return "CASE" + leading.map { "\n  WHEN \(indented($0.0)) THEN \($0.1)" }.joined()
      + "\n  ELSE \(indented(text))\nEND"
  }

  /// Whether two rows fit that do not give the same.
  private func clash(_ table: TableDefinition, _ rows: [Int], _ keys: TableKeys) throws(Untranslatable) -> Expression {
    var groups: [[Int]] = []
    for row in rows {
      if let index = groups.firstIndex(where: { isSame(table, $0[0], row) }) {
        groups[index].append(row)
      } else {
        groups.append([row])
      }
    }
    var involved: Set<Int> = []
    for (index, group) in groups.enumerated() {
      for other in groups.indices.dropFirst(index + 1)
      where group.contains(where: { one in groups[other].contains { !areDisjoint(table, one, $0) } }) {
        involved.formUnion([index, other])
      }
    }
    if involved.isEmpty { return .truth(false) }
    var counts: [Expression] = []
    for index in involved.sorted() {
      var conditions: [Expression] = []
      for row in groups[index] {
        conditions.append(try condition(table, row, keys, columns: Array(0..<table.columnCount)))
      }
      counts.append(any(conditions))
    }
    return Expression(
      counts.map { "CASE WHEN \($0.text) THEN 1 ELSE 0 END" }.joined(separator: " + ") + " > 1",
      layer: counts.map(\.layer).max() ?? 0, .truth)
  }
}
