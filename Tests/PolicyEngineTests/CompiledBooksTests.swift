import Diagnostics
import Foundation
import Notification
import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Pricing
import TestSupport
import Testing

/// Columns and registers give what the evaluator gives, for every book there is.
@Suite struct CompiledBooksTests {
  private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

  private static func engine(_ texts: [String]) throws -> Engine? {
    let vocabulary = try Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin])
    let sources = texts.enumerated().map { SourceText(name: "\($0).rules", text: $1) }
    return BookLoader.load(sources, vocabulary: vocabulary).book.map { Engine($0) }
  }

  private static func engine(folder: URL) throws -> Engine? {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".rules") }
    if names.isEmpty { return nil }
    return try engine(
      try names.sorted().map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) })
  }

  private func compare(_ engine: Engine, _ count: Int, _ name: String, seed: UInt64 = 1) -> EvaluatorComparison {
    var comparison = EvaluatorComparison(engine)
    var orders = EdgeOrders(engine.program, seed: seed)
    comparison.compare((0..<count).map { _ in orders.order(isSingleLine: true) })
    comparison.compare((0..<count).map { _ in orders.order(isSingleLine: false) })
    for difference in comparison.differences.prefix(2) { Issue.record("\(name): \(difference)") }
    return comparison
  }

  @Test func ourOwnBooks() throws {
    for folder in ["../rules", "Fixtures/policy"] {
      let engine = try #require(try Self.engine(folder: Self.tests.appending(path: folder)))
      let comparison = compare(engine, 300, folder)
      #expect(comparison.neverCompiled.isEmpty, "\(folder): \(comparison.neverCompiled)")
      #expect(comparison.escapedCount * 50 <= comparison.knownCount, "\(folder)")
    }
  }

  @Test func booksOfTheVectors() throws {
    let books = Self.tests.appending(path: "VectorTests/Books")
    var loaded = 0
    for name in try FileManager.default.subpathsOfDirectory(atPath: books.path).sorted() {
      let folder = books.appending(path: name)
      guard folder.hasDirectoryPath || (try? folder.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true,
        let engine = try Self.engine(folder: folder)
      else { continue }
      loaded += 1
      _ = compare(engine, 40, name)
    }
    #expect(loaded > 30)
  }

  @Test func smallBooks() throws {
    var loaded = 0
    for seed in UInt64(1)...60 {
      for flavour in [SmallBook.Flavour(), SmallBook.Flavour(prices: true)] {
        guard let engine = try Self.engine([SmallBook.text(seed: seed, flavour: flavour)]) else { continue }
        loaded += 1
        _ = compare(engine, 40, "seed \(seed)", seed: seed)
      }
    }
    #expect(loaded > 60)
  }

  /// Products and sums that do not fit in 64 bits are the evaluator's, which has 128; none is wrong.
  @Test func whatDoesNotFitIsTheEvaluators() throws {
    let text = """
      book wide "Wide"
        language 1
        currency EUR
        shows the-product

      input length "Length"
        whole number 0 to 9000000000000000000

      input width "Width"
        whole number 0 to 4000000000

      input height "Height"
        whole number 0 to 1000000000000000000000000

      input fee "Fee"
        money 0 to 90000000000000000 in steps of 0.01

      value the-product "Product"
        is length × width

      value the-sum "Sum"
        is length + length + width

      value the-difference "Difference"
        is width − length − length

      value bill "Bill"
        is fee × width

      value large "Large"
        is height + width

      value is-more "More"
        is yes when length × width is over height
        otherwise no

      price share "Share"
        start fee × length "All"
        round half even to cent

      """
    let engine = try #require(try Self.engine([text]))
    let comparison = compare(engine, 400, "wide")
    #expect(comparison.escapedCount > 100)
    #expect(comparison.knownCount - comparison.escapedCount > 100)
  }

  /// One exception for each of many customers is one lookup, and those that contradict each other are still told.
  @Test func manyExceptions() throws {
    var text = """
      book many "Many"
        language 1
        currency EUR
        shows rate
      input customer "Customer"
        whole number 0 to 2000
      input quantity "Quantity"
        whole number 1 to 100
      value rate "Rate"
        is 1%

      """
    for customer in 0..<400 {
      text += """
        exception customer-\(customer) to rate
          is \(customer % 30)%
          when customer is \(customer) and quantity is \(customer * 7 % 50 + 1) or more

        """
    }
    // Some overlap: equal ones do not contradict each other, others do.
    text += "exception again to rate\n  is 5%\n  when customer is 35 and quantity is 50 or more\n\n"
    text += "exception twice to rate\n  is 6%\n  when customer is 36 or customer is 37\n\n"
    text += "exception late to rate\n  is 9%\n  when quantity is 100\n  final\n"
    let engine = try #require(try Self.engine([text]))
    let comparison = compare(engine, 3_000, "many")
    #expect(comparison.escapedCount * 20 < comparison.knownCount)
  }
}
