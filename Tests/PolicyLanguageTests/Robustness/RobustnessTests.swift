import Diagnostics
import PolicyLanguage
import Testing

@Suite("Texts that nobody should write", .timeLimit(.minutes(2)))
struct RobustnessTests {
  /// Loads a text; what is said about it is little, however long the text is.
  @discardableResult
  private func load(_ text: String, _ code: String? = nil) -> BookLoader.Outcome {
    let outcome = RuleFiles.load([text])
    let errors = outcome.diagnostics.filter { $0.severity == .error }
    if let code {
      #expect(outcome.book == nil)
      #expect(errors.first?.code.id == code, "\(errors.first?.message ?? "no message")")
    } else {
      #expect(outcome.book != nil, "\(errors.first?.message ?? "no message")")
    }
    #expect(outcome.diagnostics.count <= 400)
    let renderer = DiagnosticRenderer(sources: outcome.sources)
    for diagnostic in outcome.diagnostics.prefix(3) { #expect(renderer.text(diagnostic).utf8.count < 20_000) }
    return outcome
  }

  @Test("long files") func long() {
    load(HostileBooks.tableOfHundredThousandRows)
    load(HostileBooks.catalogueOfHundredThousandRows)
    load(HostileBooks.millionLines)
  }

  @Test("long chains of values, exceptions, defaults and conditions") func chains() {
    load(HostileBooks.chainOfValues)
    load(HostileBooks.chainOfConditions)
    load(HostileBooks.chainOfExceptions)
    load(HostileBooks.chainOfExceptionsBackwards)
    load(HostileBooks.chainOfDefaults)
    load(HostileBooks.chainOfGuards)
    load(HostileBooks.manySteps)
  }

  @Test("long conditions") func conditions() {
    load(HostileBooks.manyOr)
    load(HostileBooks.manyOrOfWords)
  }

  @Test("long names and texts") func names() {
    load(HostileBooks.nameOfOneMegabyte)
    load(HostileBooks.textOfOneMegabyte)
    load(HostileBooks.unknownNameOfOneMegabyte, "L201")
  }

  @Test("deep nesting") func nesting() {
    for text in [
      HostileBooks.nestedBrackets, HostileBooks.nestedMinus, HostileBooks.nestedNot, HostileBooks.nestedAny,
      HostileBooks.longSum, HostileBooks.manyBounds,
    ] { load(text, "L118") }
  }

  @Test("the deepest tree that is read can be elaborated and printed") func deepest() {
    let sum = String(repeating: " + 1%", count: 250)
    let brackets = 95
    let text =
      HostileBooks.heading + "value result\n  is " + String(repeating: "(", count: brackets) + "1%" + sum
      + String(repeating: ")", count: brackets) + "\n"
    load(text)
    let (file, diagnostics) = RuleFiles.parse(text)
    #expect(diagnostics.isEmpty)
    let printer = SyntaxPrinter(vocabulary: RuleFiles.vocabulary)
    #expect(RuleFiles.parse(printer.text(file)).file == file)
  }

  @Test("many mistakes give some messages") func mistakes() {
    load(HostileBooks.unknownNames, "L201")
    load(HostileBooks.sameNames, "L212")
    load(HostileBooks.wrongRows, "L324")
    load(HostileBooks.wrongLines, "L113")
    load(HostileBooks.manyLanguages, "L145")
  }

  @Test("rings") func rings() {
    load(HostileBooks.ringOfValues, "L421")
    load(HostileBooks.ringOfExceptions, "L421")
    load(HostileBooks.ringOfDefaults, "L421")
  }

  @Test("garbage") func garbage() {
    for text in [HostileBooks.randomBytes, HostileBooks.randomWords]
      + ["x", "|", "\"", "( ", "?!\n", "a ", "\u{0}", "é"].map(HostileBooks.garbage)
    {
      let outcome = RuleFiles.load([text])
      #expect(outcome.book == nil)
      #expect((1...400).contains(outcome.diagnostics.count))
      let renderer = DiagnosticRenderer(sources: outcome.sources)
      for diagnostic in outcome.diagnostics.prefix(3) { #expect(renderer.text(diagnostic).utf8.count < 20_000) }
    }
  }

  @Test("line ends, tabs, byte order marks and blanks of all kinds") func whitespace() {
    let plain = HostileBooks.heading + "value result\n  is 1% × 2\n  because \"so\"\n"
    let expected = RuleFiles.parse(plain).file
    for text in [
      "\u{FEFF}" + plain, plain.replacing("\n", with: "\r\n"), plain.replacing("  ", with: "\t"),
      plain.replacing("is 1%", with: "is\u{A0}1\u{202F}%"), plain.replacing("\n", with: " \t\n\n"),
    ] {
      load(text)
      #expect(RuleFiles.parse(text).file == expected)
    }
    load(plain.replacing("\n", with: "\r"), "L115")
    load(plain.replacing("1%", with: "1%\u{0}"), "L115")
    load(plain.replacing("so", with: "so\u{0}\u{1B}"))
    load("\u{FEFF}\u{FEFF}" + plain, "L115")
  }
}
