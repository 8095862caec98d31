/// "Did you mean": names that a mistyped word may have meant.
public enum Spelling {
  /// The candidates closest to a word, best first, of equals the earlier; at most `limit`, and only plausible ones.
  ///
  /// A candidate is plausible when it differs by at most a third of the word's letters (but one is always allowed), or
  /// when the word, of two letters or more, is how it begins. Letters may be wrong, missing, too many or swapped with
  /// their neighbour; upper and lower case, hyphens, underscores and blanks do not count. The word itself is never
  /// suggested. Words of more than 64 letters and candidates of more than 256 bytes are not looked at.
  public static func closest(to word: String, among candidates: some Sequence<String>, limit: Int = 1) -> [String] {
    guard limit > 0, word.utf8.count <= 256 else { return [] }
    let letters = letters(of: word)
    guard !letters.isEmpty, letters.count <= 64 else { return [] }
    let allowed = max(1, letters.count / 3)

    var found: [(distance: Int, candidate: String)] = []
    for candidate in candidates where candidate != word && candidate.utf8.count <= 256 {
      let other = Self.letters(of: candidate)
      var distance = EditDistance.between(letters, other, atMost: allowed)
      if distance == nil || distance == max(letters.count, other.count) {
        // A beginning is worth less than any likely mistake.
        distance = letters.count >= 2 && other.starts(with: letters) ? allowed + 1 : nil
      }
      guard let distance else { continue }
      if found.count == limit, found[limit - 1].distance <= distance { continue }
      guard !found.contains(where: { $0.candidate == candidate }) else { continue }
      found.insert((distance, candidate), at: found.firstIndex { $0.distance > distance } ?? found.count)
      if found.count > limit { found.removeLast() }
    }
    return found.map(\.candidate)
  }

  private static func letters(of word: String) -> [UInt32] {
    word.lowercased().unicodeScalars.lazy.map(\.value).filter { ![0x20, 0x2D, 0x5F].contains($0) }
  }
}
