import Diagnostics
import PolicyLanguage
package import PolicyModel
import PolicyProgram
import Quantities

/// Single figures: of a value, of an expression.
extension Engine {
  /// One value of an order, alone: what else the order lacks does not matter.
  package func figure(_ name: String, _ order: Order) -> FigureResult {
    guard let value = plan.valueIndex[name], !program.values[value].isStep else {
      if let input = plan.inputIndex[name] { return figure(input: input, order) }
      return .unknown(suggestion: suggestion(name))
    }
    return read(order) { evaluator in
      figures(
        evaluator, name, program.values[value].title, program.values[value].type,
        isPerLine: program.values[value].isPerLine, outcome: { evaluator.evaluate(value: Int32(value), line: $0) },
        need: { $0.need(value: Int32(value), line: $1) })
    }
  }

  /// A node of the program, such as an expression read against the book: see ``RuleBook/reading(_:)``.
  package func figure(node: Int, _ order: Order) -> FigureResult {
    read(order) { evaluator in
      figures(
        evaluator, "", nil, program.types[node], isPerLine: plan.nodes[node].isPerLine,
        outcome: { evaluator.evaluate(Int32(node), $0) }, need: { $0.need(node: Int32(node), line: $1) })
    }
  }

  /// Why an order has no figures: of those asked for, not of those that the book shows.
  ///
  /// - Returns: The refusals by name, or in their words where they have none, and the inputs that are missing.
  package func obstacles(of values: [Int], _ order: BoundOrder) -> (refusals: [String], missing: [MissingInput]) {
    pool.withEvaluator(lines: order.lineCount) { evaluator in
      evaluator.begin(order)
      let wording = Wording(evaluator, sources: sources)
      var missing = MissingInputs(evaluator)
      var refusals: [String] = []
      func add(_ refusal: String) { if !refusals.contains(refusal) { refusals.append(refusal) } }
      func add(_ outcome: Outcome) {
        guard outcome.state == .refused else { return }
        let refusal = wording.refusal(outcome.refusal)
        add(refusal.name ?? refusal.text)
      }
      for value in values {
        for line in 0..<(program.values[value].isPerLine ? evaluator.lineCount : 1) {
          let outcome = evaluator.evaluate(value: Int32(value), line: line)
          if outcome.state == .missing { missing.need(value: Int32(value), line: line) }
          add(outcome)
        }
        // The lines may have figures, and their sum none.
        add(evaluator.total(ofValue: value))
      }
      for effect in layout.effects where effect.definition.collection == "refusals" {
        for line in 0..<(effect.definition.isPerLine ? evaluator.lineCount : 1) {
          let outcome = evaluator.fires(effect.definition, line: line)
          if outcome.state == .missing { missing.needEffect(effect.definition, line: line) }
          if outcome.isYes { add(effect.definition.name) } else { add(outcome) }
        }
      }
      return (refusals, missing.isEmpty ? [] : wording.missing(missing))
    }
  }

  private func figure(input: Int, _ order: Order) -> FigureResult {
    let definition = program.inputs[input]
    return read(order) { evaluator in
      figures(
        evaluator, definition.name, definition.title, definition.type, isPerLine: definition.isPerLine,
        outcome: { evaluator.evaluate(input: Int32(input), line: $0) },
        need: { $0.needInput(input, line: $1) })
    }
  }

  /// An amount of a value's type as a quote writes it, without its currency.
  package func text(amount: Int128, value: Int, currency: String) -> String {
    ValueText(plan: plan, currency: Currency.named(currency)).text(.known(amount), program.values[value].type)
  }

  /// A name that may have been meant.
  func suggestion(_ name: String) -> String? {
    Spelling.closest(to: name, among: program.values.filter { !$0.isStep }.map(\.name) + program.inputs.map(\.name))
      .first
  }

  private func read(_ order: Order, _ body: (Evaluator) -> FigureResult) -> FigureResult {
    switch binder.bind(order) {
    case .failure(let mistakes): .invalid(mistakes.problems)
    case .success(let bound):
      pool.withEvaluator(lines: bound.lineCount) { evaluator in
        evaluator.begin(bound)
        return body(evaluator)
      }
    }
  }

  private func figures(
    _ evaluator: Evaluator, _ name: String, _ title: String?, _ type: ValueType, isPerLine: Bool,
    outcome: (Int) -> Outcome, need: (inout MissingInputs, Int) -> Void
  ) -> FigureResult {
    let lines = isPerLine ? evaluator.lineCount : 1
    let outcomes = (0..<lines).map(outcome)
    let wording = Wording(evaluator, sources: sources)
    var missing = MissingInputs(evaluator)
    var refusals: [Quote.Refusal] = []
    for (line, outcome) in outcomes.enumerated() {
      if outcome.state == .missing { need(&missing, line) }
      if outcome.state == .refused {
        let refusal = wording.refusal(outcome.refusal)
        if !refusals.contains(refusal) { refusals.append(refusal) }
      }
    }
    if !refusals.isEmpty { return .refused(refusals) }
    if !missing.isEmpty { return .missing(wording.missing(missing)) }
    return .figures(outcomes.map { wording.figure(name, title, $0, type) }, isPerLine: isPerLine)
  }
}

extension Wording {
  /// Missing inputs as they are asked for.
  func missing(_ found: MissingInputs) -> [MissingInput] {
    let inputs = InputText(plan: evaluator.plan)
    return found.ordered.map { index in
      let input = program.inputs[index]
      return MissingInput(
        input: input.name, title: input.title, type: inputs.type(input), allowed: inputs.allowed(input, values))
    }
  }
}
