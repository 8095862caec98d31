import PolicyProgram

/// What follows from several facts together.
extension Facts {
  /// The most answers that one proof compares.
  private static let effort = 200_000

  /// Whether a condition holds wherever these facts do: they leave no order in which it does not.
  func prove(_ condition: Int, in program: Program) -> Bool {
    if truth(of: condition, in: program) == .yes { return true }
    var counter = self
    counter.comparisonsLeft = Self.effort
    counter.assume(condition, false, in: program)
    return counter.areRefuted(given: [], program)
  }

  /// Whether no order comes here: what is left of each disjunction is added where it is one side only, and of the
  /// shortest that stays open each side is tried.
  private mutating func areRefuted(given known: [[Answer]], _ program: Program) -> Bool {
    var pending = known
    var isSettled = false
    while !isSettled {
      pending += disjunctions.map { sides(of: $0, program) }
      disjunctions = []
      isSettled = true
      var rest: [[Answer]] = []
      for disjunction in pending {
        if isImpossible { return true }
        comparisonsLeft -= disjunction.count * (answers.count + 1)
        guard comparisonsLeft > 0 else { return false }
        if disjunction.contains(where: { truth(of: $0, program) == .yes }) { continue }
        let left = disjunction.filter { truth(of: $0, program) == .open }
        if left.count > 1 {
          rest.append(left)
          continue
        }
        guard let only = left.first else { return true }
        assume(Int(only.node), only.isYes, in: program)
        isSettled = false
      }
      pending = rest
    }
    if isImpossible { return true }
    guard let shortest = pending.map({ $0.count }).min(),
      let place = pending.firstIndex(where: { $0.count == shortest })
    else { return false }
    for side in pending.remove(at: place) {
      var facts = self
      facts.assume(Int(side.node), side.isYes, in: program)
      guard facts.areRefuted(given: pending, program) else { return false }
      comparisonsLeft = facts.comparisonsLeft
    }
    return true
  }

  /// Whether a condition has this answer.
  private func truth(of side: Answer, _ program: Program) -> Truth {
    switch truth(of: Int(side.node), in: program) {
    case .open: .open
    case .yes: side.isYes ? .yes : .no
    case .no: side.isYes ? .no : .yes
    }
  }

  /// All sides of a disjunction, those of its sides among them.
  private func sides(of disjunction: Answer, _ program: Program) -> [Answer] {
    var sides: [Answer] = []
    var pending = [disjunction]
    while let next = pending.popLast() {
      let node = program.nodes[Int(next.node)]
      switch node.operation {
      case .or where next.isYes, .and where !next.isYes:
        pending.append(Answer(node: node.second, isYes: next.isYes))
        pending.append(Answer(node: node.first, isYes: next.isYes))
      case .not: pending.append(Answer(node: node.first, isYes: !next.isYes))
      default: sides.append(next)
      }
    }
    return sides
  }
}
