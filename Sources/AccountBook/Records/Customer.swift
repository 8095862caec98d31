import GRDB
package import Quantities

/// A customer of a reseller, with its details on one day.
package struct Customer: Sendable, Equatable {
  package var id: Int64
  package var reseller: Int64
  package var details: Details
  package var vat: VATState

  package init(id: Int64, reseller: Int64, details: Details, vat: VATState) {
    self.id = id
    self.reseller = reseller
    self.details = details
    self.vat = vat
  }

  package struct Details: Sendable, Equatable {
    package var name: String
    package var address: String
    /// ISO 3166 alpha-2.
    package var country: String
    package var email: String
    /// ISO 639-1: the language of its people's messages.
    package var language: String

    package init(name: String, address: String, country: String, email: String, language: String) {
      self.name = name
      self.address = address
      self.country = country
      self.email = email
      self.language = language
    }
  }

  init(row: Row) throws(AccountProblem) {
    self.init(
      id: try row.integer("id"), reseller: try row.integer("reseller"),
      details: Details(
        name: try row.text("name"), address: try row.text("address"), country: try row.text("country"),
        email: try row.text("email"),
        language: try row.text("language")),
      vat: try VATState(row: row))
  }
}

/// What is known of a customer's VAT number.
package struct VATState: Sendable, Equatable {
  /// A well-formed number is not a confirmed one (Implementing Regulation (EU) 282/2011, Article 18(1)(a)).
  package enum Standing: String, Sendable, CaseIterable {
    case none
    case wellFormed = "well-formed"
    case confirmed
  }

  package var number: String?
  package var standing: Standing
  /// Who or what confirmed it, and on which day.
  package var evidence: String?
  package var evidenceDay: CalendarDate?

  package init(
    number: String? = nil, standing: Standing = .none, evidence: String? = nil, evidenceDay: CalendarDate? = nil
  ) {
    self.number = number
    self.standing = standing
    self.evidence = evidence
    self.evidenceDay = evidenceDay
  }

  init(row: Row) throws(AccountProblem) {
    self.init(
      number: try row.optionalText("number"), standing: try row.word("standing"),
      evidence: try row.optionalText("evidence"),
      evidenceDay: try row.optionalDay("evidence_day"))
  }
}
