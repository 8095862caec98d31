import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram
import TestSupport
import Testing

@Suite("Compiled evaluators of random books")
struct RandomCompiledTests {
  @Test("columns and registers give what the evaluator gives, edge values first")
  func differential() {
    var (compared, known, escaped) = (0, 0, 0)
    for seed in 0..<12 * RandomMutantTests.rounds {
      let book = BookGenerator.book(seed: UInt64(seed) &+ 7_000)
      guard let rules = RuleFiles.load([book.text()]).book else { continue }
      let engine = Engine(rules)
      var comparison = EvaluatorComparison(engine)
      var orders = EdgeOrders(engine.program, seed: UInt64(seed))
      comparison.compare((0..<40).map { _ in orders.order(isSingleLine: true) })
      comparison.compare((0..<40).map { _ in orders.order(isSingleLine: false) })
      for difference in comparison.differences.prefix(2) { Issue.record("seed \(seed): \(difference)") }
      compared += comparison.comparedCount
      known += comparison.knownCount
      escaped += comparison.escapedCount
    }
    #expect(compared > 10_000)
    // The columns know nearly all that the evaluator knows.
    #expect(escaped * 20 < known)
  }
}
