import PolicyEngine
import PolicyLanguage
import PolicyModel
import Testing

@Suite("What random books have found")
struct FoundByRandomBooksTests {
  private static let heading = """
    book found "Found"
      language 1
      currency EUR
      dated by due
      shows result
    input due "A day"
      date from 2020-01-01
    input place "A country"
      country

    """

  private func quote(_ text: String, due: String) throws -> Quote {
    let engine = Engine(try #require(RuleFiles.load([Self.heading + text]).book))
    let result = engine.quote(Order(inputs: ["due": due, "place": "SE"]))
    guard case .quote(let quote) = result else { throw Failure(result: "\(result)") }
    return quote
  }

  private struct Failure: Error { var result: String }

  @Test("a row without a date holds until the next `from` of the same keys")
  func undatedRowThenANewRate() throws {
    let rows = ["  SE | 25%\n", "  SE | 24% | from 2024-01-01\n", "  SE | 23% | from 2026-01-01\n"]
    for rows in [rows, rows.reversed()] {
      let table = "table result\n  by place\n  one row applies\n" + rows.joined() + "  otherwise 0%\n"
      #expect(try quote(table, due: "2023-12-31").figures.first?.display == "25%")
      #expect(try quote(table, due: "2024-01-01").figures.first?.display == "24%")
      #expect(try quote(table, due: "2026-01-01").figures.first?.display == "23%")
    }
  }

  @Test("of three rules that clash, the same two are told of in any order of the blocks")
  func clashOfThree() throws {
    let blocks = ["second", "first", "third"].enumerated().map {
      "exception \($0.element) to result\n  is \($0.offset + 1)%\n  when place is SE\n"
    }
    for blocks in [blocks, blocks.reversed()] {
      let refusals = try quote("value result\n  is 0%\n" + blocks.joined(), due: "2024-01-01").refusals
      #expect(refusals.count == 1)
      #expect(refusals.first?.text.hasPrefix("first (") == true)
      #expect(refusals.first?.text.contains(" and second (") == true)
    }
  }
}
