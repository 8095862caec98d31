package import PolicyModel

/// Writes trees as text in the one canonical layout: what is printed reads as the same tree.
///
/// Lines are indented by two blanks, cells are joined by ` | ` and never aligned, one blank line stands between blocks,
/// and comments stay where they stood. Clauses are written by their declarations, so a plugin's blocks print like the
/// core's.
package struct SyntaxPrinter: Sendable {
  let vocabulary: Vocabulary
  /// How a word is written that may be the name of something declared.
  let name: @Sendable (_ word: String, _ space: NameSpace) -> String

  /// - Parameters:
  ///   - vocabulary: The words whose patterns clauses are written by.
  ///   - name: How a word is written that may be a name: as it is, unless names are to be found again in the text.
  package init(
    vocabulary: Vocabulary,
    name: @escaping @Sendable (_ word: String, _ space: NameSpace) -> String = { word, _ in word }
  ) {
    self.vocabulary = vocabulary
    self.name = name
  }

  /// Where a name is looked for.
  package enum NameSpace: Hashable, Sendable {
    /// What expressions read.
    case expressions
    /// Blocks of one word, which have a space of their own.
    case blocks(String)
  }

  /// A whole file, with a line end after its last line.
  package func text(_ file: FileSyntax) -> String {
    var parts = file.blocks.map { text($0) }
    if !file.closingComments.isEmpty { parts.append(lines(of: file.closingComments, indent: "").joined()) }
    return parts.joined(separator: "\n")
  }

  /// One block with its comments, with a line end after its last line.
  package func text(_ block: BlockSyntax) -> String {
    var lines = self.lines(of: block.comments.above, indent: "")
    lines.append(line(heading(block), block.comments, indent: ""))
    let declaration = vocabulary.block(block.word.text)
    let allowed = declaration.map { vocabulary.clauses(of: $0) } ?? []
    for item in Self.ordered(block) {
      let (written, comments) =
        switch item {
        case .clause(let clause): (text(clause, allowed, declaration), clause.comments)
        case .row(let row): (text(row), row.comments)
        }
      lines += self.lines(of: comments.above, indent: "  ")
      lines.append(line(written, comments, indent: "  "))
    }
    lines += self.lines(of: block.closingComments, indent: "  ")
    return lines.joined()
  }

  /// `exception NAME to TARGET, TARGET "Title"`.
  private func heading(_ block: BlockSyntax) -> String {
    var words = [block.word.text]
    if let name = block.name { words.append(name.text) }
    if !block.targets.isEmpty { words += ["to", Self.list(block.targets)] }
    if let title = block.title { words.append(Self.quoted(title.text)) }
    if let plural = Self.headingClause(block)?.text() { words.append(Self.quoted(plural.text)) }
    return words.joined(separator: " ")
  }

  /// The clause that stands on a heading: a unit's word for many.
  private static func headingClause(_ block: BlockSyntax) -> ClauseSyntax? {
    block.word.text == CoreWords.unit ? block.clause("plural") : nil
  }

  // MARK: Lines

  /// A clause or a row.
  private enum Item {
    case clause(ClauseSyntax)
    case row(RowSyntax)
  }

  /// Clauses and rows mixed as written.
  private static func ordered(_ block: BlockSyntax) -> [Item] {
    let clauses = headingClause(block) == nil ? block.clauses : []
    var items: [Item] = []
    items.reserveCapacity(clauses.count + block.rows.count)
    var (clause, row) = (0, 0)
    while clause < clauses.count || row < block.rows.count {
      let takesClause =
        clause < clauses.count
        && (row == block.rows.count || clauses[clause].position <= block.rows[row].position)
      if takesClause {
        items.append(.clause(clauses[clause]))
        clause += 1
      } else {
        items.append(.row(block.rows[row]))
        row += 1
      }
    }
    return items
  }

  private func line(_ text: String, _ comments: CommentSyntax, indent: String) -> String {
    indent + text + (comments.behind.map { "  " + $0 } ?? "") + "\n"
  }

  private func lines(of comments: [String], indent: String) -> [String] {
    comments.map { $0.isEmpty ? "\n" : indent + $0 + "\n" }
  }

  // MARK: Words

  static func list(_ words: [Word]) -> String { words.map(\.text).joined(separator: ", ") }

  static func quoted(_ text: String) -> String { "\"\(text)\"" }
}
