/// A VAT number that is well-formed: its country is known, its shape is right and its check digits agree.
///
/// Only the country's register (VIES, for the member states) can say whether a business really has it.
///
/// The canonical text is the prefix and the number without separators, in capitals: `DE136695976`. Greek numbers begin
/// with `EL`; a Swiss one keeps the ending it was written with, and one without gets `MWST`; a Norwegian one always
/// has `MVA`; an Icelandic one has no `VSK`.
package struct VATNumber: Hashable, Sendable {
  /// The whole number in canonical form: `EL094259216`.
  package let text: String
  /// The letters in front: `EL`, `XI`, `CHE`.
  package let prefix: String
  /// What follows the prefix: `094259216`.
  package let number: String

  /// The country's code of ISO 3166-1: `GR` for `EL`, `GB` for `XI`, `CH` for `CHE`.
  package var country: String { VATScheme.all[prefix]?.country ?? prefix }

  /// Whether VIES answers for the number: the 27 member states and Northern Ireland.
  package var isInVIES: Bool { VATScheme.all[prefix]?.isInVIES ?? false }

  /// Every prefix that can be checked here, in alphabetical order.
  package static let supportedPrefixes: [String] = VATScheme.all.keys.sorted()

  /// Reads a number that begins with its country's letters; `GR` stands for `EL`, too.
  package init(parsing text: some StringProtocol) throws(VATNumberProblem) {
    let typed = try TypedNumber(text)
    guard let (scheme, rest) = Self.split(typed) else {
      if let letters = typed.leadingLetters { throw .unknownPrefix(letters) }
      throw .noCountry
    }
    try self.init(rest, scheme)
  }

  /// Reads a number typed with or without the letters in front.
  ///
  /// Monaco's numbers are French and the Isle of Man's are British (Directive 2006/112/EC, article 7); the United
  /// Kingdom has Northern Ireland's `XI` beside `GB`.
  ///
  /// - Parameter country: a code of ISO 3166-1, or one of the prefixes.
  package init(parsing text: some StringProtocol, country: String) throws(VATNumberProblem) {
    let country = country.utf8.count == 2 ? country.uppercased() : country
    guard let own = VATScheme.ofCountry(country) else { throw .unknownCountry(country) }
    let typed = try TypedNumber(text)
    guard let (scheme, rest) = Self.split(typed) else {
      try self.init(typed, own)
      return
    }
    if scheme.prefix == own.prefix || scheme.country == country {
      // What seems the prefix may be the beginning of the number itself, as in a French key of two letters.
      do throws(VATNumberProblem) { try self.init(rest, scheme) } catch {
        guard let whole = Self(ifFits: typed, own) else { throw error }
        self = whole
      }
      return
    }
    if Self(ifFits: rest, scheme) == nil, let whole = Self(ifFits: typed, own) {
      self = whole
      return
    }
    throw .otherCountry(scheme, expected: own)
  }

  private init(_ typed: TypedNumber, _ scheme: VATScheme) throws(VATNumberProblem) {
    number = try scheme.canonical(typed)
    prefix = scheme.prefix
    text = scheme.prefix + number
  }

  private init?(ifFits typed: TypedNumber, _ scheme: VATScheme) {
    do throws(VATNumberProblem) { try self.init(typed, scheme) } catch { return nil }
  }

  /// The country that the first letters name, and what follows them.
  private static func split(_ typed: TypedNumber) -> (scheme: VATScheme, rest: TypedNumber)? {
    var rest = typed
    if let scheme = VATScheme.all["CHE"], rest.drop(prefix: "CHE") { return (scheme, rest) }
    guard let letters = typed.leadingLetters, let scheme = VATScheme.all[letters == "GR" ? "EL" : letters],
      rest.drop(prefix: letters)
    else { return nil }
    return (scheme, rest)
  }
}
