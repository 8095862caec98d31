import AccountBook
import Glibc

/// Why an entry could not be written down.
package struct HistoryProblem: Error, Equatable {
  package var message: String
}

/// The history on disk: a file of JSON lines that sessions only ever append to, so that two of them do not
/// lose each other's entries. Lines it cannot read it leaves alone.
package struct HistoryStore: Sendable {
  /// How many entries are given out.
  package static let limit = 5_000
  /// Of a file that has grown, only the end is read.
  private static let bytesRead = 16 << 20

  /// The file, or nil to keep no history.
  package let path: String?

  package init(path: String?) {
    self.path = path.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Is this worth keeping? Not if it is blank or over a megabyte, nor if it begins with a blank: the way to keep
  /// something out. What looks like the number of a card never is.
  package static func keeps(_ entry: String) -> Bool {
    guard let first = entry.unicodeScalars.first, entry.utf8.count <= 1 << 20 else { return false }
    return first != " " && first != "\t" && !CardNumber.isIn(entry) && entry.contains { !$0.isWhitespace }
  }

  /// The last entries, oldest first, each once (at its last place). None if there is no file.
  package func load() -> [String] {
    guard let path, let bytes = contents(of: path) else { return [] }
    var seen: Set<String> = []
    var newestFirst: [String] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")).reversed() {
      guard newestFirst.count < Self.limit else { break }
      guard let record = HistoryRecord(line: line), Self.keeps(record.text) else { continue }
      if seen.insert(record.text).inserted { newestFirst.append(record.text) }
    }
    return newestFirst.reversed()
  }

  /// Writes an entry down, making file (0600) and directories (0700) as needed. One `keeps` refuses is passed over.
  package func append(_ entry: String, time: Int64 = Int64(Glibc.time(nil))) throws(HistoryProblem) {
    guard let path, Self.keeps(entry) else { return }
    ParentFolders.make(for: path)
    let file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw problem(path) }
    defer { close(file) }
    lock(file, LOCK_EX)
    var status = stat()
    if fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 != 0 {
      fchmod(file, 0o600)
    }
    var line = Array((HistoryRecord(time: time, text: entry).line + "\n").utf8)
    // A line torn by a crash must not swallow this one.
    var last: UInt8 = 0
    if status.st_size > 0, pread(file, &last, 1, status.st_size - 1) == 1, last != UInt8(ascii: "\n") {
      line.insert(UInt8(ascii: "\n"), at: 0)
    }
    guard write(file, line, line.count) == line.count else { throw problem(path) }
  }

  private func problem(_ path: String) -> HistoryProblem {
    HistoryProblem(message: "cannot write the history \(path): \(String(cString: strerror(errno)))")
  }

  /// Waits for other sessions, but not for ever: a single appended line is whole even without the lock.
  private func lock(_ file: Int32, _ kind: Int32) {
    for _ in 0..<50 {
      if flock(file, kind | LOCK_NB) == 0 || errno != EWOULDBLOCK { return }
      usleep(20_000)
    }
  }

  private func contents(of path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    lock(file, LOCK_SH)
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let start = max(0, Int(status.st_size) - Self.bytesRead)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < Self.bytesRead {
      let count = pread(file, &buffer, buffer.count, start + bytes.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    // Cut in the middle of a line: it is not read as one.
    if start > 0 { bytes.removeFirst((bytes.firstIndex(of: UInt8(ascii: "\n")) ?? 0) + 1) }
    return bytes
  }
}
