import GRDB
package import Quantities

/// What an order is about to be: everything that is written down of it when it is placed.
package struct PurchaseDraft: Sendable, Equatable {
  /// The word of the rules: `new`, `renewal`, `top-up`, `trial`.
  package var action: String
  package var licences: Int
  /// As the rules read it; empty where the order has none.
  package var term: String
  /// The order's inputs as JSON, and the quote's document: replaying them gives the same bytes.
  package var inputs: String
  package var document: String
  /// The hash of the rules.
  package var hash: String
  package var net: Amount
  package var vat: Amount
  package var total: Amount
  /// Sentences for the invoice, such as the mention of the reverse charge.
  package var mentions: [String]
  /// Members to be added once the licences are there.
  package var members: [String]

  package init(
    action: String, licences: Int, term: String, inputs: String, document: String, hash: String, net: Amount,
    vat: Amount, total: Amount, mentions: [String] = [], members: [String] = []
  ) {
    self.action = action
    self.licences = licences
    self.term = term
    self.inputs = inputs
    self.document = document
    self.hash = hash
    self.net = net
    self.vat = vat
    self.total = total
    self.mentions = mentions
    self.members = members
  }
}

/// An order that was placed.
package struct Purchase: Sendable, Equatable {
  /// `paid`: the money came, but the licences could not be given any more.
  package enum State: String, Sendable { case waiting, active, paid, cancelled }

  package var id: Int64
  package var customer: Int64
  package var draft: PurchaseDraft
  package var state: State
  package var placed: CalendarDate

  init(row: Row) throws(AccountProblem) {
    id = try row.integer("id")
    customer = try row.integer("customer")
    placed = try row.day("placed_day")
    state = try row.word("state")
    draft = PurchaseDraft(
      action: try row.text("action"), licences: try row.count("licences"), term: try row.text("term"),
      inputs: try row.text("inputs"),
      document: try row.text("document"), hash: try row.text("hash"), net: try row.amount("net"),
      vat: try row.amount("vat"), total: try row.amount("total"),
      mentions: try row.list("mentions"), members: try row.list("members"))
  }
}

/// An open quote, kept to be ordered later.
package struct KeptQuote: Sendable, Equatable {
  package var id: Int64
  package var customer: Int64
  package var draft: PurchaseDraft
  package var day: CalendarDate

  init(row: Row) throws(AccountProblem) {
    id = try row.integer("id")
    customer = try row.integer("customer")
    day = try row.day("day")
    draft = PurchaseDraft(
      action: try row.text("action"), licences: try row.count("licences"), term: try row.text("term"),
      inputs: try row.text("inputs"),
      document: try row.text("document"), hash: try row.text("hash"), net: try row.amount("net"),
      vat: try row.amount("vat"), total: try row.amount("total"))
  }
}
