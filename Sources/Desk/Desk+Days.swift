package import AccountBook
import PolicyEngine
package import PolicyModel
package import Quantities

/// Days: what ends soon, what a day brings, and the day of a rehearsal.
extension Desk {
  /// Sets the day of a rehearsal; for staff.
  package func setDay(_ day: CalendarDate) throws(AccountProblem) -> ChangeResult {
    try requireStaff("setting the day")
    let change = Change(who: identity, day: day, action: "clock \(day)")
    return try file.change(change, scope) { writer in
      try writer.setRehearsalDay(day)
      return "the account book's day is \(day)"
    }
  }

  /// Asks the rules what a day brings for each subscription, and writes the notices.
  package func remind(on day: CalendarDate?, _ rules: RulesInForce) throws(AccountProblem) -> ChangeResult {
    let today = try self.day()
    let day = day ?? today
    guard rules.declares("expiry-check"), rules.declares("reminder-day"), rules.declares("expires-on") else {
      throw AccountProblem(
        .refused, "these rules do not say what a day brings",
        cure: "see that they ask for expiry-check, reminder-day and expires-on")
    }
    let change = Change(who: identity, day: today, action: "remind \(day)")
    return try file.change(change, scope) { writer in
      var count = 0
      var customers = 0
      // A year ahead: no notice about an end is asked for earlier than a term before it.
      let last = CalendarDate(dayNumber: min(CalendarDate.last.dayNumber, day.dayNumber + 366))
      for line in try writer.reader.ending(from: day, through: last, limit: .max) {
        try AccountProblem.throwIfInterrupted()
        guard let subscription = line.subscription,
          !self.notices(onDay: day, ofEnd: subscription.endDay, rules).isEmpty,
          let account = try writer.reader.account(line.id)
        else { continue }
        var filled = FilledOrder(nil, account, on: today, rules)
        let base = filled.order
        filled.set("expiry-check", to: "yes", origin: "remind")
        filled.set("reminder-day", to: day.description, origin: "remind")
        filled.set("expires-on", to: subscription.endDay.description, origin: "the subscription")
        let notices = try NoticeComposer(rules: rules).notices(
          for: filled.order, over: base, cause: "day \(day) of \(line.id)", account: account, writer.reader)
        let told = try writer.tell(notices, reseller: account.reseller.id)
        count += told
        if told > 0 { customers += 1 }
      }
      return count == 0
        ? "\(day) brings nobody a notice"
        : "\(count) \(count == 1 ? "notice" : "notices") for \(customers) \(customers == 1 ? "customer" : "customers")"
    }
  }

  /// The notices that the rules ask for on a day, of a subscription that ends on another.
  package func notices(onDay day: CalendarDate, ofEnd end: CalendarDate, _ rules: RulesInForce) -> [String] {
    let order = Order(inputs: [
      "expiry-check": "yes", "reminder-day": day.description, "expires-on": end.description,
    ])
    guard case .success(let effects) = rules.engine.effects(order) else { return [] }
    return effects.filter { $0.collection == "notices" }.map(\.name)
  }

  // MARK: Outbox

  /// Hands what a channel has not delivered yet to it, oldest first, and marks what it took.
  ///
  /// - Parameter channel: What the deliveries are marked by.
  package func deliver(by channel: String, limit: Int = 10_000, _ hand: (Notice) -> Result<Void, ChannelProblem>)
    throws(AccountProblem) -> (delivered: Int, problem: ChannelProblem?)
  {
    var delivered: [Notice] = []
    var problem: ChannelProblem?
    for notice in try file.read(scope, { try $0.undelivered(by: channel, limit: limit) }) {
      switch hand(notice) {
      case .success: delivered.append(notice)
      case .failure(let found): problem = problem ?? found
      }
    }
    if !delivered.isEmpty {
      let taken = delivered
      _ = try file.change(change("deliver \(channel)", on: nil, key: nil), scope) { writer in
        try writer.markDelivered(taken, by: channel)
        return "\(taken.count) delivered by \(channel)"
      }
    }
    return (delivered.count, problem)
  }
}
