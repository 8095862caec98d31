import Diagnostics
import PolicyLanguage
import Testing

@Suite("Printing the project's own rule files")
struct PrintingFilesTests {
  private let printer = SyntaxPrinter(vocabulary: RuleFiles.vocabulary)

  @Test("what is printed reads as the same tree, and prints as itself")
  func roundTrip() {
    #expect(RuleFiles.programme.count >= 9)
    #expect(RuleFiles.vectors.count >= 40)
    for source in RuleFiles.programme + RuleFiles.vectors {
      let (file, diagnostics) = RuleFiles.parse(source.text)
      #expect(diagnostics.isEmpty, "\(source.name)")
      let printed = printer.text(file)
      let (again, findings) = RuleFiles.parse(printed)
      #expect(findings.isEmpty, "\(source.name)")
      #expect(again == file, "\(source.name)")
      #expect(printer.text(again) == printed, "\(source.name)")
    }
  }

  @Test("the programme's book is written in the canonical layout")
  func canonical() {
    for source in RuleFiles.programme {
      let printed = printer.text(RuleFiles.parse(source.text).file)
      let written = source.text.split(separator: "\n", omittingEmptySubsequences: false)
      for (number, line) in printed.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        guard number < written.count, line == written[number] else {
          Issue.record("\(source.name):\(number + 1) is printed as: \(line)")
          break
        }
      }
    }
  }

  @Test("a block alone prints as it stands in its file")
  func blocks() {
    for source in RuleFiles.programme {
      let file = RuleFiles.parse(source.text).file
      let whole = printer.text(file)
      for block in file.blocks { #expect(whole.contains(printer.text(block))) }
    }
  }
}
