/// Changes rule texts the way people and accidents do: words and lines are lost, doubled, exchanged and misspelt.
struct TextMutator {
  var random: SeededGenerator

  private static let snippets = [
    " | ", "|", "\t", ", ", "(", ")", "\"", "#", " # why", " - ", "-", " × ", "*", "%", " % ", "not ", "is ", "are ",
    " to ",
    " or more", "over ", ", rounded up", ", rounded half up to cent", ", at least ", "€9.90", "9,90", "1-9", ">=",
    "“a”",
    "sum of ", "highest of (", "when ", "from 2026-01-01 ", "to 2026-02-31", " 5 licences", "\u{A0}", "\r", "\r\n",
    "\n",
    "\n\n", "\n  ", "\u{0}", "é", "{net}", "per month", "what is left", "yes", "EUR", "0",
  ]

  /// A changed text.
  mutating func changed(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<random.number(1...4) {
      let line = random.number(0...lines.count - 1)
      switch random.number(1...9) {
      case 1: lines.remove(at: line)
      case 2: lines.insert(lines[line], at: random.number(0...lines.count))
      case 3: lines.swapAt(line, random.number(0...lines.count - 1))
      case 4: lines[line] = random.pick(["", " ", "  ", "\t"]) + lines[line].drop { $0 == " " }
      case 5: lines[line] = words(of: lines[line])
      default: lines[line] = snippet(in: lines[line])
      }
      if lines.isEmpty { return "" }
    }
    return lines.joined(separator: "\n")
  }

  private mutating func words(of line: String) -> String {
    var words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count > 1 else { return line }
    let index = random.number(0...words.count - 1)
    switch random.number(1...3) {
    case 1: words.remove(at: index)
    case 2: words.insert(words[index], at: index)
    default: words.swapAt(index, random.number(0...words.count - 1))
    }
    return words.joined(separator: " ")
  }

  private mutating func snippet(in line: String) -> String {
    var scalars = Array(line.unicodeScalars)
    let index = random.number(0...scalars.count)
    let end = min(scalars.count, index + random.number(0...2))
    scalars.replaceSubrange(index..<end, with: random.pick(Self.snippets).unicodeScalars)
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }
}
