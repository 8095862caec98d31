import AccountBook
import Desk
import Testing

/// Numbers from outside are bounded where they come in and where they are added up.
@Suite struct LargeNumberTests {
  static func row(_ licences: String) -> String {
    """
    reseller,name,address,country,email,kind,term,first-day,end-day,licences
    nordwind,Fram AB,Gatan 1,SE,f@example.com,paid,12 months,2025-02-20,2026-02-20,\(licences)

    """
  }

  @Test(arguments: [
    "9223372036854775807", "9223372036854775808", "1000000001", "-1", "3.5", "", "1,000", "x\u{1B}[31m",
  ]) func licencesOutOfRangeAreNotImported(licences: String) throws {
    let book = try DeskBook()
    _ = try DeskConsole.staff(book)
    let staff = try book.desk(.staff("vera"))
    let text = Self.row(licences.contains(",") ? "\"\(licences)\"" : licences)
    let problem = #expect(throws: AccountProblem.self) { try CustomerTransfer.read(text, .csv, into: staff, key: nil) }
    let shown = licences == "x\u{1B}[31m" ? "x\\u{1B}[31m" : licences
    #expect(problem?.message == "line 2: licences “\(shown)” is no whole number from 0 to 1000000000")
    #expect(try book.file.read(.all) { try $0.customers(limit: 9) }.isEmpty)
  }

  @Test func licencesUpToTheBoundAreImportedAndNotAddedTo() throws {
    let book = try DeskBook()
    var staff = try DeskConsole.staff(book)
    _ = try CustomerTransfer.read(Self.row("1000000000"), .csv, into: try book.desk(.staff("vera")), key: nil)
    staff.run("act on Fram", "account", "top up 1")
    #expect(staff.run("pay card 1", status: 1).contains("1000000000 and 1 licences are more than 1000000000"))
    #expect(try book.faults() == [])
  }

  /// A book into which such a number came once is read, and nothing is added to it.
  @Test func whatABookHasIsNotAddedUpPastAllBounds() {
    var subscription = Subscription(
      id: 1, product: "P", kind: .paid, term: "12 months", firstDay: DeskBook.today, endDay: DeskBook.today,
      capacity: .max)
    #expect(throws: AccountProblem.self) { try subscription.addLicences(1) }
    #expect(throws: AccountProblem.self) { try subscription.addLicences(.max) }
    #expect(subscription.capacity == .max)
  }
}
