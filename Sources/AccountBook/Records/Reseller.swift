import GRDB
import Quantities

/// A reseller, with the terms of one day.
package struct Reseller: Sendable, Equatable {
  package var id: Int64
  package var name: String
  package var terms: Terms

  package init(id: Int64, name: String, terms: Terms) {
    self.id = id
    self.name = name
    self.terms = terms
  }

  package var identity: Identity { .reseller(name) }

  /// What was agreed. Each answer is as the rules read it: `20%`, `EUR`.
  package struct Terms: Sendable, Equatable {
    package var email: String
    package var agreedDiscount: String
    package var language: String
    package var currency: String

    package init(email: String, agreedDiscount: String, language: String, currency: String) {
      self.email = email
      self.agreedDiscount = agreedDiscount
      self.language = language
      self.currency = currency
    }
  }

  init(row: Row) throws(AccountProblem) {
    self.init(
      id: try row.integer("id"), name: try row.text("name"),
      terms: Terms(
        email: try row.text("email"), agreedDiscount: try row.text("agreed_discount"),
        language: try row.text("language"),
        currency: try row.text("currency")))
  }
}
