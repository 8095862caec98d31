import GRDB
package import Quantities

extension AccountReader {
  /// A customer in a list.
  package struct CustomerLine: Sendable, Equatable {
    package var id: Int64
    package var name: String
    package var country: String
    package var reseller: String
    package var subscription: Subscription?
    package var licencesInUse: Int
  }

  private static let columns = """
    customer.id, customer.reseller, d.name, d.address, d.country, d.email, d.language,
    v.number, v.standing, v.evidence, v.evidence_day
    """

  /// One customer; nil if there is none, or none that this person may see.
  package func customer(_ id: Int64) throws -> Customer? {
    try Row.fetchOne(
      database,
      sql: """
        SELECT \(Self.columns) FROM customer
        JOIN customer_details d ON d.customer = customer.id AND \(holds("d"))
        JOIN customer_vat v ON v.customer = customer.id AND \(holds("v"))
        WHERE customer.id = ? AND \(scope.sql("customer.reseller"))
        """, arguments: [id]
    ).map(Customer.init(row:))
  }

  /// The customers whose name is, or else begins with, or else contains a text; `12` or `#12` is a number.
  package func customers(called text: String, limit: Int) throws -> [CustomerLine] {
    if let id = Int64(text.first == "#" ? String(text.dropFirst()) : text) {
      let found = try lines("customer.id = ?", [id], limit)
      if !found.isEmpty || text.first == "#" { return found }
    }
    let folded = Stored.folded(text)
    let exact = try lines("d.folded = ?", [folded], limit)
    if !exact.isEmpty { return exact }
    let begins = try customers(beginning: text, limit: limit)
    if !begins.isEmpty { return begins }
    return try lines("instr(d.folded, ?) > 0", [folded], limit)
  }

  /// The customers whose name begins with a text: for Tab.
  package func customers(beginning text: String, limit: Int) throws -> [CustomerLine] {
    let folded = Stored.folded(text)
    // The greatest text that begins like this one, so that the index serves.
    return try lines("d.folded >= ? AND d.folded < ?", [folded, folded + "\u{10FFFF}"], limit)
  }

  /// All customers by name.
  package func customers(limit: Int) throws -> [CustomerLine] { try lines("1", [], limit) }

  private func lines(_ condition: String, _ arguments: StatementArguments, _ limit: Int) throws -> [CustomerLine] {
    try lines(
      from:
        "customer_details d JOIN customer ON customer.id = d.customer LEFT JOIN subscription_term t ON t.customer = d.customer AND \(holds("t"))",
      where: "\(condition) AND \(holds("d")) AND \(scope.sql("d.reseller"))", order: "d.folded, d.customer", arguments,
      limit)
  }

  /// Subscriptions that end within a span of days, the next first.
  package func ending(from first: CalendarDate, through last: CalendarDate, limit: Int) throws -> [CustomerLine] {
    try lines(
      from:
        "subscription_term t JOIN customer ON customer.id = t.customer JOIN customer_details d ON d.customer = t.customer AND \(holds("d"))",
      where: "t.end_day >= ? AND t.end_day <= ? AND \(holds("t")) AND \(scope.sql("t.reseller"))",
      order: "t.end_day, t.customer", [first, last], limit)
  }

  private func lines(
    from: String, where condition: String, order: String, _ arguments: StatementArguments, _ limit: Int
  ) throws -> [CustomerLine] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT customer.id AS customer_id, d.name, d.country, (SELECT name FROM reseller WHERE id = customer.reseller) AS reseller_name,
          t.subscription AS id, (SELECT product FROM subscription WHERE id = t.subscription) AS product, t.kind, t.term,
          t.first_day, t.end_day, t.capacity,
          (SELECT count(*) FROM membership m WHERE m.customer = customer.id AND \(holds("m"))) AS in_use
        FROM \(from) WHERE \(condition) ORDER BY \(order) LIMIT \(limit)
        """, arguments: arguments
    ).map { row in
      CustomerLine(
        id: try row.integer("customer_id"), name: try row.text("name"), country: try row.text("country"),
        reseller: try row.text("reseller_name"),
        subscription: try row.optionalInteger("id") == nil ? nil : try Subscription(row: row),
        licencesInUse: try row.count("in_use"))
    }
  }

  // MARK: One account

  /// Everything about one customer; nil if there is none that this person may see.
  package func account(_ id: Int64) throws -> Account? {
    guard let customer = try customer(id),
      let reseller = try AccountReader(database: database, scope: .all, day: day).reseller(customer.reseller)
    else { return nil }
    return Account(
      customer: customer, reseller: reseller, subscription: try subscription(of: id),
      licencesInUse: try count("membership m", "m.customer = ? AND \(holds("m"))", id),
      ownAdministrators: try count("administrator a", "a.customer = ? AND a.member IS NOT NULL AND \(holds("a"))", id),
      resellerIsAdministrator: try count(
        "administrator a", "a.customer = ? AND a.member IS NULL AND \(holds("a"))", id) > 0,
      trialsSoFar: try count(
        "purchase", "customer = ? AND action = 'trial' AND state <> 'cancelled'\(until("placed_day"))", id),
      revision: try Int64.fetchOne(database, sql: "SELECT max(id) FROM audit WHERE customer = ?", arguments: [id]) ?? 0)
  }

  func until(_ column: String) -> String { day.map { " AND \(column) <= '\($0)'" } ?? "" }

  private func count(_ table: String, _ condition: String, _ id: Int64) throws -> Int {
    try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table) WHERE \(condition)", arguments: [id]) ?? 0
  }

  func subscription(of customer: Int64) throws -> Subscription? {
    try Row.fetchOne(
      database,
      sql: """
        SELECT t.subscription AS id, s.product, t.kind, t.term, t.first_day, t.end_day, t.capacity
        FROM subscription_term t JOIN subscription s ON s.id = t.subscription
        WHERE t.customer = ? AND \(holds("t"))
        """, arguments: [customer]
    ).map(Subscription.init(row:))
  }
}
