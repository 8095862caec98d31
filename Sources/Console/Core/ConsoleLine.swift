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
    if let heading = BlockHeading(trimmed, vocabulary), !names(word) || heading.syntax != nil { return .block(entry) }
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

  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (97...122).contains(first) || (65...90).contains(first) else { return false }
    return text.utf8.allSatisfy {
      (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 45
    }
  }

  /// Whether Enter hands an entry in: it does with all but a block that no empty line closes.
  ///
  /// - Parameter isKnown: Whether a block of this word and name is in the book.
  static func isComplete(_ entry: String, vocabulary: Vocabulary, isKnown: (BlockSyntax) -> Bool = { _ in false })
    -> Bool
  {
    guard let heading = BlockHeading(entry, vocabulary) else { return true }
    guard let end = entry.lastIndex(where: \.isNewline) else { return !heading.opens(isKnown: isKnown) }
    return !heading.hasLines || entry[end...].allSatisfy(\.isWhitespace)
  }

  /// Whether a line goes on with the block that an entry begins.
  static func continues(_ entry: String, _ line: String, vocabulary: Vocabulary) -> Bool {
    guard let heading = BlockHeading(entry, vocabulary), heading.takes(line) else { return false }
    return entry.lastIndex(where: \.isNewline).map { !entry[$0...].allSatisfy(\.isWhitespace) } ?? true
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
