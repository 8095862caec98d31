import ArgumentParser
import Console
import Diagnostics
import Glibc
import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// `listino quote`: one order.
struct QuoteCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quote", _superCommandName: Listino.name, abstract: "Price one order.",
    discussion: "Exit code 0 for a quote, 1 if the rules refuse it, 65 if something is missing or wrong.")

  @OptionGroup var book: BookOptions
  @OptionGroup var orders: OrderOptions
  @Option(name: .long, help: "table or json.") var format = OutputFormat.table
  @Argument(help: ArgumentHelp("Inputs, as NAME=VALUE.", valueName: "input")) var inputs: [String] = []

  func run() throws {
    let book = try book.book(needsTests: false)
    let engine = Engine(book)
    switch try engine.quote(orders.order(inputs)) {
    case .quote(let quote):
      switch format {
      case .json: Streams.output(QuoteDocument.json(quote, collections: engine.collections).text(pretty: false))
      case .table: Streams.output(Waterfall(isColoured: Streams.isColoured(STDOUT_FILENO)).text(quote))
      }
      if !quote.refusals.isEmpty { throw ExitCode(ExitStatus.no) }
    case .missing(let missing, _):
      switch format {
      case .json: Streams.output(QuoteDocument.json(missing: missing).text(pretty: false))
      case .table: Streams.error(MissingInputs.text(missing))
      }
      throw ExitCode(ExitStatus.data)
    case .invalid(let problems):
      switch format {
      case .json: Streams.output(QuoteDocument.json(problems: problems).text(pretty: false))
      case .table: Streams.error(problems.map(\.text).joined(separator: "\n"))
      }
      throw ExitCode(ExitStatus.data)
    }
  }
}

/// `listino why FIGURE`: the reasons behind a figure.
struct WhyCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why", _superCommandName: Listino.name,
    abstract: "The tree of reasons behind one figure; `why not RULE`: what keeps a rule from deciding.")

  @OptionGroup var book: BookOptions
  @OptionGroup var orders: OrderOptions
  @Argument(help: "The figure.") var figure: String
  @Argument(help: ArgumentHelp("Inputs, as NAME=VALUE.", valueName: "input")) var inputs: [String] = []

  func run() throws {
    // The typical order, from which `why not` looks for a change, is that of the tests.
    let book = try book.book(needsTests: figure == "not")
    if figure == "not", book.program.value(named: "not") == nil { return try whyNot(book) }
    switch try Engine(book).explain(figure: figure, orders.order(inputs)) {
    case .explained(let explanation):
      Streams.output(ReasonTree(isColoured: Streams.isColoured(STDOUT_FILENO)).text(explanation))
    case .unknown(let suggestion):
      Streams.error(OrderWords.unknown(figure, suggestion))
      throw ExitCode(ExitStatus.data)
    case .missing(let missing):
      Streams.error(MissingInputs.text(missing))
      throw ExitCode(ExitStatus.data)
    case .invalid(let problems):
      Streams.error(problems.map(\.text).joined(separator: "\n"))
      throw ExitCode(ExitStatus.data)
    }
  }

  private func whyNot(_ book: RuleBook) throws {
    guard let rule = inputs.first else {
      Streams.error("`why not` needs the name of a rule\n  cure: write `listino why not RULE NAME=VALUE …`")
      throw ExitCode(ExitStatus.usage)
    }
    switch try OrderQuestions(Engine(book)).whyNot(rule, orders.order(Array(inputs.dropFirst()))) {
    case .answer(let answer): Streams.output(WhyNotText().text(answer))
    case .unknown(let suggestion):
      Streams.error(OrderWords.unknownRule(rule, suggestion))
      throw ExitCode(ExitStatus.data)
    case .missing(let missing):
      Streams.error(MissingInputs.text(missing))
      throw ExitCode(ExitStatus.data)
    case .invalid(let problems):
      Streams.error(problems.map(\.text).joined(separator: "\n"))
      throw ExitCode(ExitStatus.data)
    }
  }
}
