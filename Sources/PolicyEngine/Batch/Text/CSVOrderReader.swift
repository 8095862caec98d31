import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Reads rows of a table of orders, after RFC 4180, into blocks: one order of one line each. Bytes are read where they lie;
/// only a row that is not written in the plain way becomes texts. Used by one thread at a time.
package final class CSVOrderReader: OrderReader {
  private let columns: FlatBuffer<Column>
  private let uses: [BatchColumn]
  private let names: [String]
  private let engine: Engine
  private let carriedCount: Int
  package let rows: UnsafeMutablePointer<BatchRow>
  package private(set) var carried: [Range<Int32>] = []
  /// The heading has every column.
  package let others: [Int: [(name: String, range: Range<Int32>)]] = [:]
  package var rejected: [RejectedRow] = []
  package var textualRowCount = 0

  private struct Column: BitwiseCopyable {
    /// The input; -1 for a column that is carried, -2 for one that is not read.
    var input: Int
    var reader: CellReader
  }

  /// - Parameters:
  ///   - columns: What each column is for.
  ///   - names: What the columns are called.
  ///   - capacity: That of the blocks.
  package init(
    _ engine: Engine, columns: [BatchColumn], names: [String], capacity: Int = OrderBlock.usualCapacity
  ) {
    self.engine = engine
    self.names = names
    uses = columns
    self.columns = FlatBuffer(
      columns.map { use in
        switch use {
        case .input(let input): Column(input: input, reader: CellReader(input, engine.plan))
        case .carried: Column(input: -1, reader: CellReader(0, engine.plan))
        case .ignored, .other: Column(input: -2, reader: CellReader(0, engine.plan))
        }
      })
    carriedCount = columns.count { if case .carried = $0 { true } else { false } }
    rows = .allocate(capacity: capacity)
  }

  deinit {
    for index in 0..<columns.count { columns[index].reader.deallocate() }
    columns.deallocate()
    rows.deallocate()
  }

  package func content(_ cell: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard cell.first == UInt8(ascii: "\"") else { return Array(cell) }
    var record = CSVRecord()
    var (position, line) = (0, 1)
    record.read(cell, &position, &line)
    return record.cells[0]
  }

  package func fill(
    _ block: OrderBlock, _ bytes: UnsafeBufferPointer<UInt8>, position: inout Int, line: inout Int
  ) {
    if carriedCount > 0 { carried.removeAll(keepingCapacity: true) }
    guard let start = bytes.baseAddress else { return }
    while position < bytes.count, !block.isFull {
      let first = position
      let end = plainRow(block, start, bytes.count, first)
      if end > 0 {
        rows[block.orderCount - 1] = BatchRow(
          start: Int32(first), end: Int32(end), line: Int32(truncatingIfNeeded: line))
        position = end
        line += 1
      } else {
        seldomRow(block, bytes, &position, &line)
      }
    }
  }

  // MARK: Plain rows

  /// Reads a row in which every cell is plain; gives where the next one begins, or 0 where it is not so.
  @inline(__always)
  private func plainRow(
    _ block: OrderBlock, _ start: UnsafePointer<UInt8>, _ count: Int, _ first: Int
  ) -> Int {
    var position = first
    let carriedBefore = carriedCount > 0 ? carried.count : 0
    block.openRow()
    let last = columns.count - 1
    for index in 0...last {
      let cell = start + position
      let length = Self.cellLength(cell, count - position)
      let byte = cell[length]
      let isEnd = position + length >= count
      var next = position + length + 1
      if index < last {
        guard byte == UInt8(ascii: ","), !isEnd else { return giveUp(block, carriedBefore, index) }
      } else if !isEnd, byte == UInt8(ascii: "\r"), position + length + 1 < count,
        cell[length + 1] == UInt8(ascii: "\n")
      {
        next += 1
      } else {
        guard isEnd || byte == UInt8(ascii: "\n") else { return giveUp(block, carriedBefore, index) }
        // A single column that is empty is an empty line.
        if last == 0, length == 0 { return giveUp(block, carriedBefore, index) }
      }
      let column = columns.start + index
      let input = column.pointee.input
      if input >= 0 {
        if length == 0 {
          block.clearCell(input: input)
        } else if let answer = column.pointee.reader.plainAnswer(cell, length) {
          block.setCell(input: input, answer)
        } else if let answer = column.pointee.reader.otherAnswer(cell, length) {
          block.setCell(input: input, answer)
        } else {
          return giveUp(block, carriedBefore, index)
        }
      } else if input == -1 {
        carried.append(Int32(position)..<Int32(position + length))
      }
      position = min(next, count)
    }
    return position
  }

  /// How many bytes stand before the next comma, quote or line end; eight are looked at together.
  @inline(__always)
  private static func cellLength(_ cell: UnsafePointer<UInt8>, _ limit: Int) -> Int {
    var length = 0
    while true {
      let bytes = UnsafeRawPointer(cell + length).loadUnaligned(as: UInt64.self)
      let ends =
        zeros(bytes ^ 0x2C2C_2C2C_2C2C_2C2C) | zeros(bytes ^ 0x0A0A_0A0A_0A0A_0A0A)
        | zeros(bytes ^ 0x2222_2222_2222_2222) | zeros(bytes ^ 0x0D0D_0D0D_0D0D_0D0D)
      if ends != 0 { return min(length &+ ends.trailingZeroBitCount >> 3, limit) }
      length &+= 8
      if length >= limit { return limit }
    }
  }

  /// The highest bit of each byte that is 0; right for the first of them.
  @inline(__always)
  private static func zeros(_ bytes: UInt64) -> UInt64 {
    (bytes &- 0x0101_0101_0101_0101) & ~bytes & 0x8080_8080_8080_8080
  }

  /// Takes back a row of which so many columns were read.
  private func giveUp(_ block: OrderBlock, _ carriedBefore: Int, _ count: Int) -> Int {
    block.dropRow(
      inputs: uses.prefix(count).lazy.compactMap { if case .input(let input) = $0 { input } else { nil } })
    if carriedCount > 0 { carried.removeLast(carried.count - carriedBefore) }
    return 0
  }

  // MARK: Other rows

  /// Reads a row as texts, whatever it is: a row of the block, a rejected row, or an empty line.
  private func seldomRow(
    _ block: OrderBlock, _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ line: inout Int
  ) {
    let first = position
    let firstLine = line
    var record = CSVRecord()
    record.read(bytes, &position, &line)
    if record.isEmpty { return }
    textualRowCount += 1
    func text() -> String {
      var end = position
      while end > first, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      return String(decoding: bytes[first..<end], as: UTF8.self)
    }
    func reject(_ column: String, _ message: String) {
      rejected.append(RejectedRow(line: firstLine, column: column, message: message, text: text()))
    }
    if record.isOpen { return reject("", RejectedRow.openQuote) }
    guard record.cells.count == columns.count else {
      return reject(
        "",
        "the row has \(record.cells.count) cells, and the heading \(columns.count)"
          + (position == bytes.count && bytes[position - 1] != UInt8(ascii: "\n") ? "; the file ends within it" : ""))
    }
    var order = Order()
    for (index, cell) in record.cells.enumerated() where !cell.isEmpty {
      if case .input(let input) = uses[index] {
        order.inputs[engine.program.inputs[input].name] = String(decoding: cell, as: UTF8.self)
      }
    }
    switch engine.bind(order) {
    case .failure(let mistakes):
      let problem = mistakes.problems[0]
      let column = uses.firstIndex { $0 == .input(engine.program.input(named: problem.input) ?? -1) }
      reject(column.map { names[$0] } ?? problem.input, mistakes.problems.map(\.sentence).joined(separator: "; "))
    case .success(let bound):
      block.append(bound)
      rows[block.orderCount - 1] = BatchRow(
        start: Int32(first), end: Int32(position), line: Int32(truncatingIfNeeded: firstLine))
      for (index, use) in uses.enumerated() {
        if case .carried = use { carried.append(record.ranges[index]) }
      }
    }
  }
}

extension OrderProblem {
  /// The message and its cure on one line.
  package var sentence: String { cure.isEmpty ? message : "\(message); \(cure)" }
}
