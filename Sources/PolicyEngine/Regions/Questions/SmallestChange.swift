import PolicyLanguage
import PolicyModel
import PolicyProgram

/// The fewest answers that must change for a rule to apply, each to the nearest value that does it.
extension OrderQuestions {
  /// The most changes listed.
  private static let listed = 6

  func findChanges(_ rule: Rule, _ order: BoundOrder, _ answer: inout WhyNot) {
    let inputs = program.inputs.indices.filter { isWorthChanging($0, rule, order) }
    var found: [(order: BoundOrder, inputs: [Int])] = []
    for input in inputs {
      if let changed = change([input], rule, order, &answer.isUnchecked) { found.append((changed, [input])) }
    }
    if found.isEmpty {
      for (place, first) in inputs.enumerated() {
        for second in inputs[(place + 1)...] {
          if let changed = change([first, second], rule, order, &answer.isUnchecked) {
            found.append((changed, [first, second]))
          }
          if found.count >= Self.listed { break }
        }
        if found.count >= Self.listed { break }
      }
    }
    answer.changes = found.prefix(Self.listed).map { describe($0.order, $0.inputs, from: order) }
  }

  /// Only what the rule reads, directly or through others, can make it apply.
  private func isWorthChanging(_ input: Int, _ rule: Rule, _ order: BoundOrder) -> Bool {
    let use = use(of: input)
    switch rule {
    case .cases(let value, _):
      return program.values[value].cases.contains { item in
        (item.condition >= 0 && use.nodes[Int(item.condition)]) || (item.dateNode >= 0 && use.nodes[Int(item.dateNode)])
      }
    case .effect(let index):
      let effect = program.effects[index]
      return (effect.condition >= 0 && use.nodes[Int(effect.condition)])
        || (effect.dateNode >= 0 && use.nodes[Int(effect.dateNode)])
    }
  }

  /// Which nodes read an input, also through the defaults of others.
  private func use(of input: Int) -> InputUse { InputUse(program, input: input, graph: graph, throughDefaults: true) }

  /// The order with these inputs changed so that the rule applies; nil where no change of them does it.
  private func change(_ inputs: Set<Int>, _ rule: Rule, _ order: BoundOrder, _ isUnchecked: inout Bool) -> BoundOrder? {
    let setting = setting(around: order, giving: inputs)
    guard let question = question(rule, setting) else { return nil }
    let home = setting.search.home
    var region = region(setting, free: inputs)
    func find() -> [Int64]? {
      let answer = setting.search.find(question.required, outside: question.blockers, within: region) { point in
        setting.evaluator.begin(self.order(order, taking: inputs, from: point, setting))
        return Self.state(rule, setting.evaluator).isYes
      }
      switch answer {
      case .order(let point): return point
      case .none: return nil
      case .unchecked:
        isUnchecked = true
        return nil
      }
    }
    guard var best = find() else { return nil }
    // Nearer and nearer to what it is now.
    for variable in setting.space.variables.indices where !setting.space.variables[variable].isSet {
      var (near, far) = (Int64(0), (best[variable] - home[variable]).magnitude)
      if far == 0 { continue }
      let place = region.count
      while near + 1 < Int64(far) {
        let middle = near + (Int64(far) - near) / 2
        region.append((variable, Domain(home[variable] - middle, home[variable] + middle)))
        if let point = find() {
          best = point
          far = (point[variable] - home[variable]).magnitude
        } else {
          near = middle
        }
        region.removeLast(region.count - place)
      }
      region.append((variable, Domain(home[variable] - Int64(far), home[variable] + Int64(far))))
    }
    return self.order(order, taking: inputs, from: best, setting)
  }

  /// Where a rule applies, in a setting; nil where that cannot be.
  private func question(_ rule: Rule, _ setting: RegionSetting) -> (required: [Rows], blockers: Rows)? {
    switch rule {
    case .cases(let value, let positions):
      // Of several base cases, or lines, the first that can be.
      var alternatives: Rows = []
      var blockers: Rows = []
      for line in 0..<(plan.values[value].isPerLine ? setting.space.lineCount : 1) {
        for position in positions {
          alternatives += setting.conditions.appliesOrState(Int32(value), position, line: line)
        }
      }
      if positions.count == 1, setting.space.lineCount == 1 {
        blockers = setting.conditions.overrulers(of: positions[0], in: Int32(value), line: 0)
      }
      return alternatives.isEmpty ? nil : ([alternatives], blockers)
    case .effect(let index):
      let effect = program.effects[index]
      var alternatives: Rows = []
      for line in 0..<(effect.isPerLine ? setting.space.lineCount : 1) {
        alternatives += setting.conditions.fires(effect, true, line: line) ?? []
      }
      return alternatives.isEmpty ? nil : ([alternatives], [])
    }
  }

  // MARK: In words

  private func describe(_ changed: BoundOrder, _ inputs: [Int], from order: BoundOrder) -> WhyNot.Change {
    let (before, after) = (
      Evaluator(plan, lineCapacity: order.lineCount), Evaluator(plan, lineCapacity: order.lineCount)
    )
    before.begin(order)
    after.begin(changed)
    var change = WhyNot.Change(answers: [])
    for input in inputs {
      let definition = program.inputs[input]
      for line in 0..<(definition.isPerLine ? order.lineCount : 1) {
        let old = before.evaluate(input: Int32(input), line: line)
        let new = after.evaluate(input: Int32(input), line: line)
        if old.isKnown, new.isKnown, old.numerator == new.numerator { continue }
        change.answers.append(
          .init(
            input: definition.name,
            before: old.isKnown ? Wording(before, sources: []).display(old, definition.type) : "not given",
            after: Wording(after, sources: []).display(new, definition.type),
            line: definition.isPerLine && order.lineCount > 1 ? line + 1 : nil))
      }
    }
    change.isTurnedDown = after.isTurnedDown
    guard let value = program.shows.last, !change.isTurnedDown else { return change }
    let definition = program.values[value]
    change.figure = definition.name
    let (old, new) = (before.total(ofValue: value), after.total(ofValue: value))
    if old.isKnown { change.before = Wording(before, sources: []).display(old, definition.type) }
    if new.isKnown { change.after = Wording(after, sources: []).display(new, definition.type) }
    let currencies = (writer.currency(of: order), writer.currency(of: changed))
    if old.isKnown, new.isKnown, currencies.0 == currencies.1, let saved = old.ratio.minus(new.ratio),
      saved.numerator > 0
    {
      change.saved = Wording(after, sources: []).display(.known(saved), definition.type)
    }
    return change
  }
}
