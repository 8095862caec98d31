import PolicyEngine
import PolicyLanguage
import PolicyModel

extension ConsoleCommand {
  /// `why [FIGURE]`: the tree of reasons behind a figure; without a name, behind the last one the book shows.
  static let why = ConsoleCommand(
    name: "why", arguments: "[FIGURE] | not RULE",
    summary: "the reasons behind a figure; or why a rule does not decide, and the smallest change that makes it",
    completes: .figures
  ) { session, arguments in
    guard let engine = session.engine, let book = session.book else {
      return .problem("no book is loaded: mend the rules and type `reload`")
    }
    if arguments.hasPrefix("not ") { return whyNot(engine, String(arguments.dropFirst(4)).trimmingBlanks(), session) }
    let figure = arguments.isEmpty ? book.program.shows.last.map { book.program.values[$0].name } ?? "" : arguments
    switch engine.explain(figure: figure, session.currentOrder) {
    case .explained(let explanation):
      return ConsoleResponse(output: ReasonTree(isColoured: session.isColoured).text(explanation))
    case .unknown(let suggestion): return .problem(OrderWords.unknown(figure, suggestion))
    case .missing(let missing): return .problem(MissingInputs.text(missing))
    case .invalid(let problems): return .problem(problems.map(\.text).joined(separator: "\n"))
    }
  }

  private static func whyNot(_ engine: Engine, _ rule: String, _ session: ConsoleSession) -> ConsoleResponse {
    switch OrderQuestions(engine).whyNot(rule, session.currentOrder) {
    case .answer(let answer): return ConsoleResponse(output: WhyNotText().text(answer))
    case .unknown(let suggestion): return .problem(OrderWords.unknownRule(rule, suggestion))
    case .missing(let missing): return .problem(MissingInputs.text(missing))
    case .invalid(let problems): return .problem(problems.map(\.text).joined(separator: "\n"))
    }
  }
}
