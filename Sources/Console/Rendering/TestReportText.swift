package import PolicyEngine

/// The tests of a book, run: each failure with what was expected and what came, and the closing line.
package struct TestReportText {
  package let passed: Int
  package let failed: Int
  /// None failed, and where some were asked for there was one.
  package let isGood: Bool
  package let text: String
  /// The closing line, or that no test was meant.
  package let summary: String

  package init(_ engine: Engine, filter: String = "") {
    let report = TestRunner(engine).run(filter: filter.isEmpty ? nil : filter)
    var lines: [String] = []
    for result in report.results where !result.isPassed {
      lines.append("failed: \(result.name)  (\(result.place))")
      for failure in result.failures {
        lines.append(
          "  expected \(failure.expected), got \(failure.got)"
            + (failure.place == result.place ? "" : "  (\(failure.place))"))
      }
    }
    if report.results.isEmpty, !filter.isEmpty { lines.append("no test has “\(filter)” in its title") }
    if filter.isEmpty { lines += report.untriedChecks.map { "no test tries the check “\($0)”" } }
    let count = "\(report.passed) passed, \(report.failed) failed"
    lines.append(count)
    summary = report.results.isEmpty ? lines.joined(separator: "\n") : count
    isGood = report.failed == 0 && (filter.isEmpty || !report.results.isEmpty)
    passed = report.passed
    failed = report.failed
    text = lines.joined(separator: "\n")
  }
}
