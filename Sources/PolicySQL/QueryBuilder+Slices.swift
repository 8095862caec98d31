import PolicyModel
import PolicyProgram

/// Tables whose last key is a quantity read slice by slice, or tier by tier.
extension QueryBuilder {
  mutating func sliced(_ table: TableDefinition, _ keys: TableKeys) throws(Untranslatable) -> Term {
    let last = table.keys.count - 1
    let others = (0..<table.columnCount).filter { $0 != last }
    let rows = table.rows.indices.sorted { left, right in
      let (one, other) = (left * table.columnCount + last, right * table.columnCount + last)
      return (table.lowers[one], table.uppers[one], left) < (table.lowers[other], table.uppers[other], right)
    }
    // Rows for the same other keys make one ladder.
    var ladders: [[Int]] = []
    for row in rows {
      let index = ladders.firstIndex { ladder in
        others.allSatisfy { bounds(table, ladder[0], $0) == bounds(table, row, $0) }
      }
      if let index { ladders[index].append(row) } else { ladders.append([row]) }
    }
    for (index, ladder) in ladders.enumerated() {
      for other in ladders.dropFirst(index + 1)
      where !others.contains(where: { !bounds(table, ladder[0], $0).overlaps(bounds(table, other[0], $0)) }) {
        throw untranslatable(
          "tiers of several groups of rows that can fit together cannot be written in SQL",
          cure: "give each group of rows keys of its own")
      }
    }
    var results: [(condition: Expression, term: Term)] = []
    for ladder in ladders {
      let condition = try condition(table, ladder[0], keys, columns: others)
      results.append((condition, try self.ladder(table, ladder, keys.terms[last])))
    }
    let otherwise = table.otherwise >= 0 ? try term(table.otherwise) : nil
    let quantity = keys.terms[last]
    let unknown = any(keys.terms.filter(\.isOpen).map { isNull($0.value) })
    let layer = max(unknown.layer, quantity.value.layer)
    // What a ladder leaves out falls to what holds otherwise.
    let reached = try self.reached(table, ladders, keys, quantity)
    func pick(_ part: (Term) -> Expression) -> Expression {
      var cases = results.map { (condition: $0.condition.text, result: part($0.term)) }
      var value: Expression
      if cases.count == 1, results[0].condition.isTrue {
        value = cases.removeFirst().result
      } else {
        value = choice(cases, otherwise: nil, layer: results.reduce(layer) { max($0, $1.condition.layer) })
      }
      guard let otherwise else { return value }
      let text =
        "CASE\n  WHEN \(indented(reached.text)) THEN \(indented(value.text))\n  WHEN NOT \(reached.operand) THEN \(indented(part(otherwise).text))\nEND"
      return joined([value, part(otherwise)], text, layer: max(value.layer, reached.layer, part(otherwise).layer))
    }
    let parts = results.map(\.term) + (otherwise.map { [$0] } ?? [])
    var term = Term(
      pick(\.value), canMiss: keys.terms.contains(where: \.canMiss) || parts.contains(where: \.canMiss), canRefuse: true
    )
    if parts.contains(where: { $0.denominator != nil }) { term.denominator = pick { $0.denominator ?? .literal(1) } }
    guard term.canMiss else { return term }
    if parts.contains(where: { $0.canMiss }) {
      throw untranslatable(
        "tiers whose figures read inputs that may be missing cannot be written in SQL",
        cure: "give the inputs defaults, or ask for figures that do not read these tiers")
    }
    term.value = column(term.value)
    term.refused = all([
      isNull(term.value), any([not(unknown), any(keys.terms.map(refused))]),
    ])
    return term
  }

  private func bounds(_ table: TableDefinition, _ row: Int, _ column: Int) -> ClosedRange<Int64> {
    let place = row * table.columnCount + column
    return table.lowers[place]...max(table.lowers[place], table.uppers[place])
  }

  /// Whether the quantity falls in a row: nothing or less falls in the first.
  private func reached(
    _ table: TableDefinition, _ ladders: [[Int]], _ keys: TableKeys, _ quantity: Term
  ) throws(Untranslatable) -> Expression {
    let last = table.keys.count - 1
    let others = (0..<table.columnCount).filter { $0 != last }
    var conditions: [Expression] = []
    for ladder in ladders {
      let inside = try ladderReached(table, ladder, quantity)
      conditions.append(all([try condition(table, ladder[0], keys, columns: others), inside]))
    }
    return any(conditions)
  }

  private func ladderReached(_ table: TableDefinition, _ ladder: [Int], _ quantity: Term) throws(Untranslatable)
    -> Expression
  {
    let last = table.keys.count - 1
    var conditions = [compared(quantity, "<=", .literal(0))]
    for row in ladder {
      let range = bounds(table, row, last)
      // A part of a unit belongs to the row of the next whole one.
      var ends: [Expression] = []
      if range.lowerBound != .min {
        ends.append(compared(quantity, ">", try scaled(Int128(range.lowerBound) - 1, quantity)))
      }
      if range.upperBound != .max {
        ends.append(compared(quantity, "<=", try scaled(Int128(range.upperBound), quantity)))
      }
      conditions.append(all(ends))
    }
    if conditions.contains(where: \.isTrue) {
      return Expression("\(quantity.value.operand) IS NOT NULL", layer: quantity.value.layer, .truth)
    }
    return any(conditions)
  }

  private func compared(_ quantity: Term, _ sign: String, _ bound: Expression) -> Expression {
    Expression(
      "\(quantity.value.operand) \(sign) \(bound.operand)", layer: max(quantity.value.layer, bound.layer), .truth)
  }

  /// A whole number of units over the quantity's denominator.
  private func scaled(_ units: Int128, _ quantity: Term) throws(Untranslatable) -> Expression {
    try product(.literal(units), quantity.denominator ?? .literal(1))
  }

  /// The figure of one ladder of rows.
  private mutating func ladder(
    _ table: TableDefinition, _ ladder: [Int], _ quantity: Term
  ) throws(Untranslatable) -> Term {
    let last = table.keys.count - 1
    var cells: [Term?] = []
    for row in ladder { cells.append(table.rows[row].result >= 0 ? try term(table.rows[row].result) : nil) }
    guard cells.allSatisfy({ $0?.denominator == nil }) else {
      throw untranslatable("tiers with quotients cannot be written in SQL", cure: "round them in the rows")
    }
    let ranges = ladder.map { bounds(table, $0, last) }
    guard zip(ranges, ranges.dropFirst()).allSatisfy({ $0.upperBound < $1.lowerBound }) else {
      throw untranslatable(
        "tiers that overlap cannot be written in SQL", cure: "let each begin where the one before ends")
    }
    let inside = try ladderReached(table, ladder, quantity)
    return table.reading == .reached
      ? try reachedSum(ranges, cells, quantity, inside) : try average(ranges, cells, quantity, inside)
  }

  /// The cells of every row reached, added up.
  private mutating func reachedSum(
    _ ranges: [ClosedRange<Int64>], _ cells: [Term?], _ quantity: Term, _ inside: Expression
  ) throws(Untranslatable) -> Term {
    var total = Expression.literal(0)
    for (range, cell) in zip(ranges, cells) {
      let isReached =
        range.lowerBound == .min
        ? Expression.truth(true) : compared(quantity, ">", try scaled(Int128(range.lowerBound) - 1, quantity))
      total = try sum(total, part(isReached, cell, cell?.value))
    }
    var value = choice([(inside.text, total)], otherwise: nil, layer: max(inside.layer, total.layer))
    value.layer = max(value.layer, inside.layer)
    return Term(value, canMiss: cells.contains { $0?.canMiss == true }, canRefuse: true)
  }

  /// What a row adds: nothing while it is not reached, NULL where it refuses.
  private func part(_ isReached: Expression, _ cell: Term?, _ value: Expression?) -> Expression {
    guard let cell, let value else {
      return Expression(
        "CAST(CASE WHEN NOT \(isReached.operand) THEN 0 END AS BIGINT)", isAtom: true, layer: isReached.layer,
        .number(Interval(0, 0), isWide: false))
    }
    if isReached.isTrue { return value }
    var part = choice([(isReached.text, value)], otherwise: .literal(0), layer: isReached.layer)
    part.layer = max(part.layer, cell.value.layer)
    return part
  }

  /// Each slice at the cell of its row, divided by the quantity. A row begins where the one before it ends.
  private mutating func average(
    _ ranges: [ClosedRange<Int64>], _ cells: [Term?], _ quantity: Term, _ inside: Expression
  ) throws(Untranslatable) -> Term {
    let bound = max(1, quantity.value.interval.upper)
    var total = Expression.literal(0)
    var start = max(0, Int128(ranges[0].lowerBound == .min ? 0 : ranges[0].lowerBound) - 1)
    for (range, cell) in zip(ranges, cells) {
      let begin = try scaled(start, quantity)
      let isReached = compared(quantity, ">", begin)
      var width = try difference(quantity.value, begin)
      if range.upperBound != .max {
        let end = try scaled(Int128(range.upperBound), quantity)
        width = choice(
          [(compared(quantity, "<=", end).text, width)], otherwise: try difference(end, begin), layer: end.layer)
      }
      // Read only where the row is reached.
      width.kind = .number(Interval(0, bound), isWide: width.isWide)
      total = try sum(
        total, part(isReached, cell, try cell.map { cell throws(Untranslatable) in try product(width, cell.value) }))
      start = Int128(range.upperBound)
    }
    total = column(total, "slices")
    let isSome = compared(quantity, ">", .literal(0))
    let none = cells[0]?.value ?? Expression("NULL", isAtom: true, layer: 0, total.kind)
    var value = choice(
      [(all([isSome, inside]).text, total), ("NOT \(isSome.operand)", none)], otherwise: nil,
      layer: max(total.layer, inside.layer))
    value.layer = max(value.layer, isSome.layer, none.layer)
    let positive = Expression(
      "greatest(\(quantity.value.text), 1)", isAtom: true, layer: quantity.value.layer,
      .number(Interval(1, bound), isWide: quantity.value.isWide))
    return Term(
      value, denominator: quantity.value.interval.upper <= 1 && quantity.denominator == nil ? nil : positive,
      canMiss: cells.contains { $0?.canMiss == true }, canRefuse: true)
  }
}
