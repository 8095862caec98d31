package import Diagnostics
package import PolicyModel
package import Quantities

/// A table as flat columns of closed ranges: a row fits when every key lies in its range.
package struct TableDefinition: Sendable {
  package var promise: TableDeclaration.Promise
  package var reading: TableDeclaration.Reading
  /// The nodes of the keys.
  package var keys: [Int32]
  /// The node of the date, or -1. It is one more column, the last.
  package var dateNode: Int32
  /// Ranges, row by row, `columnCount` a row.
  package var lowers: [Int64]
  package var uppers: [Int64]
  package var rows: [Row]
  /// What holds where no row fits: a node, a refusal, or neither.
  package var otherwise: Int32
  package var otherwiseRefusal: TextTemplate?
  package var otherwiseRange: SourceRange
  /// The column whose single codes lead to rows, or -1; and the rows by code, in their order.
  package var indexColumn: Int
  package var index: [Int64: [Int32]]
  /// Rows that have no single code in the index column.
  package var unindexed: [Int32]
  package var range: SourceRange

  package var columnCount: Int { keys.count + (dateNode >= 0 ? 1 : 0) }

  package init(
    promise: TableDeclaration.Promise, reading: TableDeclaration.Reading, keys: [Int32], dateNode: Int32,
    lowers: [Int64], uppers: [Int64], rows: [Row], otherwise: Int32, otherwiseRefusal: TextTemplate? = nil,
    otherwiseRange: SourceRange, indexColumn: Int, index: [Int64: [Int32]], unindexed: [Int32], range: SourceRange
  ) {
    self.promise = promise
    self.reading = reading
    self.keys = keys
    self.dateNode = dateNode
    self.lowers = lowers
    self.uppers = uppers
    self.rows = rows
    self.otherwise = otherwise
    self.otherwiseRefusal = otherwiseRefusal
    self.otherwiseRange = otherwiseRange
    self.indexColumn = indexColumn
    self.index = index
    self.unindexed = unindexed
    self.range = range
  }

  /// One row: its result and its notes. A row with a list in a cell is several here, which share the place.
  package struct Row: Sendable {
    package var result: Int32
    package var refusal: TextTemplate?
    package var because: String?
    package var source: String?
    package var print: TextTemplate?
    package var reviewBy: CalendarDate?
    package var range: SourceRange

    package init(
      result: Int32, refusal: TextTemplate? = nil, because: String? = nil, source: String? = nil,
      print: TextTemplate? = nil, reviewBy: CalendarDate? = nil, range: SourceRange
    ) {
      self.result = result
      self.refusal = refusal
      self.because = because
      self.source = source
      self.print = print
      self.reviewBy = reviewBy
      self.range = range
    }
  }

  /// Builds the index over the column with the most single codes.
  package mutating func buildIndex() {
    let columns = columnCount
    indexColumn = -1
    index = [:]
    unindexed = []
    guard rows.count > 8, reading == .row else { return }
    var best = 0
    for column in 0..<columns {
      var codes = Set<Int64>()
      for row in rows.indices where lowers[row * columns + column] == uppers[row * columns + column] {
        codes.insert(lowers[row * columns + column])
      }
      if codes.count > best {
        best = codes.count
        indexColumn = column
      }
    }
    guard indexColumn >= 0 else { return }
    for row in rows.indices {
      let lower = lowers[row * columns + indexColumn]
      if lower == uppers[row * columns + indexColumn] {
        index[lower, default: []].append(Int32(row))
      } else {
        unindexed.append(Int32(row))
      }
    }
  }
}
