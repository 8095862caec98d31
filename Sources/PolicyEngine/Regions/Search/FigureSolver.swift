import Diagnostics
import PolicyLanguage
import PolicyProgram

/// Finds an order in a box that meets conditions on figures, or proves that there is none.
///
/// Intervals refute; the end of a box to which every figure rises is an order and is evaluated exactly; where neither
/// settles it, the box is split where tables and cases change, and at last in the middle.
struct FigureSolver {
  private let search: Search
  private let constraints: [Search.Constraint]
  private let differences: Differences?
  private let domains: [[Int32: (lower: Int128, upper: Int128)]]

  init(_ search: Search, _ constraints: [Search.Constraint], _ differences: Differences?) {
    self.search = search
    self.constraints = constraints
    self.differences = differences
    domains = search.space.views.indices.map { view in
      Self.domains(constraints, search.figures, search.space.views[view].plan, view, search.evaluators[view].isOneLine)
    }
  }

  private var box: Box { search.box }

  func solve() -> Search.Answer {
    var budget = search.limits.leaf
    let answer = solve(&budget, 0)
    return answer
  }

  private func solve(_ budget: inout Int, _ depth: Int) -> Search.Answer {
    budget -= 1
    search.leafSteps += 1
    if Cancellation.isRequested { budget = -1 }
    if budget < 0 || search.leafSteps > search.limits.leaves { return .unchecked(steps: search.leafSteps) }
    if let differences, !differences.tighten(box) { return .none }
    let states = evaluated()
    guard let states else { return .none }
    let open = states.filter { $0.bounds.lower != $0.bounds.upper }
    for point in candidates(open) where search.confirms(point, constraints) { return .order(point) }
    if isRefutedByDomains() { return .none }
    guard let (variable, pieces) = split(open) else {
      // What other lines bring in is open for good.
      return search.space.hasOtherLines ? .unchecked(steps: search.leafSteps) : .none
    }
    var isUnchecked = false
    for piece in pieces {
      let mark = box.mark
      defer { box.back(to: mark) }
      guard box.cut(variable, to: piece) else { continue }
      switch solve(&budget, depth + 1) {
      case .order(let point): return .order(point)
      case .none: break
      case .unchecked:
        isUnchecked = true
        if budget < 0 { return .unchecked(steps: search.leafSteps) }
      }
    }
    return isUnchecked ? .unchecked(steps: search.leafSteps) : .none
  }

  // MARK: Intervals

  private struct State {
    var truth: Bool
    var bounds: Bounds
  }

  /// What the constraints can be over the box; nil where one of them certainly does not hold.
  private func evaluated() -> [State]? {
    for evaluator in search.evaluators {
      evaluator.domains = [:]
      evaluator.differences = differences
      evaluator.begin()
    }
    var states: [State] = []
    for constraint in constraints {
      let bounds = bounds(constraint.figure)
      guard constraint.truth ? bounds.canBeYes : bounds.canBeNo else { return nil }
      states.append(State(truth: constraint.truth, bounds: bounds))
    }
    return states
  }

  private func bounds(_ figure: Int) -> Bounds {
    let condition = search.figures.all[figure]
    let evaluator = search.evaluators[condition.view]
    switch condition.kind {
    case .node(let node): return evaluator.bounds(node, condition.line)
    case .range(let node, let lower, let upper):
      let bounds = evaluator.bounds(node, condition.line)
      if bounds.isNothing { return .nothing }
      let (least, most) =
        bounds.isFine
        ? (
          Bounds.times(max(lower, -Bounds.limit), Bounds.fineness),
          Bounds.times(min(upper, Bounds.limit), Bounds.fineness)
        )
        : (lower, upper)
      return Bounds.truth(
        canBeYes: bounds.upper >= least && bounds.lower <= most, canBeNo: bounds.lower < least || bounds.upper > most
      ).directed(upper >= Bounds.limit ? bounds.rise : bounds.moves, upper >= Bounds.limit ? bounds.fall : bounds.moves)
    case .rule(let value, let position, let question, let other):
      return evaluator.answer(
        question, value: value, case: position, by: other, evaluator.states(of: value, condition.line), condition.line)
    }
  }

  /// What the constraints say of the figures refutes the box.
  private func isRefutedByDomains() -> Bool {
    guard domains.contains(where: { !$0.isEmpty }), constraints.count > 1 else { return false }
    for (view, evaluator) in search.evaluators.enumerated() {
      evaluator.domains = domains[view]
      evaluator.begin()
    }
    defer { for evaluator in search.evaluators { evaluator.domains = [:] } }
    for constraint in constraints {
      let bounds = bounds(constraint.figure)
      if !(constraint.truth ? bounds.canBeYes : bounds.canBeNo) { return true }
      if search.evaluators.contains(where: \.isRefuted) { return true }
    }
    return false
  }

  /// The values that constraints leave to the figures they read directly.
  private static func domains(
    _ constraints: [Search.Constraint], _ figures: FigureConditions, _ plan: Plan, _ view: Int, _ isOneLine: Bool
  ) -> [Int32: (lower: Int128, upper: Int128)] {
    var domains: [Int32: (lower: Int128, upper: Int128)] = [:]
    func note(_ index: Int32, _ lower: Int128, _ upper: Int128) {
      let node = plan.nodes[index]
      if plan.program.types[Int(index)].number?.isRatio ?? false { return }
      let known = domains[index] ?? (-Bounds.limit, Bounds.limit)
      domains[index] = (max(known.lower, lower), min(known.upper, upper))
      switch node.operation {
      case .rescale where node.constant > 0:
        note(
          node.first, lower <= -Bounds.limit ? lower : Bounds.ceiling(lower, node.constant),
          upper >= Bounds.limit ? upper : Bounds.floor(upper, node.constant))
      case .value:
        if plan.values[node.first].plainResult >= 0 { note(plan.values[node.first].plainResult, lower, upper) }
      case .aggregate where isOneLine && node.operation.isOneLineIdentity:
        note(node.first, lower, upper)
      default: break
      }
    }
    func read(_ index: Int32, _ truth: Bool) {
      let node = plan.nodes[index]
      func constant(_ node: Int32) -> Int128? {
        plan.nodes[node].operation == .constant ? plan.nodes[node].constant : nil
      }
      switch node.operation {
      case .and where truth, .or where !truth:
        read(node.first, truth)
        read(node.second, truth)
      case .not: read(node.first, !truth)
      case .equal where truth, .notEqual where !truth:
        if let value = constant(node.second) { note(node.first, value, value) }
        if let value = constant(node.first) { note(node.second, value, value) }
      case .less, .lessOrEqual:
        let strict: Int128 = node.operation == .less ? 1 : 0
        if let value = constant(node.second) {
          if truth {
            note(node.first, -Bounds.limit, value - strict)
          } else {
            note(node.first, value + 1 - strict, Bounds.limit)
          }
        } else if let value = constant(node.first) {
          if truth {
            note(node.second, value + strict, Bounds.limit)
          } else {
            note(node.second, -Bounds.limit, value - 1 + strict)
          }
        }
      default: break
      }
    }
    for constraint in constraints {
      let condition = figures.all[constraint.figure]
      guard condition.view == view, condition.line == 0 else { continue }
      switch condition.kind {
      case .node(let node): read(node, constraint.truth)
      case .range(let node, let lower, let upper) where constraint.truth:
        note(node, max(lower, -Bounds.limit), min(upper, Bounds.limit))
      default: break
      }
    }
    return domains
  }

  // MARK: Points

  /// Orders worth trying: the end of the box that favours the open constraints, and the one nearest home.
  private func candidates(_ open: [State]) -> [[Int64]] {
    let near = box.point(near: search.home)
    var points = [near]
    if !open.isEmpty {
      var corner = near
      var opposite = near
      for variable in 0..<box.count where !box.isSet[variable] {
        let bit: UInt64 = 1 << UInt64(variable & 63)
        for state in open {
          let (up, down) = state.truth ? (state.bounds.rise, state.bounds.fall) : (state.bounds.fall, state.bounds.rise)
          if up & bit != 0, down & bit == 0 {
            corner[variable] = box.domains[variable].upper
            break
          }
          if down & bit != 0, up & bit == 0 {
            corner[variable] = box.domains[variable].lower
            break
          }
        }
        for state in open.reversed() {
          let (up, down) = state.truth ? (state.bounds.rise, state.bounds.fall) : (state.bounds.fall, state.bounds.rise)
          if up & bit != 0, down & bit == 0 {
            opposite[variable] = box.domains[variable].upper
            break
          }
          if down & bit != 0, up & bit == 0 {
            opposite[variable] = box.domains[variable].lower
            break
          }
        }
      }
      if corner != near { points.append(corner) }
      if opposite != corner, opposite != near { points.append(opposite) }
    }
    guard let differences else { return points }
    return points.compactMap { point in
      var moved = point
      return differences.solve(&moved, in: box) ? moved : nil
    }
  }

  // MARK: Splitting

  /// Where to split: a variable that moves an open constraint either way before one that has a direction.
  private func split(_ open: [State]) -> (variable: Int, pieces: [Domain])? {
    var both: UInt64 = 0
    var moves: UInt64 = 0
    for state in open {
      both |= state.bounds.rise & state.bounds.fall
      moves |= state.bounds.moves
    }
    // All constraints hold, and evaluation refused the orders tried: look everywhere.
    if moves == 0, !search.space.hasOtherLines { moves = .max }
    return search.split(moving: moves, either: both)
  }
}
