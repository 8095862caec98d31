import Testing

/// Nothing that is typed is ignored: each of these once did something else than it said.
@Suite struct IgnoredWordsTests {
  let book: DeskBook
  var staff: DeskConsole

  init() throws {
    book = try DeskBook()
    staff = try DeskConsole.staff(book)
    let details = "reseller=nordwind name=\"Kontor AB\" address=\"Hamngatan 7\" country=SE email=post@kontor.example"
    staff.run("create \(details) licences=2 term=trial", "yes")
  }

  @Test mutating func aDayToComeHasNoAccount() {
    #expect(staff.run("at 9999-12-31", status: 1).contains("9999-12-31 is still to come"))
  }

  @Test mutating func endAloneEndsNothing() {
    #expect(staff.run("end", status: 1).contains("what is to end?"))
    #expect(staff.run("end trials", status: 1).contains("what is to end?"))
  }

  @Test mutating func whatStandsAloneTakesNothingBehindIt() {
    for entry in ["history x", "account 7", "outbox all", "keep it", "yes sir"] {
      #expect(staff.run(entry, status: 64).contains("stands alone"), "\(entry)")
    }
  }

  @Test mutating func nobodyIsNotKnown() {
    #expect(staff.run("known", status: 1).contains("nobody is named"))
  }

  @Test mutating func aNumberOfTwentyDigitsIsNone() {
    #expect(staff.run("replay 99999999999999999999", status: 1).contains("as large as this"))
    #expect(staff.run("accept", status: 1).contains("a number is missing"))
  }
}
