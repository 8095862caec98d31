import Diagnostics
import PolicyModel
import Quantities

/// A line that could not be read: its one message.
struct SyntaxFailure: Error {
  var diagnostic: Diagnostic
}

/// Reads the tokens of one line, from left to right. Expressions are in the extensions.
struct LineParser {
  let tokens: [Token]
  let file: FileContext
  /// Names of several words that this line may read.
  var localNames: [[String]] = []
  /// What the whole line is for, for messages.
  var lineRange: SourceRange
  var position = 0
  var depth = 0
  /// The tokens are those of a cell, where “is” is left out.
  var isCell = false
  /// A figure is read, not a condition: “at least” bounds it.
  var isFigure = false

  /// How many signs and bounds were read, each of which puts what stands before it one deeper into the tree.
  var signs = 0

  /// The deepest nesting of brackets that is read.
  static let depthLimit = 100
  /// The most signs and bounds in one line. With the nesting it bounds the depth of every tree.
  static let signLimit = 300

  init(tokens: ArraySlice<Token>, _ file: FileContext, keepsTabs: Bool = false) {
    self.tokens = keepsTabs ? Array(tokens) : tokens.filter { $0.kind != .tab }
    self.file = file
    lineRange = SourceRange(
      source: file.sourceIndex, lower: self.tokens.first?.lower ?? 0, upper: self.tokens.last?.upper ?? 0)
  }

  var source: SourceText { file.source }
  var sourceIndex: Int { file.sourceIndex }
  var vocabulary: Vocabulary { file.vocabulary }

  // MARK: Looking

  var isAtEnd: Bool { position >= tokens.count }
  var current: Token? { position < tokens.count ? tokens[position] : nil }

  func peek(_ offset: Int = 1) -> Token? {
    position + offset < tokens.count ? tokens[position + offset] : nil
  }

  func text(_ token: Token) -> String { file.source.slice(token.lower, token.upper) }

  func range(_ token: Token) -> SourceRange {
    SourceRange(source: sourceIndex, lower: token.lower, upper: token.upper)
  }

  /// The place of the current token, or the end of the line.
  var here: SourceRange {
    if let current { return range(current) }
    return SourceRange(source: sourceIndex, lower: lineRange.upper, upper: lineRange.upper)
  }

  /// From the start of a token already read to the end of the last one read.
  func range(from start: Int) -> SourceRange {
    let lower = start < tokens.count ? tokens[start].lower : lineRange.upper
    let upper = position > start ? tokens[position - 1].upper : lower
    return SourceRange(source: sourceIndex, lower: lower, upper: max(lower, upper))
  }

  /// Whether the token at an offset is this word.
  func isWord(_ word: String, at offset: Int = 0) -> Bool {
    guard let token = peek(offset), token.kind == .word else { return false }
    return file.source.matches(word, token.lower, token.upper)
  }

  /// Whether these words stand here.
  func areWords(_ words: [String], at offset: Int = 0) -> Bool {
    for (index, word) in words.enumerated() where !isWord(word, at: offset + index) { return false }
    return true
  }

  // MARK: Taking

  /// Takes a word if it stands here.
  mutating func take(_ word: String) -> Bool {
    guard isWord(word) else { return false }
    position += 1
    return true
  }

  mutating func take(words: [String]) -> Bool {
    guard areWords(words) else { return false }
    position += words.count
    return true
  }

  mutating func take(_ kind: Token.Kind) -> Bool {
    guard current?.kind == kind else { return false }
    position += 1
    return true
  }

  mutating func expect(_ word: String, in phrase: String) throws(SyntaxFailure) {
    if take(word) { return }
    // A word that stands in its place is replaced, anything else stays behind it.
    let isOther = current.map { $0.kind == .word && ReservedWords.operatorWords.contains(text($0)) } ?? false
    let upper = isOther ? here.upper : here.lower
    let inserted = isOther ? word : word + " "
    throw SyntaxFailure(
      diagnostic: Diagnostic(
        .expectedWord, "“\(word)” is missing", at: here, label: "“\(word)” belongs here", cure: "write `\(phrase)`",
        correctedLine: isAtEnd ? nil : correctedLine(from: here.lower, to: upper, with: inserted)))
  }

  /// A name: a lower-case word.
  mutating func name(_ what: String) throws(SyntaxFailure) -> Word {
    guard let token = current else {
      throw failure(.nameMissing, "\(what) is missing", label: "\(what) belongs here")
    }
    switch token.kind {
    case .word:
      position += 1
      return Word(text(token), range(token))
    case .capital, .code:
      let lower = text(token).lowercased().replacingUnderscores()
      throw failure(
        .capitalInName,
        "“\(Display.harmless(text(token)))” has capital letters or underscores; names are lower-case words joined by hyphens",
        cure: "write `\(lower)`", replacing: (token, lower))
    case .number, .hyphenRange:
      throw failure(
        .unexpectedToken, "a name begins with a letter", cure: "write a lower-case letter first, as in `year-2`")
    default:
      throw unexpected(expected: what)
    }
  }

  /// The name of a list, which may be an abbreviation in capitals.
  mutating func listName() throws(SyntaxFailure) -> Word {
    if let token = current, token.kind == .code {
      position += 1
      return Word(text(token), range(token))
    }
    return try name("the name of a list")
  }

  mutating func textLiteral(_ what: String) throws(SyntaxFailure) -> TextSyntax {
    guard let token = current else {
      throw failure(.textMissing, "\(what) is missing: a text in quotes", cure: "write it in straight quotes: \"…\"")
    }
    switch token.kind {
    case .text:
      position += 1
      return TextSyntax(source.slice(token.lower + 1, token.upper - 1), range(token))
    case .unclosedText:
      throw failure(.unclosedText, "this text has no closing quote", cure: "close it with \" at its end")
    case .typographicText:
      let inner = String(text(token).dropFirst().dropLast())
      throw failure(
        .typographicQuotes, "these are typographic quotes; rule texts stand in straight ones",
        cure: "use the key \" on both sides", replacing: (token, "\"\(inner)\""))
    default:
      var rest = source.slice(token.lower, lineRange.upper)
      if rest.count > 2, let quote = rest.first, "'’‘`".contains(quote) {
        rest = String(rest.dropFirst().prefix { !"'’‘`".contains($0) })
      }
      throw failure(
        .textMissing, "\(what) stands in quotes", label: "a text in quotes belongs here", cure: "write it as \"…\"",
        replacing: rest.contains("\"")
          ? nil : (Token(kind: .text, lower: token.lower, upper: lineRange.upper), "\"\(rest)\""))
    }
  }

  mutating func date(_ what: String) throws(SyntaxFailure) -> ExpressionSyntax {
    guard let token = current else {
      throw failure(.dateMissing, "\(what) is missing", cure: "write a date as 2026-01-31")
    }
    switch token.kind {
    case .date:
      position += 1
      guard let date = CalendarDate(parsing: text(token)) else { throw badDate(token) }
      return ExpressionSyntax(.date(date), range(token))
    case .badDate: throw badDate(token)
    default:
      throw noDate(token, what)
    }
  }

  func badDate(_ token: Token) -> SyntaxFailure {
    let written = text(token)
    let parts = written.split(separator: "-").compactMap { Int($0) }
    var cure = "dates are written year-month-day: 2026-01-31"
    var replacement: String?
    if parts.count == 3, (1...12).contains(parts[1]), parts[0] >= 1, parts[2] > 0 {
      let last = CalendarDate.daysInMonth(year: parts[0], month: parts[1])
      replacement = written.prefix(8) + String(last)
      cure = "the last day of that month is \(replacement ?? "")"
    }
    return failure(
      .impossibleDate, "there is no day \(written)", cure: cure, replacing: replacement.map { (token, $0) })
  }

  /// A whole number written in digits.
  mutating func wholeNumber(_ what: String) throws(SyntaxFailure) -> Int {
    guard let token = current, token.kind == .number, let number = Int(text(token)) else {
      throw failure(
        .numberMissing, "\(what) is missing", label: "a whole number belongs here",
        cure: "write a whole number in digits, such as 30")
    }
    position += 1
    return number
  }

  /// Names joined by commas.
  mutating func names(_ what: String) throws(SyntaxFailure) -> [Word] {
    var names = [try name(what)]
    while take(.comma) { names.append(try name(what)) }
    return names
  }

  /// - Parameter cure: What to do about whatever else stands here.
  mutating func expectEnd(_ cure: String) throws(SyntaxFailure) {
    guard let token = current else { return }
    if let mistake = commonMistake(token) ?? spacedNumber(token) { throw mistake }
    if isCell, isWord("when") {
      throw failure(
        .unexpectedToken, "a row has no condition of its own",
        cure: "make what it asks a key of the table, with a column of its own")
    }
    throw failure(
      .unexpectedToken, "“\(Display.harmless(String(text(token).prefix(60))))” is too much here", cure: cure)
  }

  /// Counts a sign between two figures, or a bound behind one.
  mutating func countSign() throws(SyntaxFailure) {
    signs += 1
    guard signs > Self.signLimit else { return }
    throw failure(
      .tooDeep, "more than \(Self.signLimit) figures are joined on this line",
      cure: "give a part of it a name: a value of its own")
  }
}

extension SourceText {
  /// A part of the text by UTF-8 offsets.
  package func slice(_ lower: Int, _ upper: Int) -> String {
    String(decoding: bytes[lower..<upper], as: UTF8.self)
  }

  /// Whether a part of the text is exactly this ASCII word.
  package func matches(_ word: String, _ lower: Int, _ upper: Int) -> Bool {
    let letters = word.utf8
    guard letters.count == upper - lower else { return false }
    var offset = lower
    for letter in letters {
      if bytes[offset] != letter { return false }
      offset += 1
    }
    return true
  }
}

extension String {
  func replacingUnderscores() -> String { String(map { $0 == "_" ? "-" : $0 }) }
}
