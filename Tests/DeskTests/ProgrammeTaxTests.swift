import AccountBook
import Desk
import Testing

/// The page of the reseller programme, told as stories: VAT numbers and credit notes.
@Suite struct ProgrammeTaxTests {
  let book: DeskBook
  var staff: DeskConsole
  var reseller: DeskConsole
  static let create =
    "create name=\"Kontor AG\" address=\"Hafenstr. 7, Hamburg\" country=DE email=buero@kontor.example licences=10 term=12"

  init() throws {
    book = try DeskBook()
    staff = try DeskConsole.staff(book, from: "2026-01-01")
    reseller = try DeskConsole(book, as: DeskConsole.nordwind)
    // 19% of 722.30 is 137.237.
    let shown = reseller.run("\(Self.create) vat=\"DE 136 695 976\"")
    #expect(shown.contains("137.24 EUR") && shown.contains("859.54 EUR"))
    #expect(shown.contains("The VAT number is well formed but not confirmed, so VAT is charged"))
    #expect(shown.contains("once the VAT number is confirmed: Net 722.30 EUR, VAT 0.00 EUR, To pay 722.30 EUR"))
    reseller.run("pay card 4711")
  }

  @Test mutating func aConfirmedNumberReversesTheCharge() {
    #expect(staff.run("vat confirm Kontor", status: 1).contains("what confirmed the number is missing"))
    let done = staff.run("vat confirm Kontor --evidence \"letter of the tax office, 3 May\"")
    #expect(done == "VAT number DE136695976 is confirmed from 2026-01-01 on")
    let account = reseller.run("account")
    #expect(account.contains("DE136695976, confirmed on 2026-01-01 by letter of the tax office, 3 May"))
    // 3 × 12 × 7.92 is 285.12, less 20% is 228.096.
    let shown = reseller.run("top up 3")
    #expect(shown.contains("228.10 EUR") && shown.contains("0.00 EUR") && !shown.contains("43.34"))
    #expect(shown.contains("vat: reverse-charge decides"))
    #expect(shown.contains("“Reverse charge: VAT to be accounted for by the recipient, Article 196"))
    reseller.run("pay card 4712")
    let invoice = reseller.run("invoice 2026-00002")
    #expect(invoice.contains("Kontor AG, Hafenstr. 7, Hamburg, DE, VAT number DE136695976"))
    #expect(invoice.contains("“Reverse charge:"))
    // The invoice that was written before stays as it was.
    #expect(reseller.run("invoice 2026-00001").contains("859.54 EUR"))
  }

  @Test mutating func anotherNumberIsNotConfirmedByTheConfirmationOfTheFirst() {
    staff.run("vat confirm Kontor --evidence letter", "act on Kontor")
    let shown = staff.run("edit vat=none")
    #expect(shown.contains("the confirmation of DE136695976 does not hold for this any more"))
    // 10 × 12 × 7.92 less 5% less 20%, with 19% VAT instead of none.
    #expect(shown.contains("722.30 EUR  859.54 EUR"))
    #expect(staff.run("yes") == "the details are changed")
    staff.run("edit vat=DE136695976", "yes")
    #expect(staff.run("account").contains("DE136695976, well formed, not confirmed"))
    #expect(staff.run("edit vat=DE136695977", status: 1).contains("cure: "))
    let italian = staff.run("edit vat=IT00743110157", status: 1)
    #expect(italian.contains("so it is an Italian one; the country given needs a German one"))
  }

  @Test func viesIsAskedAndItsAnswerIsTheEvidence() throws {
    let valid = Desk.VIESAnswer.valid(
      name: nil, address: nil, date: "2026-01-01", identifier: "WAPIAAAAX")
    var reseller = try DeskConsole(book, as: DeskConsole.nordwind, vies: .success(valid))
    let asked = reseller.run("act on Kontor", "vat consult")
    #expect(asked.contains("VAT number DE136695976 is confirmed from 2026-01-01 on"))
    #expect(asked.contains("this member state does not disclose name or address"))
    #expect(reseller.run("account").contains("by VIES, 2026-01-01, consultation WAPIAAAAX"))
    #expect(reseller.run("quote renew").contains("reverse-charge decides"))
  }

  @Test func aNameThatViesKnowsStandsBesideTheOneOnFile() throws {
    let valid = Desk.VIESAnswer.valid(
      name: "KONTOR AG", address: "HAFENSTR. 7", date: "2026-01-01", identifier: nil)
    var reseller = try DeskConsole(book, as: DeskConsole.nordwind, vies: .success(valid))
    let asked = reseller.run("vat consult Kontor")
    #expect(asked.contains("VIES knows: KONTOR AG, HAFENSTR. 7"))
    #expect(asked.contains("on file:    Kontor AG, Hafenstr. 7, Hamburg"))
  }

  @Test mutating func aNumberThatViesDoesNotKnowStaysUnconfirmed() throws {
    var asking = try DeskConsole(
      book, as: DeskConsole.nordwind, vies: .success(.invalid(date: "2026-01-01")))
    let asked = asking.run("vat consult Kontor", status: 1)
    #expect(asked.contains("VIES says of DE136695976 on 2026-01-01: not valid"))
    #expect(reseller.run("account").contains("DE136695976, well formed, not confirmed"))
    // Nobody there: nothing is known, and nothing changes.
    #expect(reseller.run("vat consult", status: 69).contains("VIES does not answer"))
    #expect(reseller.run("account").contains("DE136695976, well formed, not confirmed"))
  }

  @Test mutating func aCreditNotePaysBackAtTheDayOfThePayment() throws {
    reseller.run("top up 3", "pay card 4712")
    staff.run("clock 2026-03-05")
    #expect(staff.run("credit 2026-00002", status: 1).contains("the reason is missing"))
    // 228.10 and 19% of it, 43.339.
    let shown = staff.run("credit 2026-00002 --why \"ordered twice\"")
    #expect(shown.contains("271.44 EUR is paid back, and booked on 2026-01-01, the day of the payment"))
    let done = staff.run("yes")
    #expect(done.contains("credit note C2026-00001 over 271.44 EUR for invoice 2026-00002"))
    #expect(done.contains("from now on: 10 licences until 2027-01-01"))
    #expect(done.contains("271.44 EUR is paid back, booked on 2026-01-01"))
    #expect(reseller.run("invoice 2026-00002").contains("credited by C2026-00001"))
    #expect(staff.run("credit 2026-00002 --why again", status: 1).contains("was credited by C2026-00001"))
    #expect(reseller.run("at 2026-03-04").contains("13, of which 0 in use"))
    #expect(staff.run("act on Kontor", "history").contains("(ordered twice)"))
    #expect(try book.faults().isEmpty)
  }

  @Test mutating func anOpenInvoiceThatIsCreditedIsCancelledWithItsOrder() throws {
    reseller.run("top up 3", "pay transfer")
    #expect(staff.run("credit 2026-00002 --why withdrawn").contains("271.44 EUR is open: it is cancelled"))
    staff.run("yes")
    #expect(staff.run("received 2026-00002", status: 1).contains("was credited by C2026-00001"))
    #expect(reseller.run("account").contains("10, of which 0 in use"))
    #expect(try book.faults().isEmpty)
  }

  @Test mutating func licencesInUseAreNotCreditedAway() throws {
    reseller.run("add anna@kontor.example bo@kontor.example")
    staff.run("act on Kontor", "credit 2026-00001 --why regret")
    #expect(staff.run("yes").contains("10 licences until 2026-01-01"))
    staff.run("subscribe 2", "pay card 4712", "top up 1", "pay card 4713", "add carl@kontor.example")
    staff.run("credit 2026-00003 --why regret")
    #expect(staff.run("yes", status: 1).contains("3 licences are in use, and 2 would be left"))
    #expect(try book.faults().isEmpty)
  }
}
