import Diagnostics
package import PolicyModel

/// An order's inputs as they are kept in the account book: a JSON object in a fixed order.
package enum StoredOrder {
  package static func text(_ order: Order) -> String {
    func object(_ inputs: [String: String]) -> [JSON.Member] {
      inputs.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) }
    }
    var members = object(order.inputs)
    if !order.lines.isEmpty { members.append(.init("lines", .array(order.lines.map { .object(object($0)) }))) }
    return JSON.object(members).text()
  }

  /// Reads what ``text(_:)`` wrote; nil for anything else.
  package static func order(_ text: String) -> Order? {
    guard let members = (try? JSON.parse(text))?.asObject else { return nil }
    var order = Order()
    for member in members {
      if let lines = member.value.asArray, member.key == "lines" {
        for line in lines {
          guard let values = line.asObject else { return nil }
          var inputs: [String: String] = [:]
          for value in values { inputs[value.key] = value.value.asString }
          order.lines.append(inputs)
        }
      } else if let value = member.value.asString {
        order.inputs[member.key] = value
      } else {
        return nil
      }
    }
    return order
  }
}
