import GRDB
package import Quantities

/// Somebody with a licence of a customer's subscription.
package struct Member: Sendable, Equatable {
  package var id: Int64
  package var email: String
  /// Whether the address has an account with the vendor.
  package var isKnown: Bool
  package var isAdministrator: Bool
  package var since: CalendarDate

  init(row: Row) throws(AccountProblem) {
    id = try row.integer("id")
    email = try row.text("email")
    isKnown = try row.flag("is_known")
    isAdministrator = try row.flag("is_administrator")
    since = try row.day("since")
  }
}
