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
      if draft.action == "renewal" { try requireWanted(draft, purchase, account, until: end, writer) }
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
    if draft.action == "renewal", let begin = account.subscription?.endDay, writer.day > begin {
      lines.append(
        "note: \(writer.day.dayNumber - begin.dayNumber) of its \(end.dayNumber - begin.dayNumber) days had passed when the money came"
      )
    }
    lines += try addMembers(draft.members, to: after, writer, rules)
    guard let last = try writer.reader.account(account.customer.id) else { throw Self.noCustomer }
    let notices = try NoticeComposer(rules: rules).notices(
      for: filled.order, over: FilledOrder(nil, account, on: writer.day, rules).order, cause: "order \(purchase)",
      account: last, writer.reader)
    _ = try writer.tell(notices, reseller: account.reseller.id)
    return lines
  }

  /// Refuses a renewal whose money came too late: nothing is left of its period, or it would take licences away that were
  /// bought since it was ordered.
  private func requireWanted(
    _ draft: PurchaseDraft, _ purchase: Int64, _ account: Account, until end: CalendarDate, _ writer: AccountWriter
  ) throws {
    if end <= writer.day {
      throw AccountProblem(.refused, "the period it is for ended on \(end)", cure: "credit the invoice")
    }
    guard let running = account.subscription, draft.licences < running.capacity,
      let ordered = try writer.licences(beforeOrder: purchase, of: account.customer.id), running.capacity > ordered
    else { return }
    throw AccountProblem(
      .refused,
      "it is for \(counted(draft.licences, "licence")), and since it was ordered there are \(running.capacity)",
      cure: "credit the invoice")
  }
}
