import AccountBook
import Console
import Testing

/// Credits and late transfers never leave fewer licences than are paid.
@Suite struct PaidLicencesTests {
  let book: DeskBook
  var staff: DeskConsole

  init() throws {
    book = try DeskBook()
    staff = try DeskConsole.staff(book)
  }

  private mutating func create(_ licences: Int) {
    let details = "reseller=nordwind name=Rossi address=\"Via 1\" country=SE email=i@rossi.example"
    staff.run("create \(details) licences=\(licences) term=12", "pay card 4711")
  }

  // MARK: Credits

  /// By difference 2 licences would be left of a renewal that was paid for 4.
  @Test mutating func aTopUpIsNotCreditedAfterARenewalThatSetTheNumber() throws {
    create(3)
    staff.run("top up 2", "pay card 4712", "renew 4", "pay card 4713", "credit 2025-00002 --why regret")
    let told = staff.run("yes", status: 1)
    #expect(told.contains("a renewal since has set the number of licences"), "\(told)")
    #expect(staff.run("account").contains("4, of which 0 in use"))
    // The cure holds.
    staff.run("credit 2025-00003 --why regret")
    #expect(staff.run("yes").contains("from now on: 5 licences until 2026-02-20"))
    staff.run("credit 2025-00002 --why regret")
    #expect(staff.run("yes").contains("from now on: 3 licences until 2026-02-20"))
    #expect(try book.faults().isEmpty)
  }

  /// Nobody is in, and nobody has to be removed.
  @Test(arguments: [(5, 2), (2, 2), (5, 60)])
  mutating func theReasonOfARefusedCreditIsTrue(topUp: Int, renewal: Int) {
    create(50)
    staff.run("top up \(topUp)", "pay card 4712", "renew \(renewal)", "pay card 4713")
    staff.run("credit 2025-00002 --why x")
    let told = staff.run("yes", status: 1)
    #expect(told.contains("a renewal since has set the number of licences"), "\(told)")
    #expect(told.contains("credit its invoice first") && !told.contains("remove members"), "\(told)")
    #expect(staff.run("account").contains("\(renewal), of which 0 in use"))
  }

  @Test mutating func topUpsOfTheSamePeriodAreStillCreditedInAnyOrder() {
    create(3)
    staff.run("top up 2", "pay card 4712", "top up 4", "pay card 4713", "credit 2025-00002 --why regret")
    #expect(staff.run("yes").contains("from now on: 7 licences until 2026-02-20"))
    staff.run("renew 7", "pay card 4714", "top up 1", "pay card 4715", "credit 2025-00005 --why regret")
    #expect(staff.run("yes").contains("from now on: 7 licences until 2027-02-20"))
    // A renewal with a top-up in it.
    staff.run("top up 1", "pay card 4716", "credit 2025-00004 --why regret")
    #expect(staff.run("yes", status: 1).contains("credit their invoices first, the last one first"))
  }

  @Test mutating func anOrderIsCreditedOnce() throws {
    create(3)
    staff.run("top up 2", "pay card 4712", "act on Rossi", "credit 2025-00002 --why regret")
    var other = try DeskConsole(book)
    other.run("credit 2025-00002 --why regret")
    staff.run("yes")
    #expect(other.run("yes", status: 1).contains("was credited by C2025-00001"))
    #expect(staff.run("credit 2025-00002 --why regret", status: 1).contains("was credited by C2025-00001"))
    #expect(staff.run("account").contains("3, of which 0 in use"))
  }

  // MARK: Late money

  /// The renewal was for 3 of 3; since then there are 6.
  @Test mutating func aRenewalThatIsPaidLateCutsNothingThatWasBoughtMeanwhile() throws {
    create(3)
    staff.run(
      "renew 3", "pay transfer", "renew 10", "pay transfer", "top up 1", "pay transfer", "top up 2", "pay transfer")
    staff.run("received 2025-00004", "received 2025-00005")
    let late = staff.run("received 2025-00002")
    #expect(late.contains("the money is booked, but order 2 cannot be made active"), "\(late)")
    #expect(late.contains("it is for 3 licences, and since it was ordered there are 6"), "\(late)")
    #expect(late.contains("`credit` the invoice to pay it back"))
    #expect(staff.run("account").contains("6, of which 0 in use"))
    // The other one is for more than there are, so that nobody loses anything.
    #expect(staff.run("received 2025-00003").contains("10 licences until 2027-02-20"))
    staff.run("credit 2025-00002 --why late")
    #expect(staff.run("yes").contains("is paid back"))
    #expect(staff.run("account").contains("10, of which 0 in use"))
    #expect(try book.faults().isEmpty)
  }

  /// Fewer was what was shown and ordered; a top-up that was credited again changes nothing.
  @Test mutating func aSmallerRenewalThatIsPaidLateIsWhatWasOrdered() {
    create(10)
    staff.run("renew 4", "pay transfer", "top up 2", "pay card 4712", "credit 2025-00003 --why regret", "yes")
    #expect(staff.run("received 2025-00002").contains("4 licences until 2027-02-20"))
  }

  /// A top-up for a period that another order has prolonged.
  @Test mutating func aTopUpThatIsPaidAfterARenewalIsBookedOnly() {
    create(3)
    staff.run("top up 2", "pay transfer", "renew 3", "pay card 4712")
    #expect(staff.run("received 2025-00002").contains("cannot be made active"))
    #expect(staff.run("account").contains("3, of which 0 in use"))
  }

  /// Ordered for the year until 2028-01-15, paid on 2028-03-01.
  @Test(arguments: ["2027-02-20", "2027-02-21", "2027-04-01", "2031-01-01"])
  mutating func aRenewalIsNotActivatedForAPeriodThatHasPassed(day: String) throws {
    create(2)
    staff.run("renew", "pay transfer", "clock \(day)")
    let late = staff.run("received 2025-00002")
    #expect(late.contains("the money is booked, but order 2 cannot be made active"), "\(late)")
    #expect(late.contains("the period it is for ended on 2027-02-20"), "\(late)")
    #expect(staff.run("orders").contains("paid"))
    #expect(staff.run("act on Rossi").contains("ended on 2026-02-20"))
    staff.run("credit 2025-00002 --why late")
    #expect(staff.run("yes").contains("is paid back, booked on \(day)"))
    #expect(try book.faults().isEmpty)
  }

  /// What is left of the year is held, and what is not is said.
  @Test mutating func aRenewalThatIsPaidInTheGapSaysWhatHasPassed() {
    create(2)
    staff.run("renew", "pay transfer", "clock 2027-02-19")
    let late = staff.run("received 2025-00002")
    #expect(late.contains("2 licences until 2027-02-20"), "\(late)")
    #expect(late.contains("note: 364 of its 365 days had passed when the money came"), "\(late)")
  }

  @Test mutating func aRenewalThatIsPaidInTimeSaysNothing() {
    create(2)
    staff.run("renew", "pay transfer", "clock 2026-02-20")
    #expect(!staff.run("received 2025-00002").contains("had passed"))
  }

  /// Added licences are charged for every month until the end, also after renewals.
  @Test mutating func addedLicencesArePaidUntilTheEnd() {
    create(1)
    staff.run("renew", "pay card 4712")
    // 10 × 24 × 7.92 is 1900.80, less 5% is 1805.76, less 20% is 1444.608.
    #expect(staff.run("top up 10").contains("1444.61"))
    for number in 2...9 { staff.run("renew", "pay card \(number)") }
    // 99 × 120 × 7.92 is 94089.60, less 10% is 84680.64 and less 20% is 67744.51.
    #expect(staff.run("top up 99").contains("67744.51 EUR"))
    staff.run("pay card 4713")
    #expect(staff.run("account").contains("100, of which 0 in use"))
  }
}
