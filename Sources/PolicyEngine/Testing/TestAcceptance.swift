package import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// What would make the tests come true: the figures to write in place of the expected ones, and what no figure mends.
package struct TestAcceptance: Sendable, Equatable {
  package fileprivate(set) var changes: [Change] = []
  package fileprivate(set) var kept: [Kept] = []

  /// A constant to write in another's place.
  package struct Change: Sendable, Equatable {
    /// The old constant's place.
    package var range: SourceRange
    /// `file:line`.
    package var place: String
    /// `net`, or `line 2 net`.
    package var figure: String
    package var old: String
    package var new: String
  }

  /// An expectation that stays as it is and does not come true.
  package struct Kept: Sendable, Equatable {
    package var place: String
    package var expected: String
    package var reason: String
  }

  /// The texts with the changes made in them; the others as they are. Nothing else of a text is touched.
  ///
  /// - Parameter sources: The texts that the tests were read from.
  package func texts(_ sources: [SourceText]) -> [SourceText] {
    sources.enumerated().map { index, source in
      let own = changes.filter { $0.range.source == index }.sorted { $0.range.lower > $1.range.lower }
      if own.isEmpty { return source }
      var bytes = source.bytes
      for change in own { bytes.replaceSubrange(change.range.lower..<change.range.upper, with: change.new.utf8) }
      return SourceText(name: source.name, text: String(decoding: bytes, as: UTF8.self))
    }
  }
}

extension TestRunner {
  /// Runs all tests, or those whose title contains a text, and gathers what would make them come true.
  package func acceptance(filter: String? = nil) -> TestAcceptance {
    var result = TestAcceptance()
    // The rows of a table share what is expected of all of them: one constant, and a verdict of each row.
    var order: [SourceRange] = []
    var verdicts: [SourceRange: [FigureVerdict]] = [:]
    for test in tests(filter) {
      let place = engine.program.place(test.range, in: engine.sources)
      switch engine.binder.bind(test.order) {
      case .failure(let mistakes):
        for problem in mistakes.problems {
          result.keep(place, "an order the book can read", "\(problem.message); \(problem.cure)")
        }
      case .success(let bound):
        engine.pool.withEvaluator(lines: bound.lineCount) { evaluator in
          evaluator.begin(bound)
          let judge = ExpectationJudge(evaluator, engine.layout, sources: engine.sources, order: bound)
          for expectation in test.expectations {
            if case .figure(let name, let constants, let line) = expectation.kind, let first = constants.first {
              let range = constants.reduce(first.range) { $0.union($1.range) }
              if verdicts[range] == nil { order.append(range) }
              verdicts[range, default: []].append(judge.verdict(name.text, constants, line))
            } else if let (expected, got) = judge.failure(of: expectation.kind) {
              let place = engine.program.place(expectation.range, in: engine.sources)
              result.keep(place, expected, "\(expectation.kind.subject), not a figure; got \(got)")
            }
          }
          var tried: Set<Int> = []
          for failure in failedChecks(evaluator, place, &tried) {
            result.keep(place, failure.expected, "a check, not a figure; \(failure.got)")
          }
        }
      }
    }
    for range in order { result.take(verdicts[range] ?? [], range, engine.program.place(range, in: engine.sources)) }
    return result
  }
}

extension TestAcceptance {
  fileprivate mutating func keep(_ place: String, _ expected: String, _ reason: String) {
    let entry = Kept(place: place, expected: expected, reason: reason)
    if !kept.contains(entry) { kept.append(entry) }
  }

  /// One constant: it is changed where all rows that expect it want the same other one.
  fileprivate mutating func take(_ verdicts: [FigureVerdict], _ range: SourceRange, _ place: String) {
    guard let first = verdicts.first else { return }
    let isKept = verdicts.contains { $0.reason != nil }
    for verdict in verdicts { if let reason = verdict.reason { keep(place, verdict.expected, reason) } }
    let wanted = verdicts.filter { $0.reason == nil }.map { $0.new ?? $0.old }
    var unique: [String] = []
    for text in wanted where !unique.contains(text) { unique.append(text) }
    let changed = verdicts.compactMap(\.new)
    guard let new = changed.first else { return }
    if unique.count > 1 {
      keep(place, first.expected, "its rows give different figures: \(unique.joined(separator: ", "))")
    } else if isKept {
      keep(place, first.expected, "not all its rows give a figure; some give \(new)")
    } else {
      changes.append(Change(range: range, place: place, figure: first.figure, old: first.old, new: new))
    }
  }
}

extension ExpectationSyntax.Kind {
  /// What an expectation is about, where it is no figure.
  fileprivate var subject: String {
    switch self {
    case .figure: "nothing"
    case .figureRefused, .refused: "a refusal"
    case .rule: "a rule"
    case .effect(let kind, _, _): "a \(kind.text)"
    case .warned: "a warning"
    case .asks: "a question"
    }
  }
}
