import Testing

/// An order put to a book: one vector in the words of the rule language.
struct Question: Sendable {
  var book: BookText
  var inputs: [String: String]
  var lines: [[String: String]] = []
}

/// What the book says to a field of `expect`, in the unit of the vector.
enum Answer: Sendable {
  case one(String)
  case list([String])
}

/// One kind of vector: how it is asked through the rule language, and which figures answer it.
struct Kind: Sendable, CustomTestStringConvertible {
  let name: String
  let ask: @Sendable (BillingVector) throws -> Question
  let answer: @Sendable (BillingVector, Outcome) throws -> [String: Answer]

  var testDescription: String { name }

  init(
    _ name: String,
    ask: @escaping @Sendable (BillingVector) throws -> Question,
    answer: @escaping @Sendable (BillingVector, Outcome) throws -> [String: Answer]
  ) {
    self.name = name
    self.ask = ask
    self.answer = answer
  }

  /// Asks the engine and compares every field the vector expects.
  func judge(_ vector: BillingVector) -> Verdict {
    do {
      try vector.require("unit", among: "minor", "major")
      let question = try ask(vector)
      // What nobody read was not put to the book: its answer would be to another question.
      if let field = vector.input.unread.first {
        return .notExpressible("no book reads the field \(field)")
      }
      let outcome = Engine.run(book: question.book.text, inputs: question.inputs, lines: question.lines)
      if let error = try vector.expect.optionalText("error") {
        return outcome.refusal(error, withoutLines: question.lines.isEmpty)
      }
      if let obstacle = outcome.obstacle { return .disagreed(obstacle) }
      let answers = try answer(vector, outcome)
      for (field, expected) in vector.expect.fields.sorted(by: { $0.key < $1.key }) {
        guard let given = answers[field] else { return .disagreed("no figure answers \(field)") }
        if let difference = try given.difference(from: expected) { return .disagreed("\(field) \(difference)") }
      }
      return .agreed
    } catch VectorFault.notExpressible(let reason) {
      return .notExpressible(reason)
    } catch {
      return .disagreed("\(error)")
    }
  }
}

extension Answer {
  /// What is different from the expected value, or nil where nothing is. Decimals are equal as numbers.
  fileprivate func difference(from expected: JSONValue) throws -> String? {
    switch self {
    case .one(let given):
      guard let wanted = expected.text else { return "is one value, not a list" }
      return DecimalText.canonical(given) == DecimalText.canonical(wanted) ? nil : "is \(given), not \(wanted)"
    case .list(let given):
      let wanted = try JSONFields(["list": expected]).texts("list")
      let equal = given.map(DecimalText.canonical) == wanted.map(DecimalText.canonical)
      return equal ? nil : "is \(given.joined(separator: ", ")), not \(wanted.joined(separator: ", "))"
    }
  }
}

extension Outcome {
  /// Whether the order was refused under the name the vector expects.
  fileprivate func refusal(_ name: String, withoutLines: Bool) -> Verdict {
    if !loadErrors.isEmpty { return .disagreed(obstacle ?? "") }
    if refusals.contains(where: { $0.contains(name) }) { return .agreed }
    if withoutLines && refusals.isEmpty && !missing.isEmpty {
      return .notExpressible("an order without lines is asked for its first line, not refused")
    }
    return .disagreed("not refused as \(name): \(obstacle ?? "it has figures")")
  }
}
