package import AccountBook
import PolicyEngine
import PolicyLanguage
import PolicyModel
import Quantities

/// Money that came, and money that goes back.
extension Desk {
  /// Books a transfer, and makes its order active.
  package func received(_ number: String, key: String?, _ rules: RulesInForce) throws(AccountProblem) -> ChangeResult {
    try requireStaff("saying that money has come")
    guard let invoice = try file.read(scope, { try $0.invoice(number) }) else { throw Self.noInvoice }
    return try write("received \(invoice.number)", on: invoice.customer, key: key) { writer in
      guard let invoice = try writer.reader.invoice(invoice.number),
        let purchase = try writer.reader.purchase(invoice.purchase),
        let account = try writer.reader.account(invoice.customer)
      else { throw Self.noInvoice }
      if let paidOn = invoice.paidOn {
        throw AccountProblem(.refused, "invoice \(invoice.number) was paid on \(paidOn)", cure: "")
      }
      if let credit = invoice.creditNote {
        throw AccountProblem(
          .refused, "invoice \(invoice.number) was credited by \(credit)",
          cure: "order again if the licences are wanted")
      }
      try writer.bookPayment(invoice, method: "transfer", reference: "")
      var lines = ["\(invoice.total) received for invoice \(invoice.number)"]
      lines += try activateLate(purchase, account, writer, rules)
      lines += try remarkOnVAT(purchase, invoice, writer, rules)
      return lines.joined(separator: "\n")
    }
  }

  /// Makes a paid order active; where that is no longer possible the money is booked all the same, and said so.
  private func activateLate(
    _ purchase: Purchase, _ account: Account, _ writer: AccountWriter, _ rules: RulesInForce
  ) throws -> [String] {
    do {
      return try writer.attempt { try activate(purchase.draft, purchase.id, account, writer, rules) }
    } catch let problem as AccountProblem where problem.kind == .refused || problem.kind == .changed {
      try writer.setState(of: purchase.id, .paid)
      return [
        "the money is booked, but order \(purchase.id) cannot be made active: \(problem.message)",
        "`credit` the invoice to pay it back",
      ]
    }
  }

  /// The tax point of a prepaid licence is normally the day of payment (Directive 2006/112/EC, Article 65). An invoice
  /// that was written before with another VAT is said to be one; whether it is corrected, people decide.
  private func remarkOnVAT(_ purchase: Purchase, _ invoice: Invoice, _ writer: AccountWriter, _ rules: RulesInForce)
    throws -> [String]
  {
    guard var order = StoredOrder.order(purchase.draft.inputs), rules.declares("tax-point"),
      order.inputs["quote-date"] != writer.day.description
    else { return [] }
    order.inputs["tax-point"] = writer.day.description
    guard case .quote(let quote) = rules.engine.quote(order),
      let text = quote.figures.first(where: { $0.name == "vat" })?.text,
      let vat = Amount(parsing: text, currency: invoice.vat.currency), vat != invoice.vat
    else { return [] }
    return [
      "note: by the rules of today the VAT on the day of the payment is \(vat), and the invoice says \(invoice.vat)"
    ]
  }

  /// What crediting an invoice does.
  package func proposeCredit(_ number: String, reason: String, key: String?) throws(AccountProblem) -> Proposal {
    try requireStaff("crediting invoices")
    guard let invoice = try file.read(scope, { try $0.invoice(number) }) else { throw Self.noInvoice }
    if let credit = invoice.creditNote {
      throw AccountProblem(.refused, "invoice \(number) was credited by \(credit)", cure: "")
    }
    guard !reason.allSatisfy(\.isWhitespace) else {
      throw AccountProblem(.refused, "the reason is missing", cure: "type `credit \(number) --why \"…\"`")
    }
    let account = try account(invoice.customer)
    try requireAdministrator(of: account)
    var proposal = Proposal(
      deed: .credit(invoice: number, reason: reason), customer: account.customer.id, basis: try basis(account),
      action: "credit \(number)", key: key ?? Proposal.newKey())
    proposal.remarks = [
      invoice.paidOn.map { "\(invoice.total) is paid back, and booked on \($0), the day of the payment" }
        ?? "invoice \(number) of \(invoice.total) is open: it is cancelled, and its order with it"
    ]
    return proposal
  }

  func credit(_ number: String, _ reason: String, _ account: Account, _ writer: AccountWriter) throws -> String {
    guard let invoice = try writer.reader.invoice(number), let purchase = try writer.reader.purchase(invoice.purchase)
    else { throw Self.noInvoice }
    var lines: [String] = []
    if purchase.state == .active { lines.append(try takeBack(purchase, account, writer)) }
    let credit = try writer.credit(invoice, reason: reason)
    try writer.setState(of: purchase.id, .cancelled)
    lines.insert("credit note \(credit) over \(invoice.total) for invoice \(number)", at: 0)
    if let paidOn = invoice.paidOn { lines.append("\(invoice.total) is paid back, booked on \(paidOn)") }
    return lines.joined(separator: "\n")
  }

  /// Undoes what an order did to the subscription, if that is still the one that runs.
  private func takeBack(_ purchase: Purchase, _ account: Account, _ writer: AccountWriter) throws -> String {
    guard var subscription = account.subscription, let effect = try writer.effect(of: purchase.id),
      effect.after.id == subscription.id, subscription.covers(writer.day)
    else { return "the subscription it was for has ended: nothing of it is left to take back" }
    if purchase.draft.action != "top-up", effect.isFollowed {
      throw AccountProblem(
        .refused, "later orders changed the subscription", cure: "credit their invoices first, the last one first")
    }
    if purchase.draft.action == "top-up", effect.isRenewed {
      // By difference, fewer would be left than the renewal was paid for.
      throw AccountProblem(
        .refused, "a renewal since has set the number of licences", cure: "credit its invoice first")
    }
    if let before = effect.before, purchase.draft.action == "top-up" || purchase.draft.action == "renewal" {
      // By how much it changed: what came since stays.
      try subscription.addLicences(before.capacity - effect.after.capacity)
      if purchase.draft.action == "renewal" {
        subscription.endDay = before.endDay
        subscription.term = before.term
      }
    } else {
      subscription.endDay = max(subscription.firstDay, writer.day)
    }
    guard subscription.capacity >= account.licencesInUse else {
      throw AccountProblem(
        .refused, "\(account.licencesInUse) licences are in use, and \(max(0, subscription.capacity)) would be left",
        cure: "remove members first: `remove E-MAIL`")
    }
    try writer.setSubscription(subscription, of: account, purchase: nil)
    return "from now on: \(counted(subscription.capacity, "licence")) until \(subscription.endDay)"
  }
}
