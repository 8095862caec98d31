import PolicyLanguage
import PolicyProgram

/// Who decides a value over a box.
extension BoxEvaluator {
  /// What a case can be: applying, and left over.
  struct CaseStates {
    var applying: [Bounds]
    var remaining: [Bounds]
    /// Variables that decide who applies.
    var moves: UInt64
  }

  func value(_ value: Int32, _ line: Int) -> Bounds {
    let record = plan.values[value]
    if record.plainResult >= 0 { return bounds(record.plainResult, line) }
    let states = states(of: value, line)
    let start = Int(record.firstCase)
    var result = Bounds.nothing
    var candidates = 0
    var sure = -1
    for position in 0..<Int(record.caseCount) where states.remaining[position].canBeYes {
      let item = plan.cases[start + position]
      candidates += 1
      if !states.remaining[position].canBeNo {
        if sure >= 0 {
          let other = plan.cases[sure]
          // Both decide every order of the box: none has a result.
          if !item.isConstant || !other.isConstant || item.constant != other.constant { return .nothing }
        }
        sure = start + position
      }
      if item.result >= 0 { result = result.union(bounds(item.result, line)) }
    }
    // Where who decides is open, the variables that settle it can move the result either way.
    if candidates != 1 || sure < 0 || plan.cases[sure].result < 0 { mayFail = true }
    if candidates > 1 {
      result.rise |= states.moves
      result.fall |= states.moves
    }
    return result
  }

  /// The states of all cases, each open one as both.
  func states(of value: Int32, _ line: Int) -> CaseStates {
    let record = plan.values[value]
    let (start, count, baseCount) = (Int(record.firstCase), Int(record.caseCount), Int(record.baseCount))
    var applying = [Bounds](repeating: .no, count: count)
    var dropped = [Bounds](repeating: .no, count: count)
    var moves: UInt64 = 0
    var anyBase = Bounds.no
    var otherwise = -1
    for position in 0..<baseCount {
      if plan.cases[start + position].isOtherwise {
        otherwise = position
        continue
      }
      applying[position] = holds(start + position, line, &moves)
      anyBase = Self.or(anyBase, applying[position])
    }
    if otherwise >= 0 {
      applying[otherwise] = Self.and(Self.not(anyBase), holds(start + otherwise, line, &moves))
      anyBase = Self.or(anyBase, applying[otherwise])
    }
    if record.baseIsCertain { anyBase = .yes }
    for position in baseCount..<max(baseCount, count) {
      let item = plan.cases[start + position]
      var reached: Bounds = item.targetsAllBase ? anyBase : .no
      for target in 0..<Int(item.targetCount) {
        reached = Self.or(reached, applying[Int(plan.targets[Int(item.firstTarget) + target])])
      }
      if item.targetsAllBase, record.baseIsCertain { reached = .yes }
      let state = reached.canBeYes ? Self.and(reached, holds(start + position, line, &moves)) : Bounds.no
      applying[position] = state
      for target in 0..<Int(item.targetCount) {
        let index = Int(plan.targets[Int(item.firstTarget) + target])
        dropped[index] = Self.or(dropped[index], state)
      }
    }
    var anyFinal = Bounds.no
    if record.hasFinal {
      for position in 0..<count where plan.cases[start + position].isFinal {
        anyFinal = Self.or(anyFinal, applying[position])
      }
    }
    var remaining = applying
    for position in 0..<count {
      remaining[position] = Self.and(applying[position], Self.not(dropped[position]))
      if !plan.cases[start + position].isFinal {
        remaining[position] = Self.and(remaining[position], Self.not(anyFinal))
      }
    }
    return CaseStates(applying: applying, remaining: remaining, moves: moves)
  }

  private func holds(_ index: Int, _ line: Int, _ moves: inout UInt64) -> Bounds {
    let item = plan.cases[index]
    var state = Bounds.yes
    if item.dateNode >= 0 {
      let day = bounds(item.dateNode, line)
      if day.isNothing { return .nothing }
      state = Bounds.truth(
        canBeYes: day.upper >= item.firstDay && day.lower <= item.lastDay,
        canBeNo: day.lower < item.firstDay || day.upper > item.lastDay)
      if state.lower != state.upper { moves |= day.moves }
      if !state.canBeYes { return .no }
    }
    guard item.condition >= 0 else { return state }
    let condition = bounds(item.condition, line)
    if condition.lower != condition.upper { moves |= condition.moves }
    return Self.and(state, condition)
  }

  /// The answer to a question about a case.
  func answer(
    _ question: RuleQuestion, value: Int32, case position: Int32, by other: Int32, _ states: CaseStates, _ line: Int
  ) -> Bounds {
    let (position, other) = (Int(position), Int(other))
    let state: Bounds
    switch question {
    case .applies: state = states.applying[position]
    case .decides: state = states.remaining[position]
    case .overruledBy:
      let definition = plan.program.values[Int(value)]
      let isOver =
        definition.cases[other].targets.contains(position)
        || (definition.cases[other].isFinal && !definition.cases[position].isFinal)
      state = isOver ? Self.and(states.applying[position], states.applying[other]) : .no
    }
    return state.directed(states.moves, states.moves)
  }

  private static func and(_ one: Bounds, _ other: Bounds) -> Bounds {
    Bounds.truth(canBeYes: one.canBeYes && other.canBeYes, canBeNo: one.canBeNo || other.canBeNo)
  }

  private static func or(_ one: Bounds, _ other: Bounds) -> Bounds {
    Bounds.truth(canBeYes: one.canBeYes || other.canBeYes, canBeNo: one.canBeNo && other.canBeNo)
  }

  private static func not(_ one: Bounds) -> Bounds { Bounds.truth(canBeYes: one.canBeNo, canBeNo: one.canBeYes) }
}
