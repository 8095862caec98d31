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

  init(row: Row) throws {
    id = row["id"]
    customer = row["customer"]
    placed = row["placed_day"]
    state = State(rawValue: row["state"]) ?? .cancelled
    let currency = try Stored.currency(row["currency"])
    draft = PurchaseDraft(
      action: row["action"], licences: row["licences"], term: row["term"], inputs: row["inputs"],
      document: row["document"], hash: row["hash"], net: Amount(minor: row["net"], currency: currency),
      vat: Amount(minor: row["vat"], currency: currency), total: Amount(minor: row["total"], currency: currency),
      mentions: Stored.list(row["mentions"]), members: Stored.list(row["members"]))
  }
}

/// An open quote, kept to be ordered later.
package struct KeptQuote: Sendable, Equatable {
  package var id: Int64
  package var customer: Int64
  package var draft: PurchaseDraft
  package var day: CalendarDate

  init(row: Row) throws {
    id = row["id"]
    customer = row["customer"]
    day = row["day"]
    let currency = try Stored.currency(row["currency"])
    draft = PurchaseDraft(
      action: row["action"], licences: row["licences"], term: row["term"], inputs: row["inputs"],
      document: row["document"], hash: row["hash"], net: Amount(minor: row["net"], currency: currency),
      vat: Amount(minor: row["vat"], currency: currency), total: Amount(minor: row["total"], currency: currency))
  }
}
