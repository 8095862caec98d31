import GRDB
package import Quantities

/// An invoice as it was written. Nothing of it changes; what is wrong with one is put right by a credit note.
package struct Invoice: Sendable, Equatable {
  /// `2026-00012`: the year, and a number without gaps.
  package var number: String
  package var purchase: Int64
  package var customer: Int64
  package var day: CalendarDate
  /// Who pays, and for whom, as they were called on that day.
  package var paidBy: String
  package var paidFor: String
  package var net: Amount
  package var vat: Amount
  package var total: Amount
  package var mentions: [String]
  /// The day of the payment; nil while it is open.
  package var paidOn: CalendarDate?
  package var paidWith: String?
  /// The number of the credit note, if it was credited.
  package var creditNote: String?

  init(row: Row) throws(AccountProblem) {
    number = try row.text("number")
    purchase = try row.integer("purchase")
    customer = try row.integer("customer")
    day = try row.day("day")
    paidBy = try row.text("paid_by")
    paidFor = try row.text("paid_for")
    net = try row.amount("net")
    vat = try row.amount("vat")
    total = try row.amount("total")
    mentions = try row.list("mentions")
    paidOn = try row.optionalDay("paid_on")
    paidWith = try row.optionalText("paid_with")
    creditNote = try row.optionalText("credit_note")
  }
}

/// How an order is paid.
package enum PaymentMethod: Sendable, Equatable {
  /// With the reference that the card's processor gave.
  case card(reference: String)
  case transfer

  /// As a person types it.
  package var words: String {
    switch self {
    case .card(let reference): "pay card \(reference)"
    case .transfer: "pay transfer"
    }
  }
}
