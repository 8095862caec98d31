import Foundation

/// The words of a name or of an address as they are compared: without case, accents, punctuation and what only joins them.
struct FoldedWords: Sendable, Equatable {
  /// In both ways in which registers write letters with signs: ü as u, and as ue.
  let spellings: [[String]]

  var isEmpty: Bool { spellings.allSatisfy { $0.isEmpty } }

  init(_ text: String) {
    let lower = text.precomposedStringWithCompatibilityMapping.lowercased()
    let all = [Self.plain, Self.plain.merging(Self.spelledOut) { $1 }].map { letters in
      Self.words(lower.map { letters[$0] ?? String($0) }.joined())
    }
    spellings = all[0] == all[1] ? [all[0]] : all
  }

  /// Whether one of both says nothing that the other does not say: an address may leave out the postcode.
  func isWithin(_ other: FoldedWords) -> Bool {
    spellings.map(Set.init).contains { own in
      other.spellings.map(Set.init).contains { $0.isSubset(of: own) || own.isSubset(of: $0) }
    }
  }

  private static func words(_ text: String) -> [String] {
    let words = text.folding(options: .diacriticInsensitive, locale: nil)
      .split { $0.isWhitespace || separators.contains($0) }
      .map { $0.filter { $0.isLetter || $0.isNumber } }
      .filter { !$0.isEmpty }
    let own = words.filter { !joining.contains($0) }
    return own.isEmpty ? words : own
  }

  private static let separators: Set<Character> = [
    ",", ";", ":", "/", "(", ")", "[", "]", "\"", "«", "»", "„", "“", "”", "&", "+", "|",
  ]

  private static let joining: Set<String> = ["and", "und", "et", "og", "och", "en", "e", "y", "και"]

  /// Letters that are none with an accent.
  private static let plain: [Character: String] = [
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ",
  ]

  private static let spelledOut: [Character: String] = ["ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"]
}
