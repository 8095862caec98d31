/// What differs between the databases that a query is written for.
package struct Dialect: Sendable, Equatable {
  package var name: String
  /// The type of whole numbers that do not fit into 64 bits.
  var wideType: String
  var quote: Character
  /// Whether a backslash in a text has to be written twice, and a quotation mark with a backslash.
  var escapesWithBackslash: Bool
  /// How a layer begins, after its name. DuckDB would otherwise copy a layer into each place that reads it, and so on
  /// through all layers: a sum over 200,000 orders took 40 times as long.
  var opening: String
  /// What keeps a layer's expressions from being written out again in the next one.
  var fence: String
  /// Bytes of the longest name; nil for any length.
  var longestName: Int?

  package static let duckdb = Dialect(
    name: "duckdb", wideType: "HUGEINT", quote: "\"", escapesWithBackslash: false, opening: "AS MATERIALIZED (",
    fence: "", longestName: nil)
  package static let postgres = Dialect(
    name: "postgres", wideType: "NUMERIC", quote: "\"", escapesWithBackslash: false, opening: "AS (", fence: "OFFSET 0",
    longestName: 63)
  package static let spark = Dialect(
    name: "spark", wideType: "DECIMAL(38, 0)", quote: "`", escapesWithBackslash: true, opening: "AS (",
    fence: "", longestName: nil)

  /// The digits of a decimal that is multiplied. In Spark, a product that might have more than 38 digits loses decimals;
  /// in DuckDB, one of few digits has no room for more.
  func digits(_ least: Int) -> Int { self == .spark ? least : 38 }

  package static let all = [duckdb, postgres, spark]

  // MARK: Names and literals

  /// A name in the quotation marks of the dialect.
  func name(_ name: String) -> String {
    let quote = String(quote)
    return quote + name.split(separator: quote, omittingEmptySubsequences: false).joined(separator: quote + quote)
      + quote
  }

  func text(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "'": escaped += escapesWithBackslash ? "\\'" : "''"
      case "\\" where escapesWithBackslash: escaped += "\\\\"
      default: escaped.append(character)
      }
    }
    return "'\(escaped)'"
  }

  /// The names that stand in a text of SQL.
  func names(in text: String) -> [String] {
    var names: [String] = []
    var rest = Substring(text)
    while let start = rest.firstIndex(where: { $0 == quote || $0 == "'" }) {
      let mark = rest[start]
      var content = ""
      rest = rest[rest.index(after: start)...]
      while let character = rest.popFirst() {
        if escapesWithBackslash, mark == "'", character == "\\" {
          _ = rest.popFirst()
        } else if character == mark {
          guard rest.first == mark else { break }
          rest.removeFirst()
          content.append(mark)
        } else {
          content.append(character)
        }
      }
      if mark == quote { names.append(content) }
    }
    return names
  }

  // MARK: Operations

  /// The quotient of whole numbers, toward zero. In Spark, wide operands stand twice: they have to be names.
  func quotient(_ dividend: String, _ divisor: String, isWide: Bool) -> String {
    switch self {
    case .postgres: isWide ? "div(\(dividend), \(divisor))" : "\(dividend) / \(divisor)"
    case .spark:
      // `div` gives 64 bits, and `/` rounds: only what is a multiple is divided exactly.
      isWide
        ? "CAST((\(dividend) - \(dividend) % \(divisor)) / \(divisor) AS \(wideType))" : "\(dividend) div \(divisor)"
    default: "\(dividend) // \(divisor)"
    }
  }

  func days(from: String, until: String) -> String {
    self == .spark ? "datediff(\(until), \(from))" : "\(until) - \(from)"
  }

  func date(_ date: String, plus days: String) -> String {
    self == .spark ? "date_add(\(date), CAST(\(days) AS INTEGER))" : "\(date) + CAST(\(days) AS INTEGER)"
  }

  /// The last day of the month where it has no such day.
  func date(_ date: String, plusMonths months: String) -> String {
    switch self {
    case .postgres: "CAST(\(date) + make_interval(months => CAST(\(months) AS INTEGER)) AS DATE)"
    case .spark: "add_months(\(date), CAST(\(months) AS INTEGER))"
    default: "CAST(\(date) + to_months(CAST(\(months) AS INTEGER)) AS DATE)"
    }
  }

  /// The last day of a date's month.
  func lastDay(_ date: String) -> String {
    self == .postgres
      ? "CAST(date_trunc('month', \(date)) + INTERVAL '1 month' - INTERVAL '1 day' AS DATE)" : "last_day(\(date))"
  }

  func startsWith(_ text: String, _ prefix: String) -> String {
    self == .spark ? "startswith(\(text), \(prefix))" : "starts_with(\(text), \(prefix))"
  }

  /// Whether a text is, as a whole, what a regular expression says.
  func matches(_ text: String, _ pattern: String) -> String {
    switch self {
    case .postgres: "\(text) ~ \(self.text("^(?:\(pattern))$"))"
    case .spark: "\(text) RLIKE \(self.text("\\A(?:\(pattern))\\z"))"
    default: "regexp_full_match(\(text), \(self.text(pattern)))"
    }
  }
}
