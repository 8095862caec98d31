/// A console command: its name, its manual, and what it does to a session.
struct ConsoleCommand: Sendable {
  var name: String
  /// How its arguments are written.
  var arguments: String
  var summary: String
  /// What can stand behind it, for Tab.
  var completes: Completes
  var run: @Sendable (inout ConsoleSession, String) -> ConsoleResponse

  /// What Tab offers behind a command.
  enum Completes: Sendable { case nothing, figures, rules, inputs, whatIfs, commands, assignments, files }

  /// All commands, as `help` lists them.
  static var all: [ConsoleCommand] {
    [
      quote, why, notices, inputs, line, order, clear, rules, show, whatIf, drop, test, check, reload, explain, help,
      quit,
    ]
  }
}
