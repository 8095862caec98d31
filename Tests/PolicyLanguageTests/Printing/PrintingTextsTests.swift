import Diagnostics
import PolicyLanguage
import PolicyModel
import Testing

@Suite("Printing whatever could be read of a changed text")
struct PrintingTextsTests {
  private let printer = SyntaxPrinter(vocabulary: RuleFiles.vocabulary)

  /// What could be read prints as a text without mistakes that reads as the same tree.
  private func fault(in text: String) -> String? {
    var (file, _) = RuleFiles.parse(text)
    file.blocks.removeAll { file.damagedNames.contains($0.name?.text ?? "") }
    file.damagedNames = []
    let printed = printer.text(file)
    let (again, diagnostics) = RuleFiles.parse(printed)
    if let first = diagnostics.first { return "\(first.message) in:\n\(printed)" }
    if again != file { return "reads differently:\n\(printed)\nthen:\n\(printer.text(again))" }
    return printer.text(again) == printed ? nil : "prints differently:\n\(printed)"
  }

  @Test("changed rule files")
  func changedFiles() {
    var mutator = TextMutator(random: SeededGenerator(seed: 11))
    let texts = (RuleFiles.vectors + RuleFiles.programme).map(\.text).filter { $0.utf8.count < 6_000 }
    for _ in 0..<600 {
      let text = mutator.changed(mutator.random.pick(texts))
      if let fault = fault(in: text) {
        Issue.record("\(text)\n\(fault)")
        return
      }
    }
  }

  @Test(
    "what is typed differently is printed the one way",
    arguments: [
      ("value a\n  are 5 %\n", "value a\n  is 5%\n"),
      ("value a\n  is b*c\n", "value a\n  is b × c\n"),
      ("value a\n\tis\u{A0}b - 007.50\n", "value a\n  is b - 7.50\n"),
      ("value a\n  is 1 licence to 9 licences\n", nil),
      ("value a\n  is b when c is 1 licences to 9 licences\n", "value a\n  is b when c is 1 to 9 licences\n"),
      ("table a\n  by b\n  SE\t25%\t\n", "table a\n  by b\n  SE | 25%\n"),
      ("list a\n  b, c,\t\n", "list a\n  b, c\n"),
      ("value a\n  is - 5\n", "value a\n  is -5\n"),
      (
        "value a\n  is b when c to 2026-01-02 from 2026-01-01\n",
        "value a\n  is b from 2026-01-01 to 2026-01-02 when c\n"
      ),
      ("value a\n  is d is 2026-01-01, to 2026-01-02\n", "value a\n  is d is 2026-01-01, to 2026-01-02\n"),
      ("\u{FEFF}value a\r\n  is 5 #x \r\n\r\n\r\n#y\r\n", "value a\n  is 5  #x\n\n#y\n"),
      (
        "# a\n\n\n#\n\nvalue a\n\n# b\n\n  is 5\n\n  # c\n\n\n # d\n\n# e\n",
        "# a\n\n#\n\nvalue a\n  # b\n\n  is 5\n  # c\n\n  # d\n\n# e\n"
      ),
      (
        "value a\n  is months from b until c, rounded up, in months of 30 days, counted back\n",
        "value a\n  is months from b until c counted back, in months of 30 days, rounded up\n"
      ),
      (
        "value a\n  is spread b over c, leftover to the first, each at most d\n",
        "value a\n  is spread b over c, each at most d, leftover to the first\n"
      ),
      ("input a\n  number 0 to 10 kg in steps of 0.1\n", "input a\n  number 0 to 10 in steps of 0.1 kg\n"),
      (
        "table a\n  by b\n  print | 5\n  any | from 2026-01-01 | 6\n",
        "table a\n  by b\n  print | 5\n  any | from 2026-01-01 | 6\n"
      ),
    ] as [(String, String?)])
  func oneWay(typed: String, printed: String?) {
    let (file, diagnostics) = RuleFiles.parse(typed)
    guard let printed else {
      #expect(!diagnostics.isEmpty)
      return
    }
    #expect(diagnostics.isEmpty)
    #expect(printer.text(file) == printed)
    #expect(fault(in: typed) == nil)
  }
}
