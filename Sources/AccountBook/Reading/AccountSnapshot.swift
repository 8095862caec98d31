import Diagnostics
import Quantities

/// An account as the audit log shows it: a flat list of what can change, in a fixed order.
struct AccountSnapshot: Equatable {
  var entries: [(name: String, text: String)]

  static func == (left: AccountSnapshot, right: AccountSnapshot) -> Bool {
    left.entries.elementsEqual(right.entries) { $0.name == $1.name && $0.text == $1.text }
  }

  /// What differs, as two JSON objects: how it was, and how it is.
  static func changes(_ before: AccountSnapshot?, _ after: AccountSnapshot?) -> (String, String) {
    let old = before?.entries ?? []
    let new = after?.entries ?? []
    let left = Dictionary(old.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
    let right = Dictionary(new.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
    func object(_ entries: [(name: String, text: String)], _ other: [String: String]) -> String {
      JSON.object(entries.filter { other[$0.name] != $0.text }.map { .init($0.name, .string($0.text)) }).text()
    }
    return (object(old, right), object(new, left))
  }
}

extension AccountReader {
  /// The account as the audit log shows it.
  func snapshot(_ customer: Int64) throws -> AccountSnapshot {
    guard let account = try account(customer) else { return AccountSnapshot(entries: []) }
    let details = account.customer.details
    let vat = account.customer.vat
    var entries = [
      ("name", details.name), ("address", details.address), ("country", details.country), ("email", details.email),
      ("language", details.language), ("vat-number", vat.number ?? ""), ("vat-standing", vat.standing.rawValue),
      ("vat-evidence", vat.evidence ?? ""),
    ]
    if let subscription = account.subscription {
      entries += [
        ("subscription", subscription.kind.rawValue), ("term", subscription.term),
        ("first-day", subscription.firstDay.description), ("end-day", subscription.endDay.description),
        ("licences", String(subscription.capacity)),
      ]
    }
    entries += [
      ("licences-in-use", String(account.licencesInUse)), ("own-administrators", String(account.ownAdministrators)),
      ("reseller-is-administrator", account.resellerIsAdministrator ? "yes" : "no"),
    ]
    return AccountSnapshot(entries: entries.filter { !$0.1.isEmpty })
  }
}
