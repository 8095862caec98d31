package import AccountBook
import Quantities
import VATNumbers

/// A customer's details as they are typed, before they are checked.
package struct CustomerForm: Sendable, Equatable {
  package var name: String
  package var address: String
  package var country: String
  package var email: String
  package var language: String
  /// A VAT number; empty or `none` for none.
  package var vat: String

  package init(
    name: String, address: String, country: String, email: String, language: String = "en", vat: String = ""
  ) {
    self.name = name
    self.address = address
    self.country = country
    self.email = email
    self.language = language
    self.vat = vat
  }

  /// Those of a customer, for changing some of them.
  package init(_ customer: Customer) {
    self.init(
      name: customer.details.name, address: customer.details.address, country: customer.details.country,
      email: customer.details.email, language: customer.details.language, vat: customer.vat.number ?? "")
  }

  /// Names are kept whole, but not without bound.
  static let greatestLength = 20_000

  /// The details, checked.
  package func details() throws(AccountProblem) -> Customer.Details {
    guard !name.allSatisfy(\.isWhitespace) else {
      throw AccountProblem(.refused, "the customer's name is missing", cure: "give it as name=\"Kontor AG\"")
    }
    guard !address.allSatisfy(\.isWhitespace) else {
      throw AccountProblem(
        .refused, "the customer's address is missing", cure: "give it as address=\"Hafenstraße 7, 20457 Hamburg\"")
    }
    for text in [name, address] where text.utf8.count > Self.greatestLength {
      throw AccountProblem(
        .refused, "a name or an address of over \(Self.greatestLength) characters is not kept", cure: "shorten it")
    }
    // SQLite's texts end there.
    if name.utf8.contains(0) || address.utf8.contains(0) {
      throw AccountProblem(.refused, "a name or an address holds the character NUL", cure: "take it out")
    }
    let code = country.uppercased()
    guard Country.named(code) != nil else {
      throw AccountProblem(.refused, "this is no country code", cure: "write the two letters of ISO 3166, such as DE")
    }
    let tongue = language.lowercased()
    guard tongue.utf8.count == 2, tongue.utf8.allSatisfy({ (97...122).contains($0) }) else {
      throw AccountProblem(.refused, "this is no language code", cure: "write two letters, such as en or it")
    }
    return Customer.Details(
      name: name, address: address, country: code, email: try EmailAddress(parsing: email).text, language: tongue)
  }

  /// What is known of the VAT number, given what was known before: the same number stays confirmed for the name, address
  /// and country that it was confirmed for.
  package func vatState(_ before: Customer? = nil) throws(AccountProblem) -> VATState {
    let typed = vat.filter { !$0.isWhitespace }
    if typed.isEmpty || typed.lowercased() == "none" { return VATState() }
    let number: VATNumber
    do throws(VATNumberProblem) {
      number = try VATNumber(parsing: vat, country: country.uppercased())
    } catch {
      throw AccountProblem(.refused, error.message, cure: error.cure)
    }
    // Monaco's numbers are French ones (Directive 2006/112/EC, Article 7).
    let home = country.uppercased() == "MC" ? "FR" : country.uppercased()
    guard number.country == home else {
      throw AccountProblem(
        .refused, "the VAT number is one of \(number.country), and the customer is in \(country.uppercased())",
        cure: "give the number of the customer's own country, or vat=none")
    }
    if let before, before.vat.number == number.text, isAbout(before.details) { return before.vat }
    return VATState(number: number.text, standing: .wellFormed)
  }

  /// Whether name, address and country are the same, but for blanks and case.
  private func isAbout(_ details: Customer.Details) -> Bool {
    zip([name, address, country], [details.name, details.address, details.country]).allSatisfy { new, old in
      Self.words(new) == Self.words(old)
    }
  }

  private static func words(_ text: String) -> [Substring] { text.lowercased().split(whereSeparator: \.isWhitespace) }
}
