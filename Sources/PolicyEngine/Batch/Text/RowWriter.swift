import PolicyLanguage
package import PolicyModel
import PolicyProgram
import Quantities

/// Writes the rows of a priced block: carried cells, figures, what decided, and why an order is refused.
package final class RowWriter {
  /// How rows are written.
  package enum Format: Sendable { case table, lines }

  private let engine: Engine
  private let machine: BatchMachine
  private let format: Format
  private let carriedNames: [String]
  private let showsReasons: Bool
  private var writers: [FigureWriter]
  private let forms: FlatBuffer<FigureForm>
  /// The columns of the block being written.
  private let figures: FlatBuffer<UnsafeMutablePointer<Int64>>
  private let states: UnsafeMutablePointer<OrderState>
  private let names: [[UInt8]]
  private let currencyInput: Int
  private let usualCurrency: Int64
  /// Whether carried cells are written as they were read.
  private let keepsCells: Bool
  /// The first figure asked for that only a line has, where a line is all of the order.
  private let lineFigure: Int?

  /// - Parameters:
  ///   - carried: What the carried cells are called.
  ///   - showsReasons: A column says which rule decided each value asked for.
  ///   - keepsCells: Rows are written in the format they are read in.
  package init(
    _ engine: Engine, _ machine: BatchMachine, format: Format, carried: [String], showsReasons: Bool,
    keepsCells: Bool
  ) {
    self.engine = engine
    self.machine = machine
    self.format = format
    self.keepsCells = keepsCells
    self.showsReasons = showsReasons
    carriedNames = carried
    let program = engine.program
    lineFigure = machine.program.request.figures.first { Self.isOfALine($0, program) }
    writers = machine.program.request.figures.map { FigureWriter(value: $0, engine.plan) }
    forms = FlatBuffer(writers.map(\.form))
    figures = FlatBuffer(machine.figures)
    states = machine.states
    names = machine.program.request.figures.map { Array("\"\(program.values[$0].name)\":".utf8) }
    currencyInput = program.currencyInput
    var usual: Int64 = -1
    if currencyInput >= 0, program.inputs[currencyInput].defaultNode >= 0 {
      let node = program.nodes[Int(program.inputs[currencyInput].defaultNode)]
      if node.operation == .constant { usual = Int64(clamping: node.constant) }
    }
    usualCurrency = usual
  }

  deinit {
    for index in 0..<forms.count { forms[index].deallocate() }
    forms.deallocate()
    figures.deallocate()
  }

  /// The heading of a table; nothing for JSON lines.
  package func writeHeading(to buffer: ByteBuffer) {
    guard format == .table else { return }
    let figures = machine.program.request.figures.map { engine.program.values[$0].name }
    for (index, name) in (carriedNames + figures + (showsReasons ? ["reasons"] : []) + ["refused"]).enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      buffer.append(cell: name)
    }
    buffer.append(UInt8(ascii: "\n"))
  }

  /// The code of an order's currency; -1 where it is not known.
  @inline(__always)
  package func currency(_ block: OrderBlock, _ row: Int) -> Int64 {
    guard currencyInput >= 0 else { return -1 }
    return block.columns[currencyInput].given[row] != 0 ? block.columns[currencyInput].read(row) : usualCurrency
  }

  /// Prepares for the rows of one block.
  package func begin(_ block: OrderBlock) {
    for index in writers.indices {
      figures[index] = machine.figures[index]
      if !block.texts.isEmpty || !writers[index].texts.isEmpty { writers[index].texts = block.texts }
    }
  }

  /// Writes rows of a table from one on, as long as they are priced and have nothing but usual figures.
  ///
  /// - Returns: The first row that was not written.
  package func writePlain(_ block: OrderBlock, from first: Int, to buffer: ByteBuffer) -> Int {
    guard format == .table, carriedNames.isEmpty, !showsReasons, machine.wide.isEmpty,
      lineFigure == nil || block.isSingleLine
    else { return first }
    let count = block.orderCount
    for row in first..<count {
      guard states[row] == .priced else { return row }
      let start = buffer.count
      let currency = currency(block, row)
      for index in 0..<forms.count {
        guard forms.start[index].write(figures.start[index][row], currency: currency, to: buffer) else {
          buffer.removeLast(buffer.count - start)
          return row
        }
        buffer.append(UInt8(ascii: ","))
      }
      buffer.append(UInt8(ascii: "\n"))
    }
    return count
  }

  /// Writes one row of a block that was priced or refused.
  package func write(
    _ block: OrderBlock, _ row: Int, _ reader: any OrderReader, _ bytes: UnsafePointer<UInt8>, to buffer: ByteBuffer
  ) {
    let isTable = format == .table
    let isPriced = machine.states[row] == .priced
    let currency = currency(block, row)
    if !isTable { buffer.append(UInt8(ascii: "{")) }
    var isFirst = true
    @inline(__always) func separate() {
      if !isFirst { buffer.append(UInt8(ascii: ",")) }
      isFirst = false
    }
    for index in carriedNames.indices {
      separate()
      let range = reader.carried[row * carriedNames.count + index]
      writeCarried(UnsafeBufferPointer(start: bytes + Int(range.lowerBound), count: range.count), index, reader, buffer)
    }
    if !isTable, !reader.others.isEmpty, let others = reader.others[row] {
      for (name, range) in others {
        separate()
        buffer.append(json: name)
        buffer.append(UInt8(ascii: ":"))
        buffer.append(bytes + Int(range.lowerBound), range.count)
      }
    }
    let wide = machine.wide.isEmpty ? nil : machine.wide[row]
    for index in writers.indices {
      separate()
      if !isTable { names[index].withUnsafeBufferPointer { buffer.append($0.baseAddress!, $0.count) } }
      let isKnown = isPriced && (wide.map { $0[index].state == .known } ?? true)
      guard isKnown else {
        if !isTable { buffer.append("null") }
        continue
      }
      if !isTable { buffer.append(UInt8(ascii: "\"")) }
      if let wide {
        writers[index].write(wide[index], currency: currency, to: buffer)
      } else {
        writers[index].write(machine.figures[index][row], currency: currency, to: buffer)
      }
      if !isTable { buffer.append(UInt8(ascii: "\"")) }
    }
    if showsReasons {
      separate()
      let text = reasons(block, row)
      if isTable {
        buffer.append(cell: text)
      } else {
        buffer.append("\"reasons\":")
        buffer.append(json: text)
      }
    }
    if isPriced {
      if isTable { separate() }
    } else {
      separate()
      let text = obstacles(block, row).refusals.joined(separator: "; ")
      if isTable {
        buffer.append(cell: text)
      } else {
        buffer.append("\"refused\":")
        buffer.append(json: text)
      }
    }
    if !isTable { buffer.append(UInt8(ascii: "}")) }
    buffer.append(UInt8(ascii: "\n"))
  }

  private func writeCarried(
    _ cell: UnsafeBufferPointer<UInt8>, _ index: Int, _ reader: any OrderReader, _ buffer: ByteBuffer
  ) {
    switch (format, keepsCells) {
    case (.table, true): if let base = cell.baseAddress { buffer.append(base, cell.count) }
    case (.table, false): reader.content(cell).withUnsafeBufferPointer { buffer.append(cell: $0) }
    case (.lines, _):
      buffer.append(json: carriedNames[index])
      buffer.append(UInt8(ascii: ":"))
      if keepsCells, let base = cell.baseAddress, cell.count > 0 {
        buffer.append(base, cell.count)
      } else if keepsCells {
        buffer.append("null")
      } else {
        reader.content(cell).withUnsafeBufferPointer { buffer.append(json: $0) }
      }
    }
  }

  // MARK: Reasons

  /// The rules that decided a value asked for, each once however many lines it decided on.
  package func rules(_ decision: Int, _ block: OrderBlock, _ row: Int) -> [String] {
    let cases = engine.program.values[machine.program.request.decisions[decision]].cases
    let decided = machine.decided(decision, block, row)
    // Lines seldom differ, and most orders have one.
    if decided.count == 1 { return cases.indices.contains(Int(decided[0])) ? [cases[Int(decided[0])].name] : [] }
    return Set(decided).sorted().filter { cases.indices.contains(Int($0)) }.map { cases[Int($0)].name }.unique
  }

  /// Where lines differ, each line that an exception decided is named, as quotes name it.
  private func reasons(_ block: OrderBlock, _ row: Int) -> String {
    var reasons: [String] = []
    for index in machine.program.request.decisions.indices {
      let value = engine.program.values[machine.program.request.decisions[index]]
      let decided = machine.decided(index, block, row)
      let areAlike = decided.allSatisfy { $0 == decided[0] }
      for (line, position) in decided.prefix(areAlike ? 1 : decided.count).enumerated()
      // A value's own case is no news.
      where position >= value.baseCount && Int(position) < value.cases.count {
        reasons.append("\(value.name)\(areAlike ? "" : " (line \(line + 1))"): \(value.cases[Int(position)].name)")
      }
    }
    return reasons.joined(separator: "; ")
  }

  /// Why an order has none of the figures asked for.
  package func obstacles(_ block: OrderBlock, _ row: Int) -> (refusals: [String], missing: [MissingInput]) {
    engine.obstacles(of: machine.program.request.figures, block.order(row))
  }

  /// What is said of an order of several lines where a figure is asked for that only each line has: no sum of
  /// percentages, of prices per piece, of words or of days means anything. Nil where all of them are the order's.
  package func mistakeOfLines(_ block: OrderBlock, _ row: Int) -> String? {
    guard let lineFigure, block.lineCount(of: row) > 1 else { return nil }
    let program = engine.program
    let shown = program.shows.filter { !Self.isOfALine($0, program) }.map { program.values[$0].name }
    return "\(program.values[lineFigure].name) is a figure of each line, and the order has several lines; "
      + "ask for figures of the whole order"
      + (shown.isEmpty ? " with --figures" : ": --figures \(shown.joined(separator: ","))")
  }

  private static func isOfALine(_ value: Int, _ program: Program) -> Bool {
    program.values[value].isPerLine && !program.values[value].type.isSummable
  }
}
