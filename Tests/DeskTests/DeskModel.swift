/// The desk in plain memory: what each command has to come to. Written from the programme's page, not from the desk.
///
/// Each function says whether the command is done, and changes the model if it is.
struct DeskModel {
  typealias Subscription = ModelCustomer.Subscription

  enum Payment { case card, transfer, none }

  var day: Int
  var customers: [ModelCustomer] = []
  var invoices: [Int: Int] = [:]
  var credits: [Int: Int] = [:]
  /// The state at the end of past days.
  var past: [(day: Int, records: [ModelCustomer.Record])] = []

  mutating func setDay(_ next: Int) -> Bool {
    guard next >= day else { return false }
    if next > day { past.append((day, customers.map(\.record))) }
    day = next
    return true
  }

  // MARK: Orders

  mutating func create(_ customer: ModelCustomer, _ action: String, _ licences: Int, _ term: Int, _ payment: Payment)
    -> Bool
  {
    customers.append(customer)
    if order(customers.count - 1, action, licences, term, payment) { return true }
    customers.removeLast()
    return false
  }

  mutating func order(
    _ index: Int, _ action: String, _ licences: Int, _ term: Int, _ payment: Payment, members: [String] = []
  ) -> Bool {
    let customer = customers[index]
    let running = customer.subscription.flatMap { $0.covers(day) ? $0 : nil }
    switch action {
    case "new": guard running?.isTrial ?? true, licences >= customer.members.count else { return false }
    case "trial": guard running == nil else { return false }
    default: guard let running, !running.isTrial else { return false }
    }
    guard let money = customer.price(action, licences, term, on: day) else { return false }
    if money.total > 0, payment == .none { return false }
    let kept = action == "top-up" ? customer.subscription?.term ?? 0 : action == "renewal" ? 12 : term
    var next = customer
    next.orders.append(
      .init(action: action, licences: licences, term: action == "trial" ? 0 : kept, money: money, members: members))
    let last = next.orders.count - 1
    if action == "top-up" || action == "renewal" { next.orders[last].end = customer.subscription?.end }
    next.orders[last].held = customer.subscription?.capacity
    if action == "trial" { next.trials += 1 }
    if money.total > 0 { next.orders[last].invoice = number(invoices[ModelCalendar.year(day)] ?? 0) }
    if money.total == 0 || payment == .card {
      guard activate(last, &next) else { return false }
      if money.total > 0 { next.orders[last].paidOn = day }
    }
    if money.total > 0 { invoices[ModelCalendar.year(day), default: 0] += 1 }
    customers[index] = next
    return true
  }

  private func number(_ count: Int) -> String {
    let digits = String(count + 1)
    return "\(ModelCalendar.year(day))-" + String(repeating: "0", count: 5 - digits.count) + digits
  }

  private func activate(_ position: Int, _ customer: inout ModelCustomer) -> Bool {
    let order = customer.orders[position]
    var next: Subscription
    switch order.action {
    case "top-up":
      guard let running = customer.subscription, running.end > day, !running.isTrial, running.end == order.end else {
        return false
      }
      next = running
      next.capacity += order.licences
    case "renewal":
      guard let running = customer.subscription, !running.isTrial, running.end == order.end else { return false }
      next = running
      next.capacity = order.licences
      next.term = 12
      next.end = ModelCalendar.adding(12, to: running.end)
      // Late money: nothing is left of the period, or licences were bought meanwhile that it would take away.
      guard next.end > day else { return false }
      if let held = order.held, running.capacity > held, order.licences < running.capacity { return false }
    case "trial":
      next = Subscription(isTrial: true, term: 0, first: day, end: day + 14, capacity: order.licences)
    default:
      if let running = customer.subscription, running.covers(day), !running.isTrial { return false }
      let end = ModelCalendar.adding(order.term, to: day)
      next = Subscription(isTrial: false, term: order.term, first: day, end: end, capacity: order.licences)
    }
    let members = customer.members.union(order.members)
    guard next.capacity >= members.count else { return false }
    customer.orders[position].before = customer.subscription
    customer.changes += 1
    if ["new", "trial"].contains(order.action) { customer.subscriptions += 1 }
    customer.orders[position].change = customer.changes
    customer.orders[position].after = next
    customer.orders[position].subscription = customer.subscriptions
    customer.orders[position].state = .active
    customer.subscription = next
    customer.members = members
    return true
  }

  mutating func endTrial(_ index: Int) -> Bool {
    guard let trial = customers[index].subscription, trial.isTrial, trial.covers(day) else { return false }
    customers[index].subscription?.end = day
    return true
  }

  mutating func accept(_ index: Int, _ quote: Int, _ payment: Payment) -> Bool {
    let kept = customers[index].quotes[quote]
    guard order(index, kept.action, kept.licences, kept.term, payment) else { return false }
    customers[index].quotes.remove(at: quote)
    return true
  }

  // MARK: Money

  mutating func received(_ index: Int, _ position: Int) -> Bool {
    let order = customers[index].orders[position]
    guard order.invoice != nil, order.paidOn == nil, order.credit == nil else { return false }
    if !activate(position, &customers[index]) { customers[index].orders[position].state = .paid }
    customers[index].orders[position].paidOn = day
    return true
  }

  mutating func credit(_ index: Int, _ position: Int) -> Bool {
    let order = customers[index].orders[position]
    guard order.invoice != nil, order.credit == nil else { return false }
    // Of a subscription that has ended nothing is left to take back.
    let customer = customers[index]
    if order.state == .active, var left = customer.subscription, left.covers(day),
      order.subscription == customer.subscriptions
    {
      let isFollowed = customer.orders.contains { $0.state == .active && $0.change > order.change }
      if order.action == "top-up" {
        // A renewal since has set the number.
        let isRenewed = customer.orders.contains {
          $0.action == "renewal" && $0.state == .active && $0.change > order.change
        }
        if isRenewed { return false }
        left.capacity -= order.licences
      } else if isFollowed {
        return false
      } else if order.action == "renewal", let before = order.before, let after = order.after {
        left.capacity -= after.capacity - before.capacity
        left.end = before.end
        left.term = before.term
      } else {
        left.end = max(left.first, day)
      }
      guard left.capacity >= customer.members.count else { return false }
      customers[index].subscription = left
    }
    customers[index].orders[position].credit = "C" + number(credits[ModelCalendar.year(day)] ?? 0)
    credits[ModelCalendar.year(day), default: 0] += 1
    customers[index].orders[position].state = .cancelled
    return true
  }
}
