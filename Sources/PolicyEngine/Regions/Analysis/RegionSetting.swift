import PolicyLanguage
import PolicyProgram

/// A space of a program with everything that questions about it need: conditions as rows, a search, the refusals that
/// read inputs alone, and an evaluator that confirms.
final class RegionSetting {
  let space: Space
  let figures: FigureConditions
  let conditions: Conditions
  let search: Search
  let plan: Plan
  let evaluator: Evaluator
  /// Orders that cannot be placed, by what they say.
  let refused: Rows
  /// Those of them that do not bring lines together.
  let refusedByLine: Rows

  /// - Parameter assumed: Inputs that are left out and take their defaults.
  init(
    _ plan: Plan, home: HomeOrder, lineReaders: LineReaders, lineCount: Int = 1, hasOtherLines: Bool = false,
    assumed: Set<Int> = []
  ) {
    self.plan = plan
    space = Space([plan], lineCount: lineCount, hasOtherLines: hasOtherLines, assumed: assumed)
    figures = FigureConditions()
    conditions = Conditions(space, view: 0, figures: figures)
    search = Search(space, figures: figures, home: home.point(in: space, view: 0))
    evaluator = Evaluator(plan, lineCapacity: lineCount)
    var refused: Rows = []
    var refusedByLine: Rows = []
    let readsInputs = InputReaders(plan.program)
    for effect in plan.program.effects where effect.collection == "refusals" {
      guard readsInputs.nodes(effect.condition), readsInputs.nodes(effect.dateNode) else { continue }
      for line in 0..<(effect.isPerLine ? lineCount : 1) {
        let rows = conditions.fires(effect, true, line: line) ?? []
        refused += rows
        if !lineReaders.reads(effect) { refusedByLine += rows }
      }
    }
    self.refused = refused
    self.refusedByLine = refusedByLine
  }

  /// Orders that are turned down, whatever turns them down: by figures, too.
  var turnedDown: Rows {
    plan.program.effects.filter { $0.collection == "refusals" }.flatMap { effect in
      (0..<(effect.isPerLine ? space.lineCount : 1)).flatMap { conditions.fires(effect, true, line: $0) ?? [] }
    }
  }

  /// The order at a point, taken up by the evaluator.
  func begin(_ point: [Int64]) { evaluator.begin(space.views[0].order(at: point, in: space)) }
}

extension Conditions {
  /// Where an effect fires, or is known not to.
  func fires(_ effect: EffectDefinition, _ truth: Bool, line: Int) -> Rows? {
    let condition = rows(effect.condition, truth, line: line)
    guard effect.dateNode >= 0 else { return condition }
    guard let window = within(effect.dateNode, Span(effect.firstDay, effect.lastDay, isOutside: !truth), line) else {
      return nil
    }
    return truth ? all([condition, window]) : any([condition, window])
  }

  /// Where a case is known to hold; what cannot be written as rows is asked of its state.
  func holdsOrState(_ value: Int32, _ position: Int, line: Int) -> Rows {
    holds(value, position, line: line) ?? state(value, position, line: line)
  }

  /// Where a case is known to apply.
  func appliesOrState(_ value: Int32, _ position: Int, line: Int) -> Rows {
    applies(value, position, line: line) ?? state(value, position, line: line)
  }

  /// Where a case is known to decide.
  func decidesOrState(_ value: Int32, _ position: Int, line: Int) -> Rows {
    decides(value, position, line: line) ?? state(value, position, .decides, line: line)
  }

  private func state(_ value: Int32, _ position: Int, _ question: RuleQuestion = .applies, line: Int) -> Rows {
    let kind = FigureCondition.Kind.rule(
      value: value, case: Int32(position), question: question, by: -1)
    let place = figures.place(of: FigureCondition(view: view, line: line, kind: kind))
    return Row.always.adding(.figure(place, true), in: space).map { [$0] } ?? []
  }

  /// Where what would overrule a case is known not to hold; nil past the limit.
  func notOverruled(_ position: Int, in value: Int32, line: Int) -> [Rows]? {
    var parts: [Rows] = []
    for over in overruling(value, position) {
      let rows =
        over.isException
        ? holds(value, over.position, false, line: line) : applies(value, over.position, false, line: line)
      guard let rows else { return nil }
      parts.append(rows)
    }
    return parts
  }

  /// What must not hold for a case that applies to decide: what is an exception to it, and what is final.
  func overrulers(of position: Int, in value: Int32, line: Int) -> Rows {
    overruling(value, position).flatMap { over in
      over.isException
        ? holdsOrState(value, over.position, line: line) : appliesOrState(value, over.position, line: line)
    }
  }
}
