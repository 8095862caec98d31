import Diagnostics
package import PolicyEngine
import PolicyLanguage
package import PolicyModel

/// What is said of orders and their answers.
package enum OrderWords {
  /// A rule that the book does not have.
  package static func unknownRule(_ name: String, _ suggestion: String?) -> String {
    "there is no rule “\(Display.harmless(name))”"
      + (suggestion.map { "; did you mean “\($0)”?" }
        ?? "\n  cure: name a value, an exception, a refusal, a warning or a notice")
  }

  /// A figure that the book does not have.
  package static func unknown(_ name: String, _ suggestion: String?) -> String {
    "there is no figure “\(Display.harmless(name))”"
      + (suggestion.map { "; did you mean “\($0)”?" }
        ?? "\n  cure: `listino --command rules` lists the names of the book")
  }
}

extension Vocabulary {
  /// The page of a code: of rule texts, of plugins, or of orders.
  package func page(_ id: String) -> String? {
    (code(id.uppercased())
      ?? (DiagnosticCode.orderCodes + DiagnosticCode.regionCodes).first { $0.id == id.uppercased() })?.page
  }
}

extension OrderProblem {
  /// The message with its code and its cure.
  package var text: String {
    let place = line.map { " (line \($0))" } ?? ""
    return "error \(code): \(message)\(place)" + (cure.isEmpty ? "" : "\n  cure: \(cure)")
  }
}
