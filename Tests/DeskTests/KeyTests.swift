import AccountBook
import Console
import Desk
import Testing

/// A key stands for one request: the same again is answered, another is refused, and both are named.
@Suite struct KeyTests {
  private let book: DeskBook
  private var staff: DeskConsole

  init() throws {
    book = try DeskBook()
    staff = try DeskConsole.staff(book)
    for name in ["aaa", "bbb"] { staff.run(Self.create(name), "pay card \(name)") }
    staff.run("act on aaa", "top up 3 --key K", "pay card 1")
  }

  private static func create(_ name: String, _ more: String = "") -> String {
    "create reseller=nordwind name=\(name) address=\"Via 1\" country=SE email=i@\(name).example licences=3 term=12 \(more)"
  }

  @Test mutating func theSameAgainIsDoneOnce() {
    #expect(staff.run("top up 3 --key K").contains("done already"))
    #expect(staff.run("pay card 1").contains("done already"))
    staff.run("top up 1", "pay card 2")
    #expect(staff.run("top up 3 --key K").contains("done already"))
    #expect(staff.run("account").contains("7, of which 0 in use"))
  }

  /// Everything else under that key was answered “done already” and not done.
  @Test(arguments: [
    "top up 50 --key K", "renew --key K", "add anna@aaa.example --key K", "edit country=DE --key K",
    "top up 3 --key K --why another",
  ])
  mutating func anotherRequestIsRefused(command: String) {
    let told = staff.run(command, status: 65)
    #expect(told.contains("this key was used for “top up 3 for #1, pay card 1”"), "\(told)")
    #expect(told.contains("nothing was done"))
    #expect(staff.run("account").contains("6, of which 0 in use"))
  }

  @Test mutating func anotherCustomerIsRefused() {
    #expect(staff.run("act on bbb").contains("bbb"))
    let told = staff.run("top up 3 --key K", status: 65)
    #expect(told.contains("for #1") && told.contains("for #2"), "\(told)")
    #expect(staff.run("account").contains("3, of which 0 in use"))
  }

  @Test mutating func anotherPaymentIsRefused() {
    staff.run("top up 3 --key K")
    let told = staff.run("pay card 9", status: 65)
    #expect(told.contains("pay card 1") && told.contains("pay card 9"), "\(told)")
  }

  @Test mutating func anotherFirmIsRefused() {
    staff.run(Self.create("ccc", "--key new"), "pay card 5")
    #expect(staff.run(Self.create("ccc", "--key new")).contains("done already"))
    let told = staff.run(Self.create("ddd", "--key new"), status: 65)
    #expect(told.contains("name=ccc") && told.contains("name=ddd"), "\(told)")
    #expect(staff.run("customers ddd").contains("no customer"))
  }

  @Test mutating func anotherFileIsRefused() throws {
    let desk = try book.desk(.staff("vera"))
    let heading = "name,address,country,email,licences,reseller,kind,term,first-day,end-day,members\n"
    _ = heading
    func rows(_ name: String) throws -> String {
      // As an export writes them.
      try CustomerTransfer.lines(desk, .csv).joined(separator: "\n").replacing("aaa", with: name).replacing(
        "bbb", with: "x\(name)") + "\n"
    }
    let (first, second) = (try rows("eee"), try rows("fff"))
    #expect(try !CustomerTransfer.read(first, .csv, into: desk, key: "file").isRepeat)
    #expect(try CustomerTransfer.read(first, .csv, into: desk, key: "file").isRepeat)
    #expect { try CustomerTransfer.read(second, .csv, into: desk, key: "file") } throws: {
      ($0 as? AccountProblem)?.kind == .otherRequest
    }
  }

  /// Each person has keys of their own.
  @Test mutating func keysOfOthersAreNoMatter() throws {
    var reseller = try DeskConsole(book, as: .reseller("nordwind"))
    #expect(reseller.run("act on bbb", "top up 3 --key K").contains("To pay"))
  }
}
