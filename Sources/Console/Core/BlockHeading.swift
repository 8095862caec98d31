import Diagnostics
import PolicyLanguage
import PolicyModel

/// The first line of an entry that is a rule block, by its shape: a block word with a name or a title behind it, or with
/// lines below it. Where the word is a command's, too, a title makes it a block: `test edges` runs tests.
struct BlockHeading {
  let line: String
  private let declaration: BlockDeclaration
  private let vocabulary: Vocabulary

  /// - Returns: nil where the entry is no block, whatever stands below its first line.
  init?(_ entry: String, _ vocabulary: Vocabulary) {
    line = entry.prefix { !$0.isNewline }.trimmingBlanks()
    let (word, behind) = Substring(line).splitAtBlank()
    guard let declaration = vocabulary.block(String(word)) else { return nil }
    let rest = behind.trimmingBlanks()
    let isCommand = ConsoleCommand.all.contains { $0.name == word }
    switch rest.first {
    case nil: guard entry.contains(where: \.isNewline) else { return nil }
    case "\"", "“", "”", "„": break
    default:
      guard !isCommand, ConsoleLine.isName(String(Substring(rest).splitAtBlank().0)) else { return nil }
    }
    self.declaration = declaration
    self.vocabulary = vocabulary
  }

  /// Whether lines can stand below it.
  var hasLines: Bool { declaration.word != "unit" }

  /// The heading as the parser reads it; nil where it finds a mistake in it.
  var syntax: BlockSyntax? {
    let (file, diagnostics) = FileParser.parse(
      SourceText(name: "console", text: line + "\n"), index: 0, vocabulary: vocabulary)
    return diagnostics.isEmpty ? file.blocks.first : nil
  }

  /// Whether Enter behind it begins another line. It does where this is sure to be a block: it has a title, it is to stand
  /// in the place of one that is there, or it is a form that is typed to try something. `warn me` is answered at once.
  func opens(isKnown: (BlockSyntax) -> Bool) -> Bool {
    guard hasLines, let syntax else { return false }
    return syntax.title != nil || ["value", "exception"].contains(declaration.word) || isKnown(syntax)
  }

  /// Whether a line below it belongs to the block: one that is moved in, a row, or a clause that should be moved in.
  func takes(_ line: some StringProtocol) -> Bool {
    guard hasLines else { return false }
    guard let first = line.first else { return true }
    if first.isWhitespace || first == "#" || line.contains("|") { return true }
    let word = String(Substring(line.trimmingBlanks()).splitAtBlank().0)
    return declaration.clauses.contains { clause in
      if case .word(word)? = clause.pattern.first { true } else { false }
    }
  }
}
