import AccountBook
import Desk
import Foundation
import GRDB
import Synchronization
import Testing

/// A book in which every table has rows, and copies of it in which one column is damaged.
final class DamagedBook: Sendable {
  private let folder: URL
  /// The copy that is opened next.
  private let current = Mutex("")
  private let whole: String
  /// The bytes of the book before it is damaged: made once.
  private static let bytes = Result { try make() }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "listino-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    whole = folder.appending(path: "whole.sqlite").path
    try Self.bytes.get().write(to: URL(filePath: whole))
  }

  private static func make() throws -> Data {
    let book = try DeskBook()
    try fill(book)
    let copy = FileManager.default.temporaryDirectory.appending(path: "whole-\(UUID().uuidString).sqlite")
    defer { try? FileManager.default.removeItem(at: copy) }
    try book.file.backUp(to: copy.path)
    try soften(copy.path)
    return try Data(contentsOf: copy)
  }

  /// Takes away all that keeps a book right.
  private static func soften(_ path: String) throws {
    try DatabaseQueue(path: path).inDatabase { database in
      for trigger in try String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
        try database.execute(sql: "DROP TRIGGER \(trigger)")
      }
      try database.execute(sql: "PRAGMA writable_schema = ON")
      for row in try Row.fetchAll(database, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'table'") {
        let schema = (row["sql"] as String)
          .replacingOccurrences(of: "STRICT,? ?|(?<!IS) NOT NULL", with: "", options: .regularExpression)
        try database.execute(
          sql: "UPDATE sqlite_master SET sql = ? WHERE name = ?", arguments: [schema, row["name"] as String])
      }
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private static func fill(_ book: DeskBook) throws {
    var staff = try DeskConsole.staff(book)
    var reseller = try DeskConsole(book, as: DeskConsole.nordwind)
    reseller.createKontor()
    reseller.run("make admin anna@kontor.example", "yes", "quote top-up licences=2", "keep", "deliver")
    staff.run("act on Kontor", "edit vat=SE556188840401", "yes", "vat confirm --evidence VIES")
    reseller.run("top up 1", "pay transfer", "top up 3", "pay card 4712")
    staff.run("credit 2025-00003 --why mistaken", "yes")
  }

  /// Every column of every table.
  func columns() throws -> [(table: String, column: String)] {
    try DatabaseQueue(path: whole).read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT m.name AS "table", c.name AS "column" FROM sqlite_master m, pragma_table_info(m.name) c
          WHERE m.type = 'table' AND m.name <> 'grdb_migrations' ORDER BY m.name, c.cid
          """
      ).map { ($0["table"], $0["column"]) }
    }
  }

  /// Puts a value into a column of a copy, which is what is opened next.
  ///
  /// - Returns: Whether SQLite took it: the number of a row is always a whole one.
  func damage(_ table: String, _ column: String, _ value: String) throws -> Bool {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasPrefix("copy") {
      try FileManager.default.removeItem(at: folder.appending(path: name))
    }
    let copy = folder.appending(path: "copy.sqlite").path
    try FileManager.default.copyItem(atPath: whole, toPath: copy)
    current.withLock { $0 = copy }
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    return try DatabaseQueue(path: copy, configuration: configuration).inDatabase { database in
      try database.execute(sql: "PRAGMA ignore_check_constraints = ON")
      do {
        try database.execute(sql: "UPDATE OR IGNORE \(table) SET \(column) = \(value)")
        return database.changesCount > 0
      } catch let error as DatabaseError where error.resultCode == .SQLITE_MISMATCH {
        return false
      }
    }
  }

  func desk(_ identity: Identity) throws(AccountProblem) -> Desk {
    let file = try AccountFile(path: current.withLock { $0 }, ifMissing: .refuse)
    return try Desk(file: file, identity: identity) { DeskBook.today }
  }
}
