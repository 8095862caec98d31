package import AccountBook
import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// What the rules say of a single answer, before there is a whole order.
extension RulesInForce {
  /// Refuses an answer that no order can give.
  ///
  /// - Parameter inputs: The answer with what it depends on; inputs that the rules do not ask for are passed over.
  package func requireAnswer(_ input: String, of inputs: [String: String]) throws(AccountProblem) {
    let asked = Order(inputs: inputs.filter { declares($0.key) })
    if let problem = engine.problems(in: asked).first(where: { $0.input == input }) {
      throw AccountProblem(.refused, problem.message, cure: problem.cure)
    }
  }

  /// Refuses a language in which the rules have no text, though they have texts.
  package func requireLanguage(_ language: String) throws(AccountProblem) {
    let languages = Set(book.program.messages.flatMap(\.entries).map(\.language))
    if !languages.isEmpty, !languages.contains(language.lowercased()) {
      throw AccountProblem(
        .refused, "the rules have no texts in this language",
        cure: "it is one of \(languages.sorted().joined(separator: ", "))")
    }
  }
}
