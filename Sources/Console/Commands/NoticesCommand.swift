import Diagnostics
import PolicyEngine
import PolicyModel

extension ConsoleCommand {
  /// `notices`: what the order so far tells whom, in the words of the templates.
  static let notices = ConsoleCommand(
    name: "notices", arguments: "[LANGUAGE] [NAME=VALUE …]",
    summary: "what this order tells whom, in the words of the templates", completes: .nothing
  ) { session, typed in
    guard let engine = session.engine else { return .problem("no book is loaded: mend the rules and type `reload`") }
    return session.ask(typed) { language, order in notices(engine, language, order) }
  }

  private static func notices(_ engine: Engine, _ language: String, _ order: Order) -> ConsoleResponse {
    switch engine.messages(order) {
    case .failure(let mistakes): return .problem(mistakes.problems.map(\.text).joined(separator: "\n"))
    case .success(let messages):
      let wanted = messages.filter { language.isEmpty || $0.language == language }
      if wanted.isEmpty { return ConsoleResponse(output: "nobody is told anything") }
      var lines: [String] = []
      var heading = ""
      for message in wanted {
        let own = "\(message.effect)\(message.line.map { " (line \($0))" } ?? "") [\(message.language)]"
        if own != heading {
          if !lines.isEmpty { lines.append("") }
          lines.append(own)
          heading = own
        }
        lines.append("  \(Display.harmless(message.text))")
      }
      return ConsoleResponse(output: lines.joined(separator: "\n"))
    }
  }
}
