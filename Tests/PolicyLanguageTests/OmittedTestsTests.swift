import Diagnostics
import Foundation
import Notification
import PolicyModel
import PolicyProgram
import Pricing
import Testing

@testable import PolicyLanguage

/// A book without its tests says the same of every order.
@Suite struct OmittedTestsTests {
  private static func load(_ files: [SourceText], omitsTests: Bool) throws -> BookLoader.Outcome {
    let vocabulary = try Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin])
    return BookLoader.load(files, vocabulary: vocabulary, omitsTests: omitsTests)
  }

  /// All of a program but its tests, and the indexes, whose order is by chance.
  private static func words(_ outcome: BookLoader.Outcome) throws -> String {
    var program = try #require(outcome.book).program
    program.tests = []
    for index in program.tables.indices { program.tables[index].index = [:] }
    return "\(program)"
  }

  private static let tricky = """
    \u{FEFF}test "the first block"
      given quantity 1
      expect rate 1%
    book small "A book with tests between its blocks"
      language 1
      currency EUR
      shows rate
    input quantity "Quantity"
      whole number 1 to 9
    test "with a table"
      quantity | rate
      # a remark among the rows
    # and one at the margin

      1 | 1%
    \u{A0}\u{A0}2 | 2%
    test "another behind it"
      given quantity 2
      expect rate 2%
    value rate "Rate"
      is 1% when quantity is 1
      otherwise 2%
    test "the last"
      given quantity 3
      expect rate 2%
    """

  @Test func betweenOtherBlocks() throws {
    for ending in ["\n", "\r\n"] {
      for text in [Self.tricky, Self.tricky + "\n", Self.tricky + "\n\n# the end"] {
        let files = [SourceText(name: "small.rules", text: text.replacing("\n", with: ending))]
        let whole = try Self.load(files, omitsTests: false)
        let without = try Self.load(files, omitsTests: true)
        #expect(whole.diagnostics.map(\.message) == [])
        #expect(whole.book?.program.tests.count == 5)
        #expect(without.book?.program.tests.count == 0)
        #expect(try Self.words(without) == Self.words(whole))
      }
    }
  }

  @Test func theResellersBook() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "rules")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".rules") }.map {
      SourceText(name: $0, text: try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
    }
    let whole = try Self.load(files, omitsTests: false)
    let without = try Self.load(files, omitsTests: true)
    #expect(whole.book?.program.tests.isEmpty == false && without.book?.program.tests.isEmpty == true)
    #expect(try Self.words(without) == Self.words(whole))
  }
}
