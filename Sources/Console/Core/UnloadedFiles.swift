import Diagnostics
import PolicyLanguage

/// Rule files that have changed on the disk and do not load: the rules of a console are then no longer those of the folder.
struct UnloadedFiles: Sendable {
  var read: Result<[SourceText], FileProblem>
  /// The blocks typed in the console that they were loaded with.
  var whatIfs: [SourceText]
  /// The day and time at which it was seen, where there is a clock.
  var since: String?

  /// Whether the same was read again: it need not be loaded to know that it does not load.
  func isOf(_ other: Result<[SourceText], FileProblem>, _ otherWhatIfs: [SourceText]) -> Bool {
    guard SourceText.areSame(whatIfs, otherWhatIfs) else { return false }
    switch (read, other) {
    case (.success(let one), .success(let two)): return SourceText.areSame(one, two)
    case (.failure(let one), .failure(let two)): return one == two
    default: return false
    }
  }

  /// For the prompt.
  var words: String { "rules do not load\(since.map { " since \($0)" } ?? "")" }

  var message: String {
    "the rule files have changed and do not load\(since.map { " since \($0)" } ?? ""): nothing is sold until they do, "
      + "nor written into the account book, and prices shown are those of before"
  }
}

extension SourceText {
  /// Whether two lists of files have the same names and texts.
  static func areSame(_ one: [SourceText], _ other: [SourceText]) -> Bool {
    one.count == other.count && zip(one, other).allSatisfy { $0.name == $1.name && $0.bytes == $1.bytes }
  }
}
