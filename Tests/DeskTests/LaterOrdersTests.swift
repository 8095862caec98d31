import AccountBook
import Console
import Testing

/// Credit notes, quotes and transfers after which other things have happened.
@Suite struct LaterOrdersTests {
  let book: DeskBook
  var staff: DeskConsole

  init() throws {
    book = try DeskBook()
    staff = try DeskConsole.staff(book)
    let details = "reseller=nordwind name=\"Kontor AB\" address=\"Hamngatan 7\" country=SE email=post@kontor.example"
    staff.run("create \(details) licences=10 term=12", "pay card 4711")
  }

  /// "Credit their invoices first, the last one first" is a cure that has to work.
  @Test mutating func anOrderCanBeCreditedOnceTheLaterOnesAre() {
    staff.run("top up 3", "pay card 4712", "credit 2025-00002 --why regret", "yes")
    staff.run("credit 2025-00001 --why regret")
    let response = staff.handle("yes")
    #expect(response.status == 0, "\(response.problem)")
    #expect(response.output.contains("10 licences until 2025-02-20"))
  }

  @Test mutating func aRenewalAndTheOrderBeforeItAreCreditedOneAfterTheOther() {
    staff.run("renew 12", "pay card 4712", "credit 2025-00002 --why regret")
    #expect(staff.run("yes").contains("from now on: 10 licences until 2026-02-20"))
    staff.run("credit 2025-00001 --why regret")
    let response = staff.handle("yes")
    #expect(response.status == 0, "\(response.problem)")
  }

  /// The licences of the next subscription were paid for themselves.
  @Test mutating func creditingATopUpOfAnEndedSubscriptionLeavesTheNextOneAlone() {
    staff.run("top up 3", "pay card 4712", "clock 2026-03-01", "subscribe 10", "pay card 4713")
    staff.run("credit 2025-00002 --why regret")
    _ = staff.handle("yes")
    #expect(staff.handle("account").output.contains("10, of which 0 in use"))
  }

  @Test mutating func anOpenTopUpQuoteDoesNotHinderRolesDuringATrial() {
    staff.run("quote top up 3", "keep", "clock 2026-03-01", "trial 5", "yes", "add anna@kontor.example")
    let response = staff.handle("make admin anna@kontor.example")
    #expect(response.status == 0, "\(response.problem)")
    _ = staff.handle("edit address=\"Storgatan 1\"")
    let edited = staff.handle("yes")
    #expect(edited.status == 0, "\(edited.problem)")
  }

  /// What is shown on one day is not sold at that day's price on a later one.
  @Test mutating func whatWasShownOnAnEarlierDayIsPricedAgain() {
    var other = staff
    other.run("act on Kontor")
    #expect(other.run("top up 3").contains("285.12"))
    staff.run("clock 2026-01-01")
    let response = other.handle("pay card 4712")
    #expect(response.status == 1 || response.output.contains("47.53 EUR"), "\(response.output)")
  }

  @Test mutating func aConfirmedNumberPricesOpenQuotesAnew() throws {
    let details = "reseller=nordwind name=\"Werft AG\" address=\"Kai 1\" country=DE email=post@werft.example"
    staff.run("create \(details) licences=10 term=12 vat=DE136695976", "pay card 4712", "quote top up 3", "keep")
    #expect(staff.run("quotes").contains("271.44 EUR"))
    staff.run("vat confirm Werft --evidence letter")
    #expect(staff.handle("quotes").output.contains("228.10 EUR"))
    // Ordered it is at the right price anyway.
    let found = try book.file.read(.all) { try $0.openQuotes(of: 2) }
    let quote = try #require(found.first)
    let accepted = staff.run("accept \(quote.id)")
    #expect(accepted.contains("228.10 EUR"))
  }

  /// A renewal follows on the period it was ordered for, and on no other.
  @Test mutating func aRenewalThatIsPaidAfterANewSubscriptionBeganDoesNotProlongThatOne() {
    staff.run("clock 2026-02-10", "renew 10", "pay transfer", "clock 2026-03-01", "subscribe 4", "pay card 4713")
    let response = staff.handle("received 2026-00001")
    #expect(response.output.contains("cannot be made active"), "\(response.output)")
  }

  @Test mutating func theQuoteOfARenewalNeedsASubscription() {
    let details = "reseller=nordwind name=\"Fjord AS\" address=\"Havn 3\" country=NO email=post@fjord.example"
    staff.run("create \(details) licences=2 term=12", "pay transfer")
    staff.run("renew 3", status: 1)
    let response = staff.handle("quote renew 3")
    #expect(response.status != 0)
  }
}
