import PolicyModel
import Testing

@testable import Console

/// Many orders in one file, as the account book writes them and as people do.
@Suite struct OrderFileTests {
  private func orders(_ text: String) throws -> [(name: String, order: Order)] {
    try OrderFile.reading(text, name: "orders").get()
  }

  @Test func rowsAndLinesSayTheSame() throws {
    let rows = try orders("order,customer,licences,term\r\n7,3,10,12 months\r\n8,3,,1 month\r\n")
    let lines = try orders(
      "{\"order\":\"7\",\"customer\":\"3\",\"licences\":\"10\",\"term\":\"12 months\"}\n\n{\"order\":\"8\",\"customer\":\"3\",\"term\":\"1 month\"}\n"
    )
    #expect(rows.map(\.order) == lines.map(\.order))
    #expect(rows.map(\.name) == ["order 7 of customer 3", "order 8 of customer 3"])
    #expect(rows[1].order.inputs == ["term": "1 month"])
  }

  @Test func aWrongRowIsToldWithItsLineBehindQuotedLineEnds() {
    guard case .failure(let problem) = OrderFile.reading("a,b\n\"x\ny\",2\n1\n", name: "orders") else {
      Issue.record("it was read")
      return
    }
    #expect(problem.message == "orders:4: the row has 1 cells, and the heading 2")
  }

  @Test(arguments: ["", "\n", "a,\"b"]) func whatIsNoTableIsRefused(text: String) {
    guard case .failure(let problem) = OrderFile.reading(text, name: "orders") else {
      Issue.record("it was read")
      return
    }
    #expect(problem.status == ExitStatus.data)
    #expect(problem.message.contains("cure:"))
  }
}
