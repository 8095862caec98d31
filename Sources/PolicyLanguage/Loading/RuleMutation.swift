package import Diagnostics
package import PolicyModel
import Quantities

/// One small change of a rule file, such as a slip of the hand could make.
package struct RuleMutation: Sendable {
  package struct Edit: Sendable {
    package var range: SourceRange
    package var replacement: String
  }

  package var edits: [Edit]
  /// `10 to 49 | 5% → 10 to 49 | 6%`.
  package var text: String
  /// The place of the first edit.
  package var range: SourceRange { edits[0].range }

  /// The files with the change made.
  package func applied(to sources: [SourceText]) -> [SourceText] {
    var changed = sources
    for edit in edits.sorted(by: { $0.range.lower > $1.range.lower }) {
      var bytes = Array(changed[edit.range.source].text.utf8)
      bytes.replaceSubrange(edit.range.lower..<edit.range.upper, with: edit.replacement.utf8)
      changed[edit.range.source] = SourceText(
        name: changed[edit.range.source].name, text: String(decoding: bytes, as: UTF8.self))
    }
    return changed
  }

  // MARK: Making them

  /// All changes of a book's rules: numbers, dates and rates by the last digit, comparisons turned round, exceptions,
  /// effects and steps left out, `final` taken away. Inputs, lists, texts and tests stay as they are.
  package static func all(of book: RuleBook, vocabulary: Vocabulary) -> [RuleMutation] {
    var found: [RuleMutation] = []
    for (index, source) in book.sources.enumerated() {
      let lines = Lexer.lines(of: source)
      var maker = MutationMaker(source: source, index: index, lines: lines)
      maker.make(vocabulary)
      found += maker.found
    }
    return found
  }
}

/// Makes the changes of one file.
private struct MutationMaker {
  let source: SourceText
  let index: Int
  let lines: [TokenLine]
  var found: [RuleMutation] = []
  private let bytes: [UInt8]

  init(source: SourceText, index: Int, lines: [TokenLine]) {
    self.source = source
    self.index = index
    self.lines = lines
    bytes = Array(source.text.utf8)
  }

  mutating func make(_ vocabulary: Vocabulary) {
    var start = 0
    while start < lines.count {
      guard lines[start].indent == 0, let first = lines[start].tokens.first(where: { $0.kind != .tab }) else {
        start += 1
        continue
      }
      var end = start + 1
      while end < lines.count, lines[end].indent > 0 || lines[end].tokens.isEmpty { end += 1 }
      // Blank and comment lines at the end belong to what follows.
      while end > start + 1, lines[end - 1].tokens.isEmpty { end -= 1 }
      if let block = vocabulary.block(text(first)), block.isRule { change(block, start, end, vocabulary) }
      start = end
    }
  }

  private func text(_ token: Token) -> String { String(decoding: bytes[token.lower..<token.upper], as: UTF8.self) }

  private func line(_ index: Int) -> String {
    String(decoding: bytes[lines[index].lower..<lines[index].upper], as: UTF8.self).split(separator: "#").first.map(
      String.init)?
      .trimmedBlanks ?? ""
  }

  private mutating func add(_ edits: [(Token, String)], _ index: Int) {
    let before = line(index)
    var after = Array(bytes[lines[index].lower..<lines[index].upper])
    for (token, replacement) in edits.sorted(by: { $0.0.lower > $1.0.lower })
    where token.lower >= lines[index].lower && token.upper <= lines[index].upper {
      after.replaceSubrange(token.lower - lines[index].lower..<token.upper - lines[index].lower, with: replacement.utf8)
    }
    let changed =
      String(decoding: after, as: UTF8.self).split(separator: "#").first.map(String.init)?.trimmedBlanks ?? ""
    found.append(
      RuleMutation(
        edits: edits.map {
          .init(range: SourceRange(source: self.index, lower: $0.0.lower, upper: $0.0.upper), replacement: $0.1)
        },
        text: "\(before) → \(changed)"))
  }

  /// Takes whole lines out.
  private mutating func drop(_ range: Range<Int>, _ text: String) {
    let (lower, upper) = (lines[range.lowerBound].lower, lines[range.upperBound - 1].upper)
    found.append(
      RuleMutation(
        edits: [.init(range: SourceRange(source: index, lower: lower, upper: upper), replacement: "")], text: text))
  }

  private mutating func change(_ block: BlockDeclaration, _ start: Int, _ end: Int, _ vocabulary: Vocabulary) {
    let head = line(start)
    let isException = block.word == "exception"
    if isException || block.isEffect { drop(start..<end, "\(head) left out") }
    // An exception to a value may hold the lines that the value's own block has for its result.
    let clauses = block.clauses + (isException ? vocabulary.blocks.flatMap { $0.clauses.filter(\.inExceptions) } : [])
    for index in start + 1..<max(start + 1, end) {
      let tokens = lines[index].tokens.filter { $0.kind != .tab }
      guard !tokens.isEmpty else { continue }
      if let clause = clause(of: tokens, clauses), !tokens.contains(where: { $0.kind == .bar }) {
        if clause.key == "final" { drop(index..<index + 1, "\(head): final left out") }
        guard clause.decides else { continue }
        // One of several lines that follow on each other.
        if clause.inExceptions, clause.occurs == .many { drop(index..<index + 1, "\(head): \(line(index)) left out") }
      }
      changeTokens(tokens, index, end)
    }
  }

  /// The clause that a line is: the one with the most words at its beginning.
  private func clause(of tokens: [Token], _ clauses: [ClauseDeclaration]) -> ClauseDeclaration? {
    let words = tokens.map(text)
    return clauses.filter { words.starts(with: $0.leadingWords) }.max { $0.leadingWords.count < $1.leadingWords.count }
  }

  private mutating func changeTokens(_ tokens: [Token], _ index: Int, _ end: Int) {
    for (place, token) in tokens.enumerated() {
      switch token.kind {
      case .number:
        // A tier's end moves together with the beginning of the next one.
        let next = plus(text(token))
        if let neighbour = neighbour(of: text(token), tokens, place, index, end) {
          add([(token, next), (neighbour, plus(text(neighbour)))], index)
        } else if !isBegun(by: text(token), tokens, place, index) {
          add([(token, next)], index)
        }
      case .date where !isReview(tokens, place):
        if let day = dayAfter(text(token)) { add([(token, day)], index) }
      case .word:
        if let other = Self.opposites[text(token)] {
          // `or` is also half of `or more`.
          let isBound = place + 1 < tokens.count && Self.bounds.contains(text(tokens[place + 1]))
          if text(token) != "or" || !isBound { add([(token, other)], index) }
        }
        if text(token) == "or", place + 1 < tokens.count, let other = Self.boundOpposites[text(tokens[place + 1])] {
          add([(tokens[place + 1], other)], index)
        }
        if text(token) == "is", place > 0, place + 1 < tokens.count, text(tokens[place + 1]) != "not",
          tokens[0].kind == .word,
          ["when", "only"].contains(text(tokens[0])) || tokens[..<place].contains(where: { text($0) == "when" })
        {
          add([(token, "is not")], index)
        }
        if text(token) == "not", place > 0, text(tokens[place - 1]) == "is" { add([(token, "")], index) }
        if text(token) == "half", place + 1 < tokens.count, text(tokens[place + 1]) == "up" {
          add([(tokens[place + 1], "down")], index)
        }
      default: break
      }
    }
  }

  private static let opposites = [
    "and": "or", "or": "and", "over": "under", "under": "over", "before": "after", "after": "before",
  ]
  private static let bounds = ["more", "less", "later", "earlier"]
  private static let boundOpposites = ["more": "less", "less": "more", "later": "earlier", "earlier": "later"]

  private func isReview(_ tokens: [Token], _ place: Int) -> Bool { place > 1 && text(tokens[place - 2]) == "review" }

  /// The number that begins the next row where this one ends a range of its row.
  private func neighbour(of number: String, _ tokens: [Token], _ place: Int, _ index: Int, _ end: Int) -> Token? {
    guard tokens.contains(where: { $0.kind == .bar }), place > 0, text(tokens[place - 1]) == "to",
      let upper = Int(number)
    else { return nil }
    for other in index + 1..<max(index + 1, end) {
      let row = lines[other].tokens.filter { $0.kind != .tab }
      guard row.contains(where: { $0.kind == .bar }) else { continue }
      return row.first { $0.kind == .number && Int(text($0)) == upper + 1 }
    }
    return nil
  }

  /// Whether the row above ends just before this number: that change is made there.
  private func isBegun(by number: String, _ tokens: [Token], _ place: Int, _ index: Int) -> Bool {
    guard tokens.contains(where: { $0.kind == .bar }), let lower = Int(number),
      place == 0 || tokens[place - 1].kind == .bar
    else { return false }
    guard place + 1 < tokens.count, ["to", "or"].contains(text(tokens[place + 1])) else { return false }
    var above = index - 1
    while above >= 0, lines[above].tokens.isEmpty { above -= 1 }
    guard above >= 0 else { return false }
    let row = lines[above].tokens.filter { $0.kind != .tab }
    return row.indices.contains {
      row[$0].kind == .number && Int(text(row[$0])) == lower - 1 && $0 > row.startIndex && text(row[$0 - 1]) == "to"
    }
  }

  /// One more in the last digit.
  private func plus(_ number: String) -> String {
    var digits = Array(number.utf8)
    var place = digits.count - 1
    while place >= 0 {
      if digits[place] == UInt8(ascii: ".") {
        place -= 1
        continue
      }
      if digits[place] < UInt8(ascii: "9") {
        digits[place] += 1
        return String(decoding: digits, as: UTF8.self)
      }
      digits[place] = UInt8(ascii: "0")
      place -= 1
    }
    return "1" + String(decoding: digits, as: UTF8.self)
  }

  private func dayAfter(_ text: String) -> String? {
    guard let date = CalendarDate(parsing: text), let next = CalendarDate(checkedDayNumber: date.dayNumber + 1) else {
      return nil
    }
    return next.description
  }
}

extension BlockDeclaration {
  fileprivate var isEffect: Bool { if case .effect = defines { true } else { false } }
}

extension ClauseDeclaration {
  /// Whether a line of it says something that results depend on; texts, names and days of review do not.
  fileprivate var decides: Bool {
    key != ClauseDeclaration.reviewBy.key
      && pattern.contains { part in
        switch part {
        case .expression, .condition, .caseLine, .range, .rounding, .date, .constants: true
        default: false
        }
      }
  }
}

extension String {
  fileprivate var trimmedBlanks: String {
    var text = Substring(self)
    while text.first == " " || text.first == "\t" { text.removeFirst() }
    while text.last == " " || text.last == "\t" || text.last == "\r" { text.removeLast() }
    return String(text)
  }
}
