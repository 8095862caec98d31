import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Walks along one input, everything else as an order has it: stretches where an interval settles the matter are taken
/// whole, others are halved, and single answers are evaluated.
final class LineSolver {
  private let questions: OrderQuestions
  private let input: Int
  private let order: BoundOrder
  private let setting: RegionSetting
  private let variable: Int
  private let line: Int
  private var steps = 0

  static let limit = 40_000
  /// The most stretches listed.
  static let listed = 200

  init(_ questions: OrderQuestions, input: Int, order: BoundOrder) {
    self.questions = questions
    self.input = input
    self.order = questions.withSets(order)
    line = questions.program.inputs[input].isPerLine ? order.lineCount - 1 : 0
    setting = questions.setting(around: self.order, giving: [input])
    variable = setting.space.views[0].variable(Int32(input), line)
  }

  private var definition: InputDefinition { questions.program.inputs[input] }
  private var space: Space { setting.space }
  private var intervals: BoxEvaluator { setting.search.evaluators[0] }
  private var box: Box { setting.search.box }

  private enum State { case yes, no, none }
  private static let turnedDown = "turned down"

  // MARK: Questions

  /// Inputs other than the one asked that are still needed.
  func missing(node: Int32) -> [MissingInput]? { missing { $0.need(node: node, line: 0) } }
  func missing(value: Int32) -> [MissingInput]? { missing { $0.need(value: value, line: 0) } }

  private func missing(_ need: (inout MissingInputs) -> Void) -> [MissingInput]? {
    var given = order
    given.answers.append(
      .init(
        input: input, line: line, value: space.views[0].value(Int32(input), line, at: setting.search.home, in: space)))
    setting.evaluator.begin(given)
    var missing = MissingInputs(setting.evaluator)
    need(&missing)
    let found = Wording(setting.evaluator, sources: []).missing(missing)
    return found.isEmpty ? nil : found
  }

  func solution(_ node: Int32) -> Solution {
    let full = space.variables[variable].full
    var stretches: [(first: Int64, last: Int64, state: State)] = []
    var isUnchecked = false
    func add(_ first: Int64, _ last: Int64, _ state: State) {
      if let end = stretches.last, end.state == state, end.last + 1 == first, !space.variables[variable].isSet {
        stretches[stretches.count - 1].last = last
      } else {
        stretches.append((first, last, state))
      }
    }
    if space.variables[variable].isSet {
      for position in full.positions { add(Int64(position), Int64(position), state(node, at: Int64(position))) }
    } else {
      walk(full.lower, full.upper) { first, last in
        if first == last {
          add(first, last, self.state(node, at: first))
          return true
        }
        if self.isSpent {
          isUnchecked = true
          return true
        }
        guard let state = self.state(node, over: first, last) else { return false }
        add(first, last, state)
        return true
      }
    }
    func ranges(_ wanted: State) -> [Solution.Range] {
      stretches.filter { $0.state == wanted }.map { stretch in
        var range = Solution.Range(first: text(stretch.first), last: text(stretch.last))
        if wanted == .yes, !space.variables[variable].isSet {
          for (inside, outside) in [(stretch.first, stretch.first - 1), (stretch.last, stretch.last + 1)]
          where outside >= full.lower && outside <= full.upper {
            let pair = inside < outside ? [inside, outside] : [outside, inside]
            for coordinate in pair where !range.edges.contains(where: { $0.answer == text(coordinate) }) {
              range.edges.append(edge(node, at: coordinate))
            }
          }
        }
        return range
      }
    }
    let all =
      space.variables[variable].isSet
      ? Solution.Range(first: "", last: "") : Solution.Range(first: text(full.lower), last: text(full.upper))
    var solution = Solution(
      input: definition.name, line: order.lineCount > 1 && definition.isPerLine ? line + 1 : nil, ranges: ranges(.yes),
      withoutAnswer: ranges(.none), isUnchecked: isUnchecked, all: all)
    if space.variables[variable].isSet { solution.others = ranges(.no).map(\.first) }
    return solution
  }

  func changes(_ value: Int32) -> ChangeList {
    let full = space.variables[variable].full
    let type = questions.program.values[Int(value)].type
    var runs: [(first: Int64, last: Int64, figure: String)] = []
    var isCut = false
    func add(_ first: Int64, _ last: Int64, _ figure: String) {
      if let end = runs.last, end.figure == figure, end.last + 1 == first {
        runs[runs.count - 1].last = last
      } else {
        runs.append((first, last, figure))
      }
    }
    if space.variables[variable].isSet {
      for position in full.positions { add(Int64(position), Int64(position), figure(value, type, at: Int64(position))) }
    } else {
      walk(full.lower, full.upper) { first, last in
        if first == last {
          add(first, last, self.figure(value, type, at: first))
          return true
        }
        if runs.count > Self.listed || self.isSpent {
          isCut = true
          return true
        }
        self.place(first, last)
        switch self.isAccepted() {
        case false:
          add(first, last, Self.turnedDown)
          return true
        case nil: return false
        default: break
        }
        let bounds = self.intervals.value(value, 0)
        guard bounds.isPoint, !self.intervals.mayFail else { return false }
        add(first, last, self.figure(value, type, at: first))
        return true
      }
    }
    return ChangeList(
      input: definition.name, figure: questions.program.values[Int(value)].name,
      runs: runs.map { .init(first: text($0.first), last: text($0.last), figure: $0.figure) }, isCut: isCut)
  }

  // MARK: Stretches

  private var isSpent: Bool { steps > Self.limit || Cancellation.isRequested }

  /// Halves a stretch, at places where something changes first, until a visitor takes each part.
  private func walk(_ first: Int64, _ last: Int64, _ take: (Int64, Int64) -> Bool) {
    steps += 1
    if take(first, last) { return }
    let middle = first + (last - first) / 2
    let cut = space.variables[variable].edge(near: middle, in: Domain(first, last)) ?? middle + 1
    walk(first, cut - 1, take)
    walk(cut, last, take)
  }

  private func place(_ first: Int64, _ last: Int64) {
    box.reset()
    for part in questions.region(setting, free: [input]) { _ = box.cut(part.variable, to: part.domain) }
    // Other lines keep their answers.
    for other in 0..<space.views[0].firstVariable[input].count where other != line {
      let place = space.views[0].variable(Int32(input), other)
      let home = setting.search.home[place]
      _ = box.cut(place, to: box.isSet[place] ? Domain(position: Int(home)) : Domain(home, home))
    }
    _ = box.cut(variable, to: Domain(first, last))
    intervals.begin()
  }

  /// What holds for a whole stretch; nil where that is open.
  private func state(_ node: Int32, over first: Int64, _ last: Int64) -> State? {
    place(first, last)
    let bounds = intervals.bounds(node, 0)
    if bounds.canBeYes, bounds.canBeNo || bounds.isNothing { return nil }
    guard isAccepted() == true else { return nil }
    if intervals.mayFail { return nil }
    return bounds.canBeYes ? .yes : .no
  }

  /// Whether all of a stretch is accepted, or turned down; nil where that is open.
  private func isAccepted() -> Bool? {
    var isSure = true
    for effect in questions.program.effects where effect.collection == "refusals" {
      for line in 0..<(effect.isPerLine ? order.lineCount : 1) {
        var fires = intervals.bounds(effect.condition, line)
        if effect.dateNode >= 0 {
          let day = intervals.bounds(effect.dateNode, line)
          if day.upper < effect.firstDay || day.lower > effect.lastDay { fires = .no }
          if day.lower < effect.firstDay || day.upper > effect.lastDay, fires.canBeYes { fires = .open }
        }
        if fires.canBeYes, !fires.canBeNo, !intervals.mayFail { return false }
        if fires.canBeYes || fires.isNothing { isSure = false }
      }
    }
    return isSure ? true : nil
  }

  private func begin(_ coordinate: Int64) {
    var point = setting.search.home
    point[variable] = coordinate
    var changed = order
    changed.answers.removeAll { Int($0.input) == input && Int($0.line) == line }
    changed.answers.append(
      .init(input: input, line: line, value: space.views[0].value(Int32(input), line, at: point, in: space)))
    setting.evaluator.begin(changed)
  }

  private func state(_ node: Int32, at coordinate: Int64) -> State {
    begin(coordinate)
    guard setting.evaluator.isAccepted else { return .none }
    let outcome = setting.evaluator.evaluate(node, 0)
    return outcome.isKnown ? (outcome.isYes ? .yes : .no) : .none
  }

  private func figure(_ value: Int32, _ type: ValueType, at coordinate: Int64) -> String {
    begin(coordinate)
    if !setting.evaluator.isAccepted { return Self.turnedDown }
    let outcome = setting.evaluator.total(ofValue: Int(value))
    return outcome.isKnown ? Wording(setting.evaluator, sources: []).display(outcome, type) : "refused"
  }

  private func edge(_ node: Int32, at coordinate: Int64) -> Solution.Edge {
    let state = state(node, at: coordinate)
    var seen: [String] = []
    questions.figures(node, setting.evaluator, &seen)
    return .init(answer: text(coordinate), holds: state == .yes, seen: seen.unique)
  }

  private func text(_ coordinate: Int64) -> String {
    var point = setting.search.home
    point[variable] = coordinate
    let value = space.views[0].value(Int32(input), line, at: point, in: space)
    return definition.allowed.isEmpty
      ? Wording(setting.evaluator, sources: []).values.text(.known(value), definition.type)
      : Wording(setting.evaluator, sources: []).display(.known(value), definition.type)
  }
}

extension OrderQuestions {
  /// The figures that a condition reads, with what they are.
  func figures(_ index: Int32, _ evaluator: Evaluator, _ seen: inout [String]) {
    if index < 0 { return }
    let node = program.nodes[Int(index)]
    switch node.operation {
    case .value where !program.values[Int(node.first)].isStep:
      let outcome = evaluator.total(ofValue: Int(node.first))
      let value = program.values[Int(node.first)]
      seen.append(
        "\(value.name) is \(outcome.isKnown ? Wording(evaluator, sources: []).display(outcome, value.type) : "refused")"
      )
    case .and, .or, .equal, .notEqual, .less, .lessOrEqual, .add, .subtract, .multiply, .divide, .minimum, .maximum:
      figures(node.first, evaluator, &seen)
      figures(node.second, evaluator, &seen)
    case .not, .negate, .rescale, .round, .aggregate: figures(node.first, evaluator, &seen)
    default: break
    }
  }
}
