import PolicyEngine
import PolicyLanguage
import PolicyModel

extension ConsoleCommand {
  /// `why [FIGURE]`: the tree of reasons behind a figure; without a name, behind the last one the book shows.
  static let why = ConsoleCommand(
    name: "why", arguments: "[FIGURE]", summary: "the reasons behind a figure", completes: .figures
  ) { session, arguments in
    guard let engine = session.engine, let book = session.book else {
      return .problem("no book is loaded: mend the rules and type `reload`")
    }
    let figure = arguments.isEmpty ? book.program.shows.last.map { book.program.values[$0].name } ?? "" : arguments
    switch engine.explain(figure: figure, session.currentOrder) {
    case .explained(let explanation):
      return ConsoleResponse(output: ReasonTree(isColoured: session.isColoured).text(explanation))
    case .unknown(let suggestion): return .problem(OrderWords.unknown(figure, suggestion))
    case .missing(let missing): return .problem(MissingInputs.text(missing))
    case .invalid(let problems): return .problem(problems.map(\.text).joined(separator: "\n"))
    }
  }
}
