import Diagnostics
import Foundation
import Notification
import PolicyEngine
import PolicyLanguage
import PolicyModel
import Pricing
import Testing

/// The benchmark policy in Tests/Fixtures/policy: it loads without a remark, and the engine gives on random orders what
/// its formulas give in plain Swift.
@Suite struct BenchmarkPolicyTests {
  static let outcome: BookLoader.Outcome = {
    let path = "Tests/Fixtures/policy/policy.rules"
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: path)
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    guard let vocabulary = try? Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin]) else {
      preconditionFailure("the plugins contradict each other")
    }
    return BookLoader.load([SourceText(name: path, text: text)], vocabulary: vocabulary)
  }()

  @Test func itLoadsWithoutARemark() throws {
    let outcome = Self.outcome
    #expect(outcome.diagnostics.isEmpty, "\(DiagnosticRenderer(sources: outcome.sources).text(outcome.diagnostics))")
    let examination = BookExamination(Engine(try #require(outcome.book)))
    #expect(examination.diagnostics.map(\.message) == [])
    #expect(examination.uncheckedCount == 0)
  }

  @Test func itsTestsPass() throws {
    let report = TestRunner(Engine(try #require(Self.outcome.book))).run()
    #expect(report.results.filter { !$0.isPassed }.isEmpty)
  }

  @Test func figuresAreThoseOfTheFormulas() throws {
    let engine = Engine(try #require(Self.outcome.book))
    var random = SeededGenerator(20_260_101)
    var amounts: [Engine.Amount] = []
    var difference: String?
    for _ in 0..<20_000 where difference == nil {
      let order = PolicyOrder(using: &random)
      guard case .success(let bound) = engine.bind(order.order) else {
        difference = "\(order) is not taken"
        break
      }
      engine.amounts(bound, into: &amounts)
      let found = amounts.map { $0.state == .known && $0.denominator == 1 ? $0.numerator : -1 }
      let expected = order.figures
      if found != expected { difference = "\(order) gives \(found), not \(expected)" }
    }
    #expect(difference == nil)
  }

  /// Who is told agrees with the flags.
  @Test func noticesAreThoseOfTheFlags() throws {
    let engine = Engine(try #require(Self.outcome.book))
    var random = SeededGenerator(7)
    for _ in 0..<500 {
      let order = PolicyOrder(using: &random)
      guard case .success(let effects) = engine.effects(order.order) else {
        Issue.record("\(order) is not taken")
        return
      }
      let flags = order.figures[3]
      #expect(effects.contains { $0.name == "welcome-invite" } == (flags & 4 != 0))
      #expect(effects.contains { $0.name == "discount-forfeited" } == (flags & 8 != 0))
    }
  }
}
