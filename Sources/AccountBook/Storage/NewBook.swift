import GRDB
import Glibc

/// Makes account books where there is no file.
enum NewBook {
  /// Makes an account book of its own, for nobody else to read. It appears whole or not at all: it is made beside its
  /// place first. Where another program is faster, that one's book is there.
  static func make(at path: String, _ kind: AccountFile.Kind, _ configuration: Configuration) throws {
    makeFolders(above: path)
    var template = Array("\(path).new-XXXXXX".utf8CString)
    // `mkstemp` makes it for its owner alone, before anything is in it.
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw cannotBeMade() }
    close(descriptor)
    let temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { for ending in ["", "-wal", "-shm", "-journal"] { unlink(temporary + ending) } }
    let queue = try DatabaseQueue(path: temporary, configuration: configuration)
    // So that readers do not wait for a writer. On a disk that cannot do it SQLite stays as it was: slower, and as safe.
    try queue.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
    try Schema.migrator(kind: kind).migrate(queue)
    try queue.close()
    if link(temporary, path) == 0 || errno == EEXIST { return }
    // A disk without hard links.
    guard access(path, F_OK) != 0, rename(temporary, path) == 0 else { throw cannotBeMade() }
  }

  /// What is read while there is no file yet: a book in which nothing is.
  static func blank(_ configuration: Configuration) throws -> DatabaseQueue {
    let queue = try DatabaseQueue(configuration: configuration)
    try Schema.migrator(kind: .real).migrate(queue)
    return queue
  }

  private static func makeFolders(above path: String) {
    var folder = ""
    for (position, part) in path.split(separator: "/", omittingEmptySubsequences: false).dropLast().enumerated() {
      folder += position == 0 ? String(part) : "/" + part
      if !folder.isEmpty { mkdir(folder, 0o700) }
    }
  }

  private static func cannotBeMade() -> AccountProblem {
    AccountProblem(
      .file, "the account book cannot be made: \(String(cString: strerror(errno)))",
      cure: "name a file in a folder that can be written to with --accounts")
  }
}
