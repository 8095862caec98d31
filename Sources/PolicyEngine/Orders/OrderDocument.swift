package import Diagnostics
package import PolicyModel
import Quantities

extension Order {
  /// An order as JSON: `{"action":"new","lines":[{"licences":10},{"licences":3}]}`. What is null is not given.
  ///
  /// - Throws: What is wrong with the document, as a sentence.
  package init(document: JSON) throws(OrderDocumentProblem) {
    self.init()
    guard let members = document.asObject else {
      throw OrderDocumentProblem(text: "an order is an object: {\"action\":\"new\", …}")
    }
    for member in members where member.value != .null {
      guard member.key == "lines" else {
        inputs[member.key] = try Self.answer(member)
        continue
      }
      guard let lines = member.value.asArray else { throw OrderDocumentProblem(text: "“lines” is a list of objects") }
      for line in lines {
        guard let values = line.asObject else {
          throw OrderDocumentProblem(text: "each of “lines” is an object: {\"licences\":10}")
        }
        var own: [String: String] = [:]
        for value in values where value.value != .null { own[value.key] = try Self.answer(value) }
        self.lines.append(own)
      }
    }
  }

  /// A JSON value as the text of an answer; numbers keep their digits. A number has one reading, which a text of the same
  /// digits may not have.
  private static func answer(_ member: JSON.Member) throws(OrderDocumentProblem) -> String {
    switch member.value {
    case .string(let text): return text
    case .number(let text): return ExactDecimal(parsing: text)?.plainSpelling ?? text
    case .bool(let yes): return yes ? "yes" : "no"
    case .array(let members):
      let words = members.compactMap(\.asString)
      if words.count == members.count { return words.isEmpty ? "none" : words.joined(separator: ",") }
    case .null, .object: break
    }
    throw OrderDocumentProblem(
      text: "“\(Display.harmless(member.key))” is a text, a number, true or false, or a list of words")
  }
}

/// Why a JSON document is no order.
package struct OrderDocumentProblem: Error, Sendable {
  package var text: String

  package init(text: String) { self.text = text }
}
