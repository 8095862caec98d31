import AccountBook
import Console
import Desk
import Foundation
import Testing

/// One column of a book after the other is damaged: every command says so or does its work, and none ends the program.
@Suite struct DamagedBookTests {
  static let values = ["NULL", "-1", "9223372036854775807", "'x'", "x'00FF'", "1.5"]
  /// Those that what is written is tried with, too: of each kind that is read without a word there is one.
  static let written = ["9223372036854775807", "'x'"]

  static let looking = [
    "customers", "act on Kontor", "account", "members", "quotes", "orders", "invoices", "invoice 2025-00001",
    "history", "outbox", "expiring --within 400 days", "resellers", "at 2025-02-20", "deliver",
  ]

  static let writing = [
    "replay 1", "received 2025-00002", "top up 1", "pay transfer", "accept 1", "pay card 4713",
    "add dora@kontor.example", "make admin bo@kontor.example", "yes", "edit email=new@kontor.example", "yes",
    "credit 2025-00001 --why mistaken", "yes", "remove carl@kontor.example", "remind --on 2026-02-06",
    "known new@kontor.example", "clock 2025-02-21",
  ]

  static let tables = [
    ["audit", "setting"], ["reseller", "reseller_terms", "known_address"], ["customer", "customer_details"],
    ["customer_vat", "member", "membership", "administrator"], ["subscription", "subscription_term"],
    ["purchase"], ["quote", "rule_book", "rule_file"], ["invoice", "credit_note"],
    ["payment", "payment_reference", "posting"],
    ["notice", "delivery"],
  ]

  @Test(arguments: tables) func everyColumnDamagedInTurnIsSaidAndEndsNothing(tables: [String]) throws {
    let book = try DamagedBook()
    let console = try DeskConsole(opening: { identity throws(AccountProblem) in try book.desk(identity) })
    for (table, column) in try book.columns() where tables.contains(table) {
      for value in Self.values where try book.damage(table, column, value) {
        let place = "\(table).\(column) = \(value)"
        var console = console
        for command in Self.looking + (Self.written.contains(value) ? Self.writing : []) {
          let response = console.handle(command)
          let isSaid = response.status == 0 || !response.problem.isEmpty
          // That an order's rules give another quote than was kept is an answer.
          let isAnswer = command == "replay 1" && response.status == 70
          #expect(isSaid && [0, 1, 65, 66].contains(response.status) || isAnswer, "\(place): \(command): \(response)")
          let isDamage = response.problem.contains("the account book is damaged")
          #expect(!isDamage || response.status == 66, "\(place): \(command): \(response.problem)")
        }
        Self.readAsAWhole(book, place)
      }
    }
  }

  @Test func everyTableIsDamaged() throws {
    let book = try DamagedBook()
    let columns = try book.columns()
    #expect(Set(columns.map(\.table)) == Set(Self.tables.joined()))
    for table in Self.tables.joined() {
      #expect(try columns.contains { try $0.table == table && book.damage(table, $0.column, "'x'") }, "\(table)")
    }
  }

  /// A damaged value is named with its column and never taken for another.
  @Test(arguments: [
    ("subscription_term", "end_day", "'x'", "account", "end_day"),
    ("subscription_term", "capacity", "-1", "account", "capacity"),
    ("subscription_term", "kind", "'x'", "account", "kind"), ("customer_vat", "standing", "'x'", "account", "standing"),
    ("customer_details", "name", "x'00FF'", "account", "name"), ("membership", "from_day", "1.5", "members", "since"),
    ("purchase", "state", "'x'", "orders", "state"), ("purchase", "members", "'x'", "orders", "members"),
    ("invoice", "total", "-9223372036854775808", "invoices", "total"),
    ("invoice", "currency", "'x'", "invoices", "currency"),
    ("setting", "value", "'x'", "account", "setting.kind"), ("notice", "paragraphs", "'[1]'", "outbox", "paragraphs"),
  ]) func aDamagedValueIsNamed(table: String, column: String, value: String, command: String, named: String) throws {
    let book = try DamagedBook()
    var console = try DeskConsole(opening: { identity throws(AccountProblem) in try book.desk(identity) })
    try #require(try book.damage(table, column, value))
    // Choosing the customer reads it as well.
    let responses = ["act on Kontor", command].map { console.handle($0) }
    let said = try #require(responses.first { $0.status != 0 })
    #expect(said.status == 66 && said.problem.hasPrefix("the account book is damaged: \(named) is not"), "\(said)")
  }

  /// What `accounts check` and `accounts export` do.
  private static func readAsAWhole(_ book: DamagedBook, _ place: String) {
    func read(_ body: (Desk) throws -> Void) {
      do {
        try body(try book.desk(.staff("vera")))
      } catch {
        #expect((error as? AccountProblem)?.kind == .file, "\(place): \(error)")
      }
    }
    read { _ = try $0.file.damages() }
    read { desk in _ = try desk.file.read(.all) { try ConsistencyCheck.faults($0) } }
    read { _ = try $0.futureEntries() }
    read { _ = try OrderExport.lines($0, .csv) }
    read { _ = try CustomerTransfer.lines($0, .jsonl) }
  }
}
