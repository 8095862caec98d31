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

  init(row: Row) throws {
    number = row["number"]
    purchase = row["purchase"]
    customer = row["customer"]
    day = row["day"]
    paidBy = row["paid_by"]
    paidFor = row["paid_for"]
    let currency = try Stored.currency(row["currency"])
    net = Amount(minor: row["net"], currency: currency)
    vat = Amount(minor: row["vat"], currency: currency)
    total = Amount(minor: row["total"], currency: currency)
    mentions = Stored.list(row["mentions"])
    paidOn = row["paid_on"]
    paidWith = row["paid_with"]
    creditNote = row["credit_note"]
  }
}

/// How an order is paid.
package enum PaymentMethod: Sendable, Equatable {
  /// With the reference that the card's processor gave.
  case card(reference: String)
  case transfer
}
