import GRDB
package import Quantities

/// Writes the account book within one transaction and one entry of the audit log.
package struct AccountWriter {
  package let reader: AccountReader
  package let change: Change
  /// The number that this change's entry in the audit log will have.
  let audit: Int64
  /// Seconds since 1970, in UTC.
  let at: Int64
  let subject = Subject()

  var database: Database { reader.database }
  package var day: CalendarDate { change.day }
  /// The number of this change in the audit log.
  package var number: Int64 { audit }

  /// Which customer the entry will be about, once there is one.
  final class Subject { var customer: Int64? }

  init(reader: AccountReader, change: Change, audit: Int64, at: Int64) {
    self.reader = reader
    self.change = change
    self.audit = audit
    self.at = at
  }

  // MARK: The book itself

  /// Sets the day of a rehearsal.
  package func setRehearsalDay(_ day: CalendarDate) throws {
    guard try reader.kind() == .rehearsal else {
      throw AccountProblem(
        .refused, "this is a real account book, whose day is today",
        cure: "days are set in a rehearsal: `listino accounts demo FILE` makes one")
    }
    try database.execute(
      sql: "INSERT INTO setting VALUES ('day', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      arguments: [day])
  }

  /// Keeps the rules that an order is priced by.
  package func keepRules(hash: String, name: String, files: [(name: String, text: String)]) throws {
    let isKept = try Bool.fetchOne(
      database, sql: "SELECT EXISTS (SELECT 1 FROM rule_book WHERE hash = ?)", arguments: [hash])
    if isKept == true { return }
    try database.execute(sql: "INSERT INTO rule_book VALUES (?, ?, ?)", arguments: [hash, name, day])
    for (position, file) in files.enumerated() {
      try database.execute(
        sql: "INSERT INTO rule_file VALUES (?, ?, ?, ?)", arguments: [hash, position, file.name, file.text])
    }
  }

  // MARK: Dated facts

  /// Closes the row that holds, if there is one.
  func close(_ table: String, _ condition: String, _ arguments: StatementArguments) throws {
    try database.execute(
      sql: "UPDATE \(table) SET to_day = '\(day)' WHERE to_day IS NULL AND \(condition)", arguments: arguments)
  }

  // MARK: Resellers

  /// Adds a reseller.
  package func addReseller(_ name: String, _ terms: Reseller.Terms) throws -> Int64 {
    try database.execute(sql: "INSERT INTO reseller(name) VALUES (?)", arguments: [name])
    let id = database.lastInsertedRowID
    try setTerms(of: id, terms)
    return id
  }

  /// Sets a reseller's terms from this day on.
  package func setTerms(of reseller: Int64, _ terms: Reseller.Terms) throws {
    try close("reseller_terms", "reseller = ?", [reseller])
    try database.execute(
      sql: """
        INSERT INTO reseller_terms(reseller, email, agreed_discount, language, currency, from_day, audit)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [reseller, terms.email, terms.agreedDiscount, terms.language, terms.currency, day, audit])
  }
}

extension AccountWriter {
  /// Tries a part of a change: if it throws, what it wrote is taken back, and the rest of the change can go on.
  package func attempt<Result>(_ body: () throws -> Result) throws -> Result {
    var result: Result?
    try database.inSavepoint {
      result = try body()
      return .commit
    }
    guard let result else {
      throw AccountProblem(.file, "a part of the change was lost", cure: "nothing was changed; try again")
    }
    return result
  }
}
