import Diagnostics
import PolicyLanguage
import PolicyProgram

/// Looks for one order inside some conditions and outside of others, and proves that there is none.
///
/// Boxes are cut by what the open conditions force, and split on the condition most others share; what only evaluation
/// can tell is asked of the figures at the end of each branch. Work is counted in steps, so that an answer does not
/// depend on the machine.
final class Search {
  let space: Space
  let box: Box
  let figures: FigureConditions
  /// Evaluators over boxes, by the programs of the space.
  let evaluators: [BoxEvaluator]
  private let exact: [Evaluator]
  /// The typical order: witnesses differ from it in as few answers as can be.
  let home: [Int64]
  var limits: Limits
  /// What was spent on the last question.
  private(set) var steps = 0
  var leafSteps = 0
  private(set) var isOverBudget = false
  private var isPruned = false
  private var allowance = Int.max
  private var blockers: [Row] = []
  private var constraints: [Constraint] = []
  private var differences: [Differences.Bound] = []
  private var found: [Int64]?
  private var verify: ([Int64]) -> Bool = { _ in true }
  private var elsewhere: ((Search) -> Answer)?
  /// What only evaluation can tell must be so on the branch being searched.
  var constraintsNow: [Constraint] { constraints }
  /// Orders that conditions admitted and evaluation did not, in all questions; and whether there was one in the last.
  private(set) var disagreements = 0
  private(set) var hasDisagreed = false

  /// What only evaluation can tell must be so.
  struct Constraint: Equatable {
    var figure: Int
    var truth: Bool
  }

  struct Limits {
    /// Steps of a question over inputs, and of one branch over figures.
    var steps = 100_000
    var leaf = 500
    /// All branches over figures of one question.
    var leaves = 4_000
  }

  enum Answer: Equatable {
    /// A point of the space.
    case order([Int64])
    case none
    /// The budget was spent: so many steps found none.
    case unchecked(steps: Int)

    var order: [Int64]? { if case .order(let point) = self { point } else { nil } }
  }

  init(_ space: Space, figures: FigureConditions, home: [Int64], limits: Limits = Limits()) {
    self.space = space
    self.figures = figures
    self.home = home
    self.limits = limits
    let box = Box(space)
    self.box = box
    evaluators = space.views.indices.map { BoxEvaluator(box, view: $0) }
    exact = space.views.map { Evaluator($0.plan, lineCapacity: space.lineCount) }
  }

  // MARK: Questions

  /// One order that meets some row of each of the conditions and none of the blockers.
  ///
  /// - Parameters:
  ///   - within: Where to look, besides the conditions.
  ///   - smallest: Whether the order shall differ from the typical one in as few answers as can be.
  ///   - elsewhere: Looks for the order in a box whose every order meets the conditions on inputs, where more is asked
  ///     than they say.
  ///   - verify: What evaluation must confirm; an order that it does not confirm is no answer.
  func find(
    _ required: [Rows], outside blockers: Rows = [], within region: [(variable: Int, domain: Domain)] = [],
    smallest: Bool = false, verify: @escaping ([Int64]) -> Bool = { _ in true }, elsewhere: ((Search) -> Answer)? = nil
  ) -> Answer {
    self.elsewhere = elsewhere
    defer { self.elsewhere = nil }
    hasDisagreed = false
    let first = attempt(required, blockers, region, .max, verify)
    guard smallest, case .order(let point) = first else { return first }
    // The same question with as few answers as possible away from home.
    var best = point
    var most = (0..<home.count).reduce(0) { $0 + (point[$1] == home[$1] ? 0 : 1) }
    for allowed in 0..<min(most, 12) {
      if allowed >= most { break }
      if case .order(let nearer) = attempt(required, blockers, region, allowed, verify) {
        best = nearer
        most = allowed
        break
      }
    }
    return .order(best)
  }

  private func attempt(
    _ required: [Rows], _ blockers: Rows, _ region: [(variable: Int, domain: Domain)], _ allowance: Int,
    _ verify: @escaping ([Int64]) -> Bool
  ) -> Answer {
    box.reset()
    self.blockers = blockers
    self.verify = verify
    self.allowance = allowance
    constraints.removeAll(keepingCapacity: true)
    differences.removeAll(keepingCapacity: true)
    (steps, leafSteps, found, isOverBudget, isPruned) = (0, 0, nil, false, false)
    for part in region where !box.cut(part.variable, to: part.domain) { return .none }
    // The conditions with the fewest alternatives first.
    let ordered = required.filter { $0 != Conditions.always }.sorted { $0.count < $1.count }
    require(ordered[...], Array(blockers.indices.map(Int32.init)))
    if let found { return .order(found) }
    return isOverBudget ? .unchecked(steps: steps + leafSteps) : .none
  }

  /// Chooses one row of each condition; true when an order was found.
  @discardableResult
  private func require(_ required: ArraySlice<Rows>, _ active: [Int32]) -> Bool {
    guard let rows = required.first else { return search(active) }
    for row in rows {
      let (mark, constraintCount, differenceCount) = (box.mark, constraints.count, differences.count)
      if box.cut(to: row), note(row.literals) {
        if require(required.dropFirst(), active) { return true }
      }
      box.back(to: mark)
      constraints.removeLast(constraints.count - constraintCount)
      differences.removeLast(differences.count - differenceCount)
      if isOverBudget { return false }
    }
    return false
  }

  /// Takes over what a row asks besides inputs; false where it contradicts what is asked already.
  private func note(_ literals: [Literal]) -> Bool {
    for literal in literals {
      switch literal.kind {
      case .domain: break
      case .difference:
        differences.append(.init(variable: Int(literal.subject), other: Int(literal.other), least: literal.bound))
      case .figure:
        if !constrain(Int(literal.subject), literal.bound == 1) { return false }
      }
    }
    return true
  }

  private func constrain(_ figure: Int, _ truth: Bool) -> Bool {
    for known in constraints where known.figure == figure { return known.truth == truth }
    constraints.append(Constraint(figure: figure, truth: truth))
    return true
  }

  // MARK: Boxes

  private enum State {
    case missed, covered
    case single(Literal)
    case open(Int)
  }

  private func search(_ active: [Int32]) -> Bool {
    steps += 1
    if steps > limits.steps || leafSteps > limits.leaves || Cancellation.isRequested {
      isOverBudget = true
      return false
    }
    let (mark, constraintCount, differenceCount) = (box.mark, constraints.count, differences.count)
    defer {
      box.back(to: mark)
      constraints.removeLast(constraints.count - constraintCount)
      differences.removeLast(differences.count - differenceCount)
    }
    var active = active
    var counts: [Int] = []
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      var next: [Int32] = []
      next.reserveCapacity(active.count)
      counts.removeAll(keepingCapacity: true)
      for index in active {
        switch state(blockers[Int(index)]) {
        case .missed: break
        case .covered: return false
        case .single(let literal):
          switch negate(literal) {
          case .cut: hasChanged = true
          case .impossible: return false
          case .notAtOnce:
            next.append(index)
            counts.append(1)
          }
        case .open(let count):
          next.append(index)
          counts.append(count)
        }
      }
      active = next
    }
    if allowance < .max, box.distance(to: home) > allowance {
      isPruned = true
      return false
    }
    guard let place = counts.indices.min(by: { counts[$0] < counts[$1] }) else { return leaf() }
    return branch(active, Int(active[place]))
  }

  /// What the box says of a blocker.
  private func state(_ row: Row) -> State {
    var open = 0
    var single: Literal?
    for literal in row.literals {
      switch truth(of: literal) {
      case .some(false): return .missed
      case .some(true): break
      case nil:
        open += 1
        single = literal
      }
    }
    guard let single else { return .covered }
    return open == 1 ? .single(single) : .open(open)
  }

  /// Whether a literal holds in all of the box, in none of it, or in part (nil).
  private func truth(of literal: Literal) -> Bool? {
    switch literal.kind {
    case .domain:
      let variable = Int(literal.subject)
      let isSet = box.isSet[variable]
      if box.domains[variable].isDisjoint(literal.domain, isSet) { return false }
      return box.domains[variable].isInside(literal.domain, isSet) ? true : nil
    case .difference:
      let (one, other) = (box.domains[Int(literal.subject)], box.domains[Int(literal.other)])
      if one.lower - other.upper >= literal.bound { return true }
      if one.upper - other.lower < literal.bound { return false }
      for known in differences {
        if known.variable == Int(literal.subject), known.other == Int(literal.other), known.least >= literal.bound {
          return true
        }
        if known.variable == Int(literal.other), known.other == Int(literal.subject), known.least > -literal.bound {
          return false
        }
      }
      return nil
    case .figure:
      for known in constraints where known.figure == Int(literal.subject) { return known.truth == (literal.bound == 1) }
      return nil
    }
  }

  private enum Cut { case cut, impossible, notAtOnce }

  /// Excludes a literal, where that is one cut.
  private func negate(_ literal: Literal) -> Cut {
    switch literal.kind {
    case .domain:
      let variable = Int(literal.subject)
      let (first, second) = box.domains[variable].subtracting(literal.domain, box.isSet[variable])
      if second != nil { return .notAtOnce }
      if first.isEmpty(box.isSet[variable]) { return .impossible }
      box.set(variable, first)
      return .cut
    case .difference:
      // Not x - y >= c is y - x >= 1 - c.
      differences.append(
        .init(variable: Int(literal.other), other: Int(literal.subject), least: 1 - literal.bound))
      return .cut
    case .figure: return constrain(Int(literal.subject), literal.bound != 1) ? .cut : .impossible
    }
  }

  /// Splits on a literal of a blocker: outside of it first, then inside.
  private func branch(_ active: [Int32], _ blocker: Int) -> Bool {
    let literal = chosen(blockers[blocker], active)
    func tried(_ narrow: () -> Bool, _ rest: [Int32]) -> Bool {
      let (mark, constraintCount, differenceCount) = (box.mark, constraints.count, differences.count)
      let isFound = narrow() && search(rest)
      box.back(to: mark)
      constraints.removeLast(constraints.count - constraintCount)
      differences.removeLast(differences.count - differenceCount)
      return isFound
    }
    let rest = active.filter { $0 != Int32(blocker) }
    switch literal.kind {
    case .domain:
      let variable = Int(literal.subject)
      let (first, second) = box.domains[variable].subtracting(literal.domain, box.isSet[variable])
      for piece in [first, second].compactMap(\.self) where !piece.isEmpty(box.isSet[variable]) {
        if tried({ box.cut(variable, to: piece) }, rest) { return true }
        if isOverBudget { return false }
      }
      return tried({ box.cut(variable, to: literal.domain) }, active)
    case .difference, .figure:
      if tried({ negate(literal) == .cut }, rest) { return true }
      if isOverBudget { return false }
      return tried({ note([literal]) }, active)
    }
  }

  /// The open literal of a blocker that most others ask too; conditions on inputs before those on figures.
  private func chosen(_ row: Row, _ active: [Int32]) -> Literal {
    var best = row.literals[0]
    var most = -1
    for literal in row.literals where truth(of: literal) == nil {
      var mentions = literal.kind == .figure ? 0 : 1_000
      for other in active.prefix(64) {
        for mentioned in blockers[Int(other)].literals
        where mentioned.kind == literal.kind && mentioned.subject == literal.subject {
          mentions += 1
        }
      }
      if mentions > most {
        most = mentions
        best = literal
      }
    }
    return best
  }

  // MARK: Ends of branches

  private func leaf() -> Bool {
    var closed: Differences?
    if !differences.isEmpty {
      guard let bounds = Differences(differences), bounds.tighten(box) else { return false }
      closed = bounds
    }
    if let elsewhere {
      switch elsewhere(self) {
      case .order(let point):
        found = point
        return true
      case .none: return false
      case .unchecked:
        isOverBudget = true
        return false
      }
    }
    if constraints.isEmpty {
      var point = box.point(near: home)
      if let closed, !closed.solve(&point, in: box) { return false }
      return accept(point)
    }
    let solver = FigureSolver(self, constraints, closed)
    switch solver.solve() {
    case .order(let point):
      found = point
      return true
    case .none: return false
    case .unchecked:
      isOverBudget = true
      return false
    }
  }

  private func accept(_ point: [Int64]) -> Bool {
    if allowance < .max, (0..<home.count).reduce(0, { $0 + (point[$1] == home[$1] ? 0 : 1) }) > allowance {
      return false
    }
    guard verify(point) else {
      // Another order of the same box may still be one.
      disagreements += 1
      hasDisagreed = true
      isOverBudget = true
      return false
    }
    found = point
    return true
  }

  /// Whether a point is an answer: evaluation confirms every constraint and the question itself.
  func confirms(_ point: [Int64], _ constraints: [Constraint]) -> Bool {
    if allowance < .max, (0..<home.count).reduce(0, { $0 + (point[$1] == home[$1] ? 0 : 1) }) > allowance {
      return false
    }
    var begun: [Bool] = space.views.map { _ in false }
    for constraint in constraints {
      let condition = figures.all[constraint.figure]
      if condition.line >= space.lineCount { return false }
      if !begun[condition.view] {
        exact[condition.view].begin(space.views[condition.view].order(at: point, in: space))
        begun[condition.view] = true
      }
      let outcome = self.outcome(condition)
      guard outcome.isKnown, outcome.isYes == constraint.truth else { return false }
    }
    return verify(point)
  }

  private func outcome(_ condition: FigureCondition) -> Outcome {
    let evaluator = exact[condition.view]
    switch condition.kind {
    case .node(let node): return evaluator.evaluate(node, condition.line)
    case .range(let node, let lower, let upper):
      let value = evaluator.evaluate(node, condition.line)
      guard value.isKnown else { return value }
      return .known(value.ratio.compared(with: Ratio(lower)) >= 0 && value.ratio.compared(with: Ratio(upper)) <= 0)
    case .rule(let value, let position, let question, let other):
      return evaluator.answer(question, value: value, case: position, by: other, line: condition.line)
    }
  }
}
