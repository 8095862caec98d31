import AccountBook
import Desk

/// What `create` needs to know, asked one at a time where somebody is there to answer.
package struct CustomerQuestions: Sendable, Equatable {
  /// One thing to know: its name as it is given behind `create`, the question, and what is taken if nothing is said.
  struct Field: Sendable, Equatable {
    var name: String
    var question: String
    var standard: String?
  }

  static let fields: [Field] = [
    Field(name: "reseller", question: "Whose customer is it (the reseller's name)?"),
    Field(name: "name", question: "The customer's name?"),
    Field(name: "address", question: "Its address, on one line?"),
    Field(name: "country", question: "Its country, two letters such as DE?"),
    Field(name: "email", question: "The e-mail address for the invoice?"),
    Field(name: "language", question: "The language of its people, en or it? (Enter: en)", standard: "en"),
    Field(name: "vat", question: "Its VAT number? (Enter: none)", standard: "none"),
    Field(name: "licences", question: "How many licences?"),
    Field(name: "term", question: "For 1 month, 12 months, or as a trial?"),
  ]

  package var answers: [String: String]
  let asksReseller: Bool
  let key: String?

  init(_ answers: [String: String], asksReseller: Bool, key: String?) {
    self.answers = answers
    self.asksReseller = asksReseller
    self.key = key
  }

  /// What is not said yet; of what has a standard answer only when a person is asked.
  func open(interactive: Bool) -> [Field] {
    Self.fields.filter { field in
      answers[field.name] == nil && (field.name != "reseller" || asksReseller) && (interactive || field.standard == nil)
    }
  }

  var form: CustomerForm {
    CustomerForm(
      name: answers["name"] ?? "", address: answers["address"] ?? "", country: answers["country"] ?? "",
      email: answers["email"] ?? "", language: answers["language"] ?? "en", vat: answers["vat"] ?? "")
  }

  /// Checks one answer, so that a person can mend it at once.
  func check(_ name: String, _ answer: String, _ desk: Desk, _ rules: RulesInForce) throws(AccountProblem) {
    var trial = CustomerQuestions(answers, asksReseller: asksReseller, key: key)
    trial.answers[name] = answer
    // What has not been said yet must not be what is wrong.
    var form = CustomerForm(name: "-", address: "-", country: "SE", email: "a@example.com")
    switch name {
    case "name": form.name = answer
    case "address": form.address = answer
    case "country": form.country = answer
    case "email": form.email = answer
    case "language": form.language = answer
    case "vat":
      form.country = answers["country"] ?? "SE"
      form.vat = answer
      _ = try form.vatState()
    case "reseller": _ = try desk.reseller(named: answer)
    case "licences":
      let count = try LicenceCount.reading(answer)
      try rules.requireAnswer("licences", of: ["licences": String(count)])
    case "term":
      let wish = try trial.wish(partly: true)
      try rules.requireAnswer("action", of: ["action": wish.action])
      if let term = wish.term { try rules.requireAnswer("term", of: ["term": term]) }
    default: break
    }
    let details = try form.details()
    if name == "country" { try rules.requireAnswer("country", of: ["country": details.country]) }
    if name == "language" { try rules.requireLanguage(details.language) }
  }

  /// What is ordered.
  func wish(partly: Bool = false) throws(AccountProblem) -> OrderWish {
    var licences: Int?
    if let text = answers["licences"] { licences = try LicenceCount.reading(text) }
    guard let term = answers["term"] else {
      if partly { return OrderWish(action: "new", licences: licences) }
      throw AccountProblem(.refused, "the term is missing", cure: "give it as term=\"12 months\"")
    }
    if ["trial", "a trial"].contains(term.lowercased()) { return OrderWish(action: "trial", licences: licences) }
    return OrderWish(action: "new", licences: licences, term: TermText.reading(term))
  }
}

/// A number of licences as people type it.
enum LicenceCount {
  static func reading(_ text: String) throws(AccountProblem) -> Int {
    let first = text.split(separator: " ").first.map(String.init) ?? ""
    guard let count = Int(first), count > 0, first.utf8.count <= 9 else {
      throw AccountProblem(.refused, "this is no number of licences", cure: "write a whole number, such as 10")
    }
    return count
  }
}

/// A term as people type it; what it may be the rules say.
enum TermText {
  static func reading(_ text: String) -> String {
    switch text.lowercased() {
    case "1", "month", "a month", "monthly", "1 months": "1 month"
    case "12", "year", "a year", "1 year", "yearly", "12 month": "12 months"
    default: text
    }
  }
}
