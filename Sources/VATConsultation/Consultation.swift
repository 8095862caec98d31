/// What VIES, the tax administrations' own service, said about a VAT number.
package struct Consultation: Sendable, Hashable {
  /// Whether the number is one that its country has given out for trade between member states, today.
  package var isValid: Bool
  /// When it was asked, as VIES writes it: `2026-03-25T08:05:09.124Z`.
  package var requestDate: String
  /// Nil where the country does not disclose it, or the number is not valid.
  package var name: String?
  /// May be of several lines. Nil where the country does not disclose it, or the number is not valid.
  package var address: String?
  /// The number of the consultation, which proves it to a tax administration; only askers who name themselves get one.
  package var identifier: String?

  package init(
    isValid: Bool, requestDate: String, name: String? = nil, address: String? = nil, identifier: String? = nil
  ) {
    self.isValid = isValid
    self.requestDate = requestDate
    self.name = name
    self.address = address
    self.identifier = identifier
  }
}
