import Quantities

/// Whether the day that a change is made on can be right, as far as the book knows: the computer's clock may be wrong.
enum DayOfChange {
  /// How many days after the last entry a day is believed without staff's word.
  static let believed = 366

  /// - Parameter last: The day of the last entry.
  /// - Throws: A day before the last entry, or far behind it.
  static func check(_ change: Change, after last: CalendarDate, in kind: AccountFile.Kind) throws(AccountProblem) {
    if change.day < last, change.clock != .wrong {
      throw AccountProblem(
        .refused, "the account book has entries of \(last), and today is said to be \(change.day)",
        cure: kind == .rehearsal
          ? "look at the computer's clock, or type `clock \(last)`"
          : "look at the computer's clock; if it is right, "
            + (change.who.isStaff
              ? "those entries are of a wrong one: type `clock wrong --why TEXT`"
              : "ask the vendor's staff to say so"))
    }
    let distance = change.day.dayNumber - last.dayNumber
    if kind == .real, distance > believed, change.clock != .right {
      throw AccountProblem(
        change.who.isStaff ? .refused : .notPermitted,
        "today is said to be \(change.day), \(distance) days after the last entry: over \(believed) days are not believed",
        cure: "look at the computer's clock; if it is right, "
          + (change.who.isStaff ? "say so: `clock right --why TEXT`" : "ask the vendor's staff to say so"))
    }
  }
}
