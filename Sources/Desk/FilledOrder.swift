package import AccountBook
package import PolicyModel
package import Quantities

/// What somebody wants to order, before the account book says the rest.
package struct OrderWish: Sendable, Equatable {
  /// The word of the rules: `new`, `renewal`, `top-up`, `trial`.
  package var action: String
  package var licences: Int?
  /// As the rules read it: `12 months`.
  package var term: String?
  /// Who places it; the reseller unless something else is tried.
  package var buyer: String

  package init(action: String, licences: Int? = nil, term: String? = nil, buyer: String = "reseller") {
    self.action = action
    self.licences = licences
    self.term = term
    self.buyer = buyer
  }
}

/// An order whose inputs were taken from an account, each with where its value came from.
package struct FilledOrder: Sendable, Equatable {
  package struct Input: Sendable, Equatable {
    package var name: String
    package var value: String
    package var origin: String
  }

  package var inputs: [Input]

  package var order: Order {
    Order(inputs: Dictionary(inputs.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last }))
  }

  /// Sets one input over what the account says.
  package mutating func set(_ name: String, to value: String, origin: String) {
    if let index = inputs.firstIndex(where: { $0.name == name }) {
      inputs[index].value = value
      inputs[index].origin = origin
    } else {
      inputs.append(Input(name: name, value: value, origin: origin))
    }
  }

  func value(_ name: String) -> String? { inputs.first { $0.name == name }?.value }
}

extension FilledOrder {
  /// Fills an order from an account, as far as the rules ask for it.
  ///
  /// The recipient of the supply, whose country and VAT number decide the VAT, is the customer: the programme's pages
  /// ask for the customer's details and VAT number when its subscription is created.
  package init(_ wish: OrderWish?, _ account: Account, on day: CalendarDate, _ rules: RulesInForce) {
    let details = account.customer.details
    let vat = account.customer.vat
    let subscription = account.subscription
    let action = wish?.action
    inputs = []
    func add(_ name: String, _ value: String?, _ origin: String, into inputs: inout [Input]) {
      if let value, rules.declares(name) { inputs.append(Input(name: name, value: value, origin: origin)) }
    }
    add("action", action, "this command", into: &inputs)
    add("licences", wish?.licences.map(String.init), "this command", into: &inputs)
    if let term = wish?.term {
      add("term", term, "this command", into: &inputs)
    } else if action == "renewal" {
      // `renew` is for a year; whether that is allowed, and what it costs, the rules say.
      add("term", "12 months", "this command", into: &inputs)
    } else if let term = subscription?.term, !term.isEmpty, action == "top-up" {
      add("term", term, "the subscription", into: &inputs)
    }
    add("quote-date", day.description, "the account book's day", into: &inputs)
    add("tax-point", day.description, "the account book's day", into: &inputs)
    if action == "top-up" || action == "renewal" {
      add("period-end", subscription?.endDay.description, "the subscription", into: &inputs)
    }
    add("buyer", wish?.buyer ?? "reseller", "the desk", into: &inputs)
    add("agreed-discount", account.reseller.terms.agreedDiscount, "the reseller's terms", into: &inputs)
    if action == "renewal" {
      add("members-in-use", String(account.licencesInUse), "the members", into: &inputs)
    }
    add("own-administrators", String(account.ownAdministrators), "the roles", into: &inputs)
    if action == "trial" { add("trials-so-far", String(account.trialsSoFar), "the orders", into: &inputs) }
    add("country", details.country, "the customer's details", into: &inputs)
    add("vat-id", vat.standing.rawValue, Self.origin(vat), into: &inputs)
    add("currency", account.reseller.terms.currency, "the reseller's terms", into: &inputs)
    add(
      "subscription-name", "\(subscription?.product ?? Desk.product) (\(details.name))", "the customer's details",
      into: &inputs)
  }

  private static func origin(_ vat: VATState) -> String {
    switch vat.standing {
    case .none: "no VAT number is given"
    case .wellFormed: "VAT number \(vat.number ?? "")"
    case .confirmed:
      "VAT number \(vat.number ?? ""), confirmed\(vat.evidenceDay.map { " on \($0)" } ?? "") by \(vat.evidence ?? "")"
    }
  }
}

extension Desk {
  /// What is sold, as messages call it.
  package static let product = "AxCrypt Business"
}
