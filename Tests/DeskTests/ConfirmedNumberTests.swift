import AccountBook
import Desk
import Testing

/// A VAT number is confirmed for one name, address and country, and by an answer that is about them.
@Suite struct ConfirmedNumberTests {
  let book: DeskBook
  var staff: DeskConsole
  var reseller: DeskConsole

  init() throws {
    book = try DeskBook()
    staff = try DeskConsole.staff(book, from: "2026-01-01")
    reseller = try DeskConsole(book, as: DeskConsole.nordwind)
    reseller.run("\(ProgrammeTaxTests.create) vat=DE136695976", "pay card A1")
  }

  private mutating func confirm() { staff.run("act on Kontor", "vat confirm --evidence \"VIES, request 1\"") }

  @Test(arguments: [
    "name=\"Elbe GmbH\"", "address=\"Elbchaussee 1, Hamburg\"",
    "name=\"Elbe GmbH\" address=\"Weg 1\" email=e@elbe.example",
  ]) mutating func anotherNameOrAddressEndsAConfirmation(change: String) {
    confirm()
    let shown = reseller.run("edit \(change)")
    #expect(shown.contains("the confirmation of DE136695976 does not hold for this any more"), "\(shown)")
    #expect(!shown.contains("was confirmed for the name and address before") && !shown.contains("evidence="))
    // The renewal, with 19% VAT from now on.
    #expect(shown.contains("722.30 EUR  859.54 EUR"), "\(shown)")
    reseller.run("yes")
    #expect(reseller.run("account").contains("VAT number    DE136695976, well formed, not confirmed"))
    // 12 × 7.92 less 20% is 76.03, and 19% of it 14.4457.
    let quote = reseller.run("quote top up 1")
    for text in ["76.03 EUR", "14.45 EUR", "90.48 EUR", "well formed but not confirmed, so VAT is charged"] {
      #expect(quote.contains(text), "\(text): \(quote)")
    }
    // The old details do not bring it back.
    reseller.run("edit name=\"Kontor AG\" address=\"Hafenstr. 7, Hamburg\"", "yes")
    #expect(reseller.run("account").contains("not confirmed"))
  }

  @Test(arguments: [
    "email=new@kontor.example", "language=it", "name=\"KONTOR  AG \"", "address=\"Hafenstr.  7, HAMBURG\"",
    "vat=\"DE 136 695 976\" email=new@kontor.example",
  ]) mutating func anythingElseKeepsIt(change: String) {
    confirm()
    #expect(!reseller.run("edit \(change)").contains("does not hold"))
    reseller.run("yes")
    #expect(reseller.run("account").contains("DE136695976, confirmed on 2026-01-01 by VIES, request 1"))
  }

  /// Monaco's numbers are French ones.
  @Test mutating func anotherCountryEndsIt() {
    reseller.run(
      "create name=\"Port SARL\" address=\"Quai 1\" country=MC email=i@port.example licences=1 term=1 vat=FR40303265045",
      "pay card A2")
    staff.run("act on Port", "vat confirm --evidence letter", "edit country=FR", "yes")
    #expect(staff.run("account").contains("FR40303265045, well formed, not confirmed"))
  }

  @Test mutating func staffSayInTheSameStepThatItIsTheSameCompany() {
    confirm()
    let told = reseller.run("edit name=\"Kontor SE\" evidence=\"extract of the register\"", status: 77)
    #expect(told.contains("confirming a VAT number by hand is for the vendor's staff"), "\(told)")
    #expect(
      staff.run("edit name=\"Kontor SE\" evidence=\" \"", status: 1).contains("what confirmed the number is missing"))
    #expect(staff.run("edit name=\"Kontor SE\"").contains("`evidence=\"…\"` behind `edit`"))
    let shown = staff.run("edit name=\"Kontor SE\" evidence=\"extract of the register\"")
    #expect(!shown.contains("does not hold"), "\(shown)")
    staff.run("yes")
    #expect(staff.run("account").contains("DE136695976, confirmed on 2026-01-01 by extract of the register"))
    #expect(staff.run("edit vat=none evidence=letter", status: 1).contains("this customer has no VAT number"))
  }

  /// What was shown before somebody confirmed the number is shown again, and does not take the confirmation back.
  @Test mutating func aConfirmationMeanwhileIsNotOverwritten() {
    reseller.run("edit email=new@kontor.example")
    confirm()
    #expect(reseller.run("yes", status: 1).contains("nothing was done"))
    reseller.run("yes")
    #expect(reseller.run("account").contains("confirmed on 2026-01-01 by VIES, request 1"))
    reseller.run("edit name=\"Elbe GmbH\"")
    staff.run("vat confirm --evidence letter")
    #expect(reseller.run("yes", status: 1).contains("nothing was done"))
    #expect(reseller.run("account").contains("confirmed on 2026-01-01 by letter"))
  }

  // MARK: VIES

  private func console(_ name: String?, _ address: String? = nil, as identity: Identity = DeskConsole.nordwind) throws
    -> DeskConsole
  {
    let answer = Desk.VIESAnswer.valid(name: name, address: address, date: "2026-01-01", identifier: "WAPI1")
    return try DeskConsole(book, as: identity, vies: .success(answer))
  }

  @Test mutating func aNumberThatViesGivesToSomebodyElseIsLeftToStaff() throws {
    var asking = try console("BARILLA G. E R. FRATELLI", "VIA MANTOVA 166\n43122 PARMA")
    let told = asking.run("vat consult Kontor --key k", status: 1)
    #expect(
      told.contains(
        "VIES gives DE136695976 to “BARILLA G. E R. FRATELLI, VIA MANTOVA 166, 43122 PARMA”, "
          + "and on file is “Kontor AG, Hafenstr. 7, Hamburg”: nothing is confirmed"), "\(told)")
    #expect(told.contains("`edit name=") && told.contains("`vat confirm --evidence TEXT`"))
    asking.run("act on Kontor")
    #expect(asking.run("account").contains("VAT number    DE136695976, well formed, not confirmed"))
    #expect(
      staff.run("act on Kontor", "history").contains(
        "vat consult  (VIES, 2026-01-01, consultation WAPI1: BARILLA G. E R. FRATELLI, VIA MANTOVA 166, 43122 PARMA)"))
    // The name is mended, and the same key asks again.
    asking.run("edit name=\"Barilla G. e R. Fratelli SpA\"", "yes")
    let done = asking.run("vat consult --key k")
    #expect(done.contains("VAT number DE136695976 is confirmed") && done.contains("the addresses differ"), "\(done)")
    #expect(try book.faults().isEmpty)
  }

  @Test mutating func staffDecide() throws {
    var asking = try console("BARILLA", as: .staff("vera"))
    #expect(asking.run("vat consult Kontor", status: 1).contains("nothing is confirmed"))
    asking.run("vat confirm Kontor --evidence \"renamed in May, extract of the register\"")
    // What staff decided stays.
    #expect(asking.run("vat consult Kontor", status: 1).contains("nothing is confirmed"))
    #expect(asking.run("act on Kontor").contains("by renamed in May"))
  }

  @Test func aNameThatAgreesConfirms() throws {
    var asking = try console("Aktiengesellschaft KONTOR", "HAFENSTR. 7\n20457 HAMBURG")
    let done = asking.run("vat consult Kontor")
    #expect(done.contains("is confirmed from 2026-01-01 on") && !done.contains("differ"), "\(done)")
    #expect(done.contains("VIES knows: Aktiengesellschaft KONTOR, HAFENSTR. 7, 20457 HAMBURG"))
  }

  @Test(arguments: [nil, "***"]) func withoutANameANumberThatIsValidIsConfirmed(name: String?) throws {
    var asking = try console(name)
    let done = asking.run("vat consult Kontor")
    #expect(
      done.contains("is confirmed from 2026-01-01 on") && done.contains("VIES gives no name to compare"), "\(done)")
  }

  /// VIES is asked while somebody gives the customer another name.
  @Test mutating func anAnswerAboutTheNameBeforeConfirmsNothing() throws {
    let desk = try book.desk(DeskConsole.nordwind)
    let rules = try DeskBook.rules()
    let customer = try desk.customer(called: "Kontor").customer
    let problem = #expect(throws: AccountProblem.self) {
      try desk.consultVIES(
        customer.id,
        { _ in
          do throws(AccountProblem) {
            var form = CustomerForm(customer)
            form.name = "Elbe GmbH"
            _ = try desk.confirm(try desk.proposeEdit(customer.id, form, key: nil, rules), nil, rules)
            return .success(.valid(name: "KONTOR AG", address: nil, date: "2026-01-01", identifier: nil))
          } catch { return .failure(error) }
        }, key: nil, rules)
    }
    #expect(problem?.kind == .changed && problem?.message.contains("since VIES was asked") == true)
    #expect(try desk.account(customer.id).customer.vat.standing == .wellFormed)
  }
}
