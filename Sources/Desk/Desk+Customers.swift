package import AccountBook
import PolicyEngine
import PolicyModel
import Quantities
package import VATNumbers

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
  package func proposeEdit(_ customer: Int64, _ form: CustomerForm, key: String?, _ rules: RulesInForce)
    throws(AccountProblem) -> Proposal
  {
    let account = try account(customer)
    try requireAdministrator(of: account)
    let details = try form.details()
    let vat = try form.vatState(account.customer.vat)
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
    }
    let isRenamed = account.customer.details.name != details.name || account.customer.details.address != details.address
    if vat.standing == .confirmed, isRenamed {
      proposal.remarks.append("the VAT number was confirmed for the name and address before: `vat consult` asks again")
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
    try requireStaff("confirming a VAT number by hand")
    return try record(customer, evidence, key, rules)
  }

  private func record(_ customer: Int64, _ evidence: String, _ key: String?, _ rules: RulesInForce)
    throws(AccountProblem) -> ChangeResult
  {
    guard !evidence.allSatisfy(\.isWhitespace), evidence.utf8.count <= 2_000 else {
      throw AccountProblem(
        .refused, "what confirmed the number is missing, or longer than 2,000 characters",
        cure: "write `vat confirm CUSTOMER --evidence \"letter of the tax office, 3 May\"`")
    }
    let account = try account(customer)
    return try write("vat confirm", on: customer, why: evidence, key: key) { writer in
      guard let now = try writer.reader.account(account.customer.id) else { throw Self.noCustomer }
      guard let number = now.customer.vat.number else {
        throw AccountProblem(.refused, "this customer has no VAT number", cure: "give it: `edit vat=…`")
      }
      try writer.setVAT(
        of: customer,
        VATState(number: number, standing: .confirmed, evidence: evidence, evidenceDay: writer.day))
      guard let after = try writer.reader.account(customer) else { throw Self.noCustomer }
      return (["VAT number \(number) is confirmed from \(writer.day) on"] + (try priceAnew(now, after, writer, rules)))
        .joined(separator: "\n")
    }
  }

  /// What a consultation of VIES said.
  package enum VIESAnswer: Sendable, Equatable {
    case valid(name: String?, address: String?, date: String, identifier: String?)
    case invalid(date: String)
  }

  /// A consultation of VIES, or why there was none.
  package typealias VIESConsultation = @Sendable (VATNumber) -> Result<VIESAnswer, AccountProblem>

  /// Asks VIES for a customer's number, and records a confirmation. The answer is asked for outside of any transaction.
  package func consultVIES(_ customer: Int64, _ consult: VIESConsultation, key: String?, _ rules: RulesInForce)
    throws(AccountProblem) -> (ChangeResult, remarks: [String])
  {
    try requireWriting()
    let account = try account(customer)
    try requireAdministrator(of: account)
    guard let text = account.customer.vat.number, let number = try? VATNumber(parsing: text) else {
      throw AccountProblem(.refused, "this customer has no VAT number", cure: "give it: `edit vat=…`")
    }
    switch consult(number) {
    case .failure(let problem): throw problem
    case .success(.invalid(let date)):
      throw AccountProblem(
        .refused, "VIES says of \(number.text) on \(date): not valid",
        cure: "ask the customer for the number; until it is confirmed VAT is charged")
    case .success(.valid(let name, let address, let date, let identifier)):
      let evidence = "VIES, \(date)\(identifier.map { ", consultation \($0)" } ?? "")\(name.map { ", \($0)" } ?? "")"
      let result = try record(customer, String(evidence.prefix(1_000)), key, rules)
      var remarks: [String] = []
      if name == nil || address == nil {
        remarks.append("this member state does not disclose name or address: compare them by other evidence")
      } else {
        remarks.append("VIES knows: \(name ?? ""), \(address ?? "")")
        remarks.append("on file:    \(account.customer.details.name), \(account.customer.details.address)")
      }
      return (result, remarks)
    }
  }
}
