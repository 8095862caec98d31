/// A country or area with a two-letter code of ISO 3166-1.
public struct Country: Hashable, Sendable {
  /// Two capital letters: `SE`.
  public let code: String
  /// The usual name in English.
  public let name: String

  init(_ code: String, _ name: String) {
    self.code = code
    self.name = name
  }

  /// The country with this code, in capital letters; nil when there is none.
  public static func named(_ code: String) -> Country? { index(of: code).map { all[$0] } }

  /// The code of the country at this index of `all`, which must be in 0..<249.
  public static func code(at index: Int) -> String { all[index].code }

  /// Where the country with this code stands in `all`; nil when there is none.
  public static func index(of code: String) -> Int? { indices[code] }

  private static let indices = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.code, $0) })
}
