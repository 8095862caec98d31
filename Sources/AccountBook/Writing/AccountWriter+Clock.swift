import GRDB
package import Quantities

extension AccountWriter {
  /// What a wrong clock left: entries of days that have not come yet, and the invoices that were written on such days.
  package struct WrongDays: Sendable, Equatable {
    package var entries: [FutureEntry]
    package var invoices: [String]
  }

  /// Lets the facts that were to begin or to end on a day of the future do so today: they are known since then. Orders,
  /// invoices and payments keep the day that is written on them.
  ///
  /// - Returns: What is of the future and was not marked before. This change's own entry marks it.
  package func correctDays() throws -> WrongDays {
    let entries = try reader.futureEntries(after: day).filter { $0.markedBy == nil }
    let invoices = try Row.fetchAll(
      database, sql: "SELECT number FROM invoice WHERE day > ? ORDER BY id", arguments: [day])
    for table in Schema.dated {
      // Rows that are closed do not change otherwise, and a trigger sees to it.
      try database.execute(sql: "DROP TRIGGER IF EXISTS \(table)_is_closed")
      for column in ["from_day", "to_day"] {
        try database.execute(
          sql: "UPDATE \(table) SET \(column) = :day WHERE \(column) > :day", arguments: ["day": day])
      }
      try database.execute(sql: Schema.closing(table))
    }
    try database.execute(
      sql: "UPDATE known_address SET since_day = :day WHERE since_day > :day", arguments: ["day": day])
    return WrongDays(entries: entries, invoices: try invoices.map { try $0.text("number") })
  }
}

/// An entry of the audit log of a day that has not come yet.
package struct FutureEntry: Sendable, Equatable {
  package var id: Int64
  package var day: CalendarDate
  /// The entry by which staff said that it is of a wrong clock.
  package var markedBy: Int64?
}

extension AccountReader {
  /// The entries of days after this one, in their order.
  package func futureEntries(after day: CalendarDate) throws -> [FutureEntry] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT id, day, (SELECT min(w.id) FROM audit w WHERE w.action = ? AND w.id > audit.id) AS marked_by
        FROM audit WHERE day > ? ORDER BY id
        """, arguments: [ClockStatement.wrong.action, day]
    ).map { row in
      FutureEntry(id: try row.integer("id"), day: try row.day("day"), markedBy: try row.optionalInteger("marked_by"))
    }
  }
}
