import AccountBook
import GRDB
import Quantities
import Testing

/// A book is broken in one place, and `accounts check` names it. Triggers are taken away first: no command could do this.
@Suite struct ConsistencyCheckTests {
  @Test func aWholeBookHasNoFaults() throws {
    let book = try TemporaryBook()
    _ = try book.fill(on: try TemporaryBook.day("2026-01-01"))
    #expect(try book.file.read(.all) { try ConsistencyCheck.faults($0) }.isEmpty)
    #expect(try book.file.damages().isEmpty)
  }

  @Test(arguments: [
    ("UPDATE subscription_term SET capacity = 0", "customer 1: more licences in use than there are"),
    (
      "UPDATE subscription_term SET capacity = 9223372036854775807",
      "customer 1: more licences than any subscription has"
    ),
    ("UPDATE subscription_term SET end_day = '2026-13-77'", "subscription_term 1: a day that does not exist"),
    ("UPDATE reseller_terms SET from_day = '2026-02-30'", "reseller_terms 1: a day that does not exist"),
    ("UPDATE audit SET day = 'x'", "audit 1: a day that does not exist"),
    ("DELETE FROM subscription_term", "customer 1: members without a subscription"),
    ("DELETE FROM administrator", "customer 1: no administrator"),
    (
      "UPDATE administrator SET member = 1; UPDATE membership SET to_day = from_day",
      "customer 1: an administrator without a licence"
    ),
    ("UPDATE customer_vat SET to_day = from_day", "customer 1: no details, or no state of the VAT number, today"),
    ("UPDATE audit SET id = 7 WHERE id = 1", "entry 7: an entry of the audit log that is missing"),
  ]) func oneFaultIsNamed(statement: String, fault: String) throws {
    let book = try TemporaryBook()
    _ = try book.fill(on: try TemporaryBook.day("2026-01-01"))
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    try DatabaseQueue(path: book.file.path, configuration: configuration).write { database in
      for trigger in try String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
        try database.execute(sql: "DROP TRIGGER \(trigger)")
      }
      try database.execute(sql: statement)
    }
    #expect(try book.file.read(.all) { try ConsistencyCheck.faults($0) } == [fault])
  }
}
