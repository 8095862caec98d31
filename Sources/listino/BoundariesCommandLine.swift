import ArgumentParser
import Console
import PolicyEngine

/// `listino boundaries`: orders on both sides of every place where a decision flips.
struct BoundariesCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "boundaries",
    abstract: "Orders on both sides of every place where a decision behind a figure flips, as tests for a rule file.")

  @OptionGroup var book: BookOptions
  @Argument(help: "The figure; all that a quote shows if not given.") var figure: String?

  func run() throws {
    switch OrderQuestions(Engine(try book.book())).boundaries(of: figure) {
    case .tests(let tests): Streams.output(BoundaryText.text(tests))
    case .unknown(let suggestion):
      Streams.error(OrderWords.unknown(figure ?? "", suggestion))
      throw ExitCode(ExitStatus.data)
    }
  }
}
