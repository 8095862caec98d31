package import Diagnostics
package import PolicyModel

/// Quotes, missing inputs and problems as JSON documents, with a stable order of members.
package enum QuoteDocument {
  /// A quote.
  ///
  /// - Parameters:
  ///   - quote: The quote.
  ///   - collections: The collections to list even where nothing was collected: see ``Engine/collections``.
  package static func json(_ quote: Quote, collections: [String]) -> JSON {
    var members: [JSON.Member] = [
      .init("schema", 1), .init("book", JSON(quote.book)), .init("hash", JSON(quote.hash)),
      .init("currency", JSON(quote.currency)), .init("figures", figures(quote.figures)),
      .init("lines", .array(quote.lines.map { .object([.init("figures", figures($0))]) })),
      .init("steps", .array(quote.steps.map(step))),
    ]
    for collection in Set(collections + quote.effects.map(\.collection)).sorted() {
      members.append(
        .init(collection, .array(quote.effects.filter { $0.collection == collection }.map(effect))))
    }
    members += [
      .init("refusals", .array(quote.refusals.map(refusal))), .init("warnings", .array(quote.warnings.map(refusal))),
      .init("decided", decisions(quote.decisions)), .init("read", figures(quote.readings)),
      .init("assumed", figures(quote.assumptions)),
      .init("printed", .array(quote.prints.map { JSON($0) })),
    ]
    return .object(members)
  }

  /// Missing inputs: the first to ask for first.
  package static func json(missing: [MissingInput]) -> JSON {
    .object([
      .init(
        "missing",
        .array(
          missing.map { input in
            .object([
              .init("input", JSON(input.input)), .init("title", JSON(input.title)), .init("type", JSON(input.type)),
              .init("allowed", .array(input.allowed.map { JSON($0) })),
            ])
          }))
    ])
  }

  /// What is wrong with an order.
  package static func json(problems: [OrderProblem]) -> JSON {
    .object([
      .init(
        "problems",
        .array(
          problems.map { problem in
            var members: [JSON.Member] = [.init("code", JSON(problem.code)), .init("input", JSON(problem.input))]
            if let line = problem.line { members.append(.init("line", JSON(line))) }
            return .object(
              members + [.init("message", JSON(problem.message)), .init("cure", JSON(problem.cure))])
          }))
    ])
  }

  // MARK: Parts

  private static func figures(_ figures: [Quote.Figure]) -> JSON {
    .object(figures.map { .init($0.name, $0.text.map { JSON($0) } ?? .null) })
  }

  private static func step(_ step: Quote.Step) -> JSON {
    var members: [JSON.Member] = [.init("price", JSON(step.price))]
    if let line = step.line { members.append(.init("line", JSON(line))) }
    return .object(
      members + [
        .init("label", JSON(step.label)), .init("amount", JSON(step.amount)), .init("total", JSON(step.total)),
        .init("rule", JSON(step.rule)), .init("at", JSON(step.place)),
      ])
  }

  private static func effect(_ effect: Quote.Effect) -> JSON {
    var members: [JSON.Member] = [.init("name", JSON(effect.name))]
    if let line = effect.line { members.append(.init("line", JSON(line))) }
    members += effect.fields.map { .init($0.name, JSON($0.text)) }
    if let because = effect.because { members.append(.init("because", JSON(because))) }
    return .object(members + [.init("at", JSON(effect.place))])
  }

  private static func refusal(_ refusal: Quote.Refusal) -> JSON {
    var members: [JSON.Member] = [
      .init("name", refusal.name.map { JSON($0) } ?? .null), .init("text", JSON(refusal.text)),
    ]
    if let because = refusal.because { members.append(.init("because", JSON(because))) }
    return .object(members + [.init("at", JSON(refusal.place))])
  }

  /// By the value's name; a value that was decided differently on the lines has them listed.
  private static func decisions(_ decisions: [Quote.Decision]) -> JSON {
    var members: [JSON.Member] = []
    for name in decisions.map(\.value).unique {
      let own = decisions.filter { $0.value == name }
      if own.count == 1, own[0].line == nil {
        members.append(.init(name, .object(decision(own[0]))))
      } else {
        let lines = own.map { JSON.object([.init("line", JSON($0.line ?? 0))] + decision($0)) }
        members.append(.init(name, .object([.init("lines", .array(lines))])))
      }
    }
    return .object(members)
  }

  private static func decision(_ decision: Quote.Decision) -> [JSON.Member] {
    var members: [JSON.Member] = [
      .init("by", JSON(decision.by)), .init("at", JSON(decision.place)),
      .init("overruled", .array(decision.overruled.map { JSON($0) })),
    ]
    if let because = decision.because { members.append(.init("because", JSON(because))) }
    if let source = decision.source { members.append(.init("source", JSON(source))) }
    return members
  }
}
