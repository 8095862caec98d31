package import AccountBook
package import PolicyModel
import Quantities

/// Something that is about to be done, shown before it is done. It holds for the account, the reseller's terms, the day and
/// the rules as they were when it was made.
package struct Proposal: Sendable, Equatable {
  package enum Deed: Sendable, Equatable {
    /// A new customer, with its first order.
    case create(reseller: Int64, Customer.Details, VATState)
    /// An order for a customer that is there.
    case order
    case grantRole(email: String?)
    case endRole(email: String?)
    case edit(Customer.Details, VATState)
    case credit(invoice: String, reason: String)
    case endTrial
  }

  /// What it was made from. Once some of it has moved, it is no longer done.
  struct Basis: Sendable, Equatable {
    var day: CalendarDate
    /// The account's last change; 0 for a customer that is about to be created.
    var revision: Int64
    var terms: Reseller.Terms
    /// The hash of the rules, where they were asked.
    var hash: String?
  }

  package var deed: Deed
  package var customer: Int64?
  var basis: Basis
  /// In the words of the command.
  package var action: String
  /// What was asked for, in full, for the key.
  package var request: String?
  /// The same for each confirmation of this proposal, so that it is done once.
  package var key: String
  package var wish: OrderWish?
  package var priced: PricedOrder?
  /// Members to be added once the licences are there.
  package var members: [String] = []
  /// The open quote that is ordered.
  package var quote: Int64?
  /// What is to be said before it is confirmed, line by line.
  package var remarks: [String] = []
  /// What the rules would say before and after.
  package var effects: [Comparison] = []

  /// Whether it has to be paid for.
  package var isCharged: Bool {
    (priced?.quote.figures.first { $0.name == "total" }?.text).map { !Self.isZero($0) } ?? false
  }

  /// What was shown is no longer what would be done.
  static func moved(_ message: String) -> AccountProblem {
    AccountProblem(.changed, message, cure: "nothing was done; ask for it again")
  }

  private static func isZero(_ text: String) -> Bool { text.allSatisfy { $0 == "0" || $0 == "." } }

  /// A key that nobody else makes.
  package static func newKey() -> String {
    var generator = SystemRandomNumberGenerator()
    return String(generator.next() as UInt64, radix: 36) + String(generator.next() as UInt64, radix: 36)
  }
}

/// One order as the rules price it before a change and after it.
package struct Comparison: Sendable, Equatable {
  /// `next top-up, 1 licence, by the reseller`.
  package var title: String
  package var before: Quote
  package var after: Quote
}

/// A number with its noun: `1 licence`, `3 licences`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
