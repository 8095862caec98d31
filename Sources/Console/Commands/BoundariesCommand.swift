import PolicyEngine

extension ConsoleCommand {
  /// `boundaries [FIGURE]`: orders on both sides of every place where a decision flips.
  static let boundaries = ConsoleCommand(
    name: "boundaries", arguments: "[FIGURE]", summary: "orders on both sides of every flip of a decision, as tests",
    completes: .figures, isForStaff: true
  ) { session, arguments in
    guard let engine = session.engine else { return .problem("no book is loaded: mend the rules and type `reload`") }
    switch OrderQuestions(engine).boundaries(of: arguments.isEmpty ? nil : arguments) {
    case .tests(let tests): return ConsoleResponse(output: BoundaryText.text(tests))
    case .unknown(let suggestion): return .problem(OrderWords.unknown(arguments, suggestion))
    }
  }
}
