import Diagnostics
import Foundation
public import GRDB
public import Quantities

/// How the project's own values stand in columns.
enum Stored {
  /// A list of texts as a JSON array.
  static func list(_ texts: [String]) -> String { JSON.array(texts.map { .string($0) }).text() }

  static func list(_ text: String) -> [String] {
    guard let json = try? JSON.parse(text) else { return [] }
    return json.asArray?.compactMap(\.asString) ?? []
  }

  static func currency(_ code: String) throws(AccountProblem) -> Currency {
    guard let currency = Currency.named(code) else {
      throw AccountProblem(
        .file, "the account book has an amount in an unknown currency",
        cure: "restore the last backup, and keep this file for whoever looks into it")
    }
    return currency
  }

  /// A text for searching: lower case, so that neither case nor Unicode's spelling of a letter matters.
  static func folded(_ text: String) -> String { text.precomposedStringWithCanonicalMapping.lowercased() }
}

/// Days stand as `2026-03-01`, which sorts as they do.
extension CalendarDate: DatabaseValueConvertible {
  public var databaseValue: DatabaseValue { description.databaseValue }

  public static func fromDatabaseValue(_ value: DatabaseValue) -> CalendarDate? {
    String.fromDatabaseValue(value).flatMap { CalendarDate(parsing: $0) }
  }
}
