/// Why a text is not a VAT number, told to the person who typed it.
///
/// Nothing of the text itself stands in the words but single capital letters and numbers, so they are safe to print.
package struct VATNumberProblem: Error, Hashable, Sendable {
  /// What kind of thing is wrong.
  package enum Kind: Hashable, Sendable, CaseIterable {
    /// The number names no country, one that is not known here, or another than the one given.
    case country
    /// A character that no VAT number holds.
    case characters
    /// Too short, too long or nothing at all.
    case length
    /// The right length, but a letter or digit stands where the country has none.
    case format
    /// All looks right, but the digits do not confirm one another.
    case checkDigit
  }

  package var kind: Kind
  /// What is wrong: a sentence without capital or full stop.
  package var message: String
  /// How to mend it, in the same manner.
  package var cure: String

  package init(kind: Kind, message: String, cure: String) {
    self.kind = kind
    self.message = message
    self.cure = cure
  }
}

// MARK: - Problems of no country's scheme

extension VATNumberProblem {
  static let empty = VATNumberProblem(
    kind: .length, message: "there is no VAT number here",
    cure: "write the country's letters and the number, like DE136695976")

  static let tooLong = VATNumberProblem(
    kind: .length, message: "this text is far longer than any VAT number",
    cure: "write one VAT number and nothing else, like DE136695976")

  static func badCharacter(_ name: String, at position: Int) -> VATNumberProblem {
    VATNumberProblem(
      kind: .characters,
      message: "a VAT number has only the letters A to Z and the digits 0 to 9; character \(position) is \(name)",
      cure: "type the number by hand instead of copying it")
  }

  static let noCountry = VATNumberProblem(
    kind: .country, message: "the number does not say which country it is of",
    cure: "put the country's two letters in front, like DE136695976")

  /// - Parameter letters: two capital letters.
  static func unknownPrefix(_ letters: String) -> VATNumberProblem {
    let (message, cure) =
      switch letters {
      case "CH": ("a Swiss VAT number begins with CHE, not with CH alone", "write it like CHE107787577MWST")
      case "EU", "IM":
        (
          "a number that begins with \(letters) is of the One Stop Shop, by which sellers report sales to consumers; "
            + "it is not a business customer's VAT number",
          "ask the customer for the VAT number of its own country"
        )
      case "MC": ("VAT numbers of Monaco are French ones and begin with FR", "write FR instead of MC")
      case "UK": ("British VAT numbers begin with GB, not with UK", "write GB instead of UK")
      default:
        (
          "no country whose VAT numbers can be checked here has the letters \(letters)",
          "put the country's own two letters in front, like DE136695976"
        )
      }
    return VATNumberProblem(kind: .country, message: message, cure: cure)
  }

  /// - Parameter code: what the caller gave as a country; it is told only when it is two capital letters.
  static func unknownCountry(_ code: String) -> VATNumberProblem {
    let isCode = code.utf8.count == 2 && code.utf8.allSatisfy { (65...90).contains($0) }
    return VATNumberProblem(
      kind: .country,
      message: isCode ? "VAT numbers of the country \(code) cannot be checked here" : "this is no country's code",
      cure: isCode ? "leave the VAT number out" : "name the country by its two letters, like DE")
  }

  static func otherCountry(_ scheme: VATScheme, expected: VATScheme) -> VATNumberProblem {
    VATNumberProblem(
      kind: .country,
      message: "this number begins with \(scheme.prefix), so it is \(scheme.nationality) one; "
        + "the country given needs \(expected.nationality) one, which begins with \(expected.prefix)",
      cure: "change either the country or the number")
  }
}
