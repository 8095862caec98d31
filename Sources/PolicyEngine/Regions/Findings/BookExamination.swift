package import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram
package import Quantities

/// Everything that is proved or found about all orders of a book.
package struct BookExamination {
  /// Errors, warnings, and what stayed open, by place.
  package private(set) var diagnostics: [Diagnostic] = []
  /// Questions asked about all orders, and those that stayed open.
  package private(set) var questionCount = 0
  package private(set) var uncheckedCount = 0
  /// Titles of checks that hold for all orders.
  package private(set) var provedChecks: [String] = []
  /// What blocks sign off, with the reason.
  package private(set) var accepted: [String] = []

  /// - Parameter day: The day from which dates are judged; without one, those that end are not looked for, nor idle tests.
  package init(_ engine: Engine, on day: CalendarDate? = nil) {
    let analysis = BookAnalysis(engine)
    var findings = Self.findings(analysis, proved: &provedChecks)
    // A question that no search was made for is one all the same, where it stayed open.
    questionCount = analysis.questionCount + max(0, Self.openCount(findings) - analysis.uncheckedCount)
    if let day {
      var ends = EndFindings(analysis, on: day)
      ends.run()
      // A hole in the dates of a table that says nothing for the rest is told as one already.
      let accepted = Set(engine.program.acceptances.filter { $0.kind == .gap }.map(\.owner))
      let gaps = Set(findings.filter { $0.diagnostic.code == .rowGap }.map(\.owner)).subtracting(accepted)
      findings += ends.findings.filter { !gaps.contains($0.owner) }
      findings += CoverageRunner(engine).idleTests().map { Finding(diagnostic: $0, kind: nil, owner: "") }
    }
    signOff(&findings, engine.program)
    diagnostics = findings.map(\.diagnostic).sorted {
      ($0.places[0].range.source, $0.places[0].range.lower) < ($1.places[0].range.source, $1.places[0].range.lower)
    }
    uncheckedCount = Self.openCount(findings)
  }

  private static func openCount(_ findings: [Finding]) -> Int { findings.count { $0.diagnostic.severity == .note } }

  /// All findings, signed off or not.
  static func findings(_ analysis: BookAnalysis) -> [Finding] {
    var proved: [String] = []
    return findings(analysis, proved: &proved)
  }

  private static func findings(_ analysis: BookAnalysis, proved: inout [String]) -> [Finding] {
    var cases = CaseFindings(analysis)
    cases.run()
    var tables = TableFindings(analysis)
    tables.run()
    var effects = EffectFindings(analysis)
    effects.run()
    var checks = CheckFindings(analysis)
    checks.run()
    proved = checks.proved
    var overflows = OverflowFindings(analysis)
    overflows.run()
    var spreads = SpreadFindings(analysis)
    spreads.run()
    var cliffs = CliffFindings(analysis)
    cliffs.run()
    return cases.findings + tables.findings + effects.findings + checks.findings + overflows.findings
      + spreads.findings + cliffs.findings
  }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// What is signed off, as a message says it.
  private static func words(_ kind: AcceptedKind) -> String {
    switch kind {
    case .cliff: "a cliff"
    case .gap: "a gap"
    case .never: "a rule that never applies"
    case .hidden: "a hidden row"
    case .end: "an end that nothing follows"
    }
  }

  /// Takes out what blocks accept; an acceptance of nothing is a finding of its own.
  private mutating func signOff(_ findings: inout [Finding], _ program: Program) {
    for acceptance in program.acceptances {
      let count = findings.count
      findings.removeAll { $0.kind == acceptance.kind && $0.owner == acceptance.owner }
      if findings.count < count {
        accepted.append(
          "\(acceptance.block) \(acceptance.owner) accepts \(acceptance.kind.rawValue): \(acceptance.why)")
      } else {
        findings.append(
          Finding(
            diagnostic: Diagnostic(
              .warning, .needlessAcceptance,
              "\(acceptance.block) \(acceptance.owner) signs off \(Self.words(acceptance.kind)), and there is none",
              at: acceptance.range, cure: "take the line out"), kind: nil, owner: ""))
      }
    }
  }
}
