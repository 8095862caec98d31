import Diagnostics
import PolicyLanguage
import Testing

@testable import PolicyEngine

/// What a spread cannot do is found over all orders, like a case that is missing.
@Suite struct SpreadFindingsTests {
  private static let inputs = """
    book sample "Sample"
      language 1
      currency EUR
      shows share

    input part
      money 0 to 100
      for each line
    input bonus
      money 1 to 100
      for each line
    input shipping
      money 0 to 100
    input reduction
      money 0 to 1000
    value goods
      is sum of part

    """

  private func found(_ blocks: String) throws -> [String] {
    let book = try TextBook(Self.inputs + blocks + "\n")
    return BookExamination(book.engine).diagnostics.map { "\($0.severity) \($0.code.id) \($0.message)" }
  }

  /// The finding, with an order that is refused.
  @Test func anAmountOverWeightsThatCanAllBeZeroIsFoundWithAnOrder() throws {
    let book = try TextBook(Self.inputs + "value share\n  is spread shipping over part\n")
    let diagnostics = BookExamination(book.engine).diagnostics
    #expect(
      diagnostics.map(\.message) == ["share spreads shipping also where part is 0 on every line"])
    #expect(diagnostics[0].severity == .warning)
    let order = try #require(diagnostics[0].notes.first { $0.contains("quote ") })
    #expect(order.contains("part=0") && order.contains("shipping=") && !order.contains("shipping=0 "), "\(order)")
    #expect(
      book.figure("share", "shipping 5; part 0") == "refused: 5 cannot be spread: every line has the weight 0")
    #expect(book.figure("share", "shipping 0; part 0") == "0.00 EUR")
  }

  @Test(arguments: [
    "value share\n  is spread shipping over part",
    "value share\n  is (spread shipping over part) + 1 EUR",
    "value share\n  is spread shipping over part, leftover to the first when shipping is over 5 EUR\n  otherwise 0 EUR",
    "value share\n  is spread shipping over (part - 50 EUR, at least 0 EUR)",
    "value share\n  is 0 EUR\nexception shared to share\n  is spread shipping over part\n  when shipping is over 7 EUR",
    "price share\n  for each line\n  start part\n  plus spread shipping over part",
    "value taken\n  is reduction, at most (goods + 1 EUR)\nvalue share\n  is spread taken over part",
  ])
  func aSpreadThatCanBeRefusedIsFound(blocks: String) throws {
    let found = try found(blocks)
    #expect(found.count == 1 && found[0].hasPrefix("warning R117"), "\(found)")
  }

  /// The cures, and what is 0 where the weights are: for any number of lines.
  @Test(arguments: [
    "value share\n  is spread shipping over bonus",
    "value share\n  is spread shipping over part + bonus",
    "value share\n  is spread shipping over (part, at least 0.01 EUR)",
    "value share\n  is spread shipping over part when goods is over 0 EUR\n  otherwise 0 EUR",
    "value share\n  is spread shipping over part when sum of part is over 0 EUR\n  otherwise 0 EUR",
    "value share\n  is 0 EUR when goods is 0 EUR\n  otherwise spread shipping over part",
    "value taken\n  is reduction, at most goods\nvalue share\n  is spread taken over part",
    "value taken\n  is 10% of goods, rounded half up to cent\nvalue share\n  is spread taken over part",
    "value share\n  is spread goods over part",
    "value share\n  is spread shipping over part\n  accept gap \"Nobody ships nothing\"",
    """
    value share
      is spread shipping over part
    refuse nothing-to-ship
      when shipping is not 0 and sum of (part) is 0
      say "Nothing to ship"
    """,
    """
    value share
      is spread shipping over part
    refuse nothing-to-ship
      when goods is 0 EUR
      say "Nothing to ship"
    """,
  ])
  func aSpreadThatIsNeverRefusedIsNotFound(blocks: String) throws {
    #expect(try found(blocks) == [])
  }
}
