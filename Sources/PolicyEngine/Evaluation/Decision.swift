import PolicyLanguage
import PolicyProgram

/// Whether a case applies.
///
/// For now a clash is found when an order meets it. The proof over all orders, made once when a book is loaded, comes
/// later in `PolicyEngine/Regions`; it asks the same questions of whole sets of orders that ``Evaluator/decide(value:line:)``
/// asks of one. What is decided here stays as it is: the proof then makes the refusals below unreachable.
enum CaseState: UInt8 {
  case no, yes
  /// Depends on an input that is missing.
  case missing
  /// Depends on something that was refused.
  case refused

  @inline(__always) var isOpen: Bool { self == .missing || self == .refused }

  @inline(__always)
  func and(_ other: CaseState) -> CaseState {
    if self == .no || other == .no { return .no }
    if self == .yes { return other }
    if other == .yes { return self }
    return self == .missing || other == .missing ? .missing : .refused
  }

  @inline(__always)
  func or(_ other: CaseState) -> CaseState {
    if self == .yes || other == .yes { return .yes }
    if self == .no { return other }
    if other == .no { return self }
    return self == .missing || other == .missing ? .missing : .refused
  }

  @inline(__always) var negated: CaseState { self == .yes ? .no : self == .no ? .yes : self }
}

/// Which case decides a value.
enum Decision {
  /// The case at this position; of several with equal constants, the first, not alone.
  case by(Int32, isAlone: Bool)
  case missing
  /// A clash, a gap, or a condition that cannot be answered.
  case refused(Int32)
}

/// Which case decides.
///
/// A case *applies* when its dates and its condition hold and, for an exception, something it is to applies too. Of the
/// cases that apply, each that an applying exception is to is dropped; an applying final exception drops all but other
/// finals. The one left decides, or several that are equal constants. Two left otherwise are a clash, none is a gap;
/// both are refused.
///
/// A state that is open (an input is missing, or something was refused) matters only where another answer could
/// change who decides.
extension Evaluator {
  func decide(value: Int32, line: Int) -> Decision {
    let record = values[value]
    let start = Int(record.firstCase)
    let count = Int(record.caseCount)
    var refusal: Int32 = -1
    fillStates(record, line, &refusal)
    let isFinal = finalState(record)

    var winner = -1
    var open: CaseState = .no
    var isAlone = true
    var clash = -1
    for position in 0..<count {
      let state = remains(start + position, isFinal)
      switch state {
      case .no: break
      case .missing, .refused: open = open == .missing ? .missing : state
      case .yes:
        if winner < 0 {
          winner = position
        } else {
          isAlone = false
          if clash < 0, !areEqualConstants(start + winner, start + position) { clash = position }
        }
      }
    }
    if open == .missing { return .missing }
    if open == .refused { return .refused(refusal) }
    if clash >= 0 {
      let record = RefusalRecord(
        kind: .clash, site: value, first: Int32(winner), second: Int32(clash), line: Int32(line))
      return .refused(refuse(record).refusal)
    }
    guard winner >= 0 else {
      return .refused(refuse(RefusalRecord(kind: .noCase, site: value, line: Int32(line))).refusal)
    }
    return .by(Int32(winner), isAlone: isAlone)
  }

  /// Whether a case applies, one decides, or one is overruled by another: what effects and tests ask.
  func answer(_ question: RuleQuestion, value: Int32, case position: Int32, by other: Int32, line: Int) -> Outcome {
    let record = values[value]
    let start = Int(record.firstCase)
    var refusal: Int32 = -1
    fillStates(record, line, &refusal)
    let own = start + Int(position)
    let state: CaseState
    switch question {
    case .applies: state = applying[own]
    case .decides: state = remains(own, finalState(record))
    case .overruledBy:
      let over = cases[start + Int(other)]
      state =
        isTarget(own, of: over, record) || (over.isFinal && !cases[own].isFinal)
        ? applying[own].and(applying[start + Int(other)]) : .no
    }
    switch state {
    case .no: return .no
    case .yes: return .yes
    case .missing: return .missing
    case .refused: return .refused(refusal)
    }
  }

  /// The positions of the cases that apply, and of those of them that are left; nil while that is open.
  func positions(value: Int32, line: Int) -> (applying: [Int], left: [Int])? {
    let record = values[value]
    let start = Int(record.firstCase)
    var refusal: Int32 = -1
    fillStates(record, line, &refusal)
    let isFinal = finalState(record)
    let positions = 0..<Int(record.caseCount)
    guard !positions.contains(where: { remains(start + $0, isFinal).isOpen }) else { return nil }
    return (
      positions.filter { applying[start + $0] == .yes }, positions.filter { remains(start + $0, isFinal) == .yes }
    )
  }

  /// The cases that could still decide, or change who does.
  func openCases(value: Int32, line: Int) -> [Int] {
    let record = values[value]
    var refusal: Int32 = -1
    fillStates(record, line, &refusal)
    let isFinal = finalState(record)
    return (0..<Int(record.caseCount)).filter { position in
      let index = Int(record.firstCase) + position
      if applying[index] == .no { return false }
      // A case that is overruled still drops what it is to.
      return cases.start[index].targetCount > 0 || remains(index, isFinal) != .no
    }
  }

  /// Fills ``applying`` and ``dropped`` for the cases of a value. Exceptions stand after all they are to.
  private func fillStates(_ record: PlanValue, _ line: Int, _ refusal: inout Int32) {
    let start = Int(record.firstCase)
    let baseCount = Int(record.baseCount)
    var anyBase: CaseState = .no
    var otherwise = -1
    for index in start..<(start + baseCount) {
      dropped[index] = .no
      if cases.start[index].isOtherwise {
        otherwise = index
        continue
      }
      let state = holds(index, line, &refusal)
      applying[index] = state
      anyBase = anyBase.or(state)
    }
    if otherwise >= 0 {
      let state = anyBase == .yes ? .no : anyBase.negated.and(holds(otherwise, line, &refusal))
      applying[otherwise] = state
      anyBase = anyBase.or(state)
    }
    if record.baseIsCertain { anyBase = .yes }

    var allBaseDropped: CaseState = .no
    for index in (start + baseCount)..<(start + Int(record.caseCount)) {
      let exception = cases.start.advanced(by: index)
      dropped[index] = .no
      var reached: CaseState = exception.pointee.targetsAllBase ? anyBase : .no
      if reached != .yes {
        for target in 0..<Int(exception.pointee.targetCount) {
          reached = reached.or(applying[start + Int(plan.targets[Int(exception.pointee.firstTarget) + target])])
        }
        if exception.pointee.targetsAllBase, record.baseIsCertain { reached = .yes }
      }
      let state = reached == .no ? .no : reached.and(holds(index, line, &refusal))
      applying[index] = state
      guard state != .no else { continue }
      if exception.pointee.targetsAllBase { allBaseDropped = allBaseDropped.or(state) }
      for target in 0..<Int(exception.pointee.targetCount) {
        let position = Int(plan.targets[Int(exception.pointee.firstTarget) + target])
        if exception.pointee.targetsAllBase, position < baseCount { continue }
        dropped[start + position] = dropped[start + position].or(state)
      }
    }
    if allBaseDropped != .no {
      for index in start..<(start + baseCount) { dropped[index] = dropped[index].or(allBaseDropped) }
    }
  }

  /// Whether some final case applies.
  private func finalState(_ record: PlanValue) -> CaseState {
    guard record.hasFinal else { return .no }
    var state: CaseState = .no
    for index in Int(record.firstCase)..<Int(record.firstCase + record.caseCount) where cases.start[index].isFinal {
      state = state.or(applying[index])
    }
    return state
  }

  /// Whether a case applies and is not dropped.
  private func remains(_ index: Int, _ finalState: CaseState) -> CaseState {
    let state = applying[index].and(dropped[index].negated)
    return cases.start[index].isFinal ? state : state.and(finalState.negated)
  }

  /// Whether the dates and the condition of a case hold.
  func holds(_ index: Int, _ line: Int, _ refusal: inout Int32) -> CaseState {
    let record = cases.start.advanced(by: index)
    var state: CaseState = .yes
    if record.pointee.dateNode >= 0 {
      let date = evaluate(record.pointee.dateNode, line)
      state = self.state(of: date, &refusal)
      if date.isKnown {
        state = date.numerator >= record.pointee.firstDay && date.numerator <= record.pointee.lastDay ? .yes : .no
      }
      if state == .no { return .no }
    }
    guard record.pointee.condition >= 0 else { return state }
    return state.and(self.state(of: evaluate(record.pointee.condition, line), &refusal))
  }

  private func state(of outcome: Outcome, _ refusal: inout Int32) -> CaseState {
    switch outcome.state {
    case .known: return outcome.numerator != 0 ? .yes : .no
    case .missing: return .missing
    case .refused:
      if refusal < 0 { refusal = outcome.refusal }
      return .refused
    }
  }

  private func areEqualConstants(_ first: Int, _ second: Int) -> Bool {
    let (left, right) = (cases.start[first], cases.start[second])
    return left.isConstant && right.isConstant && left.constant == right.constant
  }

  private func isTarget(_ index: Int, of exception: PlanCase, _ record: PlanValue) -> Bool {
    (0..<Int(exception.targetCount)).contains {
      Int(record.firstCase) + Int(plan.targets[Int(exception.firstTarget) + $0]) == index
    }
  }
}
