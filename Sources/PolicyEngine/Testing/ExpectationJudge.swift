import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Compares what a test expects with what came of its order.
struct ExpectationJudge {
  let evaluator: Evaluator
  let order: BoundOrder
  let wording: Wording
  let sources: [SourceText]
  let layout: QuoteLayout

  init(_ evaluator: Evaluator, _ layout: QuoteLayout, sources: [SourceText], order: BoundOrder) {
    self.evaluator = evaluator
    self.sources = sources
    self.order = order
    self.layout = layout
    wording = Wording(evaluator, sources: sources)
  }

  var program: Program { evaluator.plan.program }

  /// What was expected and what came instead, or nil if it came true.
  func failure(of kind: ExpectationSyntax.Kind) -> (expected: String, got: String)? {
    switch kind {
    case .figure(let name, let constants, let line): figure(name.text, constants, line)
    case .figureRefused(let name, let line): refusedFigure(name.text, line)
    case .rule(let rule, let state, let negated): self.rule(rule.text, state, negated)
    case .effect(let kind, let name, let negated): effect(kind.text, name.text, negated, "\(kind.text) \(name.text)")
    case .refused(let name): refusal(name?.text)
    case .warned(let name): warning(name?.text)
    case .asks(let input): asks(input.text)
    }
  }

  // MARK: Figures

  /// The figure a test means by a name: of a value per line, that of the line named, or all lines together.
  func outcome(_ name: String, _ line: Int?) -> Result<(Outcome, ValueType), Trouble> {
    guard let value = evaluator.plan.valueIndex[name] else { return .failure(Trouble("there is no such figure")) }
    let definition = program.values[value]
    if let line {
      guard (1...evaluator.lineCount).contains(line) else {
        return .failure(Trouble("the order has \(evaluator.lineCount) line\(evaluator.lineCount == 1 ? "" : "s")"))
      }
      return .success((evaluator.evaluate(value: Int32(value), line: line - 1), definition.type))
    }
    if definition.isPerLine, evaluator.lineCount > 1, !definition.type.isSummable {
      let all = (0..<evaluator.lineCount).map { evaluator.evaluate(value: Int32(value), line: $0) }
      let agree = all.allSatisfy { $0.state == all[0].state && $0.ratio.compared(with: all[0].ratio) == 0 }
      guard agree else { return .failure(Trouble("it differs from line to line; say which: `line 1 \(name) …`")) }
      return .success((all[0], definition.type))
    }
    return .success((evaluator.total(ofValue: value), definition.type))
  }

  struct Trouble: Error {
    var text: String
    init(_ text: String) { self.text = text }
  }

  private func figure(_ name: String, _ constants: [ExpressionSyntax], _ line: Int?) -> (String, String)? {
    let written = constants.map { wording.source($0.range) }.joined(separator: " and ")
    let expected = "\(line.map { "line \($0) " } ?? "")\(name) \(written)"
    switch outcome(name, line) {
    case .failure(let trouble): return (expected, trouble.text)
    case .success((let outcome, let type)):
      if outcome.state == .refused { return (expected, "refused: \(wording.refusal(outcome.refusal).text)") }
      if outcome.state == .missing { return (expected, "missing: \(missing { needValue(name, line, &$0) })") }
      switch ExpectedResult(program, wording.values).matches(constants, outcome, type) {
      case .yes: return nil
      case .no: return (expected, wording.display(outcome, type))
      case .other(let reason): return (expected, "\(wording.display(outcome, type)); \(reason)")
      }
    }
  }

  private func needValue(_ name: String, _ line: Int?, _ missing: inout MissingInputs) {
    guard let value = evaluator.plan.valueIndex[name] else { return }
    for own in line.map({ [$0 - 1] }) ?? Array(0..<(program.values[value].isPerLine ? evaluator.lineCount : 1)) {
      missing.need(value: Int32(value), line: own)
    }
  }

  private func missing(_ collect: (inout MissingInputs) -> Void) -> String {
    var missing = MissingInputs(evaluator)
    collect(&missing)
    return missing.ordered.map { program.inputs[$0].name }.joined(separator: ", ")
  }

  private func refusedFigure(_ name: String, _ line: Int?) -> (String, String)? {
    let expected = "\(line.map { "line \($0) " } ?? "")\(name) refused"
    switch outcome(name, line) {
    case .failure(let trouble): return (expected, trouble.text)
    case .success((let outcome, let type)):
      if outcome.state == .refused { return nil }
      if outcome.state == .missing { return (expected, "missing: \(missing { needValue(name, line, &$0) })") }
      return (expected, wording.display(outcome, type))
    }
  }

  // MARK: Rules

  private func rule(_ name: String, _ state: RuleState, _ negated: Bool) -> (String, String)? {
    let asked: String
    switch state {
    case .applies: asked = negated ? "\(name) does not apply" : "\(name) applies"
    case .decides: asked = negated ? "\(name) does not decide" : "\(name) decides"
    case .overruled(let other): asked = "\(name) is \(negated ? "not " : "")overruled by \(other.text)"
    }
    guard let (value, positions) = cases(name) else { return (asked, "there is no such rule") }
    for line in 0..<(program.values[value].isPerLine ? evaluator.lineCount : 1) {
      let answer = answer(value, positions, state, line)
      if answer.isKnown, answer.isYes != negated { continue }
      let number = evaluator.lineCount > 1 && program.values[value].isPerLine ? " on line \(line + 1)" : ""
      return (asked, found(name, value, positions, answer, line) + number)
    }
    return nil
  }

  /// The value and the cases a rule's name means: an exception, or a value's base.
  private func cases(_ name: String) -> (value: Int, cases: [Int])? {
    if let place = evaluator.plan.ruleIndex[name] { return (place.value, [place.case]) }
    guard let value = evaluator.plan.valueIndex[name] else { return nil }
    return (value, Array(0..<program.values[value].baseCount))
  }

  private func answer(_ value: Int, _ positions: [Int], _ state: RuleState, _ line: Int) -> Outcome {
    var best = Outcome.no
    for position in positions {
      let answer: Outcome
      switch state {
      case .applies:
        answer = evaluator.answer(.applies, value: Int32(value), case: Int32(position), by: -1, line: line)
      case .decides:
        answer = evaluator.answer(.decides, value: Int32(value), case: Int32(position), by: -1, line: line)
      case .overruled(let other):
        guard let by = cases(other.text), by.value == value, let case0 = by.cases.first else { return .no }
        answer = evaluator.answer(
          .overruledBy, value: Int32(value), case: Int32(position), by: Int32(case0), line: line)
      }
      if answer.isYes { return answer }
      if !answer.isKnown { best = answer }
    }
    return best
  }

  private func found(_ name: String, _ value: Int, _ positions: [Int], _ answer: Outcome, _ line: Int) -> String {
    if answer.state == .missing {
      return "missing: " + missing { $0.needRules(of: Int32(value), line: line) }
    }
    if answer.state == .refused { return "refused: \(wording.refusal(answer.refusal).text)" }
    let definition = program.values[value]
    let deciding = evaluator.decidingCases(value: value, line: line).map { definition.cases[$0].name }.unique
    let applies = positions.contains {
      evaluator.answer(.applies, value: Int32(value), case: Int32($0), by: -1, line: line).isYes
    }
    let who =
      deciding.isEmpty
      ? "nothing decides \(definition.name)" : "\(deciding.joined(separator: ", ")) decides \(definition.name)"
    return "\(name) \(applies ? "applies" : "does not apply"), and \(who)"
  }

  // MARK: Effects

  private func fires(_ kind: String, _ name: String) -> Outcome {
    var best = Outcome.no
    for effect in program.effects where effect.kind == kind && effect.name == name {
      for line in 0..<(effect.isPerLine ? evaluator.lineCount : 1) {
        let state = evaluator.fires(effect, line: line)
        if state.isYes { return state }
        if !state.isKnown { best = state }
      }
    }
    return best
  }

  /// An effect whose condition lacks an input does not fire.
  private func effect(_ kind: String, _ name: String, _ negated: Bool, _ spoken: String) -> (String, String)? {
    let state = fires(kind, name)
    if state.isYes != negated { return nil }
    let expected = negated ? "no \(spoken)" : spoken
    if negated { return (expected, "it fires") }
    switch state.state {
    case .known: return (expected, "it does not fire: its condition does not hold")
    case .refused: return (expected, "refused: \(wording.refusal(state.refusal).text)")
    case .missing:
      let missing = missing { missing in
        for effect in program.effects where effect.kind == kind && effect.name == name {
          for line in 0..<(effect.isPerLine ? evaluator.lineCount : 1) { missing.needEffect(effect, line: line) }
        }
      }
      return (expected, "it does not fire: missing \(missing)")
    }
  }

  private func refusal(_ name: String?) -> (String, String)? {
    if let name { return effect("refuse", name, false, "refused by \(name)") }
    let fired = program.effects.filter { $0.collection == "refusals" && fires($0.kind, $0.name).isYes }.map(\.name)
    if !fired.isEmpty { return ("not refused", "refused by \(fired.sorted().joined(separator: ", "))") }
    for value in program.shows {
      for line in 0..<(program.values[value].isPerLine ? evaluator.lineCount : 1) {
        let outcome = evaluator.evaluate(value: Int32(value), line: line)
        guard outcome.state == .refused else { continue }
        return ("not refused", "\(program.values[value].name) is refused: \(wording.refusal(outcome.refusal).text)")
      }
    }
    return nil
  }

  private func warning(_ name: String?) -> (String, String)? {
    if let name { return effect("warn", name, false, "warned by \(name)") }
    let fired = program.effects.filter { $0.collection == "warnings" && fires($0.kind, $0.name).isYes }.map(\.name)
    return fired.isEmpty ? nil : ("no warning", "warned by \(fired.sorted().joined(separator: ", "))")
  }

  // MARK: Questions

  private func asks(_ input: String) -> (String, String)? {
    var builder = QuoteBuilder(evaluator, layout, sources: sources, order: order)
    switch builder.build() {
    case .missing(let missing, _):
      if missing.contains(where: { $0.input == input }) { return nil }
      return ("asks for \(input)", "it asks for \(missing.map(\.input).joined(separator: ", "))")
    default: return ("asks for \(input)", "nothing is missing")
    }
  }
}
