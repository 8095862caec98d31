import Diagnostics
import PolicyLanguage

/// Puts findings into words: the order that shows one as a line behind `quote` and as a test.
struct FindingWriter {
  let analysis: BookAnalysis
  let writer: WitnessWriter

  init(_ analysis: BookAnalysis) {
    self.analysis = analysis
    writer = WitnessWriter(engine: analysis.engine)
  }

  /// A finding that an order shows.
  ///
  /// - Parameters:
  ///   - holds: What the order shows; answers that it does not need are left out.
  ///   - expectations: What a test of the order would expect.
  func finding(
    _ code: DiagnosticCode, _ message: String, at range: SourceRange,
    label: String? = nil, also: [Diagnostic.Place] = [], severity: Diagnostic.Severity = .error, cure: String,
    witness: Witness? = nil,
    expectations: (BoundOrder) -> [String] = { _ in [] }, facts: (BoundOrder) -> [String] = { _ in [] },
    holds: (Evaluator) -> Bool = { _ in true }
  ) -> Diagnostic {
    var diagnostic = Diagnostic(severity, code, message, at: range, label: label, also: also, cure: cure)
    guard let witness else { return diagnostic }
    let order = writer.smallest(witness.order, holds: holds)
    diagnostic.notes = facts(order)
    let expected = expectations(order)
    if order.lineCount == 1 {
      diagnostic.notes.append("for example: quote \(writer.line(order))")
    } else if expected.isEmpty {
      let answers = writer.test("", order, expecting: []).split(separator: "\n").dropFirst()
      diagnostic.notes.append(
        "for example an order of \(order.lineCount) lines:\n" + answers.joined(separator: "\n"))
    } else {
      diagnostic.notes.append("for example an order of \(order.lineCount) lines, written below")
    }
    if !expected.isEmpty {
      diagnostic.notes.append("as a test:\n" + writer.test(diagnostic.message, order, expecting: expected))
    }
    return diagnostic
  }

  /// A question that stayed open.
  func unchecked(_ what: String, _ unchecked: Unchecked, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .note, .unchecked, "unchecked: \(what)", at: range,
      cure: "add tests for it; `listino explain R190` says what can be proved",
      notes: [unchecked.text])
  }
}
