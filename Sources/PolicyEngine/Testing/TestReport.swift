/// What came of the tests in the rule files.
package struct TestReport: Sendable, Equatable {
  package var results: [TestResult]
  /// The checks that at least one test's order tried, by their titles.
  package var triedChecks: [String]
  package var untriedChecks: [String]

  package var passed: Int { results.count { $0.isPassed } }
  package var failed: Int { results.count - passed }
}

/// What came of one test, or of one row of its table.
package struct TestResult: Sendable, Equatable {
  package var title: String
  /// The row of its table, from 1.
  package var row: Int?
  /// `file:line` of the test or its row.
  package var place: String
  package var failures: [Failure]

  package var isPassed: Bool { failures.isEmpty }
  /// The title, with the row.
  package var name: String { row.map { "\(title), row \($0)" } ?? title }

  /// One expectation that did not come true.
  package struct Failure: Sendable, Equatable {
    /// What was expected, such as `net 47.52`.
    package var expected: String
    /// What came instead.
    package var got: String
    package var place: String
  }
}
