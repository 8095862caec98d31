import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// A table: where its keys, rows, ranges and index are.
struct PlanTable: BitwiseCopyable {
  var promise: Promise
  var reading: Reading
  var firstRow: Int32
  var rowCount: Int32
  var firstKey: Int32
  var keyCount: Int32
  /// Keys, and one more for the date.
  var columnCount: Int32
  var dateNode: Int32
  var otherwise: Int32
  /// The ranges of row `r` and column `c` are at `firstBounds + r * columnCount + c`.
  var firstBounds: Int32
  /// The column of the index, or -1; its buckets are disjoint and in ascending order.
  var indexColumn: Int32
  var firstBucket: Int32
  var bucketCount: Int32
  /// Rows that are in no bucket.
  var firstLoose: Int32
  var looseCount: Int32
  /// All rows by the lower bound of the last key, for tables read by slices.
  var firstSlice: Int32

  enum Promise: UInt8 { case oneRow, firstRow, highest, sum }
  enum Reading: UInt8 { case row, slices, reached }
}

/// A row: its result and its place. Rows of one written line share the place.
struct PlanRow: BitwiseCopyable {
  var result: Int32
  var place: Int32
  var isConstant: Bool
  var constant: Int128
}

/// A closed range of one key.
struct PlanBounds: BitwiseCopyable {
  var lower: Int64
  var upper: Int64
}

/// Rows that share their range in the index column.
struct PlanBucket: BitwiseCopyable {
  var lower: Int64
  var upper: Int64
  var firstRow: Int32
  var rowCount: Int32
}

/// Lays out the tables of a program and indexes them.
struct TableLayout {
  var tables: [PlanTable] = []
  var keys: [Int32] = []
  var rows: [PlanRow] = []
  var bounds: [PlanBounds] = []
  var buckets: [PlanBucket] = []
  var rowLists: [Int32] = []

  init(_ program: Program) { for table in program.tables { add(table, program) } }

  private mutating func add(_ table: TableDefinition, _ program: Program) {
    let promise: PlanTable.Promise =
      switch table.promise {
      case .oneRow: .oneRow
      case .firstRow: .firstRow
      case .highest: .highest
      case .sum: .sum
      }
    let reading: PlanTable.Reading =
      switch table.reading {
      case .row: .row
      case .slices: .slices
      case .reached: .reached
      }
    var record = PlanTable(
      promise: promise, reading: reading, firstRow: Int32(rows.count), rowCount: Int32(table.rows.count),
      firstKey: Int32(keys.count), keyCount: Int32(table.keys.count), columnCount: Int32(table.columnCount),
      dateNode: table.dateNode, otherwise: table.otherwise, firstBounds: Int32(bounds.count), indexColumn: -1,
      firstBucket: Int32(buckets.count), bucketCount: 0, firstLoose: 0, looseCount: 0, firstSlice: 0)
    keys += table.keys
    if table.dateNode >= 0 { keys.append(table.dateNode) }
    var places: [Range<Int>: Int32] = [:]
    for (index, row) in table.rows.enumerated() {
      let range = row.range
      // Rows built by hand have no place of their own.
      let key = range.isNone ? (-index - 1)..<(-index) : range.lower..<range.upper
      let place = places[key] ?? Int32(places.count)
      places[key] = place
      var isConstant = false
      var constant: Int128 = 0
      if row.result >= 0, program.nodes[Int(row.result)].operation == .constant {
        isConstant = true
        constant = program.nodes[Int(row.result)].constant
      }
      rows.append(PlanRow(result: row.result, place: place, isConstant: isConstant, constant: constant))
    }
    bounds += zip(table.lowers, table.uppers).map { PlanBounds(lower: $0, upper: $1) }
    if reading == .row {
      index(&record)
    } else {
      let column = table.keys.count - 1
      record.firstSlice = Int32(rowLists.count)
      rowLists += table.rows.indices.map(Int32.init).sorted { left, right in
        let (first, second) = (bound(record, Int(left), column), bound(record, Int(right), column))
        return (first.lower, first.upper, left) < (second.lower, second.upper, right)
      }
    }
    tables.append(record)
  }

  private func bound(_ table: PlanTable, _ row: Int, _ column: Int) -> PlanBounds {
    bounds[Int(table.firstBounds) + row * Int(table.columnCount) + column]
  }

  /// Puts the rows into disjoint buckets by the column that leaves fewest rows to look at.
  private mutating func index(_ table: inout PlanTable) {
    let count = Int(table.rowCount)
    var best: (cost: Int, column: Int, grouping: Grouping)?
    if count > 4 {
      for column in 0..<Int(table.columnCount) {
        let grouping = Grouping(table, column, count, bound)
        guard !grouping.groups.isEmpty else { continue }
        let cost = grouping.loose.count + (count - grouping.loose.count) / grouping.groups.count
        if cost < best?.cost ?? count { best = (cost, column, grouping) }
      }
    }
    guard let best else {
      table.firstLoose = Int32(rowLists.count)
      table.looseCount = Int32(count)
      rowLists += (0..<count).map(Int32.init)
      return
    }
    table.indexColumn = Int32(best.column)
    table.bucketCount = Int32(best.grouping.groups.count)
    for group in best.grouping.groups {
      let members = best.grouping.order[group].sorted()
      let range = bound(table, Int(members[0]), best.column)
      buckets.append(
        PlanBucket(
          lower: range.lower, upper: range.upper, firstRow: Int32(rowLists.count), rowCount: Int32(members.count)))
      rowLists += members
    }
    table.firstLoose = Int32(rowLists.count)
    table.looseCount = Int32(best.grouping.loose.count)
    rowLists += best.grouping.loose.sorted()
  }

  /// The rows of one column in disjoint groups of equal ranges, as many as can be had, and the rest.
  private struct Grouping {
    /// The rows by the upper, then the lower end of their range.
    var order: [Int32]
    /// Stretches of `order`.
    var groups: [Range<Int>] = []
    var loose: [Int32] = []

    init(_ table: PlanTable, _ column: Int, _ count: Int, _ bound: (PlanTable, Int, Int) -> PlanBounds) {
      let ranges = (0..<count).map { bound(table, $0, column) }
      order = (0..<Int32(count)).sorted { left, right in
        let (first, second) = (ranges[Int(left)], ranges[Int(right)])
        return (first.upper, first.lower, left) < (second.upper, second.lower, right)
      }
      var last: Int64?
      var start = 0
      while start < count {
        let range = ranges[Int(order[start])]
        var end = start + 1
        while end < count, ranges[Int(order[end])].lower == range.lower, ranges[Int(order[end])].upper == range.upper {
          end += 1
        }
        if last.map({ range.lower > $0 }) ?? true {
          groups.append(start..<end)
          last = range.upper
        } else {
          loose += order[start..<end]
        }
        start = end
      }
    }
  }
}
