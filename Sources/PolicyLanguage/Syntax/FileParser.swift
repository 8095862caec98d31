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
  let context: FileContext
  /// Names of several words. All are known everywhere, so that one in the wrong place is answered as such.
  let localNames: [[String]]
  var diagnostics: [Diagnostic] = []
  var file = FileSyntax(blocks: [])
  var block: BlockSyntax?
  var declaration: BlockDeclaration?
  /// The block of the current line could not be read: its lines are passed over.
  var isSkipping = false
  /// Comment lines and blank lines (empty texts) since the last line that says something.
  var comments: [String] = []
  /// How many of them, from the first, are indented: after a block's last clause these are the block's.
  var indentedComments = 0
  var isFirstRow = true
  /// The lines of the current block's kind, and those of kinds that came before, by block word.
  var shapes: [LineShape] = []
  private var knownShapes: [String: [LineShape]] = [:]

  /// A clause with the words that it begins with.
  struct LineShape {
    var clause: ClauseDeclaration
    var words: [String]
  }

  /// More messages than this from one file help nobody.
  static let messageLimit = 100

  init(_ source: SourceText, _ index: Int, _ vocabulary: Vocabulary) {
    context = FileContext(source, index, vocabulary)
    localNames = vocabulary.blocks.flatMap(\.localNames).map { $0.split(separator: " ").map(String.init) }
  }

  /// Reads a file.
  ///
  /// - Parameter omitsTests: Whether the blocks of tests are passed over.
  /// - Returns: All blocks that could be read, and one message for each mistake.
  package static func parse(
    _ source: SourceText, index: Int, vocabulary: Vocabulary, omitsTests: Bool = false
  ) -> (file: FileSyntax, diagnostics: [Diagnostic]) {
    var parser = FileParser(source, index, vocabulary)
    for line in Lexer.lines(of: source, omitsTests: omitsTests) {
      if parser.diagnostics.count >= messageLimit || Cancellation.isRequested { break }
      parser.read(line)
    }
    parser.endBlock()
    parser.file.closingComments = parser.trimmedComments(keepsLastBlank: false)
    return (parser.file, parser.diagnostics)
  }

  mutating func read(_ line: TokenLine) {
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

  mutating func comment(_ line: TokenLine) {
    guard let comment = line.comment else {
      if comments.last != "" { comments.append("") }
      return
    }
    if line.indent > 0, comments.suffix(from: indentedComments).allSatisfy({ $0.isEmpty }) {
      indentedComments = comments.count + 1
    }
    comments.append("#" + comment)
  }

  /// The comments gathered so far, without blank lines before them.
  mutating func trimmedComments(keepsLastBlank: Bool = true) -> [String] {
    defer {
      comments = []
      indentedComments = 0
    }
    var lines = comments[...]
    while lines.first == "" { lines.removeFirst() }
    while lines.last == "", !keepsLastBlank { lines.removeLast() }
    return Array(lines)
  }

  mutating func endBlock() {
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

  /// What the lines of the block that begins can be.
  mutating func declare(_ declaration: BlockDeclaration?) {
    self.declaration = declaration
    guard let declaration else {
      shapes = []
      return
    }
    shapes =
      knownShapes[declaration.word]
      ?? vocabulary.clauses(of: declaration).map { LineShape(clause: $0, words: $0.leadingWords) }
    knownShapes[declaration.word] = shapes
  }

  func parser(_ line: TokenLine, keepsTabs: Bool = false) -> LineParser {
    LineParser(tokens: line.tokens, context, keepsTabs: keepsTabs)
  }

  var source: SourceText { context.source }
  var sourceIndex: Int { context.sourceIndex }
  var vocabulary: Vocabulary { context.vocabulary }

  // MARK: Clauses

  mutating func clause(_ line: TokenLine) {
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
    let match = hasBar ? nil : bestShape(parser)
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
        parser.position = match.words.count
        let key = CoreWords.sameClauses[match.clause.key] ?? match.clause.key
        clause = ClauseSyntax(key: key, parts: try parser.parts(of: match.clause), range: parser.lineRange)
      } else if let bare = declaration.bareLine, allowsBare(parser) {
        let part = try parser.part(bare, example: "")
        try parser.expectEnd("take it out, or write a line of its own")
        clause = ClauseSyntax(key: "", parts: [part], range: parser.lineRange)
      } else {
        throw unknownClause(parser, declaration, shapes.map(\.clause))
      }
      clause.position = position
      clause.comments = CommentSyntax(above: above, behind: line.comment.map { "#" + $0 })
      block?.clauses.append(clause)
    } catch {
      // A pasted row may begin with a word that also begins a clause: `line 1 net` in a test's heading.
      if match != nil, !hasBar, declaration.rows != nil, line.hasInnerTab,
        var row = try? row(line, declaration, separator: .tab)
      {
        row.position = position
        row.comments = CommentSyntax(above: above, behind: line.comment.map { "#" + $0 })
        block?.rows.append(row)
        return
      }
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
  mutating func indentedBlock(_ line: TokenLine) {
    var parser = parser(line)
    var heading: BlockSyntax?
    guard (try? read(&heading, &parser)) != nil else { return }
    margin(line)
  }

  /// The line of the current block that fits, the one with the most words of its own.
  func bestShape(_ parser: LineParser) -> LineShape? {
    var best: LineShape?
    for shape in shapes where shape.words.count > best?.words.count ?? -1 && parser.areWords(shape.words) {
      best = shape
    }
    return best
  }

  func allowsBare(_ parser: LineParser) -> Bool {
    guard let token = parser.current else { return false }
    // Equal signs and the like are answered as such; a word followed by a text is a misspelt clause.
    return token.kind != .word || parser.peek()?.kind != .text
  }

  func unknownClause(
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

  mutating func report(_ failure: SyntaxFailure) { diagnostics.append(failure.diagnostic) }
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
