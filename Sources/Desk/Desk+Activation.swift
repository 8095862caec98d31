import AccountBook
import PolicyModel
import Quantities

/// What an order does to a subscription once it is paid for.
extension Desk {
  /// Makes an order active on the change's day: the subscription, the members that waited for it, the notices.
  ///
  /// - Throws: A reason why it cannot be made active any more.
  func activate(
    _ draft: PurchaseDraft, _ purchase: Int64, _ account: Account, _ writer: AccountWriter, _ rules: RulesInForce
  ) throws -> [String] {
    let wish = OrderWish(
      action: draft.action, licences: draft.licences, term: draft.term.isEmpty ? nil : draft.term)
    // The order as it is on this day: a transfer may have come later than the order.
    let filled = FilledOrder(wish, account, on: writer.day, rules)
    if let refusal = try rules.price(filled).refusal { throw refusal }
    let end = try rules.day("covered-until", filled.order)
    var subscription: Subscription
    switch draft.action {
    case "top-up", "renewal":
      guard let running = account.subscription, running.kind == .paid else {
        throw AccountProblem(.refused, "there is no subscription for this order any more", cure: "credit the invoice")
      }
      // It was priced for the months until an end: another end, or another subscription, was not what was ordered.
      guard StoredOrder.order(draft.inputs)?.inputs["period-end"] == running.endDay.description else {
        throw AccountProblem(
          .refused, "the subscription has changed since this was ordered: it ends on \(running.endDay) now",
          cure: "credit the invoice")
      }
      subscription = running
      subscription.endDay = end
      if draft.action == "top-up" {
        try subscription.addLicences(draft.licences)
      } else {
        subscription.capacity = draft.licences
      }
      if draft.action == "renewal" { subscription.term = draft.term }
    default:
      // A trial that runs goes over into the subscription; one that has ended is followed by a new one.
      let isFollowed = account.subscription.map { $0.kind == .trial && $0.covers(writer.day) } ?? false
      if let running = account.subscription, running.kind == .paid, running.covers(writer.day) {
        throw AccountProblem(
          .refused, "a subscription runs already, until \(running.endDay)", cure: "credit the invoice")
      }
      subscription = Subscription(
        id: isFollowed ? account.subscription?.id ?? 0 : 0, product: account.subscription?.product ?? Self.product,
        kind: draft.action == "trial" ? .trial : .paid, term: draft.action == "trial" ? "" : draft.term,
        firstDay: writer.day, endDay: end, capacity: draft.licences)
    }
    if subscription.capacity < account.licencesInUse {
      throw AccountProblem(
        .refused, "\(account.licencesInUse) licences are in use, more than this order leaves",
        cure: "remove members first: `remove E-MAIL`")
    }
    try writer.setSubscription(subscription, of: account, purchase: purchase)
    try writer.setState(of: purchase, .active)
    guard let after = try writer.reader.account(account.customer.id) else { throw Self.noCustomer }
    var lines = [
      "\(counted(subscription.capacity, "licence")) until \(subscription.endDay), \(after.licencesInUse) of them in use"
    ]
    lines += try addMembers(draft.members, to: after, writer, rules)
    guard let last = try writer.reader.account(account.customer.id) else { throw Self.noCustomer }
    let notices = try NoticeComposer(rules: rules).notices(
      for: filled.order, over: FilledOrder(nil, account, on: writer.day, rules).order, cause: "order \(purchase)",
      account: last, writer.reader)
    _ = try writer.tell(notices, reseller: account.reseller.id)
    return lines
  }
}
