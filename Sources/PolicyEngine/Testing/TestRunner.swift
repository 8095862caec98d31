import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Runs the tests in the rule files: each order through the engine, each expectation alone, so that a test says nothing
/// about figures it does not name.
package struct TestRunner: Sendable {
  let engine: Engine

  package init(_ engine: Engine) { self.engine = engine }

  /// Runs all tests, or those whose title contains a text.
  package func run(filter: String? = nil) -> TestReport {
    let program = engine.program
    var results: [TestResult] = []
    var tried: Set<Int> = []
    for test in tests(filter) where !Cancellation.isRequested { results.append(run(test, &tried)) }
    return TestReport(
      results: results,
      triedChecks: program.checks.indices.filter { tried.contains($0) }.map { program.checks[$0].title },
      untriedChecks: program.checks.indices.filter { !tried.contains($0) }.map { program.checks[$0].title })
  }

  /// All tests, or those whose title contains a text.
  func tests(_ filter: String?) -> [TestDefinition] {
    guard let wanted = filter?.lowercased() else { return engine.program.tests }
    return engine.program.tests.filter { contains($0, wanted) }
  }

  private func contains(_ test: TestDefinition, _ text: String) -> Bool {
    let title = test.title.lowercased()
    guard !text.isEmpty else { return true }
    return title.utf8.indices.contains { title.utf8[$0...].starts(with: text.utf8) }
  }

  func run(_ test: TestDefinition, _ tried: inout Set<Int>) -> TestResult {
    let place = engine.program.place(test.range, in: engine.sources)
    var result = TestResult(title: test.title, row: test.row, place: place, failures: [])
    switch engine.binder.bind(test.order) {
    case .failure(let mistakes):
      result.failures = mistakes.problems.map {
        TestResult.Failure(expected: "an order the book can read", got: "\($0.message); \($0.cure)", place: place)
      }
    case .success(let order):
      engine.pool.withEvaluator(lines: order.lineCount) { evaluator in
        evaluator.begin(order)
        let judge = ExpectationJudge(evaluator, engine.layout, sources: engine.sources, order: order)
        for expectation in test.expectations {
          guard let (expected, got) = judge.failure(of: expectation.kind) else { continue }
          result.failures.append(
            .init(expected: expected, got: got, place: engine.program.place(expectation.range, in: engine.sources)))
        }
        result.failures += failedChecks(evaluator, place, &tried)
      }
    }
    return result
  }

  /// A check that the order can answer must hold on it, unless the order is turned down.
  func failedChecks(_ evaluator: Evaluator, _ place: String, _ tried: inout Set<Int>) -> [TestResult.Failure] {
    var failures: [TestResult.Failure] = []
    if evaluator.isTurnedDown { return [] }
    for (index, check) in engine.program.checks.enumerated() {
      for line in 0..<(check.isPerLine ? evaluator.lineCount : 1) {
        if check.guardNode >= 0, !evaluator.evaluate(check.guardNode, line).isYes { continue }
        switch evaluator.holds(check, line: line) {
        case .yes: tried.insert(index)
        case .no:
          tried.insert(index)
          failures.append(
            .init(
              expected: "check \"\(check.title)\"", got: "it does not hold on this order",
              place: engine.program.place(check.range, in: engine.sources)))
        case .missing, .refused: break
        }
      }
    }
    return failures
  }
}
