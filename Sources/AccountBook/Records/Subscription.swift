import GRDB
package import Quantities

/// A customer's subscription as it stands on one day.
package struct Subscription: Sendable, Equatable {
  package enum Kind: String, Sendable { case trial, paid }

  package var id: Int64
  package var product: String
  package var kind: Kind
  /// The billing term as the rules read it: `12 months`; empty for a trial.
  package var term: String
  package var firstDay: CalendarDate
  /// The first day no longer covered.
  package var endDay: CalendarDate
  /// How many licences there are.
  package var capacity: Int

  package init(
    id: Int64, product: String, kind: Kind, term: String, firstDay: CalendarDate, endDay: CalendarDate, capacity: Int
  ) {
    self.id = id
    self.product = product
    self.kind = kind
    self.term = term
    self.firstDay = firstDay
    self.endDay = endDay
    self.capacity = capacity
  }

  /// Whether it covers a day.
  package func covers(_ day: CalendarDate) -> Bool { firstDay <= day && day < endDay }

  init(row: Row) {
    self.init(
      id: row["id"], product: row["product"], kind: Kind(rawValue: row["kind"]) ?? .paid, term: row["term"],
      firstDay: row["first_day"], endDay: row["end_day"], capacity: row["capacity"])
  }
}
