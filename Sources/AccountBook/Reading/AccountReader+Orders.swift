import GRDB
import Quantities

extension AccountReader {
  /// An order, if this person may see it.
  package func purchase(_ id: Int64) throws -> Purchase? { try purchases("p.id = ?", [id], 1).first }

  /// A customer's orders, newest first.
  package func purchases(of customer: Int64, limit: Int) throws -> [Purchase] {
    try purchases("p.customer = ?", [customer], limit)
  }

  /// All orders that this person may see and that were not cancelled, oldest first.
  package func allPurchases() throws -> [Purchase] {
    try purchases("p.state <> 'cancelled'", [], .max).reversed()
  }

  private func purchases(_ condition: String, _ arguments: StatementArguments, _ limit: Int) throws -> [Purchase] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT p.* FROM purchase p JOIN customer ON customer.id = p.customer
        WHERE \(condition) AND \(scope.sql("customer.reseller"))\(until("p.placed_day"))
        ORDER BY p.id DESC LIMIT \(limit)
        """, arguments: arguments
    ).map(Purchase.init(row:))
  }

  /// The open quotes of a customer, oldest first.
  package func openQuotes(of customer: Int64) throws -> [KeptQuote] {
    try quotes("quote.customer = ?", [customer])
  }

  package func openQuote(_ id: Int64) throws -> KeptQuote? { try quotes("quote.id = ?", [id]).first }

  private func quotes(_ condition: String, _ arguments: StatementArguments) throws -> [KeptQuote] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT quote.* FROM quote JOIN customer ON customer.id = quote.customer
        WHERE \(condition) AND quote.closed_day IS NULL AND \(scope.sql("customer.reseller")) ORDER BY quote.id LIMIT 1000
        """, arguments: arguments
    ).map(KeptQuote.init(row:))
  }

  /// An invoice by its number, if this person may see it.
  package func invoice(_ number: String) throws -> Invoice? { try invoices("i.number = ?", [number], 1).first }

  /// The same by its row.
  func invoice(inRow id: Int64) throws -> Invoice? { try invoices("i.id = ?", [id], 1).first }

  package func invoice(ofPurchase id: Int64) throws -> Invoice? { try invoices("i.purchase = ?", [id], 1).first }

  /// Invoices, newest first; of one customer or of all that this person may see.
  package func invoices(of customer: Int64?, limit: Int) throws -> [Invoice] {
    if let customer { return try invoices("i.customer = ?", [customer], limit) }
    return try invoices("1", [], limit)
  }

  private func invoices(_ condition: String, _ arguments: StatementArguments, _ limit: Int) throws -> [Invoice] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT i.*, p.day AS paid_on, p.method || CASE p.reference WHEN '' THEN '' ELSE ' ' || p.reference END AS paid_with,
          c.number AS credit_note
        FROM invoice i JOIN customer ON customer.id = i.customer
          LEFT JOIN payment p ON p.invoice = i.id AND p.amount > 0\(until("p.recorded_day"))
          LEFT JOIN credit_note c ON c.invoice = i.id\(until("c.day"))
        WHERE \(condition) AND \(scope.sql("customer.reseller"))\(until("i.day")) ORDER BY i.id DESC LIMIT \(limit)
        """, arguments: arguments
    ).map(Invoice.init(row:))
  }
}
