import Glibc
import PolicyEngine

/// Reads a file in pieces that end where a row ends. Used by one thread at a time.
package final class ChunkReader {
  /// Bytes of whole rows.
  package struct Chunk {
    package var start: UnsafeMutablePointer<UInt8>
    package var count = 0
    var capacity: Int

    init(capacity: Int) {
      self.capacity = capacity
      start = .allocate(capacity: capacity + 16)
      start.initialize(repeating: 0, count: capacity + 16)
    }
  }

  /// No row is longer than this many bytes.
  package static let rowLimit = 1 << 20
  private static let chunkSize = 1 << 18

  private let descriptor: Int32
  private let isTable: Bool
  private let isFile: Bool
  /// What was read beyond the last chunk's end.
  private var rest: [UInt8] = []
  private var isAtEnd = false
  private var hasBegun = false
  private var chunkCount = 0
  /// How many lines the heading has.
  package private(set) var headingLineCount = 0
  /// Bytes read so far.
  package private(set) var byteCount = 0
  /// Rows that were too long, with how many chunks stand before them and their first bytes.
  package private(set) var tooLong: [(chunk: Int, text: String)] = []
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

  package static func chunk() -> Chunk { Chunk(capacity: rowLimit + 2 * chunkSize) }

  /// Fills a chunk with the next whole rows; false at the end.
  package func next(_ chunk: inout Chunk) -> Bool {
    chunk.count = rest.count
    rest.withUnsafeBufferPointer { if let base = $0.baseAddress { chunk.start.update(from: base, count: $0.count) } }
    rest.removeAll(keepingCapacity: true)
    while true {
      if !isAtEnd { fill(&chunk, upTo: max(Self.chunkSize, chunk.count + Self.chunkSize)) }
      if isAtEnd {
        guard chunk.count > 0 else { return false }
        endsWithLineEnd = chunk.start[chunk.count - 1] == UInt8(ascii: "\n")
        break
      }
      if let end = lastRowEnd(chunk) {
        rest.append(contentsOf: UnsafeBufferPointer(start: chunk.start + end, count: chunk.count - end))
        chunk.count = end
        break
      }
      if chunk.count > Self.rowLimit { skipRow(&chunk) }
    }
    chunkCount += 1
    (chunk.start + chunk.count).update(repeating: 0, count: 16)
    return true
  }

  private func fill(_ chunk: inout Chunk, upTo size: Int) {
    let size = min(size, chunk.capacity)
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

  /// Where the last whole row ends; nil where none does.
  private func lastRowEnd(_ chunk: Chunk) -> Int? {
    let bytes = UnsafePointer(chunk.start)
    if !isTable || memchr(bytes, 0x22, chunk.count) == nil {
      var end = chunk.count
      while end > 0, bytes[end - 1] != 0x0A { end -= 1 }
      return end > 0 ? end : nil
    }
    // A line end within quotes is none.
    var end: Int?
    var isQuoted = false
    var isCellStart = true
    for index in 0..<chunk.count {
      let byte = bytes[index]
      if isQuoted {
        if byte == 0x22 { isQuoted = false }
      } else if byte == 0x22 {
        // A second quote within a quoted cell opens it again; elsewhere only the first byte of a cell opens it.
        if isCellStart || (index > 0 && bytes[index - 1] == 0x22) { isQuoted = true }
      } else if byte == 0x0A {
        end = index + 1
      }
      isCellStart = !isQuoted && (byte == 0x2C || byte == 0x0A)
    }
    return end
  }

  /// Leaves a row out that is longer than any row may be: up to the next line end.
  private func skipRow(_ chunk: inout Chunk) {
    let first = String(decoding: UnsafeBufferPointer(start: chunk.start, count: 200), as: UTF8.self)
    tooLong.append((chunkCount, first))
    while true {
      if let found = memchr(chunk.start, 0x0A, chunk.count) {
        let end = found.assumingMemoryBound(to: UInt8.self) - chunk.start + 1
        chunk.count -= end
        memmove(chunk.start, chunk.start + end, chunk.count)
        return
      }
      chunk.count = 0
      guard !isAtEnd else { return }
      fill(&chunk, upTo: Self.chunkSize)
      if isAtEnd, chunk.count == 0 { return }
    }
  }

  // MARK: The beginning

  /// Reads the first row of a table as its heading; empty where there is none.
  package func heading() -> [String] {
    begin()
    var (position, line) = (0, 1)
    let names = rest.withUnsafeBufferPointer { CSVRecord.heading($0, &position, &line) }
    headingLineCount = line - 1
    rest.removeFirst(position)
    return names
  }

  /// The first lines, which stay to be read.
  package func firstLines(_ count: Int) -> [String] {
    begin()
    return rest.split(separator: 0x0A, maxSplits: count, omittingEmptySubsequences: false).prefix(count)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// What the file is where it cannot hold orders, and what to do about it.
  package func foreignKind() -> (what: String, cure: String)? {
    begin()
    return ForeignFile.problem(rest[...])
  }

  /// Reads the first bytes, without a byte order mark.
  private func begin() {
    guard !hasBegun else { return }
    hasBegun = true
    var first = ChunkReader.chunk()
    defer { first.start.deallocate() }
    fill(&first, upTo: Self.rowLimit)
    let bytes = UnsafeBufferPointer(start: first.start, count: first.count)
    rest = Array(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...])
  }
}
