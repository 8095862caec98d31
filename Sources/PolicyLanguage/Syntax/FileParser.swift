package import Diagnostics
package import PolicyModel

/// A rule file as a tree: its blocks, and the comments after the last one.
package struct FileSyntax: Sendable, Equatable {
  package var blocks: [BlockSyntax]
  package var closingComments: [String]
  /// Names whose blocks could not be read: using them is no second mistake.
  package var damagedNames: Set<String>
}

/// Reads one file: blocks begin at the margin, and reading begins again at each, so one mistake gives one message.
package struct FileParser {
  private let source: SourceText
  private let sourceIndex: Int
  private let vocabulary: Vocabulary
  private var diagnostics: [Diagnostic] = []
  private var file = FileSyntax(blocks: [], closingComments: [], damagedNames: [])
  private var block: BlockSyntax?
  private var declaration: BlockDeclaration?
  /// The block of the current line could not be read: its lines are passed over.
  private var isSkipping = false
  private var comments: [String] = []
  private var isFirstRow = true

  /// More messages than this from one file help nobody.
  static let messageLimit = 100

  private init(_ source: SourceText, _ index: Int, _ vocabulary: Vocabulary) {
    self.source = source
    sourceIndex = index
    self.vocabulary = vocabulary
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
    parser.file.closingComments = parser.trimmedComments()
    return (parser.file, parser.diagnostics)
  }

  private mutating func read(_ line: TokenLine) {
    if line.tokens.isEmpty {
      if let comment = line.comment { comments.append(comment) } else if comments.last != "" { comments.append("") }
      return
    }
    if line.indent == 0 {
      if line.tokens.first?.kind == .tab { return clause(line) }
      margin(line)
    } else {
      clause(line)
    }
  }

  private mutating func trimmedComments() -> [String] {
    defer { comments = [] }
    var lines = comments
    while lines.first == "" { lines.removeFirst() }
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  private mutating func endBlock() {
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
          replacing: nil))
      return
    }
    endBlock()
    let above = trimmedComments()
    do throws(SyntaxFailure) {
      let (heading, declaration) = try heading(&parser)
      self.declaration = declaration
      block = heading
      block?.comments = CommentSyntax(above: above, behind: line.comment)
    } catch {
      report(error)
      isSkipping = true
      // The name is known all the same, so that using it is not called a mistake as well.
      if parser.tokens.count > 1, parser.tokens[1].kind == .word {
        file.damagedNames.insert(parser.text(parser.tokens[1]))
      }
    }
  }

  private mutating func heading(
    _ parser: inout LineParser
  ) throws(SyntaxFailure) -> (BlockSyntax, BlockDeclaration) {
    guard let token = parser.current, token.kind == .word else {
      throw parser.unexpected(expected: "a block word at the margin")
    }
    let word = parser.text(token)
    guard let declaration = vocabulary.block(word) else { throw unknownBlock(word, token, parser) }
    parser.position += 1
    var heading = BlockSyntax(
      word: Word(word, parser.range(token)), name: nil, title: nil, range: parser.lineRange)
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
    if let token = parser.current, token.kind == .word, parser.isWord("is") {
      let rest = parser.source.slice(token.lower, parser.lineRange.upper)
      throw parser.failure(
        .isOnHeading, "the result stands on a line of its own", label: "this belongs on the next line, indented",
        cure: "write `\(parser.source.slice(parser.lineRange.lower, token.lower))`, and on the next line `  \(rest)`")
    }
    try parser.expectEnd(after: "the name and the title")
    return (heading, declaration)
  }

  private func unknownBlock(_ word: String, _ token: Token, _ parser: LineParser) -> SyntaxFailure {
    let words = vocabulary.blocks.map(\.word)
    let shown = Display.harmless(String(word.prefix(60)))
    if let block, let declaration,
      declaration.clauses.contains(where: { $0.leadingWords.first == word })
        || parser.tokens.contains(where: { $0.kind == .bar })
    {
      return parser.failure(
        .clauseAtMargin, "“\(shown)” is a clause of \(declaration.word) and stands at the margin",
        cure: "move the line in by two blanks, so that it belongs to \(declaration.word) \(block.name?.text ?? "")")
    }
    if let mistake = parser.commonMistake(token), word == "if" || word == "unless" { return mistake }
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
    let allowed = clauses(for: declaration)
    let match = hasBar ? nil : bestClause(allowed, parser)
    do throws(SyntaxFailure) {
      if hasBar || (match == nil && declaration.rows != nil && line.tokens.dropFirst().contains { $0.kind == .tab }) {
        var row = try row(line, declaration, separator: hasBar ? .bar : .tab)
        row.position = position
        row.comments = CommentSyntax(above: above, behind: line.comment)
        block?.rows.append(row)
        return
      }
      var clause: ClauseSyntax
      if let match {
        parser.localNames = localNames(for: declaration)
        parser.position = match.leadingWords.count
        clause = ClauseSyntax(key: match.key, parts: try parser.parts(of: match), range: parser.lineRange)
      } else if let bare = declaration.bareLine, allowsBare(parser) {
        let part = try parser.part(bare, example: "")
        try parser.expectEnd(after: "the line")
        clause = ClauseSyntax(key: "", parts: [part], range: parser.lineRange)
      } else {
        throw unknownClause(parser, declaration, allowed)
      }
      clause.position = position
      clause.comments = CommentSyntax(above: above, behind: line.comment)
      block?.clauses.append(clause)
    } catch {
      report(error)
      // What the line would have said is not known; the block's other lines are still read.
      if let name = block?.name?.text {
        file.damagedNames.insert(name)
      } else {
        file.damagedNames.insert(block?.word.text ?? "")
      }
    }
  }

  /// The clauses of a block; an exception may also hold the steps of what it is to.
  private func clauses(for declaration: BlockDeclaration) -> [ClauseDeclaration] {
    guard declaration.word == "exception" else { return declaration.clauses }
    return declaration.clauses
      + vocabulary.blocks.flatMap { block in block.word == "exception" ? [] : block.clauses.filter(\.inExceptions) }
  }

  private func localNames(for declaration: BlockDeclaration) -> [[String]] {
    let blocks = declaration.word == "exception" ? vocabulary.blocks.filter { $0.lowerException != nil } : [declaration]
    return blocks.flatMap(\.localNames).map { $0.split(separator: " ").map(String.init) }
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
    let plainCount = groups.prefix { !isAttribute($0) }.count
    for (index, group) in groups.enumerated() {
      var parser = LineParser(tokens: group, source: source, sourceIndex: sourceIndex, vocabulary: vocabulary)
      if group.isEmpty {
        let place = index < tokens.count ? tokens[min(index, tokens.count - 1)] : tokens[tokens.count - 1]
        let end = SourceRange(source: sourceIndex, lower: place.upper, upper: place.upper)
        throw parser.failure(
          .emptyCell, "a cell of this row is empty",
          at: index == groups.count - 1
            ? SourceRange(
              source: sourceIndex, lower: line.tokens.last?.lower ?? end.lower,
              upper: line.tokens.last?.upper ?? end.upper) : lineRange(line),
          cure: "fill it in; a key that does not matter is written `any`")
      }
      let role: LineParser.CellRole =
        switch schema {
        case .keyed: index < plainCount - 1 ? .key : .result
        case .entries: .entry
        case .testTable: isFirstRow ? .heading : .value
        }
      cells.append(try parser.cell(role))
      try parser.expectEnd(after: "the cell")
    }
    if schema.isTestTable { isFirstRow = false }
    return RowSyntax(cells: cells, range: lineRange(line))
  }

  private func lineRange(_ line: TokenLine) -> SourceRange {
    SourceRange(
      source: sourceIndex, lower: line.tokens.first?.lower ?? line.lower, upper: line.tokens.last?.upper ?? line.upper)
  }

  /// Whether a group of tokens is a date or a note rather than a key or a result.
  private func isAttribute(_ group: ArraySlice<Token>) -> Bool {
    guard let first = group.first, first.kind == .word else { return false }
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
    if let mistake = parser.commonMistake(token) { return mistake }
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
        ?? "lines of \(declaration.word) begin with: \(Array(Set(leads)).sorted().joined(separator: ", "))",
      replacing: guess.map { (token, $0) })
  }

  private mutating func report(_ failure: SyntaxFailure) { diagnostics.append(failure.diagnostic) }
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
