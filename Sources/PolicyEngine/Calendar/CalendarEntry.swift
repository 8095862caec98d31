import Diagnostics
package import Quantities

/// Something in a book that a day brings.
package struct CalendarEntry: Sendable, Equatable {
  package var date: CalendarDate
  package var kind: Kind
  /// What happens, as a sentence without its day: `vat-rate SE | 25% starts, in place of 24%`.
  package var text: String
  /// `file:line` of the row, the case or the entry.
  package var place: String

  /// What happens; on one day, in this order.
  package enum Kind: String, Sendable, CaseIterable {
    /// It was to be looked at again, and the day is past.
    case overdue
    /// Its last day; nothing holds on the next one.
    case lapses
    /// Its last day.
    case ends
    /// Its first day.
    case starts
    /// It is to be looked at again by this day.
    case review
  }
}
