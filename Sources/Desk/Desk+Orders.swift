package import AccountBook
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Orders, as proposals with their price.
extension Desk {
  /// A new customer with its first order: `new`, or `trial`.
  package func create(
    _ form: CustomerForm, reseller name: String?, _ wish: OrderWish, key: String?, _ rules: RulesInForce
  ) throws(AccountProblem) -> Proposal {
    let reseller = try reseller(named: name)
    let details = try form.details()
    let vat = try form.vatState()
    // The account as it will be: nobody in it yet but the reseller.
    let account = Account(
      customer: Customer(id: 0, reseller: reseller.id, details: details, vat: vat), reseller: reseller,
      subscription: nil, licencesInUse: 0, ownAdministrators: 0, resellerIsAdministrator: true, trialsSoFar: 0,
      revision: 0)
    return try propose(
      .create(reseller: reseller.id, details, vat), "create \(details.name)", wish, account, key: key, rules)
  }

  /// A first or a new subscription for a customer that is there: after a trial, or after the last one ended.
  package func subscribe(_ customer: Int64, _ wish: OrderWish, key: String?, _ rules: RulesInForce)
    throws(AccountProblem) -> Proposal
  {
    let account = try ordering(customer)
    let day = try day()
    if let subscription = account.subscription, subscription.kind == .paid, subscription.covers(day) {
      throw AccountProblem(
        .refused, "the subscription runs until \(subscription.endDay)",
        cure: "`renew` for another year, or `top up N` for more licences")
    }
    try requireRoom(wish.licences ?? 0, account)
    return try propose(.order, "subscribe \(wish.licences ?? 0)", wish, account, key: key, rules)
  }

  /// A trial for a customer that is there.
  package func trial(_ customer: Int64, licences: Int, key: String?, _ rules: RulesInForce) throws(AccountProblem)
    -> Proposal
  {
    let account = try ordering(customer)
    let day = try day()
    if let subscription = account.subscription, subscription.covers(day) {
      throw AccountProblem(
        .refused, "the \(subscription.kind == .trial ? "trial" : "subscription") runs until \(subscription.endDay)",
        cure: subscription.kind == .trial ? "`subscribe` or `end trial`" : "a trial comes before a subscription")
    }
    return try propose(
      .order, "trial \(licences)", OrderWish(action: "trial", licences: licences), account, key: key, rules)
  }

  /// More licences for the months that remain.
  package func topUp(
    _ customer: Int64, licences: Int, members: [EmailAddress] = [], key: String?, _ rules: RulesInForce
  ) throws(AccountProblem) -> Proposal {
    let account = try ordering(customer)
    try requirePaid(account, "topped up")
    var proposal = try propose(
      .order, "top up \(licences)", OrderWish(action: "top-up", licences: licences), account, key: key, rules)
    proposal.members = members.map(\.text)
    if !members.isEmpty { proposal.action += " for \(members.map(\.text).joined(separator: " "))" }
    return proposal
  }

  /// Another year, for as many licences as there are or for another number.
  package func renew(_ customer: Int64, licences: Int?, key: String?, _ rules: RulesInForce) throws(AccountProblem)
    -> Proposal
  {
    let account = try ordering(customer)
    try requirePaid(account, "renewed")
    let capacity = account.subscription?.capacity ?? 0
    let wanted = licences ?? capacity
    var proposal = try propose(
      .order, "renew \(wanted)", OrderWish(action: "renewal", licences: wanted), account, key: key, rules)
    if wanted < capacity, let end = account.subscription?.endDay {
      let days = end.dayNumber - (try day()).dayNumber
      proposal.remarks.append(
        "from now on there are \(wanted) licences instead of \(capacity): the other \(capacity - wanted) lose the \(days) \(days == 1 ? "day" : "days") until \(end), and nothing is paid back"
      )
    }
    return proposal
  }

  /// An open quote, priced by today's rules and today's account.
  package func accept(_ quote: Int64, key: String?, _ rules: RulesInForce) throws(AccountProblem) -> Proposal {
    guard let kept = try file.read(scope, { try $0.openQuote(quote) }) else {
      throw AccountProblem(.notFound, "there is no open quote of this number", cure: "type `quotes` to see them")
    }
    let licences = kept.draft.licences
    var proposal: Proposal
    switch kept.draft.action {
    case "top-up": proposal = try topUp(kept.customer, licences: licences, key: key, rules)
    case "renewal": proposal = try renew(kept.customer, licences: licences, key: key, rules)
    case "trial": proposal = try trial(kept.customer, licences: licences, key: key, rules)
    default:
      proposal = try subscribe(
        kept.customer, OrderWish(action: kept.draft.action, licences: licences, term: kept.draft.term), key: key, rules)
    }
    proposal.quote = quote
    proposal.action = "accept \(quote)"
    if let total = try proposal.priced?.amount("total"), total != kept.draft.total {
      proposal.remarks.append("the quote of \(kept.day) said \(kept.draft.total)")
    }
    return proposal
  }

  /// Keeps a quote open, at the price that was shown.
  ///
  /// - Throws: `changed` if today's order would be another, or be priced by other rules.
  package func keep(_ priced: PricedOrder, _ wish: OrderWish, for customer: Int64, _ rules: RulesInForce)
    throws(AccountProblem) -> ChangeResult
  {
    let account = try ordering(customer)
    let draft = try priced.draft(wish)
    return try write("keep quote \(wish.action)", on: account.customer.id, key: nil) { writer in
      guard let now = try writer.reader.account(customer) else { throw Self.noCustomer }
      try requireSame(priced, FilledOrder(wish, now, on: writer.day, rules), rules)
      try writer.keepRules(hash: rules.hash, name: rules.book.program.name, files: rules.files)
      let number = try writer.keepQuote(draft, for: customer)
      return "quote \(number) is kept open: `accept \(number)` orders it"
    }
  }

  private func requireSame(_ priced: PricedOrder, _ now: FilledOrder, _ rules: RulesInForce) throws(AccountProblem) {
    if priced.hash != rules.hash { throw Proposal.moved("the rules have changed since this was priced") }
    if let input = now.inputs.first(where: { $0.value != priced.filled.value($0.name) }) {
      let before = priced.filled.value(input.name).map { ", and was \($0) when this was priced" } ?? ""
      throw Proposal.moved("\(input.name) is \(input.value) now\(before)")
    }
  }

  // MARK: What every order needs

  private func propose(
    _ deed: Proposal.Deed, _ action: String, _ wish: OrderWish, _ account: Account, key: String?,
    _ rules: RulesInForce
  ) throws(AccountProblem) -> Proposal {
    let priced = try rules.price(FilledOrder(wish, account, on: try day(), rules))
    if let refusal = priced.refusal { throw refusal }
    return Proposal(
      deed: deed, customer: account.customer.id == 0 ? nil : account.customer.id, basis: try basis(account, rules),
      action: action, key: key ?? Proposal.newKey(), wish: wish, priced: priced)
  }

  private func ordering(_ customer: Int64) throws(AccountProblem) -> Account {
    let account = try account(customer)
    try requireAdministrator(of: account)
    return account
  }

  /// Refuses to quote what could not be ordered.
  package func requirePossible(_ wish: OrderWish, _ account: Account) throws(AccountProblem) {
    switch wish.action {
    case "top-up": try requirePaid(account, "topped up")
    case "renewal": try requirePaid(account, "renewed")
    default: break
    }
  }

  private func requirePaid(_ account: Account, _ done: String) throws(AccountProblem) {
    guard let subscription = account.subscription else {
      throw AccountProblem(
        .refused, "there is no subscription that could be \(done)", cure: "order one: `subscribe N 12 months`")
    }
    let day = try day()
    if subscription.kind == .trial {
      throw AccountProblem(
        .refused, "this is a trial, which is not \(done)", cure: "choose a subscription: `subscribe N 12 months`")
    }
    guard subscription.covers(day) else {
      throw AccountProblem(
        .refused, "the subscription ended on \(subscription.endDay)", cure: "order a new one: `subscribe N 12 months`")
    }
  }

  func requireRoom(_ licences: Int, _ account: Account) throws(AccountProblem) {
    if licences < account.licencesInUse {
      throw AccountProblem(
        .refused, "\(account.licencesInUse) licences are in use",
        cure: "order as many, or remove members first: `remove E-MAIL`")
    }
  }

  /// The reseller that a new customer belongs to: whoever sits here, or for staff the one named.
  package func reseller(named name: String?) throws(AccountProblem) -> Reseller {
    let own: String
    switch identity {
    case .reseller(let identity): own = identity
    case .staff:
      guard let name else {
        throw AccountProblem(.refused, "whose customer it is, is missing", cure: "give it as reseller=NAME")
      }
      own = name
    }
    if case .reseller = identity, let name, name != own {
      throw AccountProblem(.notPermitted, "customers are created for yourself", cure: "leave reseller= out")
    }
    guard let reseller = try file.read(scope, { try $0.reseller(named: own) }) else {
      throw AccountProblem(.notFound, "there is no such reseller", cure: "type `resellers` to see them")
    }
    return reseller
  }
}

extension Desk {
  /// Ends a trial before its time.
  package func endTrial(_ customer: Int64, key: String?) throws(AccountProblem) -> Proposal {
    let account = try account(customer)
    try requireAdministrator(of: account)
    guard let trial = account.subscription, trial.kind == .trial, trial.covers(try day()) else {
      throw AccountProblem(.refused, "no trial is running", cure: "type `account` to see what is")
    }
    var proposal = Proposal(
      deed: .endTrial, customer: customer, basis: try basis(account), action: "end trial",
      key: key ?? Proposal.newKey())
    proposal.remarks = ["the trial would run until \(trial.endDay); there is only one"]
    return proposal
  }
}
