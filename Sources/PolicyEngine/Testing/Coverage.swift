/// What the tests of a book reach of its cases, rows and outcomes.
package struct Coverage: Sendable, Equatable {
  /// The files that have something to reach, in their order.
  package var files: [File]

  package var reached: Int { files.reduce(0) { $0 + $1.reached } }
  package var total: Int { files.reduce(0) { $0 + $1.total } }
  package var gaps: [Gap] { files.flatMap(\.gaps) }

  /// One rule file.
  package struct File: Sendable, Equatable {
    package var name: String
    package var reached: Int
    package var total: Int
    /// What no test reaches, from the top.
    package var gaps: [Gap]
  }

  /// Something that no test reaches.
  package struct Gap: Sendable, Equatable {
    /// `file:line`.
    package var place: String
    /// `exception reseller-rate to reseller-discount`.
    package var words: String
    package var answer: Answer
  }

  /// Whether an order would reach it.
  package enum Answer: Sendable, Equatable {
    /// An order does.
    case order(Proposal)
    /// No order does: proved.
    case never
    /// Not settled, and why.
    case open(String)
  }

  /// An order that would reach something.
  package struct Proposal: Sendable, Equatable {
    /// What stands behind `quote`; nil for an order of several lines.
    package var line: String?
    /// A test block of it; nil where nothing can be expected in words.
    package var test: String?
    package var lineCount: Int
  }
}
