import ArgumentParser
import Console
import Diagnostics
import Glibc

/// The program: its commands, and what a mistyped one is answered.
@main
struct Listino: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "listino", abstract: "Pricing policy as text that people can edit, question and prove.",
    version: "0.1.0",
    subcommands: [
      ConsoleCommandLine.self, QuoteCommandLine.self, WhyCommandLine.self, SolveCommandLine.self,
      BoundariesCommandLine.self, DiffCommandLine.self,
      MutateCommandLine.self,
      TestCommandLine.self,
      CheckCommandLine.self, FmtCommandLine.self, CalendarCommandLine.self, EvalCommandLine.self,
      ExplainCommandLine.self,
      AccountsCommandLine.self,
      DocCommandLine.self, GraphCommandLine.self, SQLCommandLine.self, BenchCommandLine.self,
    ], defaultSubcommand: ConsoleCommandLine.self)

  static func main() {
    signal(SIGPIPE, SIG_IGN)
    let words = Array(CommandLine.arguments.dropFirst())
    if let first = words.first, first.first != "-", !isCommand(first) {
      let guess = Spelling.closest(to: first, among: commandNames).first
      Streams.error(
        "listino has no command “\(Display.harmless(first))”" + (guess.map { "; did you mean “\($0)”?" } ?? "")
          + "\n  cure: the commands are \(commandNames.joined(separator: ", "))")
      Glibc.exit(ExitStatus.usage)
    }
    main(words)
  }

  static var commandNames: [String] {
    configuration.subcommands.map { $0.configuration.commandName ?? "" } + ["help"]
  }

  private static func isCommand(_ word: String) -> Bool { commandNames.contains(word) }
}
