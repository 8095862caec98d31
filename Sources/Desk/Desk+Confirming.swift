package import AccountBook
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// What was proposed is done, in one transaction.
extension Desk {
  /// Does what was proposed, once for each key.
  ///
  /// - Throws: `changed` if account, terms, day or rules are no longer those that this was proposed by.
  package func confirm(_ proposal: Proposal, _ payment: PaymentMethod?, _ rules: RulesInForce)
    throws(AccountProblem) -> ChangeResult
  {
    if proposal.isCharged, payment == nil {
      throw AccountProblem(
        .refused, "this has to be paid for", cure: "type `pay card REFERENCE` or `pay transfer`")
    }
    if case .card(let reference)? = payment, CardNumber.isIn(reference) { throw CardNumber.problem }
    if case .card(let reference)? = payment, PaymentReference.folded(reference).isEmpty {
      throw AccountProblem(
        .refused, "the reference of the card payment is missing", cure: "type `pay card REFERENCE`")
    }
    let request = proposal.request.map { request in payment.map { "\(request)\n\($0.words)" } ?? request }
    return try write(proposal.action, on: proposal.customer, key: proposal.key, request: request) { writer in
      var account: Account?
      if let customer = proposal.customer {
        guard let now = try writer.reader.account(customer) else { throw Self.noCustomer }
        account = now
      }
      try requireUnmoved(proposal, account, writer, rules)
      switch proposal.deed {
      case .create(let reseller, let details, let vat):
        let id = try writer.addCustomer(reseller: reseller, details, vat)
        guard let created = try writer.reader.account(id) else { throw Self.noCustomer }
        let lines = try place(proposal, created, payment, writer, rules)
        let who = identity.isStaff ? "\(created.reseller.name) is" : "you are"
        return (["customer #\(id) is created; \(who) its administrator without using a licence"] + lines)
          .joined(separator: "\n")
      case .order:
        guard let account else { throw Self.noCustomer }
        return try place(proposal, account, payment, writer, rules).joined(separator: "\n")
      case .grantRole(let email), .endRole(let email):
        guard let account else { throw Self.noCustomer }
        return try changeRole(proposal, email, account, writer, rules)
      case .edit(let details, let vat):
        guard let account else { throw Self.noCustomer }
        return try edit(account, details, vat, writer, rules)
      case .credit(let number, let reason):
        guard let account else { throw Self.noCustomer }
        return try credit(number, reason, account, writer)
      case .endTrial:
        guard let account, var trial = account.subscription else { throw Self.noCustomer }
        trial.endDay = max(trial.firstDay, writer.day)
        try writer.setSubscription(trial, of: account, purchase: nil)
        return "the trial has ended"
      }
    }
  }

  private func requireUnmoved(
    _ proposal: Proposal, _ account: Account?, _ writer: AccountWriter, _ rules: RulesInForce
  ) throws {
    let shown = proposal.basis
    let how = proposal.priced == nil ? "shown" : "priced"
    if let account, account.revision != shown.revision {
      throw Proposal.moved("the account has changed since this was shown")
    }
    if shown.day != writer.day { throw Proposal.moved("this was \(how) on \(shown.day), and today is \(writer.day)") }
    var terms = account?.reseller.terms
    if case .create(let reseller, _, _) = proposal.deed { terms = try writer.reader.reseller(reseller)?.terms }
    if terms != shown.terms { throw Proposal.moved("the reseller's terms have changed since this was \(how)") }
    if let hash = shown.hash, hash != rules.hash {
      throw Proposal.moved("the rules have changed since this was \(how)")
    }
  }

  // MARK: Orders

  private func place(
    _ proposal: Proposal, _ account: Account, _ payment: PaymentMethod?, _ writer: AccountWriter,
    _ rules: RulesInForce
  ) throws -> [String] {
    guard let priced = proposal.priced, let wish = proposal.wish else { return [] }
    let draft = try priced.draft(wish, members: proposal.members)
    try writer.keepRules(hash: rules.hash, name: rules.book.program.name, files: rules.files)
    let purchase = try writer.place(draft, for: account.customer.id)
    if let quote = proposal.quote { try writer.closeQuote(quote, as: "ordered") }
    if draft.total.isZero {
      let activation = try activate(draft, purchase, account, writer, rules)
      return ["order \(purchase): nothing to pay"] + activation
    }
    let number = try writer.writeInvoice(draft, purchase: purchase, of: account)
    switch payment {
    case .card(let reference):
      guard let invoice = try writer.reader.invoice(number) else { throw Self.noInvoice }
      try writer.bookPayment(invoice, method: "card", reference: reference)
      return ["order \(purchase): \(draft.total) paid by card, invoice \(number)"]
        + (try activate(draft, purchase, account, writer, rules))
    case .transfer, nil:
      return [
        "order \(purchase) waits for \(draft.total) by transfer, invoice \(number)",
        "nothing is active before the money is there: `received \(number)`",
      ]
    }
  }

  static let noInvoice = AccountProblem(
    .notFound, "there is no invoice of this number", cure: "type `invoices` to see them")

  // MARK: Roles

  private func changeRole(
    _ proposal: Proposal, _ email: String?, _ account: Account, _ writer: AccountWriter, _ rules: RulesInForce
  ) throws -> String {
    let customer = account.customer.id
    var member: Member?
    if let email {
      guard let found = try writer.reader.member(of: customer, email: email) else { throw Self.noMember }
      member = found
    }
    var isGranted = false
    if case .grantRole = proposal.deed { isGranted = true }
    if isGranted {
      try writer.grantAdministration(of: customer, member: member?.id)
    } else {
      try writer.endAdministration(of: customer, member: member?.id)
    }
    guard let after = try writer.reader.account(customer) else { throw Self.noCustomer }
    let notices = try NoticeComposer(rules: rules).notices(
      for: FilledOrder(nil, after, on: writer.day, rules).order,
      over: FilledOrder(nil, account, on: writer.day, rules).order, cause: "change \(writer.number)", account: after,
      writer.reader)
    let told = try writer.tell(notices, reseller: account.reseller.id)
    let who = email ?? "the reseller"
    var lines = [isGranted ? "\(who) is an administrator" : "\(who) is no administrator any more"]
    lines += try priceAnew(account, after, writer, rules)
    if told > 0 { lines.append("\(told) \(told == 1 ? "notice is" : "notices are") in the outbox") }
    return lines.joined(separator: "\n")
  }

  /// Open quotes that a change makes dearer or cheaper are priced anew.
  func priceAnew(_ before: Account, _ after: Account, _ writer: AccountWriter, _ rules: RulesInForce) throws
    -> [String]
  {
    var lines: [String] = []
    for kept in try writer.reader.openQuotes(of: before.customer.id) {
      guard let priced = try? rules.price(FilledOrder(kept.wish, after, on: writer.day, rules)), priced.refusal == nil
      else { continue }
      let draft = try priced.draft(kept.wish)
      if draft.total == kept.draft.total { continue }
      try writer.keepRules(hash: rules.hash, name: rules.book.program.name, files: rules.files)
      try writer.closeQuote(kept.id, as: "priced anew")
      let number = try writer.keepQuote(draft, for: before.customer.id)
      lines.append("quote \(kept.id) is now quote \(number): \(draft.total) instead of \(kept.draft.total)")
    }
    return lines
  }

  // MARK: Details

  private func edit(
    _ account: Account, _ details: Customer.Details, _ vat: VATState, _ writer: AccountWriter, _ rules: RulesInForce
  ) throws -> String {
    if details != account.customer.details {
      try writer.setDetails(of: account.customer.id, reseller: account.reseller.id, details)
    }
    if vat != account.customer.vat { try writer.setVAT(of: account.customer.id, vat) }
    guard let after = try writer.reader.account(account.customer.id) else { throw Self.noCustomer }
    return (["the details are changed"] + (try priceAnew(account, after, writer, rules))).joined(separator: "\n")
  }
}
