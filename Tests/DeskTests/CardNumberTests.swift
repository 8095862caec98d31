import AccountBook
import Console
import Testing

/// Numbers of cards are refused wherever they are typed, and stand in no file.
@Suite struct CardNumberTests {
  static let numbers = [
    "4111 1111 1111 1111", "4111111111111111", "4111-1111-1111-1111", "4111.1111.1111.1111",
    "4111\u{A0}1111\u{A0}1111\u{A0}1111", "４１１１１１１１１１１１１１１１", "4111\u{200B}111111111111", "3782 822463 10005",
    "4222222222222", "paid with 5555 5555 5555 4444, thanks",
  ]

  @Test(arguments: numbers) func isSeen(number: String) { #expect(CardNumber.isIn(number)) }

  @Test(arguments: [
    "4111 1111 1111 1112", "4711", "pi_3MtwBwLkdIwHu7ix28a3tqPa", "2026-00001", "2026-01-15 10:20:30", "SE556188840401",
    "+49 40 1234 5678 90", "411111111111", "41111111111111111111",
  ])
  func isNone(text: String) { #expect(!CardNumber.isIn(text)) }

  @Test(arguments: numbers) func isRefusedAsAReferenceAndKeptNowhere(number: String) throws {
    let book = try DeskBook()
    var staff = try DeskConsole.staff(book)
    staff.run(
      "create reseller=nordwind name=Rossi address=\"Via 1\" country=SE email=i@rossi.example licences=3 term=12")
    let told = staff.run("pay card \(number)", status: 1)
    #expect(told.contains("looks like the number of a card") && !told.contains("1111 1111"), "\(told)")
    #expect(!HistoryStore.keeps("pay card \(number)"))
    #expect(!HistoryStore.keeps("pay crad \(number)"))
    staff.run("pay card 4711")
    for command in ["add a@rossi.example --why \"\(number)\"", "add a@rossi.example --key \"\(number)\""] {
      #expect(staff.run(command, status: 1).contains("looks like the number of a card"))
    }
    #expect(staff.run("account").contains("0 in use"))
  }

  @Test func aReferenceOfNothingVisibleIsNone() throws {
    let book = try DeskBook()
    var staff = try DeskConsole.staff(book)
    staff.run(
      "create reseller=nordwind name=Rossi address=\"Via 1\" country=SE email=i@rossi.example licences=3 term=12")
    #expect(staff.run("pay card \u{200B}", status: 1).contains("the reference of the card payment is missing"))
  }
}
