import PolicyLanguage
import PolicyProgram

/// Effects and checks of one order.
extension Evaluator {
  /// Whether an effect fires: its dates and its condition hold.
  func fires(_ effect: EffectDefinition, line: Int) -> Outcome {
    var inside = Outcome.yes
    if effect.dateNode >= 0 {
      inside = evaluate(effect.dateNode, line)
      if inside.isKnown {
        inside = .known(inside.numerator >= effect.firstDay && inside.numerator <= effect.lastDay)
        if inside.isNo { return .no }
      }
    }
    let condition = effect.condition >= 0 ? evaluate(effect.condition, line) : .yes
    if condition.isNo || inside.isYes { return condition }
    return condition.state == .refused && inside.state == .missing ? inside : inside.isKnown ? condition : inside
  }

  /// Whether a refusal turns the order down.
  var isTurnedDown: Bool {
    plan.program.effects.contains { effect in
      effect.collection == "refusals"
        && (0..<(effect.isPerLine ? lineCount : 1)).contains { fires(effect, line: $0).isYes }
    }
  }

  /// Whether it is known that no refusal turns the order down.
  var isAccepted: Bool {
    plan.program.effects.allSatisfy { effect in
      effect.collection != "refusals"
        || (0..<(effect.isPerLine ? lineCount : 1)).allSatisfy { fires(effect, line: $0).isNo }
    }
  }

  /// Whether a check holds: open where it reads what is missing or refused.
  func holds(_ check: CheckDefinition, line: Int) -> CaseState {
    if check.guardNode >= 0 {
      let asked = evaluate(check.guardNode, line)
      guard asked.isYes else { return asked.isKnown ? .yes : .missing }
    }
    let outcome = evaluate(check.condition, line)
    return outcome.isKnown ? (outcome.isYes ? .yes : .no) : outcome.state == .missing ? .missing : .refused
  }
}

extension MissingInputs {
  /// An effect whose condition is open.
  mutating func needEffect(_ effect: EffectDefinition, line: Int) {
    if effect.dateNode >= 0 { need(node: effect.dateNode, line: line) }
    if effect.condition >= 0 { need(node: effect.condition, line: line) }
  }
}
