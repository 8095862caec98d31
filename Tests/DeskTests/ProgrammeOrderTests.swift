import AccountBook
import Testing

/// The page of the reseller programme, told as stories: orders, renewals and trials.
@Suite struct ProgrammeOrderTests {
  let book: DeskBook
  var staff: DeskConsole
  var reseller: DeskConsole

  init() throws {
    book = try DeskBook()
    staff = try DeskConsole.staff(book)
    reseller = try DeskConsole(book, as: DeskConsole.nordwind)
    reseller.createKontor()
  }

  @Test mutating func fiftyDaysLeftAreChargedAsTwoMonths() {
    staff.run("clock 2026-01-01")
    #expect(reseller.run("account").contains("(50 days left)"))
    let shown = reseller.run("top up 3")
    // 3 × 2 × 7.92 is 47.52, less 20% is 38.016; and 25% of 38.02 is 9.505.
    for figure in ["47.52", "−9.50", "38.02 EUR", "9.51 EUR", "47.53 EUR"] {
      #expect(shown.contains(figure), "\(figure)")
    }
    #expect(reseller.run("pay card 4712").contains("13 licences until 2026-02-20, 3 of them in use"))
    #expect(reseller.run("invoice 2026-00001").contains("47.53 EUR"))
    reseller.run("quote top up 3")
    #expect(reseller.run("billed-months") == "2 months")
  }

  @Test mutating func aRenewalIsNeverForFewerThanAreInUse() {
    staff.run("clock 2026-01-01")
    let refused = reseller.run("renew 2", status: 1)
    #expect(refused.contains("3 licences are in use: remove members first, or renew for as many"))
    // 3 × 12 × 7.92 is 285.12, less 20% is 228.096; and 25% of 228.10 is 57.025.
    let shown = reseller.run("renew 3")
    for figure in ["285.12", "228.10 EUR", "57.03 EUR", "285.13 EUR"] { #expect(shown.contains(figure), "\(figure)") }
    #expect(reseller.run("pay card 4712").contains("3 licences until 2027-02-20, 3 of them in use"))
  }

  @Test mutating func aSmallerRenewalSaysWhatIsLost() {
    staff.run("clock 2026-01-01")
    let shown = reseller.run("renew 5")
    let lost = "from now on there are 5 licences instead of 10: the other 5 lose the 50 days until 2026-02-20"
    #expect(shown.contains(lost) && shown.contains("and nothing is paid back"))
    #expect(!reseller.run("renew").contains("lose"))
    reseller.run("no")
    #expect(reseller.run("account").contains("until 2026-02-20"))
  }

  @Test mutating func aTransferMakesAnOrderActiveOnTheDayItCame() throws {
    staff.run("clock 2026-01-01")
    let ordered = reseller.run("top up 3", "pay transfer")
    #expect(ordered.contains("order 2 waits for 47.53 EUR by transfer, invoice 2026-00001"))
    #expect(reseller.run("account").contains("10, of which 3 in use"))
    staff.run("clock 2026-01-20")
    #expect(staff.run("received 2026-00001").contains("13 licences until 2026-02-20, 3 of them in use"))
    #expect(staff.run("received 2026-00001", status: 1).contains("was paid on 2026-01-20"))
    #expect(reseller.run("at 2026-01-19").contains("10, of which 3 in use"))
    #expect(reseller.run("at 2026-01-20").contains("13, of which 3 in use"))
    #expect(try book.faults().isEmpty)
  }

  @Test mutating func aTransferThatComesWhenThePeriodIsOverIsBookedAndCanBeCredited() throws {
    staff.run("clock 2026-02-19")
    // The last day: one month.
    #expect(reseller.run("top up 3").contains("23.76"))
    reseller.run("pay transfer")
    staff.run("clock 2026-02-20")
    let late = staff.run("received 2026-00001")
    #expect(late.contains("the money is booked, but order 2 cannot be made active: refused  The period is over: renew"))
    #expect(late.contains("`credit` the invoice to pay it back"))
    #expect(reseller.run("account").contains("10, of which 3 in use"))
    #expect(reseller.run("orders").contains("paid"))
    #expect(try book.faults().isEmpty)
    staff.run("clock 2026-02-22")
    // 3 × 7.92 less 20% is 19.008; and 25% of 19.01 is 4.7525.
    #expect(staff.run("credit 2026-00001 --why \"came too late\"").contains("23.76 EUR is paid back"))
    let credited = staff.run("yes")
    #expect(credited.contains("credit note C2026-00001 over 23.76 EUR for invoice 2026-00001"))
    #expect(credited.contains("23.76 EUR is paid back, booked on 2026-02-20"))
    #expect(reseller.run("orders").contains("cancelled"))
    #expect(try book.faults().isEmpty)
  }

  @Test mutating func aTrialGoesOverIntoASubscription() throws {
    let fjord = "create name=\"Fjord AS\" address=\"Havnegata 3\" country=NO email=post@fjord.example"
    #expect(reseller.run("\(fjord) licences=5 term=trial").contains("0.00 EUR"))
    let begun = reseller.run("yes")
    #expect(begun.contains("nothing to pay") && begun.contains("5 licences until 2025-03-06, 0 of them in use"))
    reseller.run("add ole@fjord.example")
    #expect(reseller.run("trial 5", status: 1).contains("the trial runs until 2025-03-06"))
    #expect(reseller.run("top up 1", status: 1).contains("this is a trial, which is not topped up"))
    staff.run("clock 2025-03-01")
    // 2 × 12 × 7.92 is 190.08, less 20% is 152.064; no VAT outside the Union.
    #expect(reseller.run("subscribe 2 12 months").contains("152.06 EUR"))
    #expect(reseller.run("pay card 4712").contains("2 licences until 2026-03-01, 1 of them in use"))
    #expect(reseller.run("members").contains("ole@fjord.example"))
    #expect(reseller.run("at 2025-02-28").contains("trial of AxCrypt Business"))
    #expect(try book.faults().isEmpty)
  }

  @Test mutating func aTrialIsForNewCustomersOnce() {
    let fjord = "create name=\"Fjord AS\" address=\"Havnegata 3\" country=NO email=post@fjord.example"
    reseller.run("\(fjord) licences=5 term=trial", "yes")
    reseller.run("end trial", "yes")
    let once = "A trial is for new customers, once: this one has had its trial, order a subscription"
    #expect(reseller.run("trial 5", status: 1).contains(once))
    staff.run("clock 2025-04-01")
    #expect(reseller.run("trial 1", status: 1).contains(once))
  }

  // MARK: Quotes

  @Test mutating func aQuoteSaysWhereEachInputComesFromAndATryHoldsForItOnly() {
    staff.run("clock 2026-01-01")
    // 30 × 2 × 7.92 is 475.20, less 5% is 451.44, less 20% is 361.152; and 25% of 361.15 is 90.2875.
    let tried = reseller.run("quote top up 3 licences=30 own-administrators=0")
    #expect(tried.contains("361.15 EUR") && tried.contains("451.44 EUR") && tried.contains("this quote only"))
    #expect(reseller.run("keep", status: 1).contains("a quote in which something was tried is not kept"))
    let plain = reseller.run("quote top up 3")
    #expect(plain.contains("47.53 EUR") && !plain.contains("this quote only"))
    for origin in [
      "the subscription", "the account book's day", "the desk", "the reseller's terms", "the roles",
      "the customer's details", "no VAT number is given", "this command",
    ] { #expect(plain.contains(origin), "\(origin)") }
    #expect(reseller.run("accept 1", status: 1).contains("there is no open quote of this number"))
  }

  @Test mutating func nothingIsSoldByAWhatIf() {
    staff.run("act on Kontor")
    staff.run("exception gift to reseller-rate\n  is 50%\n  when buyer is reseller\n  because \"a try\"\n")
    #expect(staff.run("quote renew 10").contains("451.44"))
    #expect(staff.run("renew 10", status: 1).contains("a what-if holds over the rules, and nothing is sold by it"))
    #expect(staff.run("drop gift", "renew 10").contains("722.30"))
  }

  @Test mutating func aReplayGivesTheSameBytesAndNamesWhatDiffersToday() throws {
    let same = reseller.run("replay 1")
    #expect(same.contains("order 1: the rules it was priced by give the same quote, byte by byte"))
    #expect(same.contains("today's rules give the same figures"))
    let dearer = try DeskBook.ruleFiles("EUR | 12 months | 7.92", "EUR | 12 months | 8.40")
    var later = try DeskConsole(book, as: DeskConsole.nordwind, rules: dearer)
    // 10 × 12 × 8.40 is 1008.00, less 5% is 957.60, less 20% is 766.08; and 25% of it is 191.52.
    let differs = later.run("replay 1")
    #expect(differs.contains("give the same quote, byte by byte"))
    #expect(differs.contains("Net: 722.30 EUR then, 766.08 EUR today"))
    #expect(differs.contains("VAT: 180.58 EUR then, 191.52 EUR today"))
    #expect(differs.contains("To pay: 902.88 EUR then, 957.60 EUR today"))
  }

  @Test func aRealBookHasTheComputersDay() throws {
    var real = try DeskConsole(try DeskBook(.real))
    #expect(real.run("clock 2026-03-01", status: 1).contains("this is a real account book, whose day is today"))
    #expect(real.run("clock") == "the account book's day is 2026-01-01")
  }
}
