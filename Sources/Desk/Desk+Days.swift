package import AccountBook
import PolicyEngine
package import PolicyModel
package import Quantities

/// Days: what ends soon, what a day brings, and the day of a rehearsal.
extension Desk {
  /// Sets the day of a rehearsal; for staff.
  package func setDay(_ day: CalendarDate) throws(AccountProblem) -> ChangeResult {
    try requireStaff("setting the day")
    return try write("clock \(day)", on: nil, key: nil, day: day) { writer in
      try writer.setRehearsalDay(day)
      return "the account book's day is \(day)"
    }
  }

  /// Writes down what staff say of the computer's clock, with their reason.
  package func state(_ clock: ClockStatement) throws(AccountProblem) -> ChangeResult {
    try requireStaff("saying what is true of the clock")
    guard !why.allSatisfy(\.isWhitespace) else {
      throw AccountProblem(.refused, "the reason is missing", cure: "type `\(clock.action) --why \"…\"`")
    }
    return try write(clock.action, on: nil, key: nil, clock: clock) { writer in
      let dated = "changes are dated \(writer.day), as the computer's clock has it"
      if clock == .right { return dated }
      let found = try writer.correctDays()
      if found.entries.isEmpty {
        throw AccountProblem(.refused, "no entry is of a day that has not come yet", cure: "")
      }
      let names = found.entries.map { "\($0.id) of \($0.day)" }.joined(separator: ", ")
      var lines = ["marked as of a wrong clock: \(found.entries.count == 1 ? "entry" : "entries") \(names)", dated]
      if !found.invoices.isEmpty {
        lines.append(
          "orders and invoices keep their day: see whether to `credit` \(found.invoices.joined(separator: ", "))")
      }
      return lines.joined(separator: "\n")
    }
  }

  /// What `accounts check` says of entries of days that have not come yet.
  package struct FutureEntries: Sendable, Equatable {
    package var lines: [String] = []
    /// Whether there is one that nobody has marked as of a wrong clock.
    package var isUnmarked = false

    package init() {}
  }

  package func futureEntries() throws(AccountProblem) -> FutureEntries {
    let day = try day()
    let found = try file.read(scope) { try $0.futureEntries(after: day) }
    var result = FutureEntries()
    for entry in found.prefix(10) {
      let mark = entry.markedBy.map { ", and entry \($0) marks it as of a wrong clock" } ?? ""
      result.lines.append("entry \(entry.id) of \(entry.day) lies in the future\(mark)")
    }
    if found.count > 10 { result.lines.append("… and \(found.count - 10) more") }
    result.isUnmarked = found.contains { $0.markedBy == nil }
    if result.isUnmarked {
      result.lines.append("  cure: look at the computer's clock; if it is right, type `clock wrong --why TEXT`")
    }
    return result
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
    return try write("remind \(day)", on: nil, key: nil) { writer in
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

  /// Hands what a channel has not delivered yet to it, oldest first, and marks each notice as soon as it was taken: whoever
  /// is stopped in between has at most one to send again.
  ///
  /// - Parameter channel: What the deliveries are marked by.
  package func deliver(by channel: String, limit: Int = 10_000, _ hand: (Notice) -> Result<Void, ChannelProblem>)
    throws(AccountProblem) -> (delivered: Int, problem: ChannelProblem?)
  {
    let waiting = try file.read(scope) { try $0.undelivered(by: channel, limit: limit) }
    if waiting.isEmpty { return (0, nil) }
    // The entry comes first: where nothing may be written now, nothing is sent either.
    _ = try write("deliver \(channel)", on: nil, key: nil) { _ in "\(waiting.count) waiting for \(channel)" }
    var count = 0
    var problem: ChannelProblem?
    for notice in waiting {
      switch hand(notice) {
      case .success:
        try file.markDelivered(notice, by: channel)
        count += 1
      case .failure(let found): problem = problem ?? found
      }
    }
    return (count, problem)
  }
}
