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

  /// More licences than any customer has, so that sums of them stay far from what a number holds.
  package static let mostLicences = 1_000_000_000

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

  /// Adds licences, or takes some away.
  ///
  /// - Throws: There would be more than ``mostLicences``.
  package mutating func addLicences(_ count: Int) throws(AccountProblem) {
    let (sum, isTooLarge) = capacity.addingReportingOverflow(count)
    guard !isTooLarge, sum <= Self.mostLicences else {
      throw AccountProblem(
        .refused,
        "\(capacity) and \(count) licences are more than \(Self.mostLicences), and no subscription has so many",
        cure: "see where so many licences come from: `history`")
    }
    capacity = sum
  }

  /// Whether it covers a day.
  package func covers(_ day: CalendarDate) -> Bool { firstDay <= day && day < endDay }

  init(row: Row) throws(AccountProblem) {
    self.init(
      id: try row.integer("id"), product: try row.text("product"), kind: try row.word("kind"),
      term: try row.text("term"),
      firstDay: try row.day("first_day"), endDay: try row.day("end_day"), capacity: try row.count("capacity"))
  }
}
