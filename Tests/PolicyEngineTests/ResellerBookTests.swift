import Diagnostics
import Foundation
import Notification
import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram
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

  /// Everything asked about all orders is settled, and its checks are proved.
  @Test func itIsProved() throws {
    let examination = BookExamination(Engine(try #require(Self.outcome().book)))
    #expect(examination.diagnostics.map(\.message) == [])
    #expect(examination.uncheckedCount == 0)
    #expect(examination.provedChecks.count == 5)
  }

  /// No small change of a rule that changes any order goes unnoticed by its tests.
  @Test func itsTestsNoticeEveryChange() throws {
    let vocabulary = try Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin])
    let report = MutationRunner(try #require(Self.outcome().book), vocabulary: vocabulary).run()
    #expect(report.survivors.map(\.text) == [])
    #expect(report.noticed > 100)
  }

  /// What `boundaries` writes loads as tests, and they pass.
  @Test func itsBoundariesHold() throws {
    let outcome = try Self.outcome()
    guard case .tests(let tests) = OrderQuestions(Engine(try #require(outcome.book))).boundaries(of: nil) else {
      Issue.record("there are no figures")
      return
    }
    let written = SourceText(name: "boundaries.rules", text: tests.blocks.joined(separator: "\n\n") + "\n")
    let vocabulary = try Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin])
    let book = BookLoader.load(outcome.sources + [written], vocabulary: vocabulary).book
    let report = TestRunner(Engine(try #require(book))).run(filter: "boundaries of")
    #expect(report.passed > 40)
    #expect(report.failed == 0)
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
