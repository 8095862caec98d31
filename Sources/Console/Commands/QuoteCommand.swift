import PolicyEngine
import PolicyModel

extension ConsoleCommand {
  /// `quote [NAME=VALUE …]`: prices the order so far; inputs given here hold for this quote only.
  static let quote = ConsoleCommand(
    name: "quote", arguments: "[NAME=VALUE …]", summary: "price the order; inputs behind it hold for this quote only",
    completes: .assignments
  ) { session, arguments in
    guard let engine = session.engine else { return .problem("no book is loaded: mend the rules and type `reload`") }
    if session.desk?.acting != nil { return quoteForCustomer(&session, arguments) }
    var order = session.order
    let said: [(String, String)]
    switch Assignments.all(arguments) {
    case .success(let assignments): said = assignments
    case .failure(let problem): return .problem(problem.message, problem.status)
    }
    for (name, value) in said { order.inputs[name] = value }
    switch engine.quote(order) {
    case .invalid(let problems): return .problem(problems.map(\.text).joined(separator: "\n"))
    case .quote(let quote):
      session.note(order, said: said)
      return ConsoleResponse(
        output: Waterfall(isColoured: session.isColoured).text(quote),
        status: quote.refusals.isEmpty ? 0 : ExitStatus.no)
    case .missing(let missing, _):
      guard session.isInteractive, arguments.isEmpty, let first = missing.first else {
        return .problem(MissingInputs.text(missing))
      }
      session.shown = nil
      session.question = Question(first)
      return ConsoleResponse(output: MissingInputs.question(first))
    }
  }
}

/// `NAME=VALUE` words of a command; a value with blanks stands in quotes.
enum Assignments {
  /// All of them, or what is wrong with the first that is none.
  static func all(_ text: String) -> Result<[(String, String)], FileProblem> {
    Result { () throws(FileProblem) in
      var all: [(String, String)] = []
      for result in reading(text) { all.append(try result.get()) }
      return all
    }
  }

  /// What stands before the first NAME=, and everything from there on.
  ///
  /// - Parameter isName: Whether a word before `=` is one that an input can have.
  static func split(_ text: String, isName: (String) -> Bool = { _ in true }) -> (String, String) {
    let start = nextAssignment(Substring(text))
    let name = text[start...].prefix { $0 != "=" }.trimmingBlanks()
    guard start < text.endIndex, isName(name) else { return (text.trimmingBlanks(), "") }
    return (text[..<start].trimmingBlanks(), String(text[start...]))
  }

  /// Reads them in order.
  static func reading(_ text: String) -> [Result<(String, String), FileProblem>] {
    var results: [Result<(String, String), FileProblem>] = []
    var rest = Substring(text)
    while let start = rest.firstIndex(where: { !$0.isWhitespace }) {
      rest = rest[start...]
      guard let equals = rest.firstIndex(of: "="), !rest[..<equals].isEmpty else {
        results.append(.failure(FileProblem("“\(rest)” is no input: it is written NAME=VALUE", ExitStatus.usage)))
        return results
      }
      let name = rest[..<equals].trimmingBlanks()
      rest = rest[rest.index(after: equals)...].drop { $0 == " " }
      if rest.first == "\"" {
        let inner = rest.dropFirst()
        let end = inner.firstIndex(of: "\"") ?? inner.endIndex
        results.append(.success((name, String(inner[..<end]))))
        rest = end < inner.endIndex ? inner[inner.index(after: end)...] : ""
      } else {
        // A value ends where the next NAME= begins, so that `term=12 months` needs no quotes.
        let next = nextAssignment(rest)
        results.append(.success((name, rest[..<next].trimmingBlanks())))
        rest = rest[next...]
      }
    }
    return results
  }

  private static func nextAssignment(_ text: Substring) -> Substring.Index {
    guard let equals = text.firstIndex(of: "=") else { return text.endIndex }
    var index = equals
    while index > text.startIndex, text[text.index(before: index)] == " " { index = text.index(before: index) }
    while index > text.startIndex, !text[text.index(before: index)].isWhitespace { index = text.index(before: index) }
    return index
  }
}
