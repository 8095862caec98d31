import GRDB

extension AccountReader {
  /// Notices that a channel has not delivered yet, oldest first. A reseller sees those addressed to itself.
  package func undelivered(by channel: String, limit: Int) throws -> [Notice] {
    let own: String
    switch scope {
    case .all: own = "1"
    case .reseller(let id): own = "n.is_for_reseller AND n.reseller = \(id)"
    }
    return try Row.fetchAll(
      database,
      sql: """
        SELECT n.* FROM notice n
        WHERE \(own) AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.channel = ? AND d.notice = n.number)
        ORDER BY n.number LIMIT \(limit)
        """, arguments: [channel]
    ).map(Notice.init(row:))
  }

  /// The notices about a customer, newest first.
  package func notices(of customer: Int64, limit: Int) throws -> [Notice] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT n.* FROM notice n JOIN customer ON customer.id = n.customer
        WHERE n.customer = ? AND \(scope.sql("customer.reseller"))\(until("n.day")) ORDER BY n.number DESC LIMIT \(limit)
        """, arguments: [customer]
    ).map(Notice.init(row:))
  }
}
