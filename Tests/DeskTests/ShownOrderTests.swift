import Console
import Testing

/// At the desk, too, what was priced and shown last is what every question is about.
@Suite struct ShownOrderTests {
  let book: DeskBook
  var reseller: DeskConsole

  init() throws {
    book = try DeskBook()
    _ = try DeskConsole.staff(book)
    reseller = try DeskConsole(book, as: DeskConsole.nordwind)
    reseller.createKontor()
  }

  @Test mutating func aProposalIsAskedAbout() {
    #expect(reseller.run("top up 3").contains("285.13"))
    #expect(reseller.run("why total").contains("285.13"))
    #expect(reseller.run("licences") == "3 licences")
    #expect(!reseller.run("notices").contains("nobody"))
    #expect(!reseller.run("solve licences where net changes").isEmpty)
  }

  @Test mutating func theCustomersQuoteIsAskedAboutWhateverWasTypedBefore() {
    reseller.run("licences = 50")
    let shown = reseller.run("quote renew")
    let total = reseller.run("total")
    #expect(shown.contains(total))
    #expect(reseller.run("why").contains(total))
    #expect(reseller.run("licences") == "50 licences")
    reseller.run("quote top up 2")
    #expect(
      reseller.run("licences = 4")
        == "the order is the one shown last, with this: action = top-up, licences = 4")
    #expect(reseller.run("quote").contains(reseller.run("total")))
    #expect(reseller.run("licences") == "4 licences")
  }

  @Test mutating func aCustomerThatIsNotThereLeavesEverything() {
    reseller.run("quote top up 2")
    let total = reseller.run("total")
    reseller.run("act on Nobody", status: 1)
    #expect(reseller.run("total") == total)
    #expect(reseller.core.session.prompt.contains("Kontor AB"))
    reseller.run("keep")
    reseller.run("act")
    #expect(!reseller.core.session.prompt.contains("Kontor AB"))
  }
}
