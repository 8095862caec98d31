import Diagnostics
import GRDB
import Glibc
package import Quantities

/// An account book: one SQLite file, which several programs may have open at once.
///
/// Reads see one moment. A change is one transaction with its entry in the audit log: it happens whole or not at all.
package final class AccountFile: Sendable {
  package let path: String
  private let queue: DatabaseQueue
  /// How long a busy file is waited for.
  package static let patience = 5.0

  /// Whether days can be set in this book.
  package enum Kind: String, Sendable {
    case real
    /// For trying things out: `clock` sets its day.
    case rehearsal
  }

  /// Opens an account book, and creates it if there is none.
  ///
  /// - Parameters:
  ///   - path: The file. Folders above it are made, for nobody else to read.
  ///   - kind: What a new book becomes. Says nothing about one that exists.
  ///   - mustExist: Whether a missing file is a mistake.
  package init(path: String, kind: Kind = .real, mustExist: Bool = false) throws(AccountProblem) {
    self.path = path
    try Self.prepare(path, mustExist: mustExist)
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(Self.patience)
    configuration.label = "accounts"
    configuration.prepareDatabase { database in
      // What was confirmed is on the disk, also after a power cut.
      try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA cache_size = -16000")
    }
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try Self.adopt(queue, kind)
    } catch {
      throw Self.problem(error, path)
    }
  }

  private static func prepare(_ path: String, mustExist: Bool) throws(AccountProblem) {
    if access(path, F_OK) == 0 { return }
    if mustExist {
      throw AccountProblem(
        .file, "there is no account book at this place", cure: "name its file with --accounts, or make one by selling")
    }
    var folder = ""
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    for (position, part) in parts.enumerated() {
      folder += position == 0 ? String(part) : "/" + part
      if !folder.isEmpty { mkdir(folder, 0o700) }
    }
    // Made empty first, so that nobody else ever reads what is written into it.
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw AccountProblem(
        .file, "the account book cannot be made: \(String(cString: strerror(errno)))",
        cure: "name a file in a folder that can be written to with --accounts")
    }
    close(descriptor)
  }

  /// Checks that this is an account book of ours, makes one of an empty file, and brings its tables up to date.
  private static func adopt(_ queue: DatabaseQueue, _ kind: Kind) throws {
    let migrator = Schema.migrator(kind: kind)
    let isReady = try queue.read { database in
      // The tables first: another program may be making the book at this moment, and marks it with them.
      let others = "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'"
      let tables = try Int.fetchOne(database, sql: others) ?? 0
      let mark = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
      if mark != Schema.applicationID {
        if mark != 0 || tables > 0 {
          throw AccountProblem(.file, "this file is no account book", cure: "name another file with --accounts")
        }
        return false
      }
      if try migrator.hasBeenSuperseded(database) {
        throw AccountProblem(
          .file, "this account book was written by a newer version of the program", cure: "use that version")
      }
      return try migrator.hasCompletedMigrations(database)
    }
    if isReady { return }
    try useWriteAheadLog(queue)
    do {
      try migrator.migrate(queue)
    } catch {
      // Another program that opened the same empty file may have been first.
      guard try queue.read({ try migrator.hasCompletedMigrations($0) }) else { throw error }
    }
  }

  /// Turns an empty file to write-ahead logging, so that readers do not wait for a writer. SQLite does not wait here by
  /// itself while another program opens the same file.
  private static func useWriteAheadLog(_ queue: DatabaseQueue) throws {
    for attempt in 1...50 {
      do {
        // On a disk that cannot do it SQLite stays as it was, which is slower and as safe.
        return try queue.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && attempt < 50 {}
      usleep(100_000)
    }
  }

  // MARK: Reading

  /// Reads as of now, or as of the end of a past day.
  package func read<Result>(
    _ scope: Scope, at day: CalendarDate? = nil, _ body: (AccountReader) throws -> Result
  ) throws(AccountProblem) -> Result {
    do {
      return try queue.read { database in try body(AccountReader(database: database, scope: scope, day: day)) }
    } catch {
      throw Self.problem(error, path)
    }
  }

  // MARK: Changing

  /// Makes one change, with its entry in the audit log. A change whose key was used before is not made again: its first
  /// result is given back.
  ///
  /// - Parameter body: Writes, and returns what the person is told.
  package func change(
    _ change: Change, _ scope: Scope, _ body: (AccountWriter) throws -> String
  ) throws(AccountProblem) -> ChangeResult {
    do {
      var result = ChangeResult(text: "", isRepeat: false)
      try queue.inDatabase { database in
        try database.inTransaction(.immediate) {
          result = try Self.perform(change, scope, database, body)
          return .commit
        }
      }
      Cancellation.comesTooLate()
      return result
    } catch {
      throw Self.problem(error, path)
    }
  }

  private static func perform(
    _ change: Change, _ scope: Scope, _ database: Database, _ body: (AccountWriter) throws -> String
  ) throws -> ChangeResult {
    if let key = change.keptKey {
      let earlier = try Row.fetchOne(
        database, sql: "SELECT action, result, customer FROM audit WHERE key = ?", arguments: [key])
      if let earlier {
        guard earlier["action"] == change.action else {
          throw AccountProblem(
            .refused, "this key was used for something else", cure: "use a new key for each thing that is to be done")
        }
        return ChangeResult(text: earlier["result"], isRepeat: true, customer: earlier["customer"])
      }
    }
    let lastDay = try CalendarDate.fetchOne(database, sql: "SELECT day FROM audit ORDER BY id DESC LIMIT 1")
    if let lastDay, change.day < lastDay {
      throw AccountProblem(
        .refused, "the account book has entries of \(lastDay), and today is said to be \(change.day)",
        cure: "look at the computer's clock, or in a rehearsal type `clock \(lastDay)`")
    }
    let id = (try Int64.fetchOne(database, sql: "SELECT max(id) FROM audit") ?? 0) + 1
    let writer = AccountWriter(
      reader: AccountReader(database: database, scope: scope, day: nil), change: change, audit: id, at: Int64(time(nil))
    )
    let before = try change.customer.map { try writer.reader.snapshot($0) }
    let text = try body(writer)
    let customer = writer.subject.customer ?? change.customer
    let after = try customer.map { try writer.reader.snapshot($0) }
    let (old, new) = AccountSnapshot.changes(before, after)
    try database.execute(
      sql: """
        INSERT INTO audit(id, at, day, who, customer, action, why, before, after, result, key)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        id, writer.at, change.day, change.who.description, customer, change.action, change.why, old, new, text,
        change.keptKey,
      ])
    return ChangeResult(text: text, isRepeat: false, customer: customer)
  }

  // MARK: The file as a whole

  /// Copies the book, as it is at one moment, to a new file.
  package func backUp(to target: String) throws(AccountProblem) {
    if access(target, F_OK) == 0 {
      throw AccountProblem(.cannotWrite, "a file of this name is there already", cure: "name a new file")
    }
    do {
      // VACUUM INTO writes a whole, compact copy of one moment, also while others write.
      try queue.inDatabase { try $0.execute(sql: "VACUUM INTO ?", arguments: [target]) }
      chmod(target, 0o600)
    } catch {
      unlink(target)
      throw Self.problem(error, target)
    }
  }

  /// What SQLite itself finds wrong with the file.
  package func damages() throws(AccountProblem) -> [String] {
    do {
      return try queue.read { database in
        try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
          + Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { "a row of \($0[0] as String) points nowhere" }
      }
    } catch {
      throw Self.problem(error, path)
    }
  }

  /// Errors of SQLite in a person's words.
  static func problem(_ error: any Error, _ path: String) -> AccountProblem {
    if let problem = error as? AccountProblem { return problem }
    guard let error = error as? DatabaseError else {
      return AccountProblem(.file, "the account book cannot be read: \(error)", cure: "restore the last backup")
    }
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return AccountProblem(
        .busy, "the account book is busy: another program has been writing to it for over \(Int(patience)) seconds",
        cure: "nothing was changed; try again")
    case .SQLITE_FULL, .SQLITE_IOERR:
      return AccountProblem(
        .cannotWrite, "the disk does not take any more", cure: "nothing was changed; make room and try again")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      return AccountProblem(
        .cannotWrite, "the account book cannot be written to", cure: "nothing was changed; see who may write the file")
    case .SQLITE_CANTOPEN:
      return AccountProblem(.file, "the account book cannot be opened", cure: "see whether the file may be read")
    case .SQLITE_NOTADB:
      return AccountProblem(.file, "this file is no account book", cure: "name another file with --accounts")
    case .SQLITE_CORRUPT:
      return AccountProblem(
        .file, "the account book is damaged", cure: "restore the last backup, and keep this file")
    default:
      return AccountProblem(
        .file, "the account book refused this: \(error.message ?? "no reason given")",
        cure: "nothing was changed; `listino accounts check` looks for damage")
    }
  }
}
