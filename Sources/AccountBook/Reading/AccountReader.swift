import Diagnostics
import GRDB
package import Quantities

/// Reads the account book within one moment, and within what one person may see.
///
/// Every question about customers carries the scope into its SQL, so that what is not this person's is not found; it is
/// never found first and refused then.
package struct AccountReader {
  let database: Database
  let scope: Scope
  /// The end of a past day, or nil for now.
  package let day: CalendarDate?

  /// The condition that a row with `from_day` and `to_day` holds.
  func holds(_ table: String) -> String {
    guard let day else { return "\(table).to_day IS NULL" }
    return "(\(table).from_day <= '\(day)' AND (\(table).to_day IS NULL OR \(table).to_day > '\(day)'))"
  }

  // MARK: The book itself

  package func setting(_ key: String) throws -> String? {
    try Row.fetchOne(database, sql: "SELECT value FROM setting WHERE key = ?", arguments: [key])?.text("value")
  }

  package func kind() throws -> AccountFile.Kind {
    guard let kind = try setting("kind").flatMap({ AccountFile.Kind(rawValue: $0) }) else {
      throw Stored.damage("setting.kind")
    }
    return kind
  }

  /// The day that a rehearsal was set to.
  package func rehearsalDay() throws -> CalendarDate? {
    guard let text = try setting("day") else { return nil }
    guard let day = CalendarDate(parsing: text) else { throw Stored.damage("setting.day") }
    return day
  }

  /// The files of a book of rules that an order was priced by, in their order.
  package func rules(hash: String) throws -> [(name: String, text: String)] {
    try Row.fetchAll(
      database, sql: "SELECT name, text FROM rule_file WHERE hash = ? ORDER BY position", arguments: [hash]
    ).map { (try $0.text("name"), try $0.text("text")) }
  }

  // MARK: Resellers

  package func reseller(named name: String) throws -> Reseller? { try resellers("reseller.name = ?", [name]).first }

  package func reseller(_ id: Int64) throws -> Reseller? { try resellers("reseller.id = ?", [id]).first }

  package func resellers() throws -> [Reseller] { try resellers("1", []) }

  private func resellers(_ condition: String, _ arguments: StatementArguments) throws -> [Reseller] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT reseller.id, reseller.name, t.email, t.agreed_discount, t.language, t.currency
        FROM reseller JOIN reseller_terms t ON t.reseller = reseller.id AND \(holds("t"))
        WHERE \(condition) AND \(scope.sql("reseller.id")) ORDER BY reseller.name
        """, arguments: arguments
    ).map(Reseller.init(row:))
  }

  // MARK: Audit

  /// What came of the change that a person made under this key, if there was one.
  package func change(withKey key: String, by who: Identity) throws -> EarlierChange? {
    try Row.fetchOne(database, sql: "SELECT * FROM audit WHERE key = ?", arguments: [Change.kept(key, of: who)])
      .map(EarlierChange.init(row:))
  }

  /// The entries about a customer, newest first.
  package func history(of customer: Int64, limit: Int) throws -> [AuditRecord] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT audit.* FROM audit JOIN customer ON customer.id = audit.customer
        WHERE audit.customer = ? AND \(scope.sql("customer.reseller")) \(day.map { "AND audit.day <= '\($0)'" } ?? "")
        ORDER BY audit.id DESC LIMIT ?
        """, arguments: [customer, limit]
    ).map(AuditRecord.init(row:))
  }

  /// The entries about no customer, newest first: for staff.
  package func generalHistory(limit: Int) throws -> [AuditRecord] {
    guard scope == .all else { return [] }
    return try Row.fetchAll(database, sql: "SELECT * FROM audit ORDER BY id DESC LIMIT ?", arguments: [limit])
      .map(AuditRecord.init(row:))
  }
}
