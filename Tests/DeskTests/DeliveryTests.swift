import AccountBook
import Console
import Desk
import PolicyModel
import Testing

/// Notices that go out one by one: whoever is stopped in between sends at most one of them again.
@Suite struct DeliveryTests {
  private let book: DeskBook
  private let desk: Desk

  init() throws {
    book = try DeskBook()
    var staff = try DeskConsole.staff(book)
    for number in 1...3 {
      staff.run(
        "create reseller=nordwind name=Rossi\(number) address=\"Via 1\" country=SE email=i\(number)@rossi.example licences=3 term=12",
        "pay card 47\(number)", "add a\(number)@rossi.example, b\(number)@rossi.example")
    }
    desk = try book.desk(.staff("vera"))
  }

  private func waiting() throws -> Int {
    try book.file.read(.all) { try $0.undelivered(by: "test", limit: 1_000).count }
  }

  /// Stopped at any moment, a delivery has marked all that it handed over but the last.
  @Test func eachNoticeIsMarkedBeforeTheNextGoesOut() throws {
    let all = try waiting()
    #expect(all > 6)
    var handed: [String] = []
    let (count, problem) = try desk.deliver(by: "test") { notice in
      let open = try? waiting()
      #expect(open == all - handed.count)
      handed.append(notice.id)
      return .success(())
    }
    #expect(count == all && problem == nil)
    #expect(Set(handed).count == all)
    #expect(try waiting() == 0)
    #expect(try desk.deliver(by: "test") { _ in .success(()) }.delivered == 0)
    #expect(try book.faults().isEmpty)
  }

  @Test func whatAChannelDidNotTakeWaits() throws {
    let all = try waiting()
    var refused: [String] = []
    let (count, problem) = try desk.deliver(by: "test") { notice in
      guard refused.count < 2 else { return .success(()) }
      refused.append(notice.id)
      return .failure(ChannelProblem("no room", cure: "make room"))
    }
    #expect(count == all - 2 && problem != nil)
    #expect(try book.file.read(.all) { try $0.undelivered(by: "test", limit: 9).map(\.id) } == refused)
  }

  /// Where nothing may be written, nothing is sent: it would be sent again, and again.
  @Test func nothingIsSentThatCannotBeMarked() throws {
    var blocked = desk
    blocked.obstacle = AccountProblem(.refused, "nothing is written now", cure: "")
    var handed = 0
    #expect(throws: AccountProblem.self) {
      try blocked.deliver(by: "test") { _ in
        handed += 1
        return .success(())
      }
    }
    #expect(handed == 0)
  }
}
