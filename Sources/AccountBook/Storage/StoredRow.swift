import GRDB
import Quantities

/// The values of a row, each of the one kind that is written into its column. Anything else is damage of the file, which
/// is said and ends nothing but the command.
extension Row {
  func text(_ column: String) throws(AccountProblem) -> String {
    try required(column, try optionalText(column))
  }

  func integer(_ column: String) throws(AccountProblem) -> Int64 {
    try required(column, try optionalInteger(column))
  }

  func day(_ column: String) throws(AccountProblem) -> CalendarDate {
    try required(column, try optionalDay(column))
  }

  /// A whole number that is never negative.
  func count(_ column: String) throws(AccountProblem) -> Int {
    guard let count = Int(exactly: try integer(column)), count >= 0 else { throw Stored.damage(column) }
    return count
  }

  func flag(_ column: String) throws(AccountProblem) -> Bool {
    switch try integer(column) {
    case 0: false
    case 1: true
    default: throw Stored.damage(column)
    }
  }

  /// One of the words that a column may have.
  func word<Word: RawRepresentable<String>>(_ column: String) throws(AccountProblem) -> Word {
    try required(column, Word(rawValue: try text(column)))
  }

  func list(_ column: String) throws(AccountProblem) -> [String] {
    try required(column, Stored.list(try text(column)))
  }

  /// Minor units of the currency that the row has.
  func amount(_ column: String) throws(AccountProblem) -> Amount {
    let currency = try required("currency", Currency.named(try text("currency")))
    let minor = try integer(column)
    // Every amount has an opposite one.
    if minor == .min { throw Stored.damage(column) }
    return Amount(minor: minor, currency: currency)
  }

  // MARK: Columns that may be empty

  func optionalText(_ column: String) throws(AccountProblem) -> String? {
    switch try storage(column) {
    case .null: nil
    case .string(let text): text
    default: throw Stored.damage(column)
    }
  }

  func optionalInteger(_ column: String) throws(AccountProblem) -> Int64? {
    switch try storage(column) {
    case .null: nil
    case .int64(let integer): integer
    default: throw Stored.damage(column)
    }
  }

  func optionalDay(_ column: String) throws(AccountProblem) -> CalendarDate? {
    guard let text = try optionalText(column) else { return nil }
    return try required(column, CalendarDate(parsing: text))
  }

  private func storage(_ column: String) throws(AccountProblem) -> DatabaseValue.Storage {
    try required(column, (self[column] as DatabaseValue?)?.storage)
  }

  private func required<Value>(_ column: String, _ value: Value?) throws(AccountProblem) -> Value {
    guard let value else { throw Stored.damage(column) }
    return value
  }
}
