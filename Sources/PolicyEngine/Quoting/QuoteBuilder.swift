import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Makes the quote of one order: figures first, then effects, then the reasons for what was read.
struct QuoteBuilder {
  let evaluator: Evaluator
  let layout: QuoteLayout
  let order: BoundOrder
  let wording: Wording
  var quote: Quote
  var missing: MissingInputs
  private var seenRefusals: Set<String> = []
  /// Where the values read for figures and effects are in ``QuoteLayout/values``.
  var readValues: [Int] = []

  init(_ evaluator: Evaluator, _ layout: QuoteLayout, sources: [SourceText], order: BoundOrder) {
    self.evaluator = evaluator
    self.layout = layout
    self.order = order
    wording = Wording(evaluator, sources: sources)
    missing = MissingInputs(evaluator)
    quote = Quote(
      book: evaluator.plan.program.name, hash: evaluator.plan.program.hash,
      currency: wording.values.currency?.code ?? "")
  }

  mutating func build() -> QuoteResult {
    addFigures()
    addEffects()
    if !missing.isEmpty { return .missing(wording.missing(missing), partial: quote) }
    noteReadings()
    addSteps()
    addDecisions()
    addAssumptions()
    addWarnings()
    return .quote(quote)
  }

  // MARK: Figures

  private mutating func addFigures() {
    let lineCount = evaluator.lineCount
    quote.lines = Array(repeating: [], count: lineCount)
    for shown in layout.shown {
      let value = layout.values[shown]
      for line in 0..<(value.isPerLine ? lineCount : 1) {
        let outcome = evaluator.evaluate(value: Int32(value.index), line: line)
        if outcome.state == .missing { missing.need(value: Int32(value.index), line: line) }
        if outcome.state == .refused { addRefusal(outcome.refusal) }
        if value.isPerLine { quote.lines[line].append(wording.figure(value.name, value.title, outcome, value.type)) }
      }
      guard !value.isPerLine || lineCount == 1 || value.isSummable else { continue }
      let total = evaluator.total(ofValue: value.index)
      quote.figures.append(wording.figure(value.name, value.title, total, value.type))
    }
  }

  mutating func addRefusal(_ index: Int32) {
    let refusal = wording.refusal(index)
    if seenRefusals.insert(refusal.text + "\n" + refusal.place).inserted { quote.refusals.append(refusal) }
  }

  // MARK: Effects

  mutating func addEffects() {
    for index in layout.effects.indices {
      let isPerLine = layout.effects[index].definition.isPerLine
      for line in 0..<(isPerLine ? evaluator.lineCount : 1) {
        let state = evaluator.fires(layout.effects[index].definition, line: line)
        if state.isNo { continue }
        addEffect(layout.effects[index], state, line)
      }
    }
  }

  private mutating func addEffect(_ effect: QuoteLayout.NamedEffect, _ state: Outcome, _ line: Int) {
    if state.state == .missing { missing.needEffect(effect.definition, line: line) }
    if state.state == .refused { addRefusal(state.refusal) }
    guard state.isYes else { return }
    for field in effect.definition.fields {
      for case .node(let node) in field.text.parts where evaluator.evaluate(node, line).state == .missing {
        missing.need(node: node, line: line)
      }
    }
    collect(effect, line)
  }

  private mutating func collect(_ effect: QuoteLayout.NamedEffect, _ line: Int) {
    let definition = effect.definition
    let number = definition.isPerLine && evaluator.lineCount > 1 ? line + 1 : nil
    switch definition.collection {
    case "refusals", "warnings":
      let said = definition.fields.map { wording.text($0.text, line: line) }.joined(separator: " ")
      let refusal = Quote.Refusal(
        name: definition.name, text: number.map { "line \($0): \(said)" } ?? said, because: definition.because,
        place: effect.place)
      if definition.collection == "refusals" { quote.refusals.append(refusal) } else { quote.warnings.append(refusal) }
    default:
      quote.effects.append(
        Quote.Effect(
          collection: definition.collection, kind: definition.kind, name: definition.name, line: number,
          fields: definition.fields.map { ($0.name, wording.text($0.text, line: line)) },
          because: definition.because, place: effect.place))
    }
  }

  // MARK: Warnings

  /// Inputs that were given and are not asked for, and checks that do not hold.
  private mutating func addWarnings() {
    if !layout.guarded.isEmpty {
      for answer in order.answers where layout.guarded.contains(Int(answer.input)) { addGuardWarning(answer) }
    }
    // Checks are about orders that are not turned down.
    guard quote.refusals.isEmpty else { return }
    let program = evaluator.plan.program
    for index in layout.checks {
      let isPerLine = program.checks[index].isPerLine
      for line in 0..<(isPerLine ? evaluator.lineCount : 1)
      where evaluator.holds(program.checks[index], line: line) == .no {
        let place = evaluator.lineCount > 1 && isPerLine ? " on line \(line + 1)" : ""
        quote.warnings.append(
          Quote.Refusal(
            name: nil, text: "check \"\(program.checks[index].title)\" does not hold\(place)",
            place: wording.place(program.checks[index].range)))
      }
    }
  }

  private mutating func addGuardWarning(_ answer: BoundOrder.Answer) {
    let input = evaluator.plan.program.inputs[Int(answer.input)]
    guard evaluator.evaluate(input.guardNode, Int(answer.line)).isNo else { return }
    let condition = wording.source(evaluator.plan.program.ranges[Int(input.guardNode)])
    let warning = Quote.Refusal(
      name: nil, text: "\(input.name) was given and is not used: it is asked only when \(condition)",
      place: wording.place(input.range))
    if !quote.warnings.contains(warning) { quote.warnings.append(warning) }
  }
}
