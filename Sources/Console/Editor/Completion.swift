/// One thing Tab can offer.
package struct Completion: Sendable, Equatable {
  /// What takes the place of the stem.
  package var replacement: String
  /// A few words shown beside it; may be empty.
  package var summary: String
  /// Whether a blank follows once it is the only candidate.
  package var addsBlank: Bool

  package init(replacement: String, summary: String = "", addsBlank: Bool = false) {
    self.replacement = replacement
    self.summary = summary
    self.addsBlank = addsBlank
  }
}

/// What Tab can offer at one place of a text.
package struct CompletionResult: Sendable, Equatable {
  /// The stem: offsets of `Character`s in the text.
  package var replaces: Range<Int>
  package var candidates: [Completion]

  package init(replaces: Range<Int>, candidates: [Completion]) {
    self.replaces = replaces
    self.candidates = candidates
  }

  package static func nothing(at cursor: Int) -> CompletionResult {
    CompletionResult(replaces: cursor..<cursor, candidates: [])
  }

  /// What one press of Tab does.
  enum Step: Equatable {
    case nothing
    case insert(String)
    case list
  }

  /// A single candidate is inserted, several as far as they agree; if that adds nothing they are listed.
  func step(in text: String) -> Step {
    guard let first = candidates.first else { return .nothing }
    let characters = Array(text)
    let replaced = replaces.clamped(to: 0..<characters.count)
    if candidates.count == 1 {
      let next = replaced.upperBound < characters.count ? characters[replaced.upperBound] : nil
      return .insert(first.replacement + (first.addsBlank && next != " " ? " " : ""))
    }
    var common = Array(first.replacement)
    for candidate in candidates.dropFirst() {
      let agreed = zip(common, candidate.replacement).prefix { $0 == $1 }.count
      common.removeLast(common.count - agreed)
    }
    // Candidates found by a looser match than the prefix may agree on less than what stands there.
    let stem = String(characters[replaced])
    let grows = common.count > stem.count && String(common.prefix(stem.count)).lowercased() == stem.lowercased()
    return grows ? .insert(String(common)) : .list
  }
}
