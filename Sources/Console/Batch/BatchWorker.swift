import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Prices one chunk of rows after another. Used by one thread at a time.
final class BatchWorker {
  var chunk = ChunkReader.chunk()
  let output = ByteBuffer(capacity: 1 << 18)
  /// Rows that were not priced, with lines counted from the chunk's first; and how many lines the chunk has.
  private(set) var rejects: [RejectedRow] = []
  private(set) var lineCount = 0
  private(set) var counts = BatchCounts()
  private let job: BatchJob
  private let reader: any OrderReader
  private let unread = UnreadMembers()
  private let block: OrderBlock
  private let machine: BatchMachine
  private let writer: RowWriter

  init(_ job: BatchJob) {
    self.job = job
    reader = job.reader(unread)
    block = OrderBlock(job.engine)
    machine = BatchMachine(job.program)
    writer = RowWriter(
      job.engine, machine, format: job.writesTable ? .table : .lines, carried: job.columns.carried,
      showsReasons: job.showsReasons, keepsCells: job.readsTable == job.writesTable)
  }

  deinit { chunk.start.deallocate() }

  func writeHeading() { writer.writeHeading(to: output) }

  /// Prices the rows of the chunk.
  func run() {
    output.removeAll()
    rejects.removeAll(keepingCapacity: true)
    counts = BatchCounts()
    let bytes = UnsafeBufferPointer(start: UnsafePointer(chunk.start), count: chunk.count)
    var position = 0
    var line = 1
    while position < bytes.count {
      block.removeAll()
      reader.fill(block, bytes, position: &position, line: &line)
      machine.price(block)
      writer.begin(block)
      counts.read += block.orderCount + reader.rejected.count
      var row = 0
      while row < block.orderCount {
        let plain = job.summarizes ? row : writer.writePlain(block, from: row, to: output)
        counts.priced += plain - row
        row = plain
        if row < block.orderCount {
          take(row, bytes)
          row += 1
        }
      }
      counts.rejected += reader.rejected.count
      rejects += reader.rejected.sorted { $0.line < $1.line }
      reader.rejected.removeAll(keepingCapacity: true)
    }
    counts.textual = reader.textualRowCount
    reader.textualRowCount = 0
    counts.unread = unread.take()
    lineCount = line - 1
  }

  @inline(__always)
  private func take(_ row: Int, _ bytes: UnsafeBufferPointer<UInt8>) {
    if let mistake = writer.mistakeOfLines(block, row) { return reject(row, column: "", mistake, bytes) }
    switch machine.states[row] {
    case .priced: counts.priced += 1
    case .refused: counts.refused += 1
    case .missing: return rejectMissing(row, bytes)
    }
    writer.write(block, row, reader, bytes.baseAddress!, to: output)
    if job.summarizes { summarize(row) }
  }

  private func rejectMissing(_ row: Int, _ bytes: UnsafeBufferPointer<UInt8>) {
    let missing = writer.obstacles(block, row).missing
    reject(
      row, column: missing.first.map { column($0.input) } ?? "",
      missing.isEmpty ? "an input is missing" : "this order needs \(missing.map(\.input).joined(separator: ", "))",
      bytes)
  }

  private func reject(_ row: Int, column: String, _ message: String, _ bytes: UnsafeBufferPointer<UInt8>) {
    let range = reader.rows[row]
    var end = Int(range.end)
    while end > Int(range.start), bytes[end - 1] == 10 || bytes[end - 1] == 13 { end -= 1 }
    reader.rejected.append(
      RejectedRow(
        line: Int(range.line), column: column, message: message,
        text: String(decoding: bytes[Int(range.start)..<end], as: UTF8.self)))
  }

  /// What the file calls an input.
  private func column(_ input: String) -> String {
    let index = job.engine.program.input(named: input) ?? -1
    return job.heading.first { $0.use == .input(index) }?.name ?? input
  }

  // MARK: Summary

  private func summarize(_ row: Int) {
    guard machine.states[row] == .priced else {
      for refusal in writer.obstacles(block, row).refusals { counts.refusals[refusal, default: 0] += 1 }
      return
    }
    let code = Int(writer.currency(block, row))
    let program = job.engine.program
    let currency = program.words.indices.contains(code) ? program.words[code] : program.currencies.first?.code ?? ""
    if counts.sums[currency] == nil {
      counts.sums[currency] = Array(repeating: 0, count: machine.figures.count)
    }
    for index in machine.figures.indices {
      let amount = machine.wide[row].map { $0[index].denominator == 1 ? $0[index].numerator : 0 }
      counts.sums[currency]?[index] += amount ?? Int128(machine.figures[index][row])
    }
    for index in machine.program.decisions.indices {
      for rule in writer.rules(index, block, row) {
        counts.decisions["\(program.values[machine.program.decisions[index]].name): \(rule)", default: 0] += 1
      }
    }
  }
}
