import Diagnostics
import Foundation
public import GRDB
public import Quantities

/// How the project's own values stand in columns.
enum Stored {
  /// A list of texts as a JSON array.
  static func list(_ texts: [String]) -> String { JSON.array(texts.map { .string($0) }).text() }

  /// The texts of such a list; nil for anything else.
  static func list(_ text: String) -> [String]? {
    let items = (try? JSON.parse(text))?.asArray
    let texts = items?.compactMap(\.asString)
    return texts?.count == items?.count ? texts : nil
  }

  /// What is said of a value that no command has written. The value is not shown: it may be anything.
  ///
  /// - Parameter place: The column, if it is known.
  static func damage(_ place: String = "") -> AccountProblem {
    AccountProblem(
      .file, "the account book is damaged\(place.isEmpty ? "" : ": \(place) is not what it has to be")",
      cure: "restore the last backup, and keep this file for whoever looks into it")
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
