import Diagnostics
import Glibc
import PolicyEngine

/// Runs a batch on some threads: each reads a chunk in its turn, prices it, and writes in the turn of its chunk. So the
/// output has the order of the input, and memory does not grow with it.
///
/// Unchecked: what changes is read and written under `mutex` only.
package final class BatchRun: @unchecked Sendable {
  private let job: BatchJob
  private let reader: ChunkReader
  private let output: BatchFile
  private let rejects: BatchFile
  private let progress: BatchProgress?
  private var mutex = pthread_mutex_t()
  private var turn = pthread_cond_t()
  /// Guarded by the mutex: how many chunks were read and written.
  private var readCount = 0
  private var writtenCount = 0
  private var isStopped = false
  private var counts = BatchCounts()
  private var lineCount: Int
  private var longRowCount = 0
  private let rejectText = ByteBuffer(capacity: 1 << 12)

  package init(
    _ job: BatchJob, reader: ChunkReader, output: BatchFile, rejects: BatchFile, progress: BatchProgress?
  ) {
    self.job = job
    self.reader = reader
    lineCount = reader.headingLineCount
    self.output = output
    self.rejects = rejects
    self.progress = progress
    pthread_mutex_init(&mutex, nil)
    pthread_cond_init(&turn, nil)
  }

  /// Prices everything.
  ///
  /// - Returns: What came of it, and whether all of it was read and written.
  package func run() -> (counts: BatchCounts, isWhole: Bool) {
    let heading = BatchWorker(job)
    heading.writeHeading()
    if heading.output.count > 0, !output.write(heading.output.start, heading.output.count) { isStopped = true }
    var threads: [pthread_t] = []
    for _ in 1..<max(1, job.jobs) {
      var thread = pthread_t()
      let context = Unmanaged.passRetained(self)
      let status = pthread_create(
        &thread, nil,
        { pointer in
          guard let pointer else { return nil }
          Unmanaged<BatchRun>.fromOpaque(pointer).takeRetainedValue().work(nil)
          return nil
        }, context.toOpaque())
      if status == 0 { threads.append(thread) } else { context.release() }
    }
    work(heading)
    for thread in threads { pthread_join(thread, nil) }
    progress?.end()
    rejectLongRows(upTo: .max)
    flushRejects()
    return (counts, !isStopped && reader.failure == 0)
  }

  private func work(_ own: BatchWorker?) {
    let worker = own ?? BatchWorker(job)
    while let number = read(worker) {
      worker.run()
      write(worker, number)
    }
  }

  /// Reads the next chunk; its number, or nil at the end.
  private func read(_ worker: BatchWorker) -> Int? {
    pthread_mutex_lock(&mutex)
    defer { pthread_mutex_unlock(&mutex) }
    guard !isStopped, !Interruption.isNoted else {
      isStopped = true
      return nil
    }
    guard reader.next(&worker.chunk) else { return nil }
    readCount += 1
    return readCount - 1
  }

  /// Writes what came of a chunk, when all before it are written.
  private func write(_ worker: BatchWorker, _ number: Int) {
    pthread_mutex_lock(&mutex)
    while writtenCount < number { pthread_cond_wait(&turn, &mutex) }
    if !isStopped {
      rejectLongRows(upTo: number)
      for var row in worker.rejects {
        row.line += lineCount
        reject(row)
      }
      lineCount += worker.lineCount
      if !output.write(worker.output.start, worker.output.count) || !flushRejects() { isStopped = true }
      counts.add(worker.counts)
      progress?.show(rows: counts.read, bytes: reader.byteCount)
    }
    writtenCount += 1
    pthread_cond_broadcast(&turn)
    pthread_mutex_unlock(&mutex)
  }

  // MARK: Rejects

  /// Notes the rows that were too long and stand before a chunk.
  private func rejectLongRows(upTo chunk: Int) {
    while longRowCount < reader.longRows.count, reader.longRows[longRowCount].chunk <= chunk {
      let row = reader.longRows[longRowCount]
      counts.read += 1
      counts.rejected += 1
      let message =
        row.isOpen ? RejectedRow.openQuote : "the row is longer than \(ChunkReader.rowLimit) bytes, and was left out"
      reject(RejectedRow(line: lineCount + 1, column: "", message: message, text: row.text))
      lineCount += row.lineCount
      longRowCount += 1
    }
  }

  private func reject(_ row: RejectedRow) {
    rejectText.append("\(row.line),")
    rejectText.append(cell: row.column)
    rejectText.append(",")
    rejectText.append(cell: row.message)
    rejectText.append(",")
    // People may be reading along: nothing steers their terminal, nor fills it. A file gets the row as it is.
    rejectText.append(cell: rejects.isStandardError ? Self.shown(row.text) : row.text)
    rejectText.append("\n")
  }

  /// The beginning of a row, harmless.
  private static func shown(_ row: String) -> String {
    let beginning = row.prefix(200)
    return Display.harmless(String(beginning)) + (beginning.endIndex < row.endIndex ? "…" : "")
  }

  @discardableResult
  private func flushRejects() -> Bool {
    defer { rejectText.removeAll() }
    return rejectText.count == 0 || rejects.write(rejectText.start, rejectText.count)
  }
}
