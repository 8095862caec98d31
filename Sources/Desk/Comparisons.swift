import AccountBook
import PolicyModel
import Quantities

/// What a change of an account does to its next orders: each priced both ways, by the rules and nothing else.
struct Comparisons {
  let rules: RulesInForce
  let day: CalendarDate

  /// - Parameter buyers: Who the orders are placed by.
  func between(_ before: Account, _ after: Account, buyers: [String]) throws(AccountProblem) -> [Comparison] {
    var result: [Comparison] = []
    for wish in wishes(before) {
      for buyer in buyers {
        var own = wish
        own.buyer = buyer
        let title = "\(Self.title(wish))\(buyers.count > 1 ? ", ordered by the \(buyer)" : "")"
        let old = try rules.price(FilledOrder(own, before, on: day, rules)).quote
        let new = try rules.price(FilledOrder(own, after, on: day, rules)).quote
        result.append(Comparison(title: title, before: old, after: new))
      }
    }
    return result
  }

  /// The orders that come next: a top-up and the renewal, or a first subscription.
  private func wishes(_ account: Account) -> [OrderWish] {
    guard let subscription = account.subscription, subscription.kind == .paid, subscription.covers(day) else {
      let licences = max(1, account.licencesInUse)
      return [OrderWish(action: "new", licences: licences, term: "12 months")]
    }
    return [
      OrderWish(action: "top-up", licences: 1),
      OrderWish(action: "renewal", licences: max(1, subscription.capacity)),
    ]
  }

  static func title(_ wish: OrderWish) -> String {
    let licences = wish.licences.map { "\($0) \($0 == 1 ? "licence" : "licences")" } ?? ""
    switch wish.action {
    case "top-up": return "next top-up, \(licences)"
    case "renewal": return "the renewal, \(licences)"
    case "new": return "a new subscription, \(licences)\(wish.term.map { ", \($0)" } ?? "")"
    default: return "\(wish.action), \(licences)"
    }
  }
}
