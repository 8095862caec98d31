/// A currency of ISO 4217.
public struct Currency: Hashable, Sendable {
  /// Three capital letters: `EUR`.
  public let code: String
  /// How many digits of an amount stand after the point: 2 for EUR, 0 for JPY.
  public let minorDigits: Int
  /// The name in English, as ISO 4217 has it.
  public let name: String

  init(_ code: String, _ minorDigits: Int, _ name: String) {
    self.code = code
    self.minorDigits = minorDigits
    self.name = name
  }

  /// The currency with this code, in capital letters; nil when there is none or it is no longer in use.
  public static func named(_ code: String) -> Currency? { byCode[code] }

  private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })
}
