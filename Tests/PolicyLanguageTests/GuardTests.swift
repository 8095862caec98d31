import Diagnostics
import PolicyEngine
import PolicyLanguage
import PolicyModel
import Testing

/// Inputs that are asked, or answered, by what another input says.
@Suite struct GuardTests {
  private static let book = """
    book shop "Shop"
      language 1
      currency EUR
      shows net

    """

  private func engine(_ blocks: [String]) throws -> Engine {
    let outcome = RuleFiles.load([Self.book + blocks.joined(separator: "\n") + "\n"])
    return Engine(try #require(outcome.book, "\(outcome.diagnostics.map { "\($0.code.id) \($0.message)" })"))
  }

  private func net(_ engine: Engine, _ inputs: [String: String]) -> String? {
    guard case .quote(let quote) = engine.quote(Order(inputs: inputs)) else { return nil }
    return quote.figures.first?.display
  }

  /// The text stood where a node was looked for: a crash, or a ring that was none, by the order of the blocks.
  @Test func startsWithInAConditionLoadsInAnyOrderOfBlocks() throws {
    let inputs = [
      "input pieces\n  whole number 1 to 100",
      "input campaign\n  text\n  default \"none\"",
      "input partner\n  whole number 1 to 999\n  only when campaign starts with \"P\"",
      "input vip\n  yes or no\n  default campaign starts with \"V\"",
    ]
    let value = """
      value net "Net"
        is 10 EUR when campaign starts with "P" and partner is 7
        is 5 EUR * pieces when not (campaign starts with "P") and vip
        otherwise 20 EUR
      """
    for first in inputs.indices {
      for second in inputs.indices where second != first {
        let rest = inputs.indices.filter { $0 != first && $0 != second }
        for order in [rest, rest.reversed()] {
          let engine = try engine(([first, second] + order).map { inputs[$0] } + [value])
          #expect(net(engine, ["pieces": "3"]) == "20.00 EUR")
          #expect(net(engine, ["pieces": "3", "campaign": "PX", "partner": "7"]) == "10.00 EUR")
          #expect(net(engine, ["pieces": "3", "campaign": "V1"]) == "15.00 EUR")
          #expect(net(engine, ["pieces": "3", "campaign": "PX"]) == nil)
        }
      }
    }
  }

  @Test func aRingThroughStartsWithIsStillARing() {
    let outcome = RuleFiles.load([
      Self.book + """
        input name "Name"
          text
          default "x"
          only when vip
        input vip "Important"
          yes or no
          default name starts with "V"
        value net "Net"
          is 1 EUR

        """
    ])
    #expect(outcome.book == nil)
    #expect(outcome.diagnostics.contains { $0.code.id == "L421" })
  }

  /// A condition in the same words is recognized, whatever it asks.
  @Test(arguments: [
    "country is in near", "not (country is in near)", "colours has red", "month of due is 12", "due is other",
    "pieces + 1 is over 7", "campaign starts with \"P\"", "campaign is \"P\"", "country is not SE",
    "weekday of due is monday and country is in near",
  ])
  func anInputAskedOnlyThenIsReadUnderTheSameWords(condition: String) throws {
    _ = try engine([
      "list near\n  SE, DE", "input country\n  country", "input colours\n  any of red, blue",
      "input due\n  date from 2020-01-01", "input other\n  date from 2020-01-01", "input campaign\n  text",
      "input pieces\n  whole number 1 to 9", "input extra\n  whole number 1 to 9\n  only when \(condition)",
      "value net \"Net\"\n  is 1 EUR when \(condition) and extra is 7\n  otherwise 2 EUR",
    ])
  }

  /// Other words are not the same: a text, a list, a month or a side that differs leaves the input unasked.
  @Test(arguments: [
    ("campaign starts with \"P\"", "campaign starts with \"Q\""), ("country is in near", "country is in far"),
    ("month of due is 12", "month of due is 11"), ("month of due is 12", "day of due is 12"),
    ("colours has red", "colours has blue"), ("due is before other", "other is before due"),
    ("campaign starts with \"P\"", "not (campaign starts with \"P\")"),
  ])
  func otherWordsAreNotTheSame(asked: String, read: String) {
    let blocks = [
      "list near\n  SE, DE", "list far\n  US, CA", "input country\n  country", "input colours\n  any of red, blue",
      "input due\n  date from 2020-01-01", "input other\n  date from 2020-01-01", "input campaign\n  text",
      "input extra\n  whole number 1 to 9\n  only when \(asked)",
      "value net \"Net\"\n  is 1 EUR when \(read) and extra is 7\n  otherwise 2 EUR",
    ]
    let outcome = RuleFiles.load([Self.book + blocks.joined(separator: "\n") + "\n"])
    #expect(outcome.diagnostics.contains { $0.code.id == "L420" })
  }
}
