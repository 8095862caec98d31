import AccountBook
import Foundation
import GRDB
import Quantities
import Synchronization
import Testing

/// What lies where an account book is looked for: nothing, an account book, or something that keeps its bytes.
@Suite struct BookPlaceTests {
  /// A folder that is gone with the last use of it.
  final class Folder {
    let place: URL

    init() throws {
      place = FileManager.default.temporaryDirectory.appending(path: "listino-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: place) }

    func path(_ name: String) -> String { place.appending(path: name).path }

    /// All files with their bytes.
    func contents() throws -> [String: Data?] {
      let names = try FileManager.default.contentsOfDirectory(atPath: place.path)
      return Dictionary(uniqueKeysWithValues: names.map { ($0, FileManager.default.contents(atPath: path($0))) })
    }
  }

  static let manners: [AccountFile.Missing] = [.refuse, .make(.rehearsal), .makeAtFirstChange]

  @Test(arguments: manners) func anEmptyFileIsRefusedAndKeepsItsBytes(manner: AccountFile.Missing) throws {
    let folder = try Folder()
    let path = folder.path("book.sqlite")
    try Data().write(to: URL(filePath: path))
    let problem = #expect(throws: AccountProblem.self) { try AccountFile(path: path, ifMissing: manner) }
    #expect(problem?.kind == .file && problem?.message == "this file is empty: a copy that failed?")
    #expect(
      problem?.cure == "copy the account book again, or delete the file to begin a new one")
    #expect(try folder.contents() == ["book.sqlite": Data()])
  }

  /// Neither the file nor what lies beside it changes, whatever it is.
  @Test(arguments: manners) func aForeignFileIsRefusedAndKeepsItsBytes(manner: AccountFile.Missing) throws {
    let folder = try Folder()
    try Data(String(repeating: "no database ", count: 100).utf8).write(to: folder.place.appending(path: "notes.txt"))
    try Data([0x1F, 0x8B, 8, 0]).write(to: folder.place.appending(path: "book.sqlite.gz"))
    try Data(count: 8192).write(to: folder.place.appending(path: "noughts"))
    try Data("SQLite format 3\0".utf8).write(to: folder.place.appending(path: "cut-off"))
    for mode in ["DELETE", "WAL"] {
      let queue = try DatabaseQueue(path: folder.path("\(mode).sqlite"))
      try queue.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = \(mode); CREATE TABLE mine(x)") }
      try queue.close()
    }
    // Another program has this one open, and what it wrote last is in the log.
    let other = try DatabaseQueue(path: folder.path("open.sqlite"))
    try other.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = WAL; CREATE TABLE mine(x)") }
    for name in ["open.sqlite", "open.sqlite-wal"] {
      try FileManager.default.copyItem(atPath: folder.path(name), toPath: folder.path("copy of \(name)"))
    }
    try other.close()
    try FileManager.default.createDirectory(atPath: folder.path("folder"), withIntermediateDirectories: true)
    try #require(mkfifo(folder.path("pipe"), 0o600) == 0)
    let before = try folder.contentsOfFiles()
    for path in try FileManager.default.contentsOfDirectory(atPath: folder.place.path).map(folder.path) + ["/dev/null"]
    where !path.hasSuffix("-wal") {
      let problem = #expect(throws: AccountProblem.self, "\(path)") { try AccountFile(path: path, ifMissing: manner) }
      #expect(problem?.kind == .file && problem?.message == "this file is no account book", "\(path)")
    }
    #expect(try folder.contentsOfFiles() == before)
  }

  @Test func aMissingBookIsAMistakeOnlyWhereItMustBeThere() throws {
    let folder = try Folder()
    #expect(throws: AccountProblem.self) { try AccountFile(path: folder.path("a.sqlite"), ifMissing: .refuse) }
    #expect(try folder.contents().isEmpty)
  }

  /// Who only looks makes no file; the first change makes it, and others who looked before see it then.
  @Test func theFirstChangeMakesTheBook() throws {
    let folder = try Folder()
    let path = folder.path("below/book.sqlite")
    let books = try (0..<2).map { _ in try AccountFile(path: path, ifMissing: .makeAtFirstChange) }
    for book in books { #expect(try book.read(.all) { try $0.resellers() }.isEmpty) }
    #expect(try folder.contents().isEmpty)
    let change = Change(who: .staff("test"), day: try TemporaryBook.day("2026-01-01"), action: "reseller")
    _ = try books[0].change(change, .all) { writer in
      _ = try writer.addReseller(
        "nord", .init(email: "n@nord.example", agreedDiscount: "20%", language: "en", currency: "EUR"))
      return "added"
    }
    for book in books { #expect(try book.read(.all) { try $0.resellers().map(\.name) } == ["nord"]) }
    #expect(try books[1].read(.all) { try $0.kind() } == .real)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
  }

  /// A program that was killed soon after it made a book left its mark in the log only.
  @Test func aBookWhoseMarkIsStillInItsLogIsOpened() throws {
    let book = try TemporaryBook()
    let customer = try book.fill(on: try TemporaryBook.day("2026-01-01"))
    let folder = try Folder()
    let running = try DatabaseQueue(path: folder.path("running"))
    try running.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0") }
    try book.raw().backup(to: running)
    for ending in ["", "-wal"] {
      try FileManager.default.copyItem(
        atPath: folder.path("running\(ending)"), toPath: folder.path("killed\(ending)"))
    }
    #expect(try Data(contentsOf: URL(filePath: folder.path("killed"))).dropFirst(68).prefix(4) == Data(count: 4))
    let account = try AccountFile(path: folder.path("killed"), ifMissing: .refuse).read(.all) {
      try $0.account(customer)
    }
    #expect(account?.customer.details == TemporaryBook.details)
  }

  /// Looked at over and over while it is written.
  @Test func aBackupIsForItsOwnerAloneFromItsFirstByte() async throws {
    let book = try TemporaryBook()
    let day = try TemporaryBook.day("2026-01-01")
    _ = try book.file.change(book.change("sample", on: day), .all) { writer in
      let reseller = try writer.addReseller(
        "nord", .init(email: "n@nord.example", agreedDiscount: "20%", language: "en", currency: "EUR"))
      try writer.addSampleCustomers(2_000, reseller: reseller)
      return "sample"
    }
    let copy = book.folder.appending(path: "copy.sqlite").path
    let watch = Watch()
    async let modes = watch.modes(of: copy)
    defer { watch.isDone.store(true, ordering: .releasing) }
    try book.file.backUp(to: copy)
    watch.isDone.store(true, ordering: .releasing)
    #expect(await modes.subtracting([0o600]).isEmpty)
    #expect(throws: AccountProblem.self) { try book.file.backUp(to: copy) }
    #expect(throws: AccountProblem.self) { try book.file.backUp(to: book.folder.path + "/none/copy.sqlite") }
  }
}

/// Looks at a file until it is told that all is done.
private final class Watch: Sendable {
  let isDone = Atomic(false)

  /// The permissions that were seen.
  func modes(of path: String) async -> Set<mode_t> {
    var modes: Set<mode_t> = []
    var status = stat()
    repeat {
      if stat(path, &status) == 0 { modes.insert(status.st_mode & 0o777) }
    } while !isDone.load(ordering: .acquiring)
    return modes
  }
}

extension BookPlaceTests.Folder {
  /// What can be read without waiting for somebody to write it.
  fileprivate func contentsOfFiles() throws -> [String: Data?] {
    let names = try FileManager.default.contentsOfDirectory(atPath: place.path).filter { $0 != "pipe" }
    return Dictionary(uniqueKeysWithValues: names.map { ($0, FileManager.default.contents(atPath: path($0))) })
  }
}
