import Glibc
import PolicyEngine

/// Reads a file in pieces that end where a row ends. Used by one thread at a time.
package final class ChunkReader {
  /// Bytes of whole rows; 16 more can be read behind them.
  package struct Chunk {
    package var start: UnsafeMutablePointer<UInt8>
    package var count = 0
    private(set) var capacity: Int

    init() {
      capacity = 4 * ChunkReader.chunkSize
      start = .allocate(capacity: capacity + 16)
      start.initialize(repeating: 0, count: capacity + 16)
    }

    /// Makes room for so many bytes in all.
    mutating func reserve(_ size: Int) {
      if size > capacity { resize(max(size, 2 * capacity)) }
    }

    /// Forgets all bytes, and the room that a long row took.
    mutating func removeAll() {
      count = 0
      if capacity > 4 * ChunkReader.chunkSize { resize(4 * ChunkReader.chunkSize) }
    }

    private mutating func resize(_ capacity: Int) {
      let other = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + 16)
      other.initialize(repeating: 0, count: capacity + 16)
      other.update(from: start, count: count)
      start.deallocate()
      (start, self.capacity) = (other, capacity)
    }

    /// Takes the first bytes away.
    mutating func removeFirst(_ length: Int) {
      count -= length
      memmove(start, start + length, count)
    }
  }

  /// A row that is longer than any may be.
  struct LongRow {
    /// How many chunks stand before it.
    var chunk: Int
    /// How many line ends it has.
    var lineCount: Int
    /// The file ends within a quoted cell of it.
    var isOpen: Bool
    /// Its first bytes.
    var text: String
  }

  /// No row is longer than this many bytes, without its line end.
  package static let rowLimit = 16 << 20
  private static let chunkSize = 1 << 18

  private let descriptor: Int32
  private let isTable: Bool
  private let isFile: Bool
  /// What was read beyond the last chunk's end.
  private var rest: [UInt8] = []
  private var isAtEnd = false
  /// Whether the first row is no longer than a row may be, once it was read.
  private var firstRowFits: Bool?
  private var chunkCount = 0
  /// How many lines the heading has.
  package private(set) var headingLineCount = 0
  /// Bytes read so far.
  package private(set) var byteCount = 0
  /// Rows that were left out as too long.
  private(set) var longRows: [LongRow] = []
  /// The number of the error that ended it, or 0.
  package private(set) var failure: Int32 = 0
  /// Whether the last row ended with a line end.
  package private(set) var endsWithLineEnd = true

  /// - Parameter isTable: Rows may hold line ends within quotes.
  package init(_ descriptor: Int32, isTable: Bool) {
    self.descriptor = descriptor
    self.isTable = isTable
    var status = stat()
    isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  package static func chunk() -> Chunk { Chunk() }

  /// Fills a chunk with the next whole rows; false at the end.
  package func next(_ chunk: inout Chunk) -> Bool {
    begin(&chunk)
    var borders = RowBorders(isTable: isTable)
    while true {
      if !isAtEnd { fill(&chunk, upTo: chunk.count + Self.chunkSize) }
      if isAtEnd, Interruption.isNoted { return false }
      borders.look(chunk.start, chunk.count)
      if borders.firstEnd.map({ length(chunk, $0) }) ?? openLength(chunk) > Self.rowLimit {
        leaveRowOut(&chunk, borders)
        borders = RowBorders(isTable: isTable)
      } else if isAtEnd {
        guard chunk.count > 0 else { return false }
        endsWithLineEnd = chunk.start[chunk.count - 1] == UInt8(ascii: "\n")
        break
      } else if let end = borders.lastEnd {
        rest.append(contentsOf: UnsafeBufferPointer(start: chunk.start + end, count: chunk.count - end))
        chunk.count = end
        break
      }
    }
    chunkCount += 1
    (chunk.start + chunk.count).update(repeating: 0, count: 16)
    return true
  }

  /// Begins a chunk with what was read already.
  private func begin(_ chunk: inout Chunk) {
    chunk.removeAll()
    chunk.reserve(rest.count)
    chunk.count = rest.count
    rest.withUnsafeBufferPointer { if let base = $0.baseAddress { chunk.start.update(from: base, count: $0.count) } }
    rest.removeAll(keepingCapacity: rest.count <= 2 * Self.chunkSize)
  }

  /// How long a row is without the line end that it has.
  private func length(_ chunk: Chunk, _ end: Int) -> Int {
    end > 1 && chunk.start[end - 2] == UInt8(ascii: "\r") ? end - 2 : end - 1
  }

  /// How long a row without line end is at least: a carriage return at its end can belong to a line end.
  private func openLength(_ chunk: Chunk) -> Int {
    !isAtEnd && chunk.count > 0 && chunk.start[chunk.count - 1] == UInt8(ascii: "\r") ? chunk.count - 1 : chunk.count
  }

  /// Leaves the first row out up to its end, which is that of the file where a quote in it stays open: nothing within a row
  /// is taken for another one.
  private func leaveRowOut(_ chunk: inout Chunk, _ found: RowBorders) {
    var borders = found
    let first = String(decoding: UnsafeBufferPointer(start: chunk.start, count: 200), as: UTF8.self)
    var lineCount = 0
    func drop(_ length: Int) {
      lineCount += UnsafeBufferPointer(start: chunk.start, count: length).count { $0 == 0x0A }
      chunk.removeFirst(length)
    }
    while borders.firstEnd == nil, !isAtEnd {
      drop(chunk.count)
      borders.forget()
      fill(&chunk, upTo: Self.chunkSize)
      borders.look(chunk.start, chunk.count)
    }
    if borders.firstEnd == nil { endsWithLineEnd = false }
    let isOpen = borders.firstEnd == nil && borders.isOpen
    drop(borders.firstEnd ?? chunk.count)
    longRows.append(LongRow(chunk: chunkCount, lineCount: lineCount, isOpen: isOpen, text: first))
  }

  private func fill(_ chunk: inout Chunk, upTo size: Int) {
    chunk.reserve(size)
    while chunk.count < size {
      guard isReady() else {
        isAtEnd = true
        return
      }
      let count = read(descriptor, chunk.start + chunk.count, size - chunk.count)
      if count < 0, errno == EINTR { continue }
      if count < 0 { failure = errno }
      guard count > 0 else {
        isAtEnd = true
        return
      }
      chunk.count += count
      byteCount += count
    }
  }

  /// Waits until something can be read; false once the program was told to end.
  private func isReady() -> Bool {
    if isFile { return !Interruption.isNoted }
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while !Interruption.isNoted {
      let answer = poll(&waiting, 1, 200)
      if answer > 0 || (answer < 0 && errno != EINTR) { return true }
    }
    return false
  }

  // MARK: The beginning

  /// Reads the first row of a table as its heading; empty where there is none, or where it is longer than a row may be.
  package func heading() -> [String] {
    guard readFirstRow() else { return [] }
    var (position, line) = (0, 1)
    let names = rest.withUnsafeBufferPointer { CSVRecord.heading($0, &position, &line) }
    headingLineCount = line - 1
    rest.removeFirst(position)
    return names
  }

  /// The first lines, which stay to be read; none where the first row is longer than a row may be.
  package func firstLines(_ count: Int) -> [String] {
    guard readFirstRow() else { return [] }
    return rest.split(separator: 0x0A, maxSplits: count, omittingEmptySubsequences: false).prefix(count)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// What the file is where it cannot hold orders, and what to do about it.
  package func foreignKind() -> (what: String, cure: String)? {
    _ = readFirstRow()
    return ForeignFile.problem(rest[...])
  }

  /// Reads until the first row ends, without a byte order mark; false where it is too long.
  private func readFirstRow() -> Bool {
    if let firstRowFits { return firstRowFits }
    var first = ChunkReader.chunk()
    defer { first.start.deallocate() }
    var borders = RowBorders(isTable: isTable)
    repeat {
      fill(&first, upTo: first.count + Self.chunkSize)
      if byteCount == first.count, first.count >= 3, first.start[0] == 0xEF, first.start[1] == 0xBB,
        first.start[2] == 0xBF
      {
        first.removeFirst(3)
      }
      borders.look(first.start, first.count)
    } while borders.firstEnd == nil && !isAtEnd && first.count <= Self.rowLimit
    rest = Array(UnsafeBufferPointer(start: first.start, count: first.count))
    let fits = (borders.firstEnd ?? first.count) <= Self.rowLimit
    firstRowFits = fits
    return fits
  }
}
