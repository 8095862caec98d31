import Diagnostics
import GRDB
import Glibc
package import Quantities
import Synchronization

/// An account book: one SQLite file, which several programs may have open at once.
///
/// Reads see one moment. A change is one transaction with its entry in the audit log: it happens whole or not at all.
package final class AccountFile: Sendable {
  package let path: String
  private let opened: Mutex<Opened>
  /// How long a busy file is waited for.
  package static let patience = 5.0

  /// Whether days can be set in this book.
  package enum Kind: String, Sendable {
    case real
    /// For trying things out: `clock` sets its day.
    case rehearsal
  }

  /// What is done where there is no file. A file that is there and is no account book is never made one.
  package enum Missing: Sendable {
    case refuse
    case make(Kind)
    /// Nothing is in it until something is written: who only looks makes no file.
    case makeAtFirstChange
  }

  private struct Opened {
    var queue: DatabaseQueue
    /// Whether it is the file, and not what is read while there is none.
    var isFile: Bool
  }

  /// Opens an account book.
  ///
  /// - Parameters:
  ///   - path: The file. Folders above a new one are made, for nobody else to read.
  ///   - missing: What is done if there is none.
  package init(path: String, ifMissing missing: Missing = .make(.real)) throws(AccountProblem) {
    self.path = path
    do {
      let isThere = try BookPlace.looking(at: path) == .book
      switch missing {
      case _ where isThere: break
      case .refuse:
        throw AccountProblem(
          .file, "there is no account book at this place",
          cure: "name its file with --accounts, or make one by selling")
      case .make(let kind): try NewBook.make(at: path, kind, Self.configuration)
      case .makeAtFirstChange:
        opened = Mutex(Opened(queue: try NewBook.blank(Self.configuration), isFile: false))
        return
      }
      opened = Mutex(Opened(queue: try Self.queue(path), isFile: true))
    } catch {
      throw Self.problem(error, path)
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(patience)
    configuration.label = "accounts"
    configuration.prepareDatabase { database in
      // What was confirmed is on the disk, also after a power cut.
      try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA cache_size = -16000")
    }
    return configuration
  }

  /// The book, which another program may have made since it was missing.
  private func queue(forChange isChange: Bool) throws -> DatabaseQueue {
    try opened.withLock { opened in
      if opened.isFile { return opened.queue }
      if try BookPlace.looking(at: path) == .nothing {
        if !isChange { return opened.queue }
        try NewBook.make(at: path, .real, Self.configuration)
      }
      opened = Opened(queue: try Self.queue(path), isFile: true)
      return opened.queue
    }
  }

  /// Opens a file that is there, and brings the tables of an older version of the program up to date.
  private static func queue(_ path: String) throws -> DatabaseQueue {
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    let migrator = Schema.migrator(kind: .real)
    let isReady = try queue.read { database in
      guard try Int.fetchOne(database, sql: "PRAGMA application_id") == Schema.applicationID else {
        throw BookPlace.noBook
      }
      if try migrator.hasBeenSuperseded(database) {
        throw AccountProblem(
          .file, "this account book was written by a newer version of the program", cure: "use that version")
      }
      return try migrator.hasCompletedMigrations(database)
    }
    if !isReady { try migrator.migrate(queue) }
    return queue
  }

  // MARK: Reading

  /// Reads as of now, or as of the end of a past day.
  package func read<Result>(
    _ scope: Scope, at day: CalendarDate? = nil, _ body: (AccountReader) throws -> Result
  ) throws(AccountProblem) -> Result {
    do {
      return try queue(forChange: false).read { database in
        try body(AccountReader(database: database, scope: scope, day: day))
      }
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
    if [change.action, change.why, change.key ?? "", change.request ?? ""].contains(where: CardNumber.isIn) {
      throw CardNumber.problem
    }
    do {
      var result = ChangeResult(text: "", isRepeat: false)
      try queue(forChange: true).inDatabase { database in
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

  /// Marks one notice as delivered by a channel: a transaction of its own, so that whoever is stopped between two notices
  /// leaves no more than one that was handed over and is not marked.
  ///
  /// The disk need not have each mark before the next notice goes out: after a kill none is lost, and after a power cut
  /// some notices are delivered again, under the same identifier.
  package func markDelivered(_ notice: Notice, by channel: String) throws(AccountProblem) {
    do {
      try queue(forChange: true).inDatabase { database in
        try database.execute(sql: "PRAGMA synchronous = NORMAL")
        defer { try? database.execute(sql: "PRAGMA synchronous = FULL") }
        try database.inTransaction(.immediate) {
          try database.execute(
            sql: "INSERT INTO delivery SELECT number, ?, ? FROM notice WHERE id = ? ON CONFLICT DO NOTHING",
            arguments: [channel, Int64(time(nil)), notice.id])
          return .commit
        }
      }
    } catch {
      throw Self.problem(error, path)
    }
  }

  private static func perform(
    _ change: Change, _ scope: Scope, _ database: Database, _ body: (AccountWriter) throws -> String
  ) throws -> ChangeResult {
    if let key = change.keptKey {
      let earlier = try Row.fetchOne(database, sql: "SELECT * FROM audit WHERE key = ?", arguments: [key])
      if let earlier = try earlier.map(EarlierChange.init(row:)) {
        try earlier.require(change)
        return earlier.result
      }
    }
    let reader = AccountReader(database: database, scope: scope, day: nil)
    let last = try Row.fetchOne(database, sql: "SELECT id, day FROM audit ORDER BY id DESC LIMIT 1")
    if let last { try DayOfChange.check(change, after: try last.day("day"), in: try reader.kind()) }
    let (id, isTooLarge) = try (last?.integer("id") ?? 0).addingReportingOverflow(1)
    if isTooLarge { throw Stored.damage("audit.id") }
    let writer = AccountWriter(reader: reader, change: change, audit: id, at: Int64(time(nil)))
    let before = try change.customer.map { try writer.reader.snapshot($0) }
    let text = try body(writer)
    let customer = writer.subject.customer ?? change.customer
    let after = try customer.map { try writer.reader.snapshot($0) }
    let (old, new) = AccountSnapshot.changes(before, after)
    try database.execute(
      sql: """
        INSERT INTO audit(id, at, day, who, customer, action, why, before, after, result, key, request)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        id, writer.at, change.day, change.who.description, customer, change.action, change.why, old, new, text,
        change.keptKey, change.request,
      ])
    return ChangeResult(text: text, isRepeat: false, customer: customer)
  }

  // MARK: The file as a whole

  /// Copies the book, as it is at one moment, to a new file.
  package func backUp(to target: String) throws(AccountProblem) {
    // For its owner alone before anything is in it.
    let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST {
        throw AccountProblem(.cannotWrite, "a file of this name is there already", cure: "name a new file")
      }
      throw AccountProblem(
        .cannotWrite, "the copy cannot be made: \(String(cString: strerror(errno)))",
        cure: "name a file in a folder that can be written to")
    }
    close(descriptor)
    do {
      // VACUUM INTO writes a whole, compact copy of one moment into an empty file, also while others write.
      try queue(forChange: false).inDatabase { try $0.execute(sql: "VACUUM INTO ?", arguments: [target]) }
    } catch {
      unlink(target)
      throw Self.problem(error, target)
    }
  }

  /// What SQLite itself finds wrong with the file.
  package func damages() throws(AccountProblem) -> [String] {
    do {
      return try queue(forChange: false).read { database in
        try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
          + Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map {
            "a row of \(try $0.text("table")) points nowhere"
          }
      }
    } catch {
      throw Self.problem(error, path)
    }
  }

  /// Errors of SQLite in a person's words.
  static func problem(_ error: any Error, _ path: String) -> AccountProblem {
    if let problem = error as? AccountProblem { return problem }
    // A value that is none of its column's kind; its text may be a customer's, and is not shown.
    guard let error = error as? DatabaseError else { return Stored.damage() }
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
      return BookPlace.noBook
    case .SQLITE_CORRUPT:
      return Stored.damage()
    default:
      return AccountProblem(
        .file, "the account book refused this: \(error.message ?? "no reason given")",
        cure: "nothing was changed; `listino accounts check` looks for damage")
    }
  }
}
