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

  init(row: Row) {
    id = row["id"]
    email = row["email"]
    isKnown = row["is_known"]
    isAdministrator = row["is_administrator"]
    since = row["since"]
  }
}
