import ArgumentParser
import Console
import Diagnostics
import Glibc

/// The program: its commands, and what a mistyped one is answered.
@main
struct Listino: ParsableCommand {
  static let name = "listino"

  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Pricing policy as text that people can edit, question and prove.",
    version: "0.1.0",
    subcommands: [
      ConsoleCommandLine.self, QuoteCommandLine.self, WhyCommandLine.self, SolveCommandLine.self,
      BoundariesCommandLine.self, DiffCommandLine.self,
      MutateCommandLine.self,
      TestCommandLine.self,
      CheckCommandLine.self, FmtCommandLine.self, CalendarCommandLine.self, EvalCommandLine.self,
      ExplainCommandLine.self,
      AccountsCommandLine.self,
      DocCommandLine.self, GraphCommandLine.self, BatchCommandLine.self,
      SQLCommandLine.self, BenchCommandLine.self,
    ], defaultSubcommand: ConsoleCommandLine.self)

  static func main() {
    signal(SIGPIPE, SIG_IGN)
    let words = Array(CommandLine.arguments.dropFirst())
    if var command = command(words) {
      do {
        try command.run()
      } catch {
        exit(withError: error)
      }
      return
    }
    if let first = words.first, first.first != "-", !isCommand(first) {
      let guess = Spelling.closest(to: first, among: commandNames).first
      Streams.error(
        "listino has no command “\(Display.harmless(first))”" + (guess.map { "; did you mean “\($0)”?" } ?? "")
          + "\n  cure: the commands are \(commandNames.joined(separator: ", "))")
      Glibc.exit(ExitStatus.usage)
    }
    main(words)
  }

  /// The command that is named, read alone: making ready for the options of all others takes longer than a quote. What
  /// is no plain use of it, as a request for help or a mistake, is nil, and read with all of them.
  ///
  /// A command that names its parent in its configuration is not looked through for a request of completions first.
  private static func command(_ words: [String]) -> (any ParsableCommand)? {
    let named = configuration.subcommands.first { $0.configuration.commandName == words.first }
    guard let named, let command = try? named.parseAsRoot(Array(words.dropFirst())), type(of: command) == named else {
      return nil
    }
    return command
  }

  static var commandNames: [String] {
    configuration.subcommands.map { $0.configuration.commandName ?? "" } + ["help"]
  }

  private static func isCommand(_ word: String) -> Bool { commandNames.contains(word) }
}
