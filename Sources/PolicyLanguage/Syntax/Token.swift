import Diagnostics

/// One word, number, text or sign of a line. Its text stays in the source; only the place is kept.
struct Token: Sendable {
  var kind: Kind
  /// UTF-8 offsets in the source.
  var lower: Int
  var upper: Int
  /// Whether a blank stands before it.
  var hasBlankBefore = false

  /// From this token to the end of another.
  func joined(with other: Token) -> Token {
    Token(kind: kind, lower: lower, upper: other.upper, hasBlankBefore: hasBlankBefore)
  }

  enum Kind: UInt8, Sendable {
    /// A lower-case word with hyphens.
    case word
    /// Upper-case letters only: a country or a currency.
    case code
    /// A word with capitals, which no name can have.
    case capital
    case number
    case date
    /// A date that does not exist.
    case badDate
    /// `9,90` or `100,000`.
    case groupedNumber
    /// `.99`, `9.`, `1.5.2`, `9·90`, `1'234`: digits with signs between or beside them that no number has.
    case strangeNumber
    /// `1-9`.
    case hyphenRange
    /// `10+`.
    case plusNumber
    /// `€9.90`.
    case currencySign
    case text
    case unclosedText
    /// A text in typographic quotes.
    case typographicText
    case plus, minus, times, slash, open, close, comma, bar, percent, tab
    /// `>=`, `<`, `==` and the like.
    case comparison
    case equalSign
    /// Any other character.
    case junk
  }
}

/// The tokens of one line.
struct TokenLine: Sendable {
  /// Blanks before the first token.
  var indent: Int
  var tokens: ArraySlice<Token>
  /// The comment behind the line, without its `#`.
  var comment: String?
  /// Offsets of the line without its line end.
  var lower: Int
  var upper: Int

  var isBlank: Bool { tokens.isEmpty && comment == nil }

  /// Whether a tab stands between two tokens.
  var hasInnerTab: Bool {
    guard let last = tokens.lastIndex(where: { $0.kind != .tab }) else { return false }
    return tokens[..<last].contains { $0.kind == .tab }
  }
}
