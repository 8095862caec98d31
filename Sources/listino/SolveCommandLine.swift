import ArgumentParser
import Console
import Glibc
import PolicyEngine
import PolicyModel

/// `listino solve`: for which answers to an input something holds.
struct SolveCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solve", abstract: "For which answers to an input something holds.",
    discussion: """
      listino solve licences "total is 400 EUR or less" action=new …
      listino solve quote-date "net changes" action=new …
      Exit code 0, or 1 where it never holds.
      """)

  @OptionGroup var book: BookOptions
  @OptionGroup var orders: OrderOptions
  @Argument(help: "The input.") var input: String
  @Argument(help: "A condition, or `FIGURE changes`.") var condition: String
  @Argument(help: ArgumentHelp("The other inputs, as NAME=VALUE.", valueName: "input")) var inputs: [String] = []

  func run() throws {
    let solving = Solving(book: try book.book(), isColoured: Streams.isColoured(STDOUT_FILENO))
    let response = solving.response("\(input) where \(condition)", try orders.order(inputs))
    if !response.output.isEmpty { Streams.output(response.output) }
    if !response.problem.isEmpty { Streams.error(response.problem) }
    if response.status != 0 { throw ExitCode(response.status) }
  }
}
