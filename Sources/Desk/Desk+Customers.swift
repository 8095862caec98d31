package import AccountBook
import PolicyEngine
import PolicyModel
import Quantities

/// Resellers and customers: their terms and details.
extension Desk {
  /// Adds a reseller, or changes its terms; for staff.
  package func setReseller(_ name: String, _ terms: Reseller.Terms, key: String?, _ rules: RulesInForce)
    throws(AccountProblem) -> ChangeResult
  {
    try requireStaff("adding resellers")
    guard !name.isEmpty, name.utf8.count <= 200, !name.contains(where: { $0.isNewline || $0 == ":" }) else {
      throw AccountProblem(.refused, "this is no name for a reseller", cure: "write a short name, such as nordwind")
    }
    var checked = terms
    checked.email = try EmailAddress(parsing: terms.email).text
    try requireAnswer("agreed-discount", terms.agreedDiscount, rules)
    try requireAnswer("currency", terms.currency, rules)
    let final = checked
    return try write("reseller \(name)", on: nil, key: key) { writer in
      if let known = try writer.reader.reseller(named: name) {
        try writer.setTerms(of: known.id, final)
        return "from today on \(name) has \(final.agreedDiscount), \(final.currency), \(final.language)"
      }
      _ = try writer.addReseller(name, final)
      return "reseller \(name) is added: \(final.agreedDiscount), \(final.currency), \(final.language)"
    }
  }

  /// Asks the rules whether an answer is one.
  private func requireAnswer(_ input: String, _ answer: String, _ rules: RulesInForce) throws(AccountProblem) {
    guard rules.declares(input) else { return }
    if case .failure(let mistakes) = rules.engine.bind(.init(inputs: [input: answer])),
      let first = mistakes.problems.first
    {
      throw AccountProblem(.refused, first.message, cure: first.cure)
    }
  }

  /// Writes down that addresses have an account with the vendor; for staff.
  package func know(_ addresses: [EmailAddress], key: String?) throws(AccountProblem) -> ChangeResult {
    try requireStaff("saying who has an account")
    guard !addresses.isEmpty else {
      throw AccountProblem(.refused, "nobody is named", cure: "write `known anna@example.com`")
    }
    return try write("known \(addresses.map(\.text).joined(separator: " "))", on: nil, key: key) { writer in
      for address in addresses { try writer.addKnownAddress(address.text) }
      return addresses.count == 1 ? "this address has an account" : "these \(addresses.count) addresses have accounts"
    }
  }

  /// What changing a customer's details does to the VAT of later orders.
  ///
  /// - Parameter evidence: By what the VAT number is confirmed for the new details; from staff only.
  package func proposeEdit(
    _ customer: Int64, _ form: CustomerForm, evidence: String? = nil, key: String?, _ rules: RulesInForce
  ) throws(AccountProblem) -> Proposal {
    if evidence != nil { try requireStaff(Self.confirmingByHand) }
    let account = try account(customer)
    try requireAdministrator(of: account)
    let details = try form.details()
    var vat = try form.vatState(account.customer)
    if let evidence { vat = try Self.confirmed(vat.number, by: evidence, on: try day()) }
    if details == account.customer.details, vat == account.customer.vat {
      throw AccountProblem(.refused, "nothing would change", cure: "name what changes: `edit address=\"…\" vat=…`")
    }
    var after = account
    after.customer.details = details
    after.customer.vat = vat
    var proposal = Proposal(
      deed: .edit(details, vat), customer: customer, basis: try basis(account, rules),
      action: "edit \(Self.changed(account.customer, details, vat).joined(separator: ", "))",
      key: key ?? Proposal.newKey())
    proposal.effects = try Comparisons(rules: rules, day: try day()).between(account, after, buyers: ["reseller"])
    if account.customer.vat.standing == .confirmed, vat.standing != .confirmed {
      proposal.remarks.append(
        "the confirmation of \(account.customer.vat.number ?? "") does not hold for this any more")
      if vat.number == account.customer.vat.number {
        proposal.remarks.append(
          "VAT is charged until it is confirmed again: `vat consult` asks VIES"
            + (identity.isStaff ? ", `evidence=\"…\"` behind `edit` says by what it is the same company" : ""))
      }
    }
    return proposal
  }

  private static func changed(_ customer: Customer, _ details: Customer.Details, _ vat: VATState) -> [String] {
    let old = customer.details
    return [
      old.name != details.name ? "name" : "", old.address != details.address ? "address" : "",
      old.country != details.country ? "country" : "", old.email != details.email ? "email" : "",
      old.language != details.language ? "language" : "", customer.vat != vat ? "vat" : "",
    ].filter { !$0.isEmpty }
  }

  // MARK: VAT numbers

  /// Records that a VAT number was confirmed, and by what; for staff.
  package func confirmVAT(_ customer: Int64, evidence: String, key: String?, _ rules: RulesInForce)
    throws(AccountProblem) -> ChangeResult
  {
    try requireStaff(Self.confirmingByHand)
    return try record(customer, evidence, key, rules)
  }

  private static let confirmingByHand = "confirming a VAT number by hand"

  static let noNumber = AccountProblem(
    .refused, "this customer has no VAT number", cure: "give it: `edit vat=…`")

  /// The state of a number that something confirms.
  private static func confirmed(_ number: String?, by evidence: String, on day: CalendarDate) throws(AccountProblem)
    -> VATState
  {
    guard !evidence.allSatisfy(\.isWhitespace), evidence.utf8.count <= 2_000 else {
      throw AccountProblem(
        .refused, "what confirmed the number is missing, or longer than 2,000 characters",
        cure: "write `vat confirm CUSTOMER --evidence \"letter of the tax office, 3 May\"`")
    }
    guard let number else { throw noNumber }
    return VATState(number: number, standing: .confirmed, evidence: evidence, evidenceDay: day)
  }

  /// - Parameter asked: The customer whom the evidence is about, where somebody may have changed it meanwhile.
  func record(
    _ customer: Int64, _ evidence: String, about asked: Customer? = nil, _ key: String?, _ rules: RulesInForce
  ) throws(AccountProblem) -> ChangeResult {
    try write("vat confirm", on: customer, why: evidence, key: key) { writer in
      guard let now = try writer.reader.account(customer) else { throw Self.noCustomer }
      if let asked, asked.details != now.customer.details || asked.vat.number != now.customer.vat.number {
        throw Proposal.moved("the customer's details have changed since VIES was asked")
      }
      let vat = try Self.confirmed(now.customer.vat.number, by: evidence, on: writer.day)
      try writer.setVAT(of: customer, vat)
      guard let after = try writer.reader.account(customer) else { throw Self.noCustomer }
      let done = "VAT number \(vat.number ?? "") is confirmed from \(writer.day) on"
      return ([done] + (try priceAnew(now, after, writer, rules))).joined(separator: "\n")
    }
  }
}
