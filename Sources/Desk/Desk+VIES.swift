package import AccountBook
import Diagnostics
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

  /// Asks VIES for a customer's number, and records a confirmation if the number is valid and the name agrees, where
  /// there is one. The answer is asked for outside of any transaction.
  ///
  /// - Throws: `refused` for a number that is not valid, and for one that VIES gives to somebody else. That answer is in
  ///   the audit log, for staff to decide.
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
      let (own, found) = (account.customer.details, name.flatMap { FoldedWords($0).isEmpty ? nil : $0 })
      let source = "VIES, \(date)\(identifier.map { ", consultation \($0)" } ?? "")"
      let known = Self.line([found, address])
      if let found, !CompanyName.agree(onFile: own.name, registered: found) {
        throw try refuse(number, known, source, account.customer)
      }
      let evidence = "\(source)\(found.map { ", \($0)" } ?? "")"
      let result = try record(customer, String(evidence.prefix(1_000)), about: account.customer, key, rules)
      var remarks: [String] = []
      if found == nil {
        remarks.append(
          "VIES gives no name to compare, as this member state does not disclose name or address: "
            + "compare them by other evidence")
      }
      if !known.isEmpty { remarks += ["VIES knows: \(known)", "on file:    \(Self.line([own.name, own.address]))"] }
      if let address, !FoldedWords(address).isWithin(FoldedWords(own.address)) {
        remarks.append("the addresses differ: see whether it is the same company")
      }
      return (result, remarks)
    }
  }

  /// Writes down that VIES gives a number to somebody else.
  private func refuse(_ number: VATNumber, _ known: String, _ source: String, _ customer: Customer)
    throws(AccountProblem) -> AccountProblem
  {
    let details = customer.details
    let problem = AccountProblem(
      .refused,
      "VIES gives \(number.text) to “\(known)”, and on file is “\(Self.line([details.name, details.address]))”: "
        + "nothing is confirmed",
      cure: "mend what is on file: `edit name=\"…\"`, or have the vendor's staff decide: "
        + "`vat confirm --evidence TEXT`; `history` keeps the answer")
    // Without the key: nothing was done under it.
    _ = try write("vat consult", on: customer.id, why: "\(source): \(known)", key: nil) { _ in problem.message }
    return problem
  }

  /// Texts on one line, in a length that can be read.
  private static func line(_ texts: [String?]) -> String {
    texts.compactMap { $0 }.map { text in
      Display.harmless(String(text.split(whereSeparator: \.isNewline).joined(separator: ", ").prefix(300)))
    }.joined(separator: ", ")
  }
}
