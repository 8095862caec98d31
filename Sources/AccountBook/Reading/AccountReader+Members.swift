import GRDB
import Quantities

extension AccountReader {
  /// The members of a customer by address, administrators first.
  ///
  /// - Parameter prefix: What their addresses begin with.
  package func members(of customer: Int64, beginning prefix: String = "", limit: Int) throws -> [Member] {
    let folded = Stored.folded(prefix)
    return try members("m.folded >= ? AND m.folded < ?", [customer, folded, folded + "\u{10FFFF}"], limit)
  }

  /// One member by address, if it has a licence.
  package func member(of customer: Int64, email: String) throws -> Member? {
    try members("m.folded = ?", [customer, Stored.folded(email)], 1).first
  }

  private func members(_ condition: String, _ arguments: StatementArguments, _ limit: Int) throws -> [Member] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT m.id, m.email, s.from_day AS since,
          EXISTS (SELECT 1 FROM known_address k WHERE k.folded = m.folded\(until("k.since_day"))) AS is_known,
          EXISTS (SELECT 1 FROM administrator a WHERE a.customer = m.customer AND a.member = m.id AND \(holds("a")))
            AS is_administrator
        FROM member m JOIN membership s ON s.member = m.id AND \(holds("s"))
          JOIN customer ON customer.id = m.customer
        WHERE m.customer = ? AND \(condition) AND \(scope.sql("customer.reseller"))
        ORDER BY is_administrator DESC, m.folded LIMIT \(limit)
        """, arguments: arguments
    ).map(Member.init(row:))
  }

  /// Whether an address has an account with the vendor.
  package func isKnown(_ email: String) throws -> Bool {
    try Bool.fetchOne(
      database, sql: "SELECT EXISTS (SELECT 1 FROM known_address WHERE folded = ?)",
      arguments: [Stored.folded(email)]) ?? false
  }
}
