import ArgumentParser
import Console
import Diagnostics
import Glibc
import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicySQL
import Quantities

/// `listino check`: what loading finds, and nothing else.
struct CheckCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check the rule files, and prove what they say of all orders.",
    discussion: "Exit code 0, or 65 if there are errors; with --strict, 1 if something stayed unchecked.")

  @OptionGroup var book: BookOptions
  @Option(name: .long, help: "text or json.") var format = ReportFormat.text
  @Option(
    name: .long, help: ArgumentHelp("The day on which `review by` is judged; today if not given.", valueName: "date"))
  var on: String?
  @Flag(name: .long, help: "Exit code 1 where a question about all orders stayed open.") var strict = false

  func run() throws {
    guard let day = on.map({ CalendarDate(parsing: $0) }) ?? Clock.today else {
      Streams.error("“\(Display.harmless(on ?? ""))” is no day\n  cure: write it as 2026-01-31")
      throw ExitCode(ExitStatus.usage)
    }
    switch RuleFolder(book.rules).read() {
    case .failure(let problem):
      Streams.error(problem.message)
      throw ExitCode(problem.status)
    case .success(let files):
      var outcome = BookLoader.load(files, vocabulary: try book.vocabulary())
      outcome.diagnostics += outcome.book?.reviewsDue(on: day) ?? []
      let examination = outcome.book.map { BookExamination(Engine($0), on: day) }
      outcome.diagnostics += examination?.diagnostics ?? []
      let renderer = DiagnosticRenderer(sources: outcome.sources, colour: Streams.isColoured(STDOUT_FILENO))
      switch format {
      case .json: Streams.output(renderer.json(outcome.diagnostics).text(pretty: false))
      case .text:
        Streams.output(
          ([outcome.diagnostics.isEmpty ? "no mistakes, no warnings" : renderer.text(outcome.diagnostics)]
            + (examination.map { [ExaminationText.summary($0)] } ?? [])).joined(separator: "\n\n"))
      }
      if outcome.diagnostics.contains(where: { $0.severity == .error }) { throw ExitCode(ExitStatus.data) }
      if strict, (examination?.uncheckedCount ?? 0) > 0 { throw ExitCode(ExitStatus.no) }
    }
  }
}

/// `listino explain CODE`: the page of a message's code.
struct ExplainCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "explain", abstract: "The page of a message's code.")

  @Argument(help: "A code such as L203.") var code: String

  func run() throws {
    let vocabulary = try BookOptions.parse([]).vocabulary()
    guard
      let page = vocabulary.page(code) ?? DiagnosticCode.sqlCodes.first(where: { $0.id == code.uppercased() })?.page
    else {
      Streams.error(
        "there is no code “\(Display.harmless(code))”\n  cure: codes are written like L203, at the beginning of a message"
      )
      throw ExitCode(ExitStatus.usage)
    }
    Streams.output(page)
  }
}
