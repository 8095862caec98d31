package import AccountBook
import Diagnostics
import PolicyEngine
package import PolicyModel
import Quantities

/// An order with its quote.
package struct PricedOrder: Sendable, Equatable {
  package var filled: FilledOrder
  package var quote: Quote
  /// The quote's document, as it is kept.
  package var document: String
  package var hash: String
  /// The quote as it would be with a confirmed VAT number, where that makes a difference.
  package var onceConfirmed: Quote?

  /// The refusals as one message.
  package var refusal: AccountProblem? {
    if quote.refusals.isEmpty { return nil }
    return AccountProblem(.refused, quote.refusals.map { "refused  \($0.text)" }.joined(separator: "\n"), cure: "")
  }

  /// A shown figure as money.
  func amount(_ name: String) throws(AccountProblem) -> Amount {
    guard let currency = Currency.named(quote.currency),
      let text = quote.figures.first(where: { $0.name == name })?.text,
      let amount = Amount(parsing: text, currency: currency)
    else {
      throw AccountProblem(
        .refused, "the rules give no amount “\(name)”, which every order needs",
        cure: "see that the book `shows net, vat, total`")
    }
    return amount
  }

  /// What is written down of it when it is ordered.
  func draft(_ wish: OrderWish, members: [String] = []) throws(AccountProblem) -> PurchaseDraft {
    PurchaseDraft(
      action: wish.action, licences: wish.licences ?? 0, term: filled.value("term") ?? "",
      inputs: StoredOrder.text(filled.order), document: document, hash: hash, net: try amount("net"),
      vat: try amount("vat"), total: try amount("total"), mentions: quote.prints, members: members)
  }
}

extension RulesInForce {
  /// Prices an order; what is missing or wrong is a problem.
  package func price(_ filled: FilledOrder) throws(AccountProblem) -> PricedOrder {
    let quote = try quoted(filled.order)
    var confirmed: Quote?
    if filled.value("vat-id") == VATState.Standing.wellFormed.rawValue {
      var order = filled.order
      order.inputs["vat-id"] = VATState.Standing.confirmed.rawValue
      let other = try quoted(order)
      if other.figures != quote.figures { confirmed = other }
    }
    return PricedOrder(
      filled: filled, quote: quote,
      document: QuoteDocument.json(quote, collections: engine.collections).text(), hash: hash,
      onceConfirmed: confirmed)
  }

  private func quoted(_ order: Order) throws(AccountProblem) -> Quote {
    switch engine.quote(order) {
    case .quote(let quote): return quote
    case .missing(let missing, _):
      throw AccountProblem(
        .refused,
        "the rules ask for what the account book does not say: \(missing.map(\.input).joined(separator: ", "))",
        cure: "give it as NAME=VALUE behind `quote`, or see whether the book of rules fits this account book")
    case .invalid(let problems):
      throw AccountProblem(.refused, problems.map(\.message).joined(separator: "\n"), cure: problems.first?.cure ?? "")
    }
  }

  /// A day that the rules give for an order, such as the first day no longer covered.
  func day(_ figure: String, _ order: Order) throws(AccountProblem) -> CalendarDate {
    if case .figures(let figures, _) = engine.figure(figure, order),
      let day = figures.first?.text.flatMap({ CalendarDate(parsing: $0) })
    {
      return day
    }
    throw AccountProblem(
      .refused, "the rules do not say “\(figure)” for this order, which the account book needs",
      cure: "see that the book of rules has a value `\(figure)` that is a date")
  }
}
