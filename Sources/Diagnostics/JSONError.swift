/// Why a text is not JSON, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public let message: String
  /// The line, from 1.
  public let line: Int
  /// The column in characters, from 1.
  public let column: Int
  /// What to do about it.
  public let cure: String

  /// `line 3, column 7: …; …`
  public var description: String { "line \(line), column \(column): \(message); \(cure)" }
}
