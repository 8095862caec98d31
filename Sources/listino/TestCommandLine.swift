import ArgumentParser
import Console
import Diagnostics
import Glibc
import PolicyEngine
import PolicyLanguage

/// `listino test`: the tests in the rule files.
struct TestCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the tests in the rule files.",
    discussion: """
      With --accept, figures that a test expects are replaced in the rule files by those that come: read what it shows \
      before you keep it. Rules, refusals and notices that a test expects stay. With --coverage, each case, row and \
      outcome that no test reaches is shown with an order that would. Exit code 0, or 1 if a test fails, with --accept \
      if one still does.
      """)

  @OptionGroup var book: BookOptions
  @Option(name: .long, help: "Only tests with this text in their title.") var filter = ""
  @Flag(name: .long, help: "Write the figures that come in the place of those expected.") var accept = false
  @Flag(name: .long, help: "Show what the tests reach, and orders for what they do not.") var coverage = false

  func run() throws {
    let loaded = try book.book(.none)
    if accept { try rewrite(loaded) }
    // What was written is read again: the last word has the disk.
    let engine = Engine(accept ? try book.book(.none) : loaded)
    let report = TestReportText(engine, filter: filter)
    Streams.output(accept ? report.summary : report.text)
    if coverage {
      Streams.output(CoverageText(CoverageRunner(engine).run(filter: filter.isEmpty ? nil : filter)).text)
    }
    if !report.isGood { throw ExitCode(ExitStatus.no) }
  }

  private func rewrite(_ loaded: RuleBook) throws {
    let acceptance = TestRunner(Engine(loaded)).acceptance(filter: filter.isEmpty ? nil : filter)
    let texts = acceptance.texts(loaded.sources)
    guard BookLoader.load(texts, vocabulary: try book.vocabulary()).book != nil else {
      Streams.error("with the new figures the book would not load; nothing was written")
      throw ExitCode(ExitStatus.software)
    }
    let folder = RuleFolder(book.rules)
    for (index, (old, new)) in zip(loaded.sources, texts).enumerated() where old.text != new.text {
      if let problem = FileReplacement.replace(folder.path(of: old), old.text, with: new.text) {
        Streams.error(problem.message)
        throw ExitCode(problem.status)
      }
      for change in acceptance.changes where change.range.source == index {
        Streams.output(
          Display.harmless("\(change.place)  \(change.figure) \(change.old) → \(change.new)"))
      }
    }
    for kept in acceptance.kept {
      Streams.output(Display.harmless("not rewritten: \(kept.place)  \(kept.expected): \(kept.reason)"))
    }
  }
}
