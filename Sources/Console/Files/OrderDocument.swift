import Diagnostics
package import PolicyModel

/// An order as JSON: `{"action":"new","lines":[{"licences":10},{"licences":3}]}`.
package enum OrderDocument {
  /// Reads an order.
  ///
  /// - Returns: The order, or what is wrong with the text.
  package static func reading(_ text: String, name: String) -> Result<Order, FileProblem> {
    let document: JSON
    do throws(JSONError) {
      document = try JSON.parse(text)
    } catch {
      return .failure(FileProblem("\(Display.harmless(name)): \(error)", ExitStatus.data))
    }
    guard let members = document.asObject else {
      return .failure(
        FileProblem("\(Display.harmless(name)): an order is an object: {\"action\":\"new\", …}", ExitStatus.data))
    }
    var order = Order()
    for member in members {
      if member.key == "lines" {
        guard let lines = member.value.asArray else {
          return .failure(FileProblem("\(Display.harmless(name)): “lines” is a list of objects", ExitStatus.data))
        }
        for line in lines {
          guard let values = line.asObject else {
            return .failure(
              FileProblem("\(Display.harmless(name)): each of “lines” is an object: {\"licences\":10}", ExitStatus.data)
            )
          }
          var own: [String: String] = [:]
          for value in values {
            guard let text = answer(value.value) else { return .failure(shape(value.key, name)) }
            own[value.key] = text
          }
          order.lines.append(own)
        }
      } else {
        guard let text = answer(member.value) else { return .failure(shape(member.key, name)) }
        order.inputs[member.key] = text
      }
    }
    return .success(order)
  }

  private static func shape(_ key: String, _ name: String) -> FileProblem {
    FileProblem(
      "\(Display.harmless(name)): “\(Display.harmless(key))” is a text, a number, true or false, or a list of words",
      ExitStatus.data)
  }

  /// A JSON value as the text of an answer; numbers keep their digits.
  private static func answer(_ value: JSON) -> String? {
    switch value {
    case .string(let text), .number(let text): return text
    case .bool(let yes): return yes ? "yes" : "no"
    case .array(let members):
      let words = members.compactMap(\.asString)
      if words.count < members.count { return nil }
      return words.isEmpty ? "none" : words.joined(separator: ",")
    case .null, .object: return nil
    }
  }
}
