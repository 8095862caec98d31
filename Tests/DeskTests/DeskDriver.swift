import AccountBook
import Desk
import PolicyEngine
import PolicyModel
import Quantities
import Testing

/// The desk and the model beside it: each command goes to both, and both are compared.
final class DeskDriver {
  let book: DeskBook
  let desk: Desk
  let rules: RulesInForce
  var model: DeskModel
  /// The numbers of the model's customers in the book.
  var numbers: [Int64] = []
  var done = 0
  var refused = 0
  private(set) var log: [String] = []

  init(_ rules: RulesInForce, day: Int) throws {
    book = try DeskBook()
    desk = try book.desk(.staff("vera"))
    self.rules = rules
    model = DeskModel(day: day)
    _ = try desk.setDay(CalendarDate(dayNumber: day))
    for reseller in ModelReseller.all {
      let terms = Reseller.Terms(
        email: "hello@\(reseller.name).example", agreedDiscount: reseller.discountText, language: "en",
        currency: reseller.currency)
      _ = try desk.setReseller(reseller.name, terms, key: nil, rules)
    }
  }

  /// Does a command at the desk; what the model expects of it has to come true.
  ///
  /// - Parameter orders: Whether it places an order if it is done.
  func expect(_ isExpected: Bool, _ what: String, on index: Int?, _ body: () throws -> Void) throws {
    log.append("\(isExpected ? "done" : "refused"): \(what)")
    var problem: AccountProblem?
    do { try body() } catch let found as AccountProblem { problem = found }
    if isExpected { done += 1 } else { refused += 1 }
    // From here on both would go their own ways.
    try #require((problem == nil) == isExpected, "\(story): \(problem?.message ?? "it was done")")
    if let problem { #expect([.refused, .notFound].contains(problem.kind), "\(story): \(problem)") }
    if let index, index < numbers.count { try compare(index) }
  }

  /// What happened last, for a message.
  var story: String { log.suffix(6).joined(separator: "; ") }

  // MARK: What is done at the desk

  func confirm(_ proposal: Proposal, _ payment: DeskModel.Payment) throws {
    let method: PaymentMethod? =
      switch payment {
      case .card: .card(reference: "payment \(log.count)")
      case .transfer: .transfer
      case .none: nil
      }
    let result = try desk.confirm(proposal, method, rules)
    #expect(!result.isRepeat)
    // The same once more is not done twice.
    #expect(try desk.confirm(proposal, method, rules) == ChangeResult(repeating: result), "\(story)")
  }

  func wish(_ action: String, _ licences: Int, _ term: Int) -> OrderWish {
    OrderWish(action: action, licences: licences, term: term == 0 ? nil : "\(term) month\(term == 1 ? "" : "s")")
  }

  func proposal(_ index: Int, _ action: String, _ licences: Int, _ term: Int) throws -> Proposal {
    let customer = numbers[index]
    switch action {
    case "top-up": return try desk.topUp(customer, licences: licences, key: nil, rules)
    case "renewal": return try desk.renew(customer, licences: licences, key: nil, rules)
    case "trial": return try desk.trial(customer, licences: licences, key: nil, rules)
    default: return try desk.subscribe(customer, wish(action, licences, term), key: nil, rules)
    }
  }

  /// The form of a customer of the model.
  func form(_ customer: ModelCustomer, name: String? = nil, hasNumber: Bool) -> CustomerForm {
    let numbers = ["SE": "SE556188840401", "DE": "DE136695976", "FI": "FI20774740"]
    return CustomerForm(
      name: name ?? customer.name, address: "Street 1", country: customer.country, email: "post@example.com",
      vat: hasNumber ? numbers[customer.country] ?? "" : "")
  }

  // MARK: Comparing

  /// A customer of the book against that of the model.
  func compare(_ index: Int) throws {
    let customer = model.customers[index]
    let account = try desk.account(numbers[index])
    let (members, quotes, purchase) = try book.file.read(.all) { reader in
      (
        try reader.members(of: numbers[index], limit: 10_000), try reader.openQuotes(of: numbers[index]),
        try reader.purchases(of: numbers[index], limit: 1).first
      )
    }
    try #require(Self.record(account, members) == customer.record, "\(story)")
    #expect(account.licencesInUse == customer.members.count, "\(story)")
    #expect(account.ownAdministrators == customer.administrators.count, "\(story)")
    #expect(account.trialsSoFar == customer.trials, "\(story)")
    #expect(account.customer.details.name == customer.name, "\(story)")
    let kept = quotes.map {
      ModelCustomer.Quote(
        action: $0.draft.action, licences: $0.draft.licences, term: customerTerm($0.draft),
        total: Int($0.draft.total.minor))
    }
    try #require(kept == customer.quotes, "\(story)")
    if let purchase, let last = customer.orders.last { try compare(purchase, last) }
  }

  private func customerTerm(_ draft: PurchaseDraft) -> Int {
    draft.action == "new" ? Int(draft.term.split(separator: " ").first ?? "") ?? 0 : 0
  }

  /// An order of the book and its invoice against the model's.
  func compare(_ purchase: Purchase, _ order: ModelCustomer.Order) throws {
    let money = ModelCustomer.Money(net: Int(purchase.draft.net.minor), vat: Int(purchase.draft.vat.minor))
    #expect(money == order.money, "\(story)")
    #expect(purchase.draft.total.minor == Int64(order.money.total), "\(story)")
    #expect(purchase.state.rawValue == order.state.rawValue, "\(story)")
    #expect(purchase.draft.licences == order.licences, "\(story)")
    let invoice = try book.file.read(.all) { try $0.invoice(ofPurchase: purchase.id) }
    #expect(invoice?.number == order.invoice, "\(story)")
    #expect(invoice?.paidOn?.dayNumber == order.paidOn, "\(story)")
    #expect(invoice?.creditNote == order.credit, "\(story)")
    if let invoice { #expect(invoice.total.minor == Int64(order.money.total), "\(story)") }
  }

  static func record(_ account: Account, _ members: [Member]) -> ModelCustomer.Record {
    ModelCustomer.Record(
      subscription: account.subscription.map {
        ModelCustomer.Subscription(
          isTrial: $0.kind == .trial, term: Int($0.term.split(separator: " ").first ?? "") ?? 0,
          first: $0.firstDay.dayNumber, end: $0.endDay.dayNumber, capacity: $0.capacity)
      }, members: Set(members.map { $0.email.lowercased() }),
      administrators: Set(members.filter(\.isAdministrator).map { $0.email.lowercased() }),
      resellerIsAdministrator: account.resellerIsAdministrator)
  }
}

extension ChangeResult {
  /// What is answered when the same is asked for again.
  init(repeating result: ChangeResult) {
    self = result
    isRepeat = true
  }
}
