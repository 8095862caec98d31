import AccountBook
import Desk
import Quantities
import Testing

/// A computer whose clock is wrong once: nothing far ahead is believed, and what it left does not lock the book.
@Suite struct WrongClockTests {
  static let nord = Identity.reseller("nord")

  static func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(parsing: text)) }

  /// A real book with a customer, made on 1 June 2026.
  static func book() throws -> DeskBook {
    let book = try DeskBook(.real)
    var staff = try DeskConsole(book, on: try day("2026-06-01"))
    staff.run(
      "reseller nord email=n@example.com discount=20% currency=EUR language=en",
      "create name=\"Fram AB\" address=\"Gatan 1\" country=SE email=f@example.com licences=3 term=12 reseller=nord",
      "pay card A1")
    return book
  }

  @Test func oneEntryByAWrongClockDoesNotLockTheBook() throws {
    let book = try Self.book()
    var ahead = try DeskConsole(book, on: try Self.day("2027-01-05"))
    ahead.run("act on Fram", "edit email=g@example.com", "yes", "top up 1", "pay transfer")
    let today = try Self.day("2026-06-02")
    var reseller = try DeskConsole(book, as: Self.nord, on: today)
    #expect(reseller.run("act on Fram", "add u1@example.com", status: 1).contains("ask the vendor's staff"))
    reseller.run("clock wrong --why \"it was ahead\"", status: 77)
    let desk = try book.desk(.staff("vera"), on: today)
    let found = try desk.futureEntries()
    #expect(found.isUnmarked && found.lines.first == "entry 3 of 2027-01-05 lies in the future", "\(found.lines)")

    var staff = try DeskConsole(book, on: today)
    #expect(staff.run("act on Fram", "add u1@example.com", status: 1).contains("clock wrong --why TEXT"))
    staff.run("clock wrong", status: 1)
    let said = staff.run("clock wrong --why \"the battery was empty\"")
    #expect(said.contains("entries 3 of 2027-01-05, 4 of 2027-01-05") && said.contains("2027-00001"))
    staff.run("clock wrong --why again", status: 1)

    reseller.run("add u1@example.com", "edit address=\"Gatan 2\"", "yes")
    #expect(try book.faults() == [])
    let after = try desk.futureEntries()
    #expect(!after.isUnmarked && after.lines.count == 2)
    #expect(after.lines[0].hasSuffix("lies in the future, and entry 5 marks it as of a wrong clock"))
    // What was edited is known since the day on which it was put right.
    let customer = try desk.customer(called: "Fram").customer.id
    #expect(try desk.account(customer, at: try Self.day("2026-06-01")).customer.details.email == "f@example.com")
    let now = try desk.account(customer, at: today).customer.details
    #expect(now.email == "g@example.com" && now.address == "Gatan 2")
  }

  @Test func aDayFarAheadIsBelievedOnlyOnStaffsWord() throws {
    let book = try Self.book()
    var reseller = try DeskConsole(book, as: Self.nord, on: try Self.day("2035-06-01"))
    let refused = reseller.run("act on Fram", "edit email=g@example.com", "yes", status: 77)
    #expect(refused.contains("today is said to be 2035-06-01, 3287 days after the last entry"))
    var ahead = try DeskConsole(book, on: try Self.day("2035-06-01"))
    #expect(ahead.run("act on Fram", "edit email=g@example.com", "yes", status: 1).contains("clock right --why TEXT"))
    // The clock is right again: nothing has happened.
    var staff = try DeskConsole(book, on: try Self.day("2026-06-02"))
    staff.run("act on Fram", "add u1@example.com")
    // The day is right indeed.
    ahead.run("clock right", status: 1)
    ahead.run("clock right --why \"the first work in years\"", "edit email=h@example.com", "yes")
    reseller.run("edit email=i@example.com", "yes")
  }

  @Test(arguments: [("2027-06-02", 0), ("2027-06-03", 1)]) func howFarAheadIsStated(day: String, status: Int32) throws {
    let book = try Self.book()
    var staff = try DeskConsole(book, on: try Self.day(day))
    staff.run("known a@example.com", status: status)
  }

  @Test func theDayOfARehearsalGoesAsFarAsItIsSet() throws {
    let book = try DeskBook()
    var staff = try DeskConsole.staff(book)
    staff.run("clock 2035-06-01", "known a@example.com", "clock 2060-01-01", "known b@example.com")
    staff.run("clock 2050-01-01", status: 1)
    #expect(try book.desk(.staff("vera")).futureEntries().lines.isEmpty)
  }
}
