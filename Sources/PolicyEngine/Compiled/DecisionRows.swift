/// Rows of closed ranges over some keys: those of a table, or of exceptions that say no more than ranges.
struct DecisionRows {
  var columnCount: Int
  /// Row by row.
  var lowers: [Int64] = []
  var uppers: [Int64] = []
  /// Rows of one group may fit together: they were written on one line, or give the same.
  var groups: [Int32] = []
  var promise: PlanTable.Promise

  var count: Int { groups.count }

  /// What stands at one place of a lookup.
  enum Found: Equatable {
    case nothing
    case row(Int)
    /// Two rows that contradict each other.
    case clash
    /// Several rows whose results are put together.
    case rows([Int])
  }

  /// Where each column changes: the first value of each class but the first.
  func cuts(_ column: Int, within range: ClosedRange<Int64>) -> [Int64] {
    var found = Set<Int64>()
    for row in 0..<count {
      let (lower, upper) = bounds(row, column)
      if lower > range.lowerBound, lower <= range.upperBound { found.insert(lower) }
      if upper >= range.lowerBound, upper < range.upperBound { found.insert(upper + 1) }
    }
    return found.sorted()
  }

  func bounds(_ row: Int, _ column: Int) -> (lower: Int64, upper: Int64) {
    (lowers[row * columnCount + column], uppers[row * columnCount + column])
  }

  /// The classes of a column that a row reaches; nil for none.
  func classes(
    _ row: Int, _ column: Int, _ cuts: [Int64], _ range: ClosedRange<Int64>
  ) -> ClosedRange<Int>? {
    let (lower, upper) = bounds(row, column)
    guard upper >= range.lowerBound, lower <= range.upperBound, lower <= upper else { return nil }
    return Self.classIndex(max(lower, range.lowerBound), cuts)...Self.classIndex(min(upper, range.upperBound), cuts)
  }

  /// How many cuts are not above a value.
  static func classIndex(_ value: Int64, _ cuts: [Int64]) -> Int {
    var (lower, upper) = (0, cuts.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if cuts[middle] <= value { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }

  // MARK: The whole grid

  /// What stands in each cell of the grid of all classes; nil where that is too much to write down.
  func grid(_ cuts: [[Int64]], _ ranges: [ClosedRange<Int64>]) -> [Found]? {
    var cellCount = 1
    for column in cuts {
      cellCount *= column.count + 1
      guard cellCount <= max(1 << 16, 8 * count) else { return nil }
    }
    var cells = [Found](repeating: .nothing, count: cellCount)
    var work = 0
    for row in 0..<count {
      let spans = (0..<columnCount).map { classes(row, $0, cuts[$0], ranges[$0]) }
      guard !spans.contains(where: { $0 == nil }) else { continue }
      let reached = spans.compactMap { $0 }
      work += reached.reduce(1) { $0 * $1.count }
      guard work <= 1 << 21 else { return nil }
      fill(&cells, row, reached, cuts, column: 0, offset: 0)
    }
    return cells
  }

  private func fill(
    _ cells: inout [Found], _ row: Int, _ spans: [ClosedRange<Int>], _ cuts: [[Int64]], column: Int, offset: Int
  ) {
    guard column < columnCount else {
      cells[offset] = combined(cells[offset], row)
      return
    }
    for position in spans[column] {
      fill(&cells, row, spans, cuts, column: column + 1, offset: offset * (cuts[column].count + 1) + position)
    }
  }

  private func combined(_ found: Found, _ row: Int) -> Found {
    switch (found, promise) {
    case (.nothing, _): return .row(row)
    case (_, .firstRow), (.clash, _): return found
    case (.row(let other), .oneRow): return groups[other] == groups[row] ? found : .clash
    case (.row(let other), _): return .rows([other, row])
    case (.rows(let others), _): return .rows(others + [row])
    }
  }

  // MARK: By one column

  /// Rows by the classes of the column that leaves fewest to look at; nil where none leaves few.
  func probe(_ cuts: [[Int64]], _ ranges: [ClosedRange<Int64>]) -> (column: Int, table: ProbeTable)? {
    guard promise == .oneRow || promise == .firstRow else { return nil }
    var best: (column: Int, length: Int, lists: [[Int32]])?
    for column in 0..<columnCount where !cuts[column].isEmpty {
      var lists = [[Int32]](repeating: [], count: cuts[column].count + 1)
      var length = 0
      for row in 0..<count {
        guard let span = classes(row, column, cuts[column], ranges[column]) else { continue }
        length += span.count
        guard length <= 4 * count + 1024 else { break }
        for position in span { lists[position].append(Int32(row)) }
      }
      guard length <= 4 * count + 1024 else { continue }
      let longest = lists.lazy.map { $0.count }.max() ?? 0
      if longest < best?.length ?? .max { best = (column, longest, lists) }
    }
    guard let best else { return nil }
    let others = (0..<columnCount).filter { $0 != best.column }
    var table = ProbeTable(
      starts: [0], rows: [], lowers: [], uppers: [], columnCount: others.count, isFirstRow: promise == .firstRow,
      groups: groups, clash: Int32(count + 1))
    for list in best.lists {
      table.rows += list
      table.starts.append(Int32(table.rows.count))
    }
    for row in 0..<count {
      for column in others {
        table.lowers.append(bounds(row, column).lower)
        table.uppers.append(bounds(row, column).upper)
      }
    }
    return (best.column, table)
  }
}
