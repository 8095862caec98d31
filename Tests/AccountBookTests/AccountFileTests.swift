import AccountBook
import Foundation
import GRDB
import Quantities
import Testing

/// The file: what is opened, what is kept, and what cannot be done to it.
@Suite struct AccountFileTests {
  @Test func aNewBookIsForItsOwnerAlone() throws {
    let book = try TemporaryBook()
    let attributes = try FileManager.default.attributesOfItem(atPath: book.file.path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    #expect(try book.raw().read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
  }

  @Test func aBookOfANewerProgramIsNotTouched() throws {
    let book = try TemporaryBook()
    try book.raw().write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99: later')") }
    let problem = #expect(throws: AccountProblem.self) { try AccountFile(path: book.file.path) }
    #expect(problem?.message == "this account book was written by a newer version of the program")
  }

  @Test func theSameKeyIsDoneOnce() throws {
    let book = try TemporaryBook()
    let day = try TemporaryBook.day("2026-01-01")
    let customer = try book.fill(on: day)
    for round in 0..<2 {
      let result = try book.file.change(book.change("add", on: day, customer: customer, key: "k"), .all) { writer in
        let account = try #require(try writer.reader.account(customer))
        try writer.addMember("bo@kontor.example", to: account)
        return "added"
      }
      #expect(result.text == "added" && result.customer == customer)
      #expect(result.isRepeat == (round == 1))
    }
    #expect(throws: AccountProblem.self) {
      try book.file.change(book.change("remove", on: day, customer: customer, key: "k"), .all) { _ in "" }
    }
  }

  @Test func aChangeThatFailsLeavesNothing() throws {
    let book = try TemporaryBook()
    let day = try TemporaryBook.day("2026-01-01")
    let customer = try book.fill(on: day)
    #expect(throws: AccountProblem.self) {
      try book.file.change(book.change("add", on: day, customer: customer), .all) { writer in
        let account = try #require(try writer.reader.account(customer))
        try writer.addMember("bo@kontor.example", to: account)
        throw AccountProblem(.refused, "no", cure: "")
      }
    }
    #expect(try book.file.read(.all) { try $0.members(of: customer, limit: 9).map(\.email) } == ["anna@kontor.example"])
    #expect(try book.file.read(.all) { try $0.generalHistory(limit: 9).count } == 1)
  }

  @Test func theBookDoesNotGoBackInTime() throws {
    let book = try TemporaryBook()
    _ = try book.fill(on: try TemporaryBook.day("2026-01-02"))
    #expect(throws: AccountProblem.self) {
      try book.file.change(book.change("add", on: try TemporaryBook.day("2026-01-01")), .all) { _ in "" }
    }
  }

  /// What a wrong clock left holds from today, and what is closed cannot be changed afterwards either.
  @Test func daysOfAWrongClockAreCorrectedOnce() throws {
    let book = try TemporaryBook(.real)
    let customer = try book.fill(on: try TemporaryBook.day("2026-01-01"))
    _ = try book.file.change(book.change("x", on: try TemporaryBook.day("2026-12-01"), customer: customer), .all) {
      writer in
      let anna = try #require(try writer.reader.member(of: customer, email: "anna@kontor.example"))
      try writer.removeMember(anna, from: customer)
      return "removed"
    }
    let today = try TemporaryBook.day("2026-01-02")
    let statement = Change(who: .staff("test"), day: today, action: "clock wrong", why: "ahead", clock: .wrong)
    _ = try book.file.change(statement, .all) { writer in
      let found = try writer.correctDays()
      #expect(found.entries.map(\.id) == [2] && found.invoices.isEmpty)
      return "marked"
    }
    let ends = try book.raw().read { try String.fetchAll($0, sql: "SELECT to_day FROM membership") }
    #expect(ends == ["2026-01-02"])
    #expect(throws: DatabaseError.self) {
      try book.raw().write { try $0.execute(sql: "UPDATE membership SET to_day = '2026-12-01'") }
    }
    _ = try book.file.change(book.change("x", on: today), .all) { _ in "" }
  }

  @Test func aPastDayIsAsItWas() throws {
    let book = try TemporaryBook()
    let customer = try book.fill(on: try TemporaryBook.day("2026-01-01"))
    _ = try book.file.change(book.change("x", on: try TemporaryBook.day("2026-02-01"), customer: customer), .all) {
      writer in
      var details = TemporaryBook.details
      details.name = "Kontor SE"
      let account = try #require(try writer.reader.account(customer))
      try writer.setDetails(of: customer, reseller: account.reseller.id, details)
      let anna = try #require(try writer.reader.member(of: customer, email: "ANNA@kontor.example"))
      try writer.grantAdministration(of: customer, member: anna.id)
      try writer.setVAT(of: customer, VATState(number: "DE136695976", standing: .wellFormed))
      return "changed"
    }
    func account(_ day: String) throws -> Account? {
      let day = try TemporaryBook.day(day)
      return try book.file.read(.all, at: day) { try $0.account(customer) }
    }
    #expect(try account("2025-12-31") == nil)
    let before = try #require(try account("2026-01-31"))
    #expect(before.customer.details.name == "Kontor AG" && before.ownAdministrators == 0)
    #expect(before.customer.vat.standing == .none)
    let after = try #require(try account("2026-02-01"))
    #expect(after.customer.details.name == "Kontor SE" && after.ownAdministrators == 1)
    #expect(after.customer.vat.standing == .wellFormed)
  }

  /// History cannot be changed, not even by somebody who comes with SQL.
  @Test(arguments: [
    "DELETE FROM audit", "UPDATE audit SET who = 'staff:x'", "DELETE FROM customer", "DELETE FROM membership",
    "UPDATE membership SET from_day = '2020-01-01' WHERE to_day IS NOT NULL", "DELETE FROM administrator",
    "DELETE FROM member", "DELETE FROM customer_details",
  ]) func historyIsKept(statement: String) throws {
    let book = try TemporaryBook()
    let day = try TemporaryBook.day("2026-01-01")
    let customer = try book.fill(on: day)
    _ = try book.file.change(book.change("remove", on: day, customer: customer), .all) { writer in
      let anna = try #require(try writer.reader.member(of: customer, email: "anna@kontor.example"))
      try writer.removeMember(anna, from: customer)
      return "removed"
    }
    #expect(throws: DatabaseError.self) { try book.raw().write { try $0.execute(sql: statement) } }
  }

  @Test func aBackupIsTheWholeBook() throws {
    let book = try TemporaryBook()
    let customer = try book.fill(on: try TemporaryBook.day("2026-01-01"))
    let copy = book.folder.appending(path: "copy.sqlite").path
    try book.file.backUp(to: copy)
    let account = try AccountFile(path: copy).read(.all) { try $0.account(customer) }
    #expect(try account == book.file.read(.all) { try $0.account(customer) })
    #expect(throws: AccountProblem.self) { try book.file.backUp(to: copy) }
  }

  /// A reseller's questions do not find what is another's: the answer is as if it were not there.
  @Test func anotherResellersCustomerIsNotFound() throws {
    let book = try TemporaryBook()
    let customer = try book.fill(on: try TemporaryBook.day("2026-01-01"))
    try book.file.read(.reseller(99)) { (reader: AccountReader) throws -> Void in
      #expect(try reader.account(customer) == nil)
      #expect(try reader.customers(called: "Kontor", limit: 9).isEmpty)
      #expect(try reader.customers(limit: 9).isEmpty)
      #expect(try reader.members(of: customer, limit: 9).isEmpty)
      #expect(try reader.history(of: customer, limit: 9).isEmpty)
      #expect(try reader.generalHistory(limit: 9).isEmpty)
      #expect(try reader.notices(of: customer, limit: 9).isEmpty)
      #expect(try reader.resellers().isEmpty)
    }
  }
}
