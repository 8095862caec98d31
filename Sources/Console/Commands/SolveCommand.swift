import Diagnostics
import PolicyEngine
package import PolicyLanguage
package import PolicyModel
import PolicyProgram

extension ConsoleCommand {
  /// `solve INPUT where CONDITION`: the answers to an input for which something holds.
  static let solve = ConsoleCommand(
    name: "solve", arguments: "INPUT where CONDITION | FIGURE changes",
    summary: "for which answers to an input something holds, or where a figure changes", completes: .inputs
  ) { session, arguments in
    guard let book = session.book else { return .problem("no book is loaded: mend the rules and type `reload`") }
    let solving = Solving(book: book, isColoured: session.isColoured)
    return session.ask(arguments, isName: { book.program.input(named: $0) != nil }) { solving.response($0, $1) }
  }
}

/// `solve` over a book and an order.
package struct Solving {
  private let book: RuleBook
  private let isColoured: Bool

  package init(book: RuleBook, isColoured: Bool) {
    self.book = book
    self.isColoured = isColoured
  }

  package func response(_ arguments: String, _ order: Order) -> ConsoleResponse {
    let (name, rest) = Substring(arguments.trimmingBlanks()).splitAtBlank()
    let (word, condition) = Substring(rest.trimmingBlanks()).splitAtBlank()
    let text = condition.trimmingBlanks()
    guard !name.isEmpty, word == "where", !text.isEmpty else {
      return .problem(
        "`solve` is written: solve INPUT where CONDITION\n  cure: say for example `solve licences where total is 400 EUR or less`, or `solve quote-date where net changes`",
        ExitStatus.usage)
    }
    if text.hasSuffix(" changes") {
      let figure = text.dropLast(8).trimmingBlanks()
      return response(OrderQuestions(Engine(book)).changes(String(name), of: figure, order))
    }
    var source = SourceText(name: "condition", text: text)
    var reading = book.reading(source)
    if case .failure = reading, book.program.currencies.count > 1, let currency = order.inputs["currency"] {
      // An amount is one of the order's currency, which the order says.
      let inOrder = SourceText(name: "condition", text: "currency is \(currency.uppercased()) and (\(text))")
      let second = book.reading(inOrder)
      if case .success = second { (source, reading) = (inOrder, second) }
    }
    switch reading {
    case .failure(let failure):
      return .problem(
        failure.message
          ?? DiagnosticRenderer(sources: book.sources + [source], colour: isColoured).text(failure.diagnostics))
    case .success(let (program, node)):
      guard program.types[node] == .yesNo else {
        return .problem("“\(text)” is no condition\n  cure: compare it: `\(text) is … or less`")
      }
      let engine = Engine(program: program, sources: book.sources + [source])
      return response(OrderQuestions(engine).solve(String(name), where: node, order))
    }
  }

  private func response(_ result: SolveResult) -> ConsoleResponse {
    switch result {
    case .solution(let solution):
      return ConsoleResponse(output: SolutionText().text(solution), status: solution.ranges.isEmpty ? ExitStatus.no : 0)
    case .changes(let changes): return ConsoleResponse(output: SolutionText().text(changes))
    case .missing(let missing): return .problem(MissingInputs.text(missing))
    case .invalid(let problems): return .problem(problems.map(\.text).joined(separator: "\n"))
    case .problem(let text): return .problem(text)
    }
  }
}
