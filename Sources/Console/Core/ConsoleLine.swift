import PolicyLanguage
import PolicyModel

/// What one entry of the console is.
enum ConsoleLine: Equatable {
  case nothing
  case command(String, arguments: String)
  /// `licences = 12`.
  case input(String, value: String)
  case block(String)
  case expression(String)

  /// Reads an entry. A leading `:` is always a command; without it, a name of the book hides a command's.
  static func reading(_ entry: String, commands: [ConsoleCommand], vocabulary: Vocabulary, names: (String) -> Bool)
    -> ConsoleLine
  {
    let trimmed = entry.trimmingBlanks()
    if trimmed.isEmpty || trimmed.first == "#" { return .nothing }
    if trimmed.first == ":" {
      let (word, rest) = trimmed.dropFirst().splitAtBlank()
      return .command(String(word), arguments: String(rest).trimmingBlanks())
    }
    let (first, rest) = Substring(trimmed).splitAtBlank()
    let word = String(first)
    if isBlock(trimmed, word, vocabulary, names) { return .block(entry) }
    if let equals = trimmed.firstIndex(of: "="), isName(String(trimmed[..<equals]).trimmingBlanks()) {
      let value = String(trimmed[trimmed.index(after: equals)...]).trimmingBlanks()
      return .input(String(trimmed[..<equals]).trimmingBlanks(), value: value)
    }
    if let command = commands.first(where: { $0.name == word }) {
      let second = String(Substring(rest.trimmingBlanks()).splitAtBlank().0)
      if !names(word) || command.verbs.contains(second) {
        return .command(word, arguments: String(rest).trimmingBlanks())
      }
    }
    return .expression(trimmed)
  }

  /// Whether an entry begins a rule block: a block word with a name or a title behind it, or with lines below it.
  private static func isBlock(_ entry: String, _ word: String, _ vocabulary: Vocabulary, _ names: (String) -> Bool)
    -> Bool
  {
    guard vocabulary.block(word) != nil else { return false }
    let heading = entry.prefix { $0 != "\n" && $0 != "\r\n" }
    let rest = heading.dropFirst(word.count).trimmingBlanks()
    if rest.isEmpty { return heading.count != entry.count }
    if rest.first == "\"" { return true }
    // Of these, the heading is a title in quotes; without one the word is a command.
    if titled.contains(word) { return heading.count != entry.count }
    return isName(String(Substring(rest).splitAtBlank().0))
  }

  /// Block words that commands have too.
  private static let titled: Set = ["test", "check"]

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (97...122).contains(first) || (65...90).contains(first) else { return false }
    return text.utf8.allSatisfy {
      (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 45
    }
  }

  /// Whether an entry is finished: everything but a block that no empty line closes.
  static func isComplete(_ entry: String, vocabulary: Vocabulary) -> Bool {
    let trimmed = entry.trimmingBlanks()
    let word = String(Substring(trimmed).splitAtBlank().0)
    guard vocabulary.block(word) != nil, isBlock(trimmed, word, vocabulary, { _ in false }) else { return true }
    // A unit has no lines below it.
    if word == "unit" { return true }
    let lines = entry.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.count > 1 && lines[lines.count - 1].allSatisfy { $0 == " " || $0 == "\t" || $0 == "\r" }
  }
}

extension StringProtocol {
  func trimmingBlanks() -> String {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}

extension Substring {
  /// The part before the first blank, and the part behind it.
  func splitAtBlank() -> (Substring, Substring) {
    guard let blank = firstIndex(where: \.isWhitespace) else { return (self, "") }
    return (self[..<blank], self[index(after: blank)...])
  }
}
