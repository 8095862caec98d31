import PolicyLanguage

/// Single cases of values, as the proofs about values ask for them.
extension Evaluator {
  /// Whether a case decides. The same as asking for its state, but no case is evaluated that has no say in it: of
  /// thousands, few have.
  ///
  /// - Parameter over: What goes before the case wherever both apply.
  func decides(value: Int32, case own: Int, over: [OverrulingCases.Case], line: Int) -> Bool {
    let record = values[value]
    let start = Int(record.firstCase)
    let overrulers = over.map(\.position)
    var anyBase: CaseState = .no
    for position in casesWithASay(in: overrulers + [own], record) {
      let item = cases.start.advanced(by: start + position)
      var state: CaseState
      if position < Int(record.baseCount) {
        state = holds(start + position, line)
        if item.pointee.isOtherwise { state = anyBase.negated.and(state) }
        anyBase = anyBase.or(state)
      } else {
        state = reached(item.pointee, record, anyBase)
        if state != .no { state = state.and(holds(start + position, line)) }
      }
      applying[start + position] = state
    }
    return applying[start + own] == .yes && overrulers.allSatisfy { applying[start + $0] == .no }
  }

  /// Some cases and those that they depend on: the base first, what holds otherwise behind it, then exceptions, each
  /// after all it is to.
  private func casesWithASay(in roots: [Int], _ record: PlanValue) -> [Int] {
    let baseCount = Int(record.baseCount)
    var found = Set(roots)
    var open = roots
    while let position = open.popLast() {
      let item = cases[Int(record.firstCase) + position]
      let others: [Int]
      if position >= baseCount {
        others = targets(of: item).filter { $0 >= baseCount || !(item.targetsAllBase && record.baseIsCertain) }
      } else {
        others = item.isOtherwise ? Array(0..<baseCount) : []
      }
      for other in others where found.insert(other).inserted { open.append(other) }
    }
    func isLast(_ position: Int) -> Bool { cases[Int(record.firstCase) + position].isOtherwise }
    return found.sorted {
      ($0 < baseCount ? 0 : 1, isLast($0) ? 1 : 0, $0) < ($1 < baseCount ? 0 : 1, isLast($1) ? 1 : 0, $1)
    }
  }

  private func targets(of item: PlanCase) -> [Int] {
    (0..<Int(item.targetCount)).map { Int(plan.targets[Int(item.firstTarget) + $0]) }
  }

  /// Whether something applies that an exception is to.
  private func reached(_ item: PlanCase, _ record: PlanValue, _ anyBase: CaseState) -> CaseState {
    if item.targetsAllBase, record.baseIsCertain { return .yes }
    return targets(of: item).reduce(item.targetsAllBase ? anyBase : .no) { state, target in
      state.or(applying[Int(record.firstCase) + target])
    }
  }

  private func holds(_ index: Int, _ line: Int) -> CaseState {
    var refusal: Int32 = -1
    return holds(index, line, &refusal)
  }
}
