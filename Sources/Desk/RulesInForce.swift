import Diagnostics
package import PolicyEngine
package import PolicyLanguage
package import PolicyModel
import PolicyProgram

/// The rules that orders are priced by.
package struct RulesInForce: Sendable {
  package let book: RuleBook
  package let engine: Engine
  package let vocabulary: Vocabulary

  package init(book: RuleBook, engine: Engine, vocabulary: Vocabulary) {
    self.book = book
    self.engine = engine
    self.vocabulary = vocabulary
  }

  package var hash: String { book.program.hash }

  /// The texts of the rules, to be kept with an order.
  var files: [(name: String, text: String)] { book.sources.map { ($0.name, $0.text) } }

  package func declares(_ input: String) -> Bool { book.program.input(named: input) != nil }
}
