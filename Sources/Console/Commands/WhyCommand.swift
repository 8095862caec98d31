import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram

extension ConsoleCommand {
  /// `why [FIGURE]`: the tree of reasons behind a figure; without a name, behind the last one the book shows.
  static let why = ConsoleCommand(
    name: "why", arguments: "[FIGURE | not RULE] [NAME=VALUE …]",
    summary: "the reasons behind a figure; or why a rule does not decide, and the smallest change that makes it",
    completes: .figures
  ) { session, typed in
    guard let engine = session.engine, let book = session.book else {
      return .problem("no book is loaded: mend the rules and type `reload`")
    }
    let isColoured = session.isColoured
    let last = book.program.shows.last.map { book.program.values[$0].name } ?? ""
    return session.ask(typed) { words, order in
      if words.hasPrefix("not ") { return whyNot(engine, String(words.dropFirst(4)).trimmingBlanks(), order) }
      return why(engine, words.isEmpty ? last : words, order, isColoured: isColoured)
    }
  }

  private static func why(_ engine: Engine, _ figure: String, _ order: Order, isColoured: Bool) -> ConsoleResponse {
    switch engine.explain(figure: figure, order) {
    case .explained(let explanation):
      return ConsoleResponse(output: ReasonTree(isColoured: isColoured).text(explanation))
    case .unknown(let suggestion): return .problem(OrderWords.unknown(figure, suggestion))
    case .missing(let missing): return .problem(MissingInputs.text(missing))
    case .invalid(let problems): return .problem(problems.map(\.text).joined(separator: "\n"))
    }
  }

  private static func whyNot(_ engine: Engine, _ rule: String, _ order: Order) -> ConsoleResponse {
    switch OrderQuestions(engine).whyNot(rule, order) {
    case .answer(let answer): return ConsoleResponse(output: WhyNotText().text(answer))
    case .unknown(let suggestion): return .problem(OrderWords.unknownRule(rule, suggestion))
    case .missing(let missing): return .problem(MissingInputs.text(missing))
    case .invalid(let problems): return .problem(problems.map(\.text).joined(separator: "\n"))
    }
  }
}
