package import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Finds what the tests of a book reach, and orders for what they do not.
package struct CoverageRunner {
  let engine: Engine
  let tables: CoverageTables
  let collector: CoverageCollector

  package init(_ engine: Engine) {
    self.engine = engine
    tables = CoverageTables(engine.program)
    collector = CoverageCollector(program: engine.program, tables: tables)
  }

  private var program: Program { engine.program }

  /// What all tests reach, or those whose title contains a text.
  package func run(filter: String? = nil) -> Coverage {
    let reached = reached(filter)
    let items = items
    var questions: CoverageQuestions?
    var files: [Coverage.File] = []
    for (index, source) in engine.sources.enumerated() {
      let own = items.filter { $0.range.source == index }
      if own.isEmpty { continue }
      var file = Coverage.File(name: source.name, reached: 0, total: own.count, gaps: [])
      for item in own where !Cancellation.isRequested {
        if item.keys.contains(where: reached.contains) {
          file.reached += 1
          continue
        }
        let asked = questions ?? CoverageQuestions(engine, collector)
        questions = asked
        file.gaps.append(
          Coverage.Gap(
            place: program.place(item.range, in: engine.sources), words: item.words, answer: asked.answer(item)))
      }
      files.append(file)
    }
    return Coverage(files: files)
  }

  var items: [CoverageItem] { CoverageItems(program, sources: engine.sources, tables: tables).items }

  func reached(_ filter: String?) -> Set<CoverageKey> {
    TestRunner(engine).tests(filter).reduce(into: []) { found, test in
      if !Cancellation.isRequested { found.formUnion(reach(of: test)) }
    }
  }

  /// What one test reaches; nothing where its order cannot be read.
  private func reach(of test: TestDefinition) -> Set<CoverageKey> {
    guard case .success(let order) = engine.binder.bind(test.order) else { return [] }
    return engine.pool.withEvaluator(lines: order.lineCount) { evaluator in
      evaluator.begin(order)
      collector.evaluateQuote(evaluator)
      judge(test, order, evaluator)
      return collector.results(evaluator).union(collector.effects(evaluator))
    }
  }

  /// Evaluates what the expectations of a test name.
  private func judge(_ test: TestDefinition, _ order: BoundOrder, _ evaluator: Evaluator) {
    let judge = ExpectationJudge(evaluator, engine.layout, sources: engine.sources, order: order)
    for expectation in test.expectations {
      _ = judge.failure(of: expectation.kind)
      // Whether a rule decides is told without its result.
      guard case .rule(let name, _, _) = expectation.kind,
        let value = engine.plan.ruleIndex[name.text]?.value ?? engine.plan.valueIndex[name.text]
      else { continue }
      for line in 0..<(program.values[value].isPerLine ? evaluator.lineCount : 1) {
        _ = evaluator.evaluate(value: Int32(value), line: line)
      }
    }
  }

  // MARK: Idle tests

  /// Tests that would hold whatever the rules said.
  package func idleTests() -> [Diagnostic] {
    program.tests.filter(isIdle).map { test in
      Diagnostic(
        .warning, .idleTest, "the test “\(test.title)”\(test.row.map { ", row \($0)," } ?? "") touches no rule",
        at: test.range, cure: "expect a figure, or a rule that applies")
    }
  }

  private func isIdle(_ test: TestDefinition) -> Bool {
    // What names a figure, a rule or an effect speaks of the book, even where it says that something stays away.
    if test.expectations.contains(where: { $0.kind.namesRule }) { return false }
    guard case .success(let order) = engine.binder.bind(test.order) else { return false }
    return engine.pool.withEvaluator(lines: order.lineCount) { evaluator in
      evaluator.begin(order)
      judge(test, order, evaluator)
      // A warning that fires and is not expected fails the test: it was touched.
      return collector.results(evaluator).isEmpty
        && !program.effects.contains { $0.collection == "warnings" && collector.fires($0, evaluator) }
    }
  }
}

extension ExpectationSyntax.Kind {
  /// Whether it names something of the book, or a question that the book asks.
  fileprivate var namesRule: Bool {
    switch self {
    case .figure, .figureRefused, .rule, .effect, .asks: true
    case .refused(let name): name != nil
    case .warned(let name): name != nil
    }
  }
}
