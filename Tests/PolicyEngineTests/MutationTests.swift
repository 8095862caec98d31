import Notification
import PolicyLanguage
import PolicyModel
import Pricing
import Testing

@testable import PolicyEngine

/// Small changes of the rules, and whether a test notices them.
@Suite struct MutationTests {
  private static let rules = """
    book sample "Sample"
      language 1
      currency EUR
      shows net
    input pieces "Pieces"
      whole number 1 to 100
    input vip "Known customer"
      yes or no
    tiers share "Share"
      by pieces
      on the whole quantity
      1 to 9 | 0%
      10 or more | 5%
    price net "Net"
      start pieces × 20.00 EUR
      less share of what is left
      round half up to cent
      accept cliff "meant"
    exception known to net
      is 0 EUR
      when vip and pieces is 3 or less
      because "3 are free"
    """

  private func report(_ tests: String) throws -> MutationRunner.Report {
    let book = try TextBook(Self.rules + "\n" + tests).book
    let vocabulary = try Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin])
    return MutationRunner(book, vocabulary: vocabulary).run()
  }

  @Test func whatNoTestNoticesIsListedWithAnOrderThatWould() throws {
    let report = try report("test \"one\"\n  given pieces 1, vip no\n  expect net 20.00\n")
    let texts = report.survivors.map(\.text)
    #expect(texts.contains("exception known to net left out"))
    #expect(texts.contains("when vip and pieces is 3 or less → when vip and pieces is 4 or less"))
    #expect(texts.contains("1 to 9 | 0% → 1 to 10 | 0%"))
    #expect(texts.contains("price net \"Net\": less share of what is left left out"))
    // Texts are no rules, and a tier's end moves with the beginning of the next.
    #expect(!texts.contains { $0.contains("are free") || $0.contains("11 or more") })
    let dropped = try #require(report.survivors.first { $0.text == "exception known to net left out" })
    #expect(dropped.region?.figures.contains { $0.name == "net" && $0.before == "0.00 EUR" } == true)
  }

  @Test func enoughTestsLeaveNone() throws {
    let report = try report(
      """
      test "all"
        pieces | vip | net
        1 | no | 20.00
        9 | no | 180.00
        10 | no | 190.00
        11 | no | 209.00
        3 | yes | 0.00
        4 | yes | 80.00
        3 | no | 60.00
        1 | yes | 0.00
      """)
    #expect(report.survivors.map(\.text) == [])
    #expect(report.noticed > 8)
  }
}
