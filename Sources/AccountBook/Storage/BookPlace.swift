import Glibc

/// What lies at the place where an account book is looked for.
///
/// It is found out without SQLite, which takes an empty file for a new database and writes beside whatever it opens: a
/// file that is no account book keeps its bytes, and nothing appears beside it.
enum BookPlace: Equatable {
  case nothing
  /// A file that bears an account book's mark.
  case book

  /// - Throws: What is there is no account book, or cannot be read.
  static func looking(at path: String) throws(AccountProblem) -> BookPlace {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno != ENOENT { throw cannotOpen }
      if lstat(path, &status) == 0 {
        throw AccountProblem(
          .file, "at this place is a link that leads nowhere", cure: "name another file with --accounts")
      }
      return .nothing
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw noBook }
    if status.st_size == 0 {
      throw AccountProblem(
        .file, "this file is empty: a copy that failed?",
        cure: "copy the account book again, or delete the file to begin a new one")
    }
    guard let head = bytes(of: path, from: 0, count: 100) else { throw cannotOpen }
    guard head.count == 100, head.starts(with: "SQLite format 3\0".utf8) else { throw noBook }
    let mark = number(head, at: markOffset)
    if mark == Schema.applicationID || mark == 0 && isMarkedInLog(path) { return .book }
    throw noBook
  }

  static let noBook = AccountProblem(
    .file, "this file is no account book", cure: "name another file with --accounts")

  private static let cannotOpen = AccountProblem(
    .file, "the account book cannot be opened", cure: "see whether the file may be read")

  /// Where the first page of a SQLite file has `application_id`.
  private static let markOffset = 68

  /// Whether the write-ahead log has the mark: a program that was killed soon after it made a book left it there only.
  private static func isMarkedInLog(_ path: String) -> Bool {
    let log = path + "-wal"
    guard let head = bytes(of: log, from: 0, count: 32), head.count == 32 else { return false }
    let pageSize = number(head, at: 8)
    guard (512...65_536).contains(pageSize) else { return false }
    var offset = 32
    // A frame is 24 bytes, of which the first four are the page's number, and the page.
    while let frame = bytes(of: log, from: offset, count: 100), frame.count == 100 {
      if number(frame, at: 0) == 1, number(frame, at: 24 + markOffset) == Schema.applicationID { return true }
      offset += 24 + pageSize
    }
    return false
  }

  /// Up to so many bytes of a file; nil if it cannot be read.
  private static func bytes(of path: String, from offset: Int, count: Int) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    let length = pread(descriptor, &bytes, count, offset)
    return length < 0 ? nil : Array(bytes.prefix(length))
  }

  /// Four bytes, the most significant first.
  private static func number(_ bytes: [UInt8], at offset: Int) -> Int {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
  }
}
