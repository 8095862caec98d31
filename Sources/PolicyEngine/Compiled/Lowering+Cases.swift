import PolicyLanguage
import PolicyProgram

/// The states of a value's cases, as ``Evaluator/decide(value:line:)`` has them.
struct CaseStates {
  /// Whether each case applies; of a case in a group, whether any of its group does.
  var applying: [Truth]
  /// Whether it applies and is not dropped.
  var remaining: [Truth]
  /// Cases that are found together by a lookup.
  var group: CaseGroup?
}

/// Exceptions that say no more than ranges of keys and constants: rows of a lookup, however many they are.
struct CaseGroup {
  /// The positions of the cases, in the order of the rows.
  var cases: [Int]
  var match: Truth
  /// Two contradict each other.
  var clash: Int32
  /// The result where one matches.
  var result: Lowered
  /// The position of the case that matches.
  var decided: Int32
}

/// Which case decides a value: all cases at once, each a register.
extension Lowering {
  mutating func decide(_ index: Int32) -> Lowered {
    let states = states(ofValue: index)
    let record = plan.values[index]
    let type = program.values[Int(index)].type
    var choice = CaseChoice()
    let grouped = Set(states.group?.cases ?? [])
    for position in 0..<Int(record.caseCount) where !grouped.contains(position) {
      let definition = plan.cases[record.firstCase + Int32(position)]
      let result = definition.result >= 0 ? lower(definition.result) : unknown(type)
      choice.add(states.remaining[position], result, isConstant: definition.isConstant, &self)
    }
    if let group = states.group, let first = group.cases.first {
      choice.add(states.remaining[first], group.result, isConstant: true, &self)
      choice.clash = builder.or(choice.clash, builder.and(states.remaining[first].yes, group.clash))
    }
    return choice.result(type, &self)
  }

  /// The position of the case that decides, for what is known, and whether several remain: equal constants, or a clash.
  mutating func decided(_ index: Int32) -> (position: Int32, isSeveral: Int32) {
    let record = plan.values[index]
    guard record.plainResult < 0 else { return (builder.no, builder.no) }
    let states = states(ofValue: index)
    let grouped = Set(states.group?.cases ?? [])
    // Of several with equal constants, the first.
    var decided = builder.constant(Int64(record.caseCount))
    var (isAny, isSeveral) = (builder.no, builder.no)
    for position in (0..<Int(record.caseCount)).reversed() where !grouped.contains(position) {
      let remains = states.remaining[position].yes
      decided = builder.select(remains, builder.constant(Int64(position)), decided)
      isSeveral = builder.or(isSeveral, builder.and(isAny, remains))
      isAny = builder.or(isAny, remains)
    }
    if let group = states.group, let first = group.cases.first {
      let earlier = builder.extreme(.minimum, group.decided, decided)
      decided = builder.select(states.remaining[first].yes, earlier, decided)
      isSeveral = builder.or(
        isSeveral, builder.and(states.remaining[first].yes, builder.or(isAny, group.clash)))
    }
    return (decided, isSeveral)
  }

  mutating func states(ofValue index: Int32) -> CaseStates {
    if let found = states[Int(index)] { return found }
    let record = plan.values[index]
    let start = record.firstCase
    let (caseCount, baseCount) = (Int(record.caseCount), Int(record.baseCount))
    let never = known(false)
    var applying = [Truth](repeating: never, count: caseCount)
    var dropped = [Truth](repeating: never, count: caseCount)
    let group = group(index)
    let grouped = Set(group?.cases ?? [])

    var anyBase = never
    var otherwise = -1
    for position in 0..<baseCount {
      if plan.cases[start + Int32(position)].isOtherwise {
        otherwise = position
        continue
      }
      applying[position] = holds(start + Int32(position))
      anyBase = or(anyBase, applying[position])
    }
    if otherwise >= 0 {
      applying[otherwise] = and(not(anyBase), holds(start + Int32(otherwise)))
      anyBase = or(anyBase, applying[otherwise])
    }
    if record.baseIsCertain { anyBase = known(true) }

    var allBaseDropped = never
    if let group {
      let state = and(anyBase, group.match)
      for position in group.cases { applying[position] = state }
      allBaseDropped = state
    }
    for position in baseCount..<caseCount where !grouped.contains(position) {
      let exception = plan.cases[start + Int32(position)]
      var reached = exception.targetsAllBase ? anyBase : never
      let targets = (0..<Int(exception.targetCount)).map { Int(plan.targets[Int(exception.firstTarget) + $0]) }
      for target in targets where !exception.targetsAllBase || target >= baseCount {
        reached = or(reached, applying[target])
      }
      let state = and(reached, holds(start + Int32(position)))
      applying[position] = state
      if exception.targetsAllBase { allBaseDropped = or(allBaseDropped, state) }
      for target in targets where !exception.targetsAllBase || target >= baseCount {
        dropped[target] = or(dropped[target], state)
      }
    }
    for position in 0..<baseCount { dropped[position] = or(dropped[position], allBaseDropped) }

    var final = never
    for position in 0..<caseCount where plan.cases[start + Int32(position)].isFinal {
      final = or(final, applying[position])
    }
    let states = CaseStates(
      applying: applying,
      remaining: (0..<caseCount).map { position in
        let state = and(applying[position], not(dropped[position]))
        return plan.cases[start + Int32(position)].isFinal ? state : and(state, not(final))
      }, group: group)
    self.states[Int(index)] = states
    return states
  }

  /// Whether the dates and the condition of a case hold.
  private mutating func holds(_ index: Int32) -> Truth {
    let record = plan.cases[index]
    let inside =
      record.dateNode >= 0 ? window(record.dateNode, record.firstDay, record.lastDay) : known(true)
    guard record.condition >= 0 else { return inside }
    return and(inside, truth(record.condition))
  }

  /// Whether a date lies within a window.
  mutating func window(_ node: Int32, _ firstDay: Int128, _ lastDay: Int128) -> Truth {
    let day = number(node)
    let lower = builder.compare(.lessOrEqual, builder.constant(Int64(clamping: firstDay)), day.numerator)
    let upper = builder.compare(.lessOrEqual, day.numerator, builder.constant(Int64(clamping: lastDay)))
    return truth(builder.and(lower, upper), unless: day.unknown)
  }

  // MARK: What rules ask about rules

  mutating func ruleState(_ node: PlanNode, _ question: RuleQuestion) -> Truth {
    let states = states(ofValue: node.first)
    let own = Int(node.second)
    // A group is one state for many cases.
    if let group = states.group, group.cases.contains(own) { return unknownTruth() }
    switch question {
    case .applies: return states.applying[own]
    case .decides: return states.remaining[own]
    case .overruledBy:
      let record = plan.values[node.first]
      let other = Int(node.constant)
      if let group = states.group, group.cases.contains(other) { return unknownTruth() }
      let over = plan.cases[record.firstCase + Int32(other)]
      let isTarget = (0..<Int(over.targetCount)).contains { Int(plan.targets[Int(over.firstTarget) + $0]) == own }
      guard isTarget || (over.isFinal && !plan.cases[record.firstCase + Int32(own)].isFinal) else {
        return known(false)
      }
      return and(states.applying[own], states.applying[other])
    }
  }
}

/// Puts the results of the cases that remain together: exactly one is to.
private struct CaseChoice {
  private var seen: Int32?
  private var chosen: Lowered?
  private var open: Int32?
  private var areConstant = true
  var clash: Int32 = -1

  mutating func add(_ state: Truth, _ result: Lowered, isConstant: Bool, _ lowering: inout Lowering) {
    areConstant = areConstant && isConstant
    if clash < 0 { clash = lowering.builder.no }
    open = lowering.builder.or(open ?? lowering.builder.no, state.unknown)
    guard let seen, let chosen else {
      seen = state.yes
      chosen = result
      return
    }
    var both = lowering.builder.and(seen, state.yes)
    // Equal constants do not contradict each other.
    if areConstant { both = lowering.builder.and(both, differ(chosen, result, &lowering)) }
    clash = lowering.builder.or(clash, both)
    self.chosen = lowering.choose(state.yes, result, chosen)
    self.seen = lowering.builder.or(seen, state.yes)
  }

  private func differ(_ left: Lowered, _ right: Lowered, _ lowering: inout Lowering) -> Int32 {
    switch (left, right) {
    case (.number(let first), .number(let second)):
      lowering.builder.not(lowering.builder.compare(.equal, first.numerator, second.numerator))
    case (.truth(let first), .truth(let second)):
      lowering.builder.not(lowering.builder.compare(.equal, first.yes, second.yes))
    default: lowering.builder.yes
    }
  }

  mutating func result(_ type: ValueType, _ lowering: inout Lowering) -> Lowered {
    guard let seen, let open, let chosen else { return lowering.unknown(type) }
    let none = lowering.builder.not(seen)
    let unknown = lowering.builder.or(
      lowering.builder.or(open, none), lowering.builder.or(clash, chosen.unknown))
    switch chosen {
    case .truth(let truth): return .truth(lowering.truth(truth.yes, unless: unknown))
    case .number(var number):
      number.unknown = unknown
      return .number(number)
    }
  }
}
