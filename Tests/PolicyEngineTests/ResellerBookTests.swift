import Diagnostics
import Foundation
import Notification
import PolicyEngine
import PolicyLanguage
import PolicyModel
import Pricing
import Testing

/// The book in rules/: it loads without a remark, and its own tests pass.
@Suite struct ResellerBookTests {
  static func outcome() throws -> BookLoader.Outcome {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "rules")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".rules") }
    let files = try names.map {
      SourceText(name: "rules/\($0)", text: try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
    }
    return BookLoader.load(
      files, vocabulary: try Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin]))
  }

  @Test func itLoadsWithoutARemark() throws {
    let outcome = try Self.outcome()
    #expect(outcome.diagnostics.isEmpty, "\(DiagnosticRenderer(sources: outcome.sources).text(outcome.diagnostics))")
  }

  @Test func itsTestsPass() throws {
    let report = TestRunner(Engine(try #require(Self.outcome().book))).run()
    #expect(report.passed >= 60)
    for result in report.results where !result.isPassed { Issue.record("\(result.name): \(result.failures)") }
    #expect(report.untriedChecks.isEmpty)
  }

  /// Every test's order is quoted; the steps of every price add up to it, and a second quote is the same.
  @Test func stepsAddUpAndQuotesRepeat() throws {
    let engine = Engine(try #require(Self.outcome().book))
    var count = 0
    for test in engine.program.tests {
      guard case .quote(let quote) = engine.quote(test.order) else { continue }
      #expect(engine.quote(test.order) == .quote(quote))
      for figure in quote.figures where figure.isMoney && figure.text != nil {
        let amounts = quote.steps.filter { $0.price == figure.name }.compactMap { ExactAmount($0.amount) }
        guard !amounts.isEmpty else { continue }
        count += 1
        #expect(amounts.reduce(0) { $0 + $1.hundredths } == ExactAmount(figure.text ?? "")?.hundredths)
      }
    }
    #expect(count > 100)
  }
}

/// A decimal text as whole hundredths, read digit by digit.
private struct ExactAmount {
  var hundredths: Int

  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    guard fraction.count <= 2 else { return nil }
    let padded = fraction + String(repeating: "0", count: 2 - fraction.count)
    guard let value = Int(parts[0] + padded) else { return nil }
    hundredths = value
  }
}
