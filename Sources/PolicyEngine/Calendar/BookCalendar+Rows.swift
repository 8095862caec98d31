import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Rows of tables with a window.
extension BookCalendar {
  /// A row as its author wrote it, with all the keys it has in the program and the days it holds.
  private struct Row {
    var keys: String
    var result: String
    var reviewBy: CalendarDate?
    var range: SourceRange
    var boxes: [KeyBox]
    var firstDay: Int128 = .min
    var lastDay: Int128 = .max

    var text: String { "\(keys) | \(result)" }
  }

  mutating func addRows(of table: TableDefinition, named name: String) {
    let rows = rows(of: table)
    let domains = table.keys.map { domain($0) }
    for row in rows {
      addReview(row.reviewBy, of: "\(name): \(row.text)", row.range)
      if let date = inside(row.firstDay) {
        let before = rows.filter { $0.lastDay == row.firstDay - 1 && overlap($0, row) }.map(\.result)
        add(date, .starts, "\(name): \(row.text) starts\(inPlace(of: before))", row.range)
      }
      if let date = inside(row.lastDay) { addEnd(of: row, on: date, rows, table, domains, name) }
    }
  }

  private mutating func addEnd(
    of row: Row, on date: CalendarDate, _ rows: [Row], _ table: TableDefinition, _ domains: [[ClosedRange<Int64>]],
    _ name: String
  ) {
    let next = row.lastDay + 1
    let following = rows.filter { $0.firstDay <= next && next <= $0.lastDay && overlap($0, row) }
    let whole = row.boxes.flatMap { $0.cut(to: domains) }
    let rest = whole.flatMap { $0.without(following.flatMap(\.boxes)) }
    // Where rows add up, one that ends leaves no gap.
    if table.promise == .sum || rest.isEmpty {
      // Where the next row begins, it says what it takes the place of.
      if following.isEmpty || following.contains(where: { $0.firstDay != next }) || inside(next) == nil {
        add(date, .ends, "\(name): \(row.text) ends\(follows(following.map(\.result)))", row.range)
      }
      return
    }
    let isPart = rest != whole
    let hasOtherwise = table.otherwise >= 0 || table.otherwiseRefusal != nil
    add(
      date, .lapses,
      "\(name): \(row.text) ends on \(date) and nothing follows\(isPart ? " for some of its keys" : "")\(hasOtherwise ? " but its `otherwise`" : "")",
      row.range)
  }

  private func overlap(_ one: Row, _ other: Row) -> Bool {
    one.boxes.contains { box in other.boxes.contains { box.overlaps($0) } }
  }

  private func rows(of table: TableDefinition) -> [Row] {
    let written = writtenRows
    let (width, keyCount) = (table.columnCount, table.keys.count)
    var rows: [Row] = []
    for (index, row) in table.rows.enumerated() {
      let bounds = (0..<width).map { (table.lowers[index * width + $0], table.uppers[index * width + $0]) }
      let box = KeyBox(ranges: bounds[..<keyCount].map { $0.0...max($0.0, $0.1) })
      if rows.last?.range == row.range {
        rows[rows.count - 1].boxes.append(box)
        continue
      }
      let cells = written[row.range]?.plainCells.map { self.written($0.range) } ?? []
      var new = Row(
        keys: cells.dropLast().joined(separator: " | "), result: cells.last ?? "", reviewBy: row.reviewBy,
        range: row.range, boxes: [box])
      if width > keyCount {
        let (first, last) = bounds[keyCount]
        if first != .min { new.firstDay = Int128(first) }
        if last != .max { new.lastDay = Int128(last) }
      }
      rows.append(new)
    }
    return rows
  }

  private var writtenRows: [SourceRange: RowSyntax] {
    var found: [SourceRange: RowSyntax] = [:]
    for block in book.blocks { for row in block.rows { found[row.range] = row } }
    return found
  }

  /// The answers that a key can be, as ranges.
  private func domain(_ key: Int32) -> [ClosedRange<Int64>] {
    let node = program.nodes[Int(key)]
    if node.operation == .rescale, let factor = Int64(exactly: node.constant) {
      return domain(node.first).map { scaled($0.lowerBound, factor)...scaled($0.upperBound, factor) }
    }
    if node.operation == .input {
      let allowed = program.inputs[Int(node.first)].allowed.compactMap { Int64(exactly: $0) }
      if !allowed.isEmpty { return allowed.map { $0...$0 } }
    }
    switch program.types[Int(key)] {
    case .yesNo: return [0...1]
    case .word(let codes): return codes.map { Int64($0)...Int64($0) }
    case .country: return [0...Int64(Country.all.count - 1)]
    case .number(let number):
      let lower = Int64(clamping: number.lower)
      return [lower...max(lower, Int64(clamping: number.upper))]
    default: return [Int64.min...Int64.max]
    }
  }

  private func scaled(_ bound: Int64, _ factor: Int64) -> Int64 {
    let (product, isTooMuch) = bound.multipliedReportingOverflow(by: factor)
    return isTooMuch ? (bound < 0 ? .min : .max) : product
  }
}
