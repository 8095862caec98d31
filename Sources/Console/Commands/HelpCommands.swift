import Diagnostics
import PolicyModel

extension ConsoleCommand {
  /// `help [WORD]`: the commands, or the page of a command or a block word.
  static let help = ConsoleCommand(
    name: "help", arguments: "[WORD]", summary: "this list, or the page of a command or a block word",
    completes: .commands
  ) { session, arguments in
    if arguments.isEmpty {
      let groups = Group.allCases.map { group in
        let rows = session.commands.filter { $0.group == group }.map {
          ["\($0.name) \($0.arguments)".trimmingBlanks(), $0.summary]
        }
        return rows.isEmpty ? "" : "\(group.rawValue)\n\(Columns(headings: []).text(rows))\n"
      }.filter { !$0.isEmpty }.joined(separator: "\n")
      let words = session.vocabulary.blocks.map(\.word).joined(separator: ", ")
      return ConsoleResponse(
        output: """
          NAME = VALUE         an input of the order: licences = 12
          an expression        evaluated for the order so far: net, licences × 2
          a rule block         holds over the book until dropped; an empty line ends it

          \(groups)
          A leading : marks a command where a name of the book hides it. Block words: \(words)
          """)
    }
    if let command = session.commands.first(where: { $0.name == arguments || ":" + $0.name == arguments }) {
      return ConsoleResponse(output: "\(command.name) \(command.arguments)".trimmingBlanks() + "\n  \(command.summary)")
    }
    if let block = session.vocabulary.block(arguments) { return ConsoleResponse(output: page(of: block)) }
    return .problem(
      "there is no page “\(Display.harmless(arguments))”\n  cure: name a command or a block word", ExitStatus.usage)
  }

  private static func page(of block: BlockDeclaration) -> String {
    var lines = ["\(block.word): \(block.summary)"]
    let rows = block.clauses.map { ["  \($0.example)", $0.summary] }
    if !rows.isEmpty { lines.append(Columns(headings: []).text(rows)) }
    switch block.rows {
    case .keyed?: lines.append("  rows: one cell for each key, then the result, then dates: SE | 25% | from 1990-07-01")
    case .entries?: lines.append("  lines: entries joined by commas, or one with dates: HR | from 2013-07-01")
    case .testTable?: lines.append("  rows: a heading of inputs and figures, then one order a row")
    case nil: break
    }
    return lines.joined(separator: "\n")
  }

  /// `explain CODE`: the page of a message's code.
  static let explain = ConsoleCommand(
    name: "explain", arguments: "CODE", summary: "the page of a message's code", completes: .nothing
  ) { session, arguments in
    guard let page = session.vocabulary.page(arguments) else {
      return .problem(
        "there is no code “\(Display.harmless(arguments))”\n  cure: codes are written like L203, at the beginning of a message",
        ExitStatus.usage)
    }
    return ConsoleResponse(output: page)
  }

  /// `quit`: ends the console.
  static let quit = ConsoleCommand(
    name: "quit", arguments: "", summary: "end the console (also Ctrl-D)", completes: .nothing
  ) { _, _ in
    ConsoleResponse(ends: true)
  }
}
