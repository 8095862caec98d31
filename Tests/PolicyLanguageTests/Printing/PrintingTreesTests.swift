import Diagnostics
import PolicyLanguage
import PolicyModel
import Testing

@Suite("Printing random trees")
struct PrintingTreesTests {
  private let printer = SyntaxPrinter(vocabulary: RuleFiles.vocabulary)

  /// A condition alone, read from the only line of a check.
  private func read(_ text: String) -> (ExpressionSyntax?, [Diagnostic]) {
    let (file, diagnostics) = RuleFiles.parse("check \"c\"\n  when \(text)\n")
    return (file.blocks.first?.clauses.first?.expression(), diagnostics)
  }

  @Test("a tree without brackets reads as itself: they are printed where the text needs them")
  func expressions() {
    var generator = ExpressionGenerator(
      random: SeededGenerator(seed: 7), functions: RuleFiles.vocabulary.functions)
    for _ in 0..<1_500 {
      let tree = generator.condition(generator.random.number(1...5))
      let printed = printer.text(tree)
      let (found, diagnostics) = read(printed)
      guard let found, diagnostics.isEmpty, found.withoutBrackets == tree.withoutBrackets else {
        Issue.record(
          "\(printed)\n\(diagnostics.first?.message ?? "reads differently: \(found.map(printer.text) ?? "")")")
        return
      }
      #expect(printer.text(found) == printed)
      #expect(read(printer.text(found)).0 == found)
    }
  }

  @Test("every block word, the plugins' too, with every clause and row")
  func files() {
    for seed in 0..<150 {
      var generator = BlockGenerator(seed: UInt64(seed), vocabulary: RuleFiles.vocabulary)
      let printed = printer.text(generator.file())
      let (file, diagnostics) = RuleFiles.parse(printed)
      guard diagnostics.isEmpty else {
        Issue.record("seed \(seed): \(diagnostics[0].message)\n\(printed)")
        return
      }
      let again = RuleFiles.parse(printer.text(file)).file
      guard again == file, printer.text(file) == printed else {
        Issue.record("seed \(seed)\n\(printed)\nthen\n\(printer.text(file))")
        return
      }
    }
  }
}
