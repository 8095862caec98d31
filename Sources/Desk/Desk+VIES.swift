package import AccountBook
package import VATNumbers

/// Asking VIES whose a VAT number is.
extension Desk {
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
      throw Self.noNumber
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
