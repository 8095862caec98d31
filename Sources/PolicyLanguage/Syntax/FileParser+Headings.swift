import Diagnostics
import PolicyModel

/// Lines at the margin: the headings of blocks, and what stands there by mistake.
extension FileParser {
  mutating func margin(_ line: TokenLine) {
    var parser = parser(line)
    let hasBar = parser.tokens.contains { $0.kind == .bar }
    if block != nil, hasBar || isPastedRow(line, parser) {
      report(
        parser.failure(
          .rowAtMargin, "this row stands at the margin", at: parser.lineRange,
          cure: "move it in by two blanks: rows and clauses are indented, only block words stand at the margin",
          indentingBy: 2))
      return clause(line)
    }
    if let mistake = clauseAtMargin(parser) {
      report(mistake)
      return clause(line)
    }
    endBlock()
    let above = trimmedComments()
    var heading: BlockSyntax?
    do throws(SyntaxFailure) {
      try read(&heading, &parser)
    } catch {
      report(error)
      block = heading
      markDamaged(parser.tokens, parser)
      isSkipping = heading?.name == nil
    }
    declare(heading.flatMap { vocabulary.block($0.word.text) })
    block = heading
    block?.comments = CommentSyntax(above: above, behind: line.comment.map { "#" + $0 })
  }

  /// A row pasted at the margin, with tabs between its cells, and not a misspelt block word.
  private func isPastedRow(_ line: TokenLine, _ parser: LineParser) -> Bool {
    guard declaration?.rows != nil, line.hasInnerTab, let token = parser.current else { return false }
    let word = parser.text(token)
    return Spelling.closest(to: word, among: vocabulary.blocks.map(\.word)).isEmpty && clauseAtMargin(parser) == nil
  }

  /// The name is known although its heading could not be read, so that using it is not called a mistake as well.
  mutating func markDamaged(_ tokens: [Token], _ parser: LineParser) {
    // Of the book there is only one, whatever its name.
    if block?.word.text == "book" { file.damagedNames.insert("book") }
    guard tokens.count > 1, [.word, .capital, .code].contains(tokens[1].kind) else { return }
    let name = parser.text(tokens[1])
    file.damagedNames.formUnion([name, name.lowercased().replacingUnderscores()])
    if parser.isWord("unit", at: -parser.position) {
      // Of a unit the words that people write after numbers are known too.
      for token in tokens where token.kind == .text {
        file.damagedNames.insert(String(parser.text(token).dropFirst().dropLast()))
      }
      file.damagedNames.insert(name + "s")
    }
  }

  /// A line of the block above that stands at the margin.
  func clauseAtMargin(_ parser: LineParser) -> SyntaxFailure? {
    guard let block, declaration != nil, let token = parser.current, token.kind == .word,
      vocabulary.block(parser.text(token)) == nil, bestShape(parser) != nil
    else { return nil }
    let owner = [block.word.text, block.name?.text].compactMap(\.self).joined(separator: " ")
    return parser.failure(
      .clauseAtMargin, "this is a line of \(owner), and stands at the margin", at: parser.lineRange,
      cure: "move it in by two blanks: only block words stand at the margin", indentingBy: 2)
  }

  /// Reads a heading, as far as it goes: what is known of it is there even if the rest is a mistake.
  func read(_ result: inout BlockSyntax?, _ parser: inout LineParser) throws(SyntaxFailure) {
    guard let token = parser.current, token.kind == .word || token.kind == .capital else {
      throw parser.unexpected(expected: "a block word at the margin")
    }
    var word = parser.text(token)
    var mistake: SyntaxFailure?
    if vocabulary.block(word) == nil {
      // With a word that is likely meant, all that follows can be read.
      mistake = unknownBlock(word, token, parser)
      let guess = Spelling.closest(to: word, among: vocabulary.blocks.map(\.word)).first ?? word.lowercased()
      guard vocabulary.block(guess) != nil else { throw mistake! }
      word = guess
    }
    parser.position += 1
    var heading = BlockSyntax(
      word: Word(word, parser.range(token)), name: nil, title: nil, range: parser.lineRange)
    defer { result = heading }
    if let mistake {
      heading.name = try? parser.name("the name")
      throw mistake
    }
    if CoreWords.unnamed.contains(word) {
      heading.title = try parser.textLiteral("the \(word)'s title")
    } else {
      heading.name = word == "list" ? try parser.listName() : try parser.name("the name of the \(word)")
      if word == "exception" {
        try parser.expect("to", in: "exception NAME to VALUE")
        heading.targets = try parser.names("what it is an exception to")
      }
      if word == "unit" {
        heading.title = try parser.textLiteral("the unit's word for one")
        let plural = try parser.textLiteral("the unit's word for many")
        heading.clauses = [ClauseSyntax(key: "plural", parts: [.text(plural)], range: plural.range)]
      } else if parser.current?.kind == .text || parser.current?.kind == .unclosedText
        || parser.current?.kind == .typographicText
      {
        heading.title = try parser.textLiteral("the title")
      }
    }
    if let token = parser.current, parser.isWord("is") || parser.isWord("are") || token.kind == .equalSign {
      let rest = "is" + parser.source.slice(token.upper, parser.lineRange.upper)
      let before = parser.tokens[parser.position - 1].upper
      throw parser.failure(
        .isOnHeading, "the result stands on a line of its own", label: "this belongs on the next line, indented",
        cure: "write it below, moved in by two blanks",
        replacing: (Token(kind: .word, lower: before, upper: parser.lineRange.upper), "\n  \(rest)"))
    }
    if let name = heading.name, heading.title == nil, let token = parser.current, token.kind == .word,
      parser.range(token).lower - name.range.upper == 1
    {
      let joined = "\(name.text)-\(parser.text(token))"
      throw parser.failure(
        .unexpectedToken, "a name is one word", cure: "join its parts with hyphens: `\(joined)`",
        replacing: (Token(kind: .word, lower: name.range.lower, upper: token.upper), joined))
    }
    try parser.expectEnd("behind the name stands the title in quotes, and nothing else")
  }

  func unknownBlock(_ word: String, _ token: Token, _ parser: LineParser) -> SyntaxFailure {
    let words = vocabulary.blocks.map(\.word)
    let shown = Display.harmless(String(word.prefix(60)))
    if let mistake = parser.commonMistake(token), token.kind == .capital || word == "if" || word == "unless" {
      return mistake
    }
    let guess = Spelling.closest(to: word, among: words).first
    return parser.failure(
      .unknownBlockWord, "“\(shown)” is no block word", label: "unknown word",
      cure: guess.map { "did you mean “\($0)”?" }
        ?? "a line at the margin begins with one of: \(words.sorted().joined(separator: ", "))",
      replacing: guess.map { (token, $0) })
  }
}
