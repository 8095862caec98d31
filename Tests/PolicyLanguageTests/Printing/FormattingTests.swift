import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Testing

@Suite("Putting files into the one layout")
struct FormattingTests {
  private let formatter = RuleFormatter(vocabulary: RuleFiles.vocabulary)

  private func formatted(_ text: String) -> String? {
    if case .text(let text) = formatter.format(SourceText(name: "test.rules", text: text)) { return text }
    return nil
  }

  /// All comments, in their order.
  private func comments(_ file: FileSyntax) -> [String] {
    func all(_ comments: CommentSyntax) -> [String] { comments.above + [comments.behind ?? ""] }
    var found: [String] = []
    for block in file.blocks {
      found += all(block.comments)
      let lines =
        block.clauses.map { ($0.position, $0.comments) } + block.rows.map { ($0.position, $0.comments) }
      found += lines.sorted { $0.0 < $1.0 }.flatMap { all($0.1) } + block.closingComments
    }
    return (found + file.closingComments).filter { !$0.isEmpty }
  }

  private func withoutComments(_ file: FileSyntax) -> FileSyntax {
    var file = file
    file.closingComments = []
    for index in file.blocks.indices {
      file.blocks[index].comments = .init()
      file.blocks[index].closingComments = []
      for clause in file.blocks[index].clauses.indices { file.blocks[index].clauses[clause].comments = .init() }
      for row in file.blocks[index].rows.indices { file.blocks[index].rows[row].comments = .init() }
    }
    return file
  }

  @Test("the programme's files have it already")
  func programme() {
    for source in RuleFiles.programme { #expect(formatted(source.text) == source.text, "\(source.name)") }
  }

  @Test("books typed and pasted by people: the same tree, every comment, and nothing left to format")
  func roughBooks() throws {
    var random = SeededGenerator(seed: 2_026)
    for seed in 0..<60 {
      let book = BookGenerator.book(seed: UInt64(seed)).text()
      var written: [String] = []
      let rough = Self.roughened(book, &random, &written)
      let text = try #require(formatted(rough), "seed \(seed)\n\(rough)")
      let (file, diagnostics) = RuleFiles.parse(text)
      #expect(diagnostics.isEmpty)
      #expect(withoutComments(file) == RuleFiles.parse(book).file, "seed \(seed)\n\(rough)")
      #expect(comments(file) == written, "seed \(seed)\n\(rough)")
      #expect(formatted(text) == text)
      #expect(!text.contains("\n\n\n"))
      #expect(!text.utf8.contains(13))
      let (one, other) = (RuleFiles.load([book]), RuleFiles.load([text]))
      #expect((one.book == nil) == (other.book == nil))
      #expect(one.book?.program.nodes.count == other.book?.program.nodes.count)
    }
  }

  /// The same book with tabs between cells, with other signs, blanks and line ends, and with comments everywhere.
  private static func roughened(_ book: String, _ random: inout SeededGenerator, _ written: inout [String]) -> String {
    var text = ""
    let end = random.pick(["\n", "\r\n"])
    func comment(_ random: inout SeededGenerator) -> String {
      written.append("# \(written.count) \(random.pick(["why", "a | b\tc", "\"quoted", "ends # twice", "é × *"]))")
      return written[written.count - 1]
    }
    for line in book.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if random.chance(oneIn: 6) {
        text += random.pick(["", "  ", "\t"]) + comment(&random) + random.pick(["", " \t"]) + end
      }
      if random.chance(oneIn: 6) { text += random.pick(["", "  "]) + end }
      var changed = String(line)
      if random.chance(oneIn: 2), !changed.contains("\"") {
        changed = changed.replacing(" | ", with: random.pick(["\t", " \t ", "|", "   |\t"]))
      }
      if random.chance(oneIn: 2) { changed = changed.replacing(" × ", with: random.pick(["*", " * ", "×"])) }
      if random.chance(oneIn: 2), changed.hasPrefix("  is ") { changed = "\tare \u{A0}" + changed.dropFirst(5) }
      if random.chance(oneIn: 3), !changed.contains("\"") { changed = changed.replacing("%", with: "\u{A0}%") }
      text += changed
      if !line.isEmpty, random.chance(oneIn: 6) { text += random.pick(["", " ", "\t"]) + comment(&random) }
      text += random.pick(["", " ", "\t"]) + end
    }
    if random.chance(oneIn: 2) { text += comment(&random) }
    return text
  }

  @Test("changed texts have mistakes or keep what they say")
  func changedTexts() {
    var mutator = TextMutator(random: SeededGenerator(seed: 12))
    let texts = (RuleFiles.vectors + RuleFiles.programme).map(\.text).filter { $0.utf8.count < 6_000 }
    for _ in 0..<400 {
      let text = mutator.changed(mutator.random.pick(texts))
      switch formatter.format(SourceText(name: "test.rules", text: text)) {
      case .mistakes: break
      case .text(let new):
        if formatted(new) != new { Issue.record("\(text)\nis formatted differently the second time:\n\(new)") }
      case .wouldChange: Issue.record("would change:\n\(text)")
      }
    }
  }

  @Test(
    "rows pasted from a spreadsheet load",
    arguments: [
      ("table a\n  by b, c\n  SE\t1 to 9\t25 %\n", "table a\n  by b, c\n  SE | 1 to 9 | 25%\n"),
      (
        "catalogue a\n  by b\n  EUR\t9.90\tfrom 2026-01-01\tsource \"x\"\t\t\n",
        "catalogue a\n  by b\n  EUR | 9.90 | from 2026-01-01 | source \"x\"\n"
      ),
      ("tiers a\n  by b\n\t\t50 or more\t10%\n", "tiers a\n  by b\n  50 or more | 10%\n"),
      ("list a\n  HR\tfrom 2013-07-01\t# joined\n", "list a\n  HR | from 2013-07-01  # joined\n"),
      ("test \"a\"\n  b\tnet\n  1\t9.90\n", "test \"a\"\n  b | net\n  1 | 9.90\n"),
      ("test \"a\"\n  line 1 net\tline 2 net\n  1\t9.90\n", "test \"a\"\n  line 1 net | line 2 net\n  1 | 9.90\n"),
      ("table a\n  by\tb\n  one\trow applies\n  SE\t5%\n", "table a\n  by b\n  one row applies\n  SE | 5%\n"),
    ])
  func pastedRows(typed: String, wanted: String) {
    #expect(formatted(typed) == wanted)
  }

  @Test("a pasted row at the margin is answered as one")
  func pastedAtTheMargin() {
    let text = "table a\n  by b\nSE\t25%\n"
    guard case .mistakes(let mistakes) = formatter.format(SourceText(name: "test.rules", text: text)) else {
      Issue.record("it was formatted")
      return
    }
    #expect(mistakes.map(\.message) == ["this row stands at the margin"])
  }
}
