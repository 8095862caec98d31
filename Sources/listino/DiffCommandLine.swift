import ArgumentParser
import Console
import Diagnostics
import Glibc
import PolicyEngine
import PolicyLanguage
import PolicyModel

/// `listino diff OLD NEW`: what two versions of the rules do differently.
struct DiffCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "What two versions of the rules do differently, over all orders or a file of them.",
    discussion: """
      OLD and NEW are folders, or git:REV for the folder of --rules as a revision has it:
      listino diff git:HEAD rules
      With --orders, the orders of a file (JSON lines or CSV, as `listino accounts export` writes them) are priced by both.
      Exit code 0 where nothing changes, 1 where something does, 2 where nothing was found and something is unchecked: what
      brings several lines together is compared for orders of one line.
      """)

  @OptionGroup var book: BookOptions
  @Argument(help: "The older version.") var old: String
  @Argument(help: "The newer version.") var new: String
  @Option(name: .long, help: ArgumentHelp("Orders that both versions price; - is standard input.", valueName: "file"))
  var orders: String?
  @Option(name: .long, help: "text, json or markdown.") var format = PageFormat.text

  func run() throws {
    let engines = [try engine(old), try engine(new)]
    if let orders { return try compare(engines, orders) }
    let report = BookDifference(engines[0], engines[1]).run()
    let text = DifferenceText()
    switch format {
    case .text: Streams.output(text.text(report))
    case .json: Streams.output(text.json(report).text(pretty: false))
    case .markdown: Streams.output(text.markdown(report, old: old, new: new))
    }
    if report.isOpen { throw ExitCode(ExitStatus.unchecked) }
    if !report.isEmpty { throw ExitCode(ExitStatus.no) }
  }

  private func compare(_ engines: [Engine], _ path: String) throws {
    switch TextFile.read(path).flatMap({ OrderFile.reading($0, name: path) }) {
    case .failure(let problem):
      Streams.error(problem.message)
      throw ExitCode(problem.status)
    case .success(let orders):
      let comparison = OrderComparison(engines[0], engines[1], orders)
      let text = ComparisonText()
      switch format {
      case .text: Streams.output(text.text(comparison))
      case .json: Streams.output(text.json(comparison).text(pretty: false))
      case .markdown: Streams.output(text.markdown(comparison, old: old, new: new))
      }
      if comparison.unread > 0 { throw ExitCode(ExitStatus.data) }
      if comparison.changed > 0 { throw ExitCode(ExitStatus.no) }
    }
  }

  private func engine(_ source: String) throws -> Engine {
    switch RuleSource(source, rules: book.rules).read() {
    case .failure(let problem):
      Streams.error(problem.message)
      throw ExitCode(problem.status)
    case .success(let files):
      let outcome = BookLoader.load(files, vocabulary: try book.vocabulary())
      guard let loaded = outcome.book else {
        let errors = outcome.diagnostics.filter { $0.severity == .error }
        Streams.error(
          DiagnosticRenderer(sources: outcome.sources, colour: Streams.isColoured(STDERR_FILENO)).text(errors))
        throw ExitCode(ExitStatus.data)
      }
      return Engine(loaded)
    }
  }
}

/// How a page is written.
enum PageFormat: String, ExpressibleByArgument, CaseIterable { case text, json, markdown }
