import AccountBook
import Console
import Diagnostics
import Synchronization
import Testing

/// Rule files that somebody edits while consoles are open.
final class EditedRules: Sendable {
  private let files: Mutex<Result<[SourceText], FileProblem>>

  init() throws { files = Mutex(.success(try DeskBook.ruleFiles())) }

  func read() -> Result<[SourceText], FileProblem> { files.withLock { $0 } }

  /// Writes the files of rules/ with one text in place of another.
  func write(_ old: String = "", _ new: String = "") throws {
    let texts = try DeskBook.ruleFiles(old, new)
    files.withLock { $0 = .success(texts) }
  }

  func remove() { files.withLock { $0 = .failure(FileProblem("there is no folder rules", ExitStatus.noInput)) } }
}

/// Nothing is sold or kept by rules, terms, facts or a day that have moved since the price was shown.
///
/// One licence for a year costs 95.04: less 20% 76.03, and with 25% VAT 95.04. At 17.92 a month it is 215.04.
@Suite struct MovedPriceTests {
  let book: DeskBook
  let files: EditedRules
  var staff: DeskConsole
  var reseller: DeskConsole

  init() throws {
    book = try DeskBook()
    files = try EditedRules()
    staff = try DeskConsole.staff(book)
    let files = files
    reseller = try DeskConsole(book, as: DeskConsole.nordwind, readFiles: { files.read() })
    reseller.createKontor()
  }

  private func raise() throws { try files.write("EUR | 12 months | 7.92", "EUR | 12 months | 17.92") }
  private func spoil() throws { try files.write("EUR | 12 months | 7.92", "EUR | 12 months | 7,92 |") }
  private func entries() throws -> Int { try book.file.read(.all) { try $0.generalHistory(limit: .max).count } }

  // MARK: Rules

  @Test mutating func anOpenConsoleSellsByTheRulesOfTheFolder() throws {
    #expect(reseller.run("top up 1").contains("95.04 EUR"))
    reseller.run("pay card 1")
    try raise()
    let shown = reseller.run("top up 1")
    #expect(shown.contains("215.04 EUR") && count("read anew", in: shown) == 1, "\(shown)")
    let paid = reseller.run("pay card 2")
    #expect(paid.contains("215.04 EUR paid by card") && !paid.contains("read anew"), "\(paid)")
    // An edit of the same size, at once.
    try files.write("EUR | 12 months | 7.92", "EUR | 12 months | 8.92")
    #expect(reseller.run("quote top up 1").contains("read anew"))
    #expect(reseller.run("net") == "85.63 EUR")
  }

  @Test mutating func whatWasShownByOtherRulesIsShownAgainAndNotDone() throws {
    reseller.run("top up 1")
    try raise()
    let before = try entries()
    let told = reseller.run("pay card 1", status: 1)
    #expect(
      told.contains("the rules have changed since this was priced") && told.contains("nothing was done"), "\(told)")
    #expect(
      told.contains("215.04 EUR") && told.contains("`pay card REFERENCE`") && told.contains("read anew"), "\(told)")
    #expect(try entries() == before)
    #expect(reseller.run("pay card 1").contains("215.04 EUR paid by card"))
  }

  @Test mutating func whatIsConfirmedWithoutMoneyIsShownAgainToo() throws {
    for (entry, done) in [
      ("make admin anna@kontor.example", "is an administrator"), ("take admin anna@kontor.example", "no administrator"),
      ("edit address=\"Storgatan 1\"", "the details are changed"),
    ] {
      try files.write()
      reseller.run(entry)
      try raise()
      let told = reseller.run("yes", status: 1)
      #expect(told.contains("the rules have changed") && told.contains("`yes` does this"), "\(entry): \(told)")
      #expect(reseller.run("yes").contains(done))
    }
    try files.write()
    reseller.run("create name=Fjord address=\"Havn 3\" country=NO email=p@fjord.example licences=2 term=trial")
    try raise()
    reseller.run("yes", status: 1)
    #expect(reseller.run("yes").contains("customer #2 is created"))
  }

  @Test mutating func aQuoteIsKeptByTheRulesOfTheFolderOnly() throws {
    reseller.run("quote top up 1")
    try raise()
    let told = reseller.run("keep", status: 1)
    #expect(told.contains("nothing was kept") && told.contains("215.04 EUR"), "\(told)")
    #expect(reseller.run("quotes") == "no quote is open")
    #expect(reseller.run("keep").contains("quote 1 is kept open"))
    #expect(reseller.run("quotes").contains("215.04 EUR"))
    // Accepted it is priced by the rules of that moment, and paid by those of the next.
    try files.write()
    let accepted = reseller.run("accept 1")
    #expect(accepted.contains("95.04 EUR") && accepted.contains("said 215.04 EUR"), "\(accepted)")
    try raise()
    #expect(reseller.run("pay card 1", status: 1).contains("215.04 EUR"))
    #expect(reseller.run("pay card 1").contains("215.04 EUR paid by card"))
  }

  @Test mutating func membersThatWaitForLicencesAreAddedAtTheNewPrice() throws {
    let names = (1...8).map { "p\($0)@kontor.example" }.joined(separator: " ")
    reseller.run("add \(names)")
    try raise()
    #expect(reseller.run("pay card 1", status: 1).contains("215.04 EUR"))
    #expect(reseller.run("pay card 1").contains("p8@kontor.example has a licence"))
    // Where licences have become free, nothing has to be bought.
    reseller.run("add q@kontor.example")
    staff.run("act on Kontor", "remove bo@kontor.example")
    #expect(reseller.run("pay card 2", status: 1).contains("nothing was done"))
    #expect(reseller.run("pay card 2", status: 1).contains("nothing waits for an answer"))
    #expect(reseller.run("add q@kontor.example").contains("q@kontor.example has a licence"))
  }

  // MARK: Rules that do not load

  @Test mutating func nothingIsSoldWhileTheFilesDoNotLoad() throws {
    reseller.run("top up 1")
    try spoil()
    let before = try entries()
    let told = reseller.run("pay card 1", status: 1)
    #expect(told.contains("the rule files have changed and do not load") && told.contains("nothing is sold"), "\(told)")
    #expect(!told.contains("rules/") && !told.contains("reload"), "\(told)")
    for entry in [
      "top up 2", "renew", "accept 1", "create name=A address=B country=SE email=a@b.example licences=1 term=12",
    ] {
      #expect(reseller.run(entry, status: 1).contains("do not load"), "\(entry)")
    }
    #expect(reseller.run("quote top up 1").contains("do not load"))
    #expect(reseller.run("keep", status: 1).contains("do not load"))
    #expect(reseller.run("account").contains("Kontor AB"))
    #expect(reseller.core.session.prompt.contains("rules do not load"))
    #expect(try entries() == before)
    // Mended, the first price still holds, and nobody has to reload.
    try files.write()
    let paid = reseller.run("pay card 1")
    #expect(paid.contains("95.04 EUR paid by card"), "\(paid)")
    #expect(!reseller.core.session.prompt.contains("rules do not load"))
  }

  @Test mutating func filesThatAreGoneAreNoRulesEither() throws {
    files.remove()
    #expect(reseller.run("top up 1", status: 1).contains("do not load"))
    try raise()
    #expect(reseller.run("top up 1").contains("215.04 EUR"))
  }

  /// Staff are shown why, once; a mistake that only a proof finds is one.
  @Test mutating func staffAreToldWhatIsWrong() throws {
    let files = files
    var desk = try DeskConsole(book, readFiles: { files.read() })
    desk.run("act on Kontor")
    try files.write("to reseller-rate\n  is 0%", "to reseller-rate\n  is 1%")
    let told = desk.run("account")
    #expect(told.contains("do not load") && told.contains("An administrator of the customer's own"), "\(told)")
    #expect(!desk.run("account").contains("An administrator of the customer's own"))
    #expect(desk.run("top up 1", status: 1).contains("do not load"))
    try files.write()
    #expect(desk.run("top up 1").contains("95.04 EUR"))
  }

  // MARK: What-ifs

  @Test mutating func whatIsTriedSurvivesAnEditOfTheFiles() throws {
    let files = files
    var desk = try DeskConsole(book, readFiles: { files.read() })
    // It breaks a check of the book, which keeps nobody from trying it.
    desk.run(
      "act on Kontor", "exception gift to admin-forfeit\n  is 50%\n  when licences is 1\n  because \"a try\"\n",
      status: 65)
    desk.run("exception gift to reseller-rate\n  is 50%\n  when buyer is reseller\n  because \"a try\"\n")
    #expect(desk.run("quote top up 1").contains("59.40 EUR"))
    try raise()
    let tried = desk.run("quote top up 1")
    #expect(tried.contains("134.40 EUR") && tried.contains("read anew"), "\(tried)")
    #expect(desk.run("what-if").contains("is 50%"))
  }

  // MARK: Terms, facts and the day

  @Test(arguments: [
    ("reseller nordwind discount=5%", "the reseller's terms have changed", "112.86 EUR"),
    ("reseller nordwind currency=SEK", "the reseller's terms have changed", "1046.40 SEK"),
    ("clock 2026-01-01", "this was priced on 2025-02-20, and today is 2026-01-01", "15.84 EUR"),
    ("vat confirm Kontor --evidence letter", "the account has changed", "95.04 EUR"),
  ])
  mutating func aPriceThatHasMovedIsShownAgain(change: String, reason: String, price: String) throws {
    reseller.run("edit vat=SE556188840401", "yes", "top up 1")
    staff.run(change)
    let told = reseller.run("pay card 1", status: 1)
    #expect(told.contains(reason) && told.contains(price) && told.contains("`pay card REFERENCE`"), "\(told)")
    #expect(reseller.run("pay card 1").contains("\(price) paid by card"))
    #expect(try book.faults().isEmpty)
  }

  @Test mutating func anEditByStaffMovesThePriceOfWhatWasShown() {
    reseller.run("top up 1")
    staff.run("act on Kontor", "edit country=NO", "yes")
    #expect(reseller.run("pay card 1", status: 1).contains("76.03 EUR"))
    #expect(reseller.run("pay card 1").contains("76.03 EUR paid by card"))
  }

  @Test mutating func aNewCustomerIsPricedByTheTermsOfTheMoment() {
    reseller.run("create name=Fjord address=\"Havn 3\" country=SE email=p@fjord.example licences=1 term=12")
    staff.run("reseller nordwind discount=5%")
    #expect(reseller.run("pay transfer", status: 1).contains("112.86 EUR"))
    #expect(reseller.run("pay transfer").contains("waits for 112.86 EUR by transfer"))
  }

  @Test mutating func aQuoteIsKeptByTheTermsFactsAndDayOfTheMoment() {
    for (change, price) in [
      ("reseller nordwind discount=5%", "112.86 EUR"), ("edit country=NO", "90.29 EUR"),
      ("clock 2026-01-01", "15.05 EUR"),
    ] {
      reseller.run("quote top up 1")
      staff.run("act on Kontor", change)
      if change.hasPrefix("edit") { staff.run("yes") }
      let told = reseller.run("keep", status: 1)
      #expect(told.contains("nothing was kept") && told.contains(price), "\(change): \(told)")
      reseller.run("keep")
      #expect(reseller.run("quotes").contains(price))
    }
  }

  /// What cannot be ordered any more is said, and nothing waits.
  @Test mutating func whatIsNoLongerPossibleIsSaid() {
    reseller.run("top up 1")
    staff.run("clock 2026-03-01")
    let told = reseller.run("pay card 1", status: 1)
    #expect(told.contains("the subscription ended on 2026-02-20") && told.contains("nothing was done"), "\(told)")
    #expect(reseller.run("pay card 1", status: 1).contains("nothing waits for an answer"))
  }
}
