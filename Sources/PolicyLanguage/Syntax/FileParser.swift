package import Diagnostics
package import PolicyModel

/// A rule file as a tree: its blocks, and the comments after the last one.
package struct FileSyntax: Sendable, Equatable {
  package var blocks: [BlockSyntax]
  package var closingComments: [String]
  /// Names whose blocks could not be read: using them is no second mistake.
  package var damagedNames: Set<String>

  package init(blocks: [BlockSyntax], closingComments: [String] = [], damagedNames: Set<String> = []) {
    self.blocks = blocks
    self.closingComments = closingComments
    self.damagedNames = damagedNames
  }
}

/// Reads one file: blocks begin at the margin, and reading begins again at each, so one mistake gives one message.
package struct FileParser {
  private let source: SourceText
  private let sourceIndex: Int
  private let vocabulary: Vocabulary
  /// Names of several words. All are known everywhere, so that one in the wrong place is answered as such.
  private let localNames: [[String]]
  private var diagnostics: [Diagnostic] = []
  private var file = FileSyntax(blocks: [])
  private var block: BlockSyntax?
  private var declaration: BlockDeclaration?
  /// The block of the current line could not be read: its lines are passed over.
  private var isSkipping = false
  /// Comment lines and blank lines (empty texts) since the last line that says something.
  private var comments: [String] = []
  /// How many of them, from the first, are indented: after a block's last clause these are the block's.
  private var indentedComments = 0
  private var isFirstRow = true

  /// More messages than this from one file help nobody.
  static let messageLimit = 100

  private init(_ source: SourceText, _ index: Int, _ vocabulary: Vocabulary) {
    self.source = source
    sourceIndex = index
    self.vocabulary = vocabulary
    localNames = vocabulary.blocks.flatMap(\.localNames).map { $0.split(separator: " ").map(String.init) }
  }

  /// Reads a file.
  ///
  /// - Returns: All blocks that could be read, and one message for each mistake.
  package static func parse(
    _ source: SourceText, index: Int, vocabulary: Vocabulary
  ) -> (file: FileSyntax, diagnostics: [Diagnostic]) {
    var parser = FileParser(source, index, vocabulary)
    for line in Lexer.lines(of: source) {
      if parser.diagnostics.count >= messageLimit { break }
      parser.read(line)
    }
    parser.endBlock()
    parser.file.closingComments = parser.trimmedComments(keepsLastBlank: false)
    return (parser.file, parser.diagnostics)
  }

  private mutating func read(_ line: TokenLine) {
    if line.tokens.isEmpty {
      return comment(line)
    }
    if line.indent == 0 {
      if line.tokens.first?.kind == .tab { return clause(line) }
      margin(line)
    } else {
      clause(line)
    }
  }

  private mutating func comment(_ line: TokenLine) {
    guard let comment = line.comment else {
      if comments.last != "" { comments.append("") }
      return
    }
    if line.indent > 0, comments.suffix(from: indentedComments).allSatisfy(\.isEmpty) {
      indentedComments = comments.count + 1
    }
    comments.append("#" + comment)
  }

  /// The comments gathered so far, without blank lines before them.
  private mutating func trimmedComments(keepsLastBlank: Bool = true) -> [String] {
    defer {
      comments = []
      indentedComments = 0
    }
    var lines = comments[...]
    while lines.first == "" { lines.removeFirst() }
    while lines.last == "", !keepsLastBlank { lines.removeLast() }
    return Array(lines)
  }

  private mutating func endBlock() {
    if block != nil || isSkipping {
      block?.closingComments = comments.prefix(indentedComments).drop { $0.isEmpty }.map(\.self)
      comments.removeFirst(indentedComments)
      indentedComments = 0
    }
    if let block, !isSkipping { file.blocks.append(block) }
    block = nil
    declaration = nil
    isSkipping = false
    isFirstRow = true
  }

  private func parser(_ line: TokenLine, keepsTabs: Bool = false) -> LineParser {
    LineParser(
      tokens: line.tokens, source: source, sourceIndex: sourceIndex, vocabulary: vocabulary, keepsTabs: keepsTabs)
  }

  // MARK: Headings

  private mutating func margin(_ line: TokenLine) {
    var parser = parser(line)
    let hasBar = parser.tokens.contains { $0.kind == .bar }
    if block != nil, hasBar {
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
    declaration = heading.flatMap { vocabulary.block($0.word.text) }
    block = heading
    block?.comments = CommentSyntax(above: above, behind: line.comment.map { "#" + $0 })
  }

  /// The name is known although its heading could not be read, so that using it is not called a mistake as well.
  private mutating func markDamaged(_ tokens: [Token], _ parser: LineParser) {
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
  private func clauseAtMargin(_ parser: LineParser) -> SyntaxFailure? {
    guard let block, let declaration, let token = parser.current, token.kind == .word,
      vocabulary.block(parser.text(token)) == nil, bestClause(vocabulary.clauses(of: declaration), parser) != nil
    else { return nil }
    let owner = [block.word.text, block.name?.text].compactMap(\.self).joined(separator: " ")
    return parser.failure(
      .clauseAtMargin, "this is a line of \(owner), and stands at the margin", at: parser.lineRange,
      cure: "move it in by two blanks: only block words stand at the margin", indentingBy: 2)
  }

  /// Reads a heading, as far as it goes: what is known of it is there even if the rest is a mistake.
  private func read(_ result: inout BlockSyntax?, _ parser: inout LineParser) throws(SyntaxFailure) {
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

  private func unknownBlock(_ word: String, _ token: Token, _ parser: LineParser) -> SyntaxFailure {
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

  // MARK: Clauses and rows

  private mutating func clause(_ line: TokenLine) {
    if isSkipping {
      comments = []
      indentedComments = 0
      return
    }
    guard block != nil, let declaration else {
      if file.blocks.isEmpty, diagnostics.isEmpty {
        report(
          parser(line).failure(
            .clauseWithoutBlock, "this line is indented, but no block stands above it", at: parser(line).lineRange,
            cure: "begin with a block word at the margin, such as `value NAME`"))
      }
      return
    }
    let above = trimmedComments()
    let position = (block?.clauses.count ?? 0) + (block?.rows.count ?? 0)
    let hasBar = line.tokens.contains { $0.kind == .bar }
    var parser = parser(line)
    let allowed = vocabulary.clauses(of: declaration)
    let match = hasBar ? nil : bestClause(allowed, parser)
    do throws(SyntaxFailure) {
      if hasBar || (match == nil && declaration.rows != nil && line.hasInnerTab) {
        var row = try row(line, declaration, separator: hasBar ? .bar : .tab)
        row.position = position
        row.comments = CommentSyntax(above: above, behind: line.comment.map { "#" + $0 })
        block?.rows.append(row)
        return
      }
      var clause: ClauseSyntax
      if let match {
        parser.localNames = localNames
        parser.position = match.leadingWords.count
        let key = CoreWords.sameClauses[match.key] ?? match.key
        clause = ClauseSyntax(key: key, parts: try parser.parts(of: match), range: parser.lineRange)
      } else if let bare = declaration.bareLine, allowsBare(parser) {
        let part = try parser.part(bare, example: "")
        try parser.expectEnd("take it out, or write a line of its own")
        clause = ClauseSyntax(key: "", parts: [part], range: parser.lineRange)
      } else {
        throw unknownClause(parser, declaration, allowed)
      }
      clause.position = position
      clause.comments = CommentSyntax(above: above, behind: line.comment.map { "#" + $0 })
      block?.clauses.append(clause)
    } catch {
      report(error)
      if error.diagnostic.code == .indentedBlock { return indentedBlock(line) }
      // What the line would have said is not known; the block's other lines are still read.
      if let name = block?.name?.text {
        file.damagedNames.insert(name)
      } else {
        file.damagedNames.insert(block?.word.text ?? "")
      }
    }
  }

  /// A block that is moved in is still a block, if the line can be read as its heading.
  private mutating func indentedBlock(_ line: TokenLine) {
    var parser = parser(line)
    var heading: BlockSyntax?
    guard (try? read(&heading, &parser)) != nil else { return }
    margin(line)
  }

  private func bestClause(_ allowed: [ClauseDeclaration], _ parser: LineParser) -> ClauseDeclaration? {
    allowed.filter { parser.areWords($0.leadingWords) }.max { $0.leadingWords.count < $1.leadingWords.count }
  }

  private func allowsBare(_ parser: LineParser) -> Bool {
    guard let token = parser.current else { return false }
    // Equal signs and the like are answered as such; a word followed by a text is a misspelt clause.
    return token.kind != .word || parser.peek()?.kind != .text
  }

  private mutating func row(
    _ line: TokenLine, _ declaration: BlockDeclaration, separator: Token.Kind
  ) throws(SyntaxFailure) -> RowSyntax {
    guard let schema = declaration.rows else {
      let parser = parser(line)
      for (bar, next) in zip(parser.tokens, parser.tokens.dropFirst())
      where bar.kind == .bar && next.kind == .bar && bar.upper == next.lower {
        throw parser.failure(
          .unknownCharacter, "conditions are joined with words", at: parser.range(bar.joined(with: next)),
          cure: "write `or`", replacing: (bar.joined(with: next), "or"))
      }
      throw parser.failure(
        .rowNotAllowed, "\(declaration.word) has no rows", at: parser.lineRange,
        cure: "cells with | belong to tables; write clauses here")
    }
    var tokens = Array(line.tokens)
    if separator == .bar { tokens.removeAll { $0.kind == .tab } }
    while tokens.first?.kind == .tab { tokens.removeFirst() }
    while tokens.last?.kind == .tab { tokens.removeLast() }
    let groups = tokens.split(separator: separator, omittingEmptySubsequences: false)
    var cells: [CellSyntax] = []
    let lastPlain = groups.lastIndex { !isAttribute($0) } ?? 0
    for (index, group) in groups.enumerated() {
      var parser = LineParser(tokens: group, source: source, sourceIndex: sourceIndex, vocabulary: vocabulary)
      parser.isCell = true
      if group.isEmpty { throw emptyCell(index, between: tokens.filter { $0.kind == separator }, line) }
      let role: LineParser.CellRole =
        switch schema {
        case .keyed: index < lastPlain ? .key : .result
        case .entries: .entry
        case .testTable: isFirstRow ? .heading : .value
        }
      cells.append(try parser.cell(role))
      try parser.expectEnd("take it out, or put | between two cells")
    }
    if schema.isTestTable { isFirstRow = false }
    return RowSyntax(cells: cells, range: lineRange(line))
  }

  private func emptyCell(_ index: Int, between bars: [Token], _ line: TokenLine) -> SyntaxFailure {
    let parser = parser(line)
    let (before, behind) = (bars[max(0, index - 1)], bars[min(index, bars.count - 1)])
    let place = SourceRange(source: sourceIndex, lower: before.lower, upper: behind.upper)
    if index == 0 || index == bars.count {
      let end = index == 0 ? "begin" : "end"
      var corrected = source.slice(parser.lineRange.lower, parser.lineRange.upper)[...]
      while let edge = corrected.last, edge == "|" || edge == " " { corrected.removeLast() }
      while let edge = corrected.first, edge == "|" || edge == " " { corrected.removeFirst() }
      var failure = parser.failure(
        .emptyCell, "a row does not \(end) with |", at: place,
        cure: "leave it out, or fill in the cell; a key that does not matter is written `any`")
      failure.diagnostic.correctedLine = String(corrected)
      return failure
    }
    return parser.failure(
      .emptyCell, "a cell of this row is empty", at: place,
      cure: "fill it in; a key that does not matter is written `any`")
  }

  private func lineRange(_ line: TokenLine) -> SourceRange {
    SourceRange(
      source: sourceIndex, lower: line.tokens.first?.lower ?? line.lower, upper: line.tokens.last?.upper ?? line.upper)
  }

  /// Whether a group of tokens is a date or a note rather than a key or a result.
  private func isAttribute(_ group: ArraySlice<Token>) -> Bool {
    guard let first = group.first, first.kind == .word, group.count > 1 else { return false }
    let word = source.slice(first.lower, first.upper)
    if word == "to" { return group.dropFirst().first?.kind == .date || group.dropFirst().first?.kind == .badDate }
    return ["from", "review", "because", "source", "print"].contains(word)
  }

  private func unknownClause(
    _ parser: LineParser, _ declaration: BlockDeclaration, _ allowed: [ClauseDeclaration]
  ) -> SyntaxFailure {
    guard let token = parser.current else { return parser.unexpected(expected: "a clause") }
    let written = Display.harmless(String(parser.text(token).prefix(60)))
    if token.kind == .word, vocabulary.block(written) != nil,
      !allowed.contains(where: { $0.leadingWords.first == written })
    {
      return parser.failure(
        .indentedBlock, "“\(written)” is a block word and is indented",
        cure: "move the line to the margin, or mend the word")
    }
    if token.kind != .word || !parser.isWord("rounded"), let mistake = parser.commonMistake(token) { return mistake }
    let leads = allowed.map { $0.leadingWords.joined(separator: " ") }
    let firstWords = Array(Set(leads.compactMap { $0.split(separator: " ").first.map(String.init) }))
    if let same = allowed.first(where: { $0.leadingWords.first == written }) {
      return parser.failure(
        .clauseShape, "this line is not written as \(declaration.word) has it", at: parser.lineRange,
        cure: "it is written `\(same.example)`")
    }
    let guess = token.kind == .word ? Spelling.closest(to: written, among: firstWords.sorted()).first : nil
    return parser.failure(
      .unknownClause, "“\(written)” begins no line of \(declaration.word)", label: "unknown word",
      cure: guess.map { "did you mean “\($0)”?" }
        ?? (token.kind != .word && declaration.rows != nil ? "a row has | between its cells; other " : "")
        + "lines of \(declaration.word) begin with: \(Array(Set(leads)).sorted().joined(separator: ", "))",
      replacing: guess.map { (token, $0) })
  }

  private mutating func report(_ failure: SyntaxFailure) { diagnostics.append(failure.diagnostic) }
}

extension Vocabulary {
  /// The clauses of a block; an exception may also hold the steps of what it is to.
  package func clauses(of declaration: BlockDeclaration) -> [ClauseDeclaration] {
    guard declaration.word == "exception" else { return declaration.clauses }
    return declaration.clauses
      + blocks.flatMap { block in block.word == "exception" ? [] : block.clauses.filter(\.inExceptions) }
  }
}

extension RowSchema {
  var isTestTable: Bool { if case .testTable = self { true } else { false } }
}

extension Array where Element == Token {
  /// Splits at every token of a kind.
  fileprivate func split(separator: Token.Kind, omittingEmptySubsequences: Bool) -> [ArraySlice<Token>] {
    split(omittingEmptySubsequences: omittingEmptySubsequences) { $0.kind == separator }
  }
}
