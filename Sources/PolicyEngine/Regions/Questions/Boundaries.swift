import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Orders on both sides of every place where a decision behind a figure flips, as tests for a rule file.
package struct BoundaryTests: Sendable, Equatable {
  package var blocks: [String]
  /// How many flips they show, and of how many no pair of orders was found.
  package var flips: Int
  package var without: Int
}

package enum BoundaryResult: Sendable, Equatable {
  case tests(BoundaryTests)
  case unknown(suggestion: String?)
}

extension OrderQuestions {
  /// - Parameter figure: The figure whose decisions are looked at; nil for all that a quote shows.
  package func boundaries(of figure: String?) -> BoundaryResult {
    var figures = program.shows
    if let figure {
      guard let value = plan.valueIndex[figure], !program.values[value].isStep else {
        return .unknown(
          suggestion: Spelling.closest(to: figure, among: program.values.filter { !$0.isStep }.map(\.name)).first)
      }
      figures = [value]
    }
    return .tests(BoundarySearch(self, figures: figures).run())
  }
}

/// Finds the pairs of orders. Each decision is asked for an order at the edge of one of its conditions; the order beyond
/// the edge must be decided otherwise.
final class BoundarySearch {
  private let questions: OrderQuestions
  private let figures: [Int]
  private let setting: RegionSetting
  private let evaluator: Evaluator
  private var flips = 0
  private var without = 0

  init(_ questions: OrderQuestions, figures: [Int]) {
    self.questions = questions
    self.figures = figures
    setting = RegionSetting(questions.plan, home: questions.typical, lineReaders: questions.lineReaders)
    evaluator = Evaluator(questions.plan, lineCapacity: 1)
  }

  private var program: Program { questions.program }
  private var space: Space { setting.space }

  /// A decision: a case, or a row of the table that is its result.
  private struct Decision {
    var value: Int
    var required: [Rows]
    var blockers: Rows
    var holds: (Evaluator) -> Bool
    /// The conditions whose edges are asked for.
    var edges: Rows
  }

  func run() -> BoundaryTests {
    var blocks: [String] = []
    for value in reached() {
      var orders: [Side] = []
      for decision in decisions(value) where !Cancellation.isRequested {
        for row in decision.edges {
          for literal in row.literals { orders += sides(pairs(decision, literal)) }
        }
      }
      blocks += tests(value, distinct(orders))
    }
    return BoundaryTests(blocks: blocks, flips: flips, without: without)
  }

  /// The values behind the figures, what is read before what reads it.
  private func reached() -> [Int] {
    questions.graph.values(behind: figures).sorted {
      (questions.plan.valueDepths[$0], $0) < (questions.plan.valueDepths[$1], $1)
    }
  }

  private func decisions(_ value: Int) -> [Decision] {
    let conditions = setting.conditions
    let definition = program.values[value]
    var found: [Decision] = []
    for (position, item) in definition.cases.enumerated() {
      let applies = conditions.appliesOrState(Int32(value), position, line: 0)
      let blockers = conditions.overrulers(of: position, in: Int32(value), line: 0)
      func decides(_ evaluator: Evaluator) -> Bool {
        evaluator.answer(.decides, value: Int32(value), case: Int32(position), by: -1, line: 0).isYes
      }
      if definition.cases.count > 1 {
        found.append(
          Decision(
            value: value, required: [applies], blockers: blockers, holds: decides,
            edges: conditions.holdsOrState(Int32(value), position, line: 0)))
      }
      guard item.result >= 0, program.nodes[Int(item.result)].operation == .table else { continue }
      let index = Int(program.nodes[Int(item.result)].first)
      let table = program.tables[index]
      var above: Rows = []
      for row in table.rows.indices {
        guard let keys = conditions.keys(of: row, table, 0) else { continue }
        let range = table.rows[row].range
        found.append(
          Decision(
            value: value, required: [applies, keys], blockers: blockers + (table.promise == .firstRow ? above : []),
            holds: { evaluator in
              decides(evaluator)
                && evaluator.rows(ofTable: Int32(index), line: 0).contains { table.rows[Int($0)].range == range }
            }, edges: keys))
        above += keys
      }
    }
    return found
  }

  // MARK: Pairs

  /// The orders just inside and just outside of a condition, at each of its ends.
  private func pairs(_ decision: Decision, _ literal: Literal) -> [BoundOrder] {
    var found: [BoundOrder] = []
    let home = setting.search.home
    switch literal.kind {
    case .domain:
      let variable = Int(literal.subject)
      let full = space.variables[variable].full
      if space.variables[variable].isSet {
        let outside = full.subtracting(literal.domain, true).first
        guard !outside.isEmpty(true) else { return [] }
        let beyond = outside.nearest(to: home[variable], true)
        let inside = literal.domain.nearest(to: home[variable], true)
        found += pair(decision, [(variable, Domain(position: Int(inside)))]) { $0[variable] = beyond }
      } else {
        for (inside, beyond) in [
          (literal.domain.lower, literal.domain.lower - 1), (literal.domain.upper, literal.domain.upper + 1),
        ]
        where beyond >= full.lower && beyond <= full.upper {
          found += pair(decision, [(variable, Domain(inside, inside))]) { $0[variable] = beyond }
        }
      }
    case .difference:
      let (one, other) = (Int(literal.subject), Int(literal.other))
      // Exactly at the bound: one more of the other would break it.
      guard let row = Row.always.adding(.difference(other, less: one, atLeast: -literal.bound), in: space) else {
        return []
      }
      found += pair(decision, [], also: [row]) { point in
        if point[one] > self.space.variables[one].full.lower { point[one] -= 1 } else { point[other] += 1 }
      }
    case .figure: found += figure(decision, Int(literal.subject))
    }
    return found
  }

  private func pair(
    _ decision: Decision, _ region: [(variable: Int, domain: Domain)], also rows: Rows = [],
    _ beyond: @escaping (inout [Int64]) -> Void
  ) -> [BoundOrder] {
    func other(_ point: [Int64]) -> [Int64]? {
      var point = point
      beyond(&point)
      for (index, variable) in space.variables.enumerated() where !variable.full.contains(point[index], variable.isSet)
      { return nil }
      return point
    }
    let answer = setting.search.find(
      decision.required + (rows.isEmpty ? [] : [rows]), outside: decision.blockers + setting.refused, within: region,
      smallest: true
    ) { point in
      guard let second = other(point) else { return false }
      self.setting.begin(second)
      if !self.setting.evaluator.isAccepted || decision.holds(self.setting.evaluator) { return false }
      self.setting.begin(point)
      return self.setting.evaluator.isAccepted && decision.holds(self.setting.evaluator)
    }
    guard case .order(let point) = answer, let second = other(point) else {
      without += 1
      return []
    }
    flips += 1
    return [point, second].map { space.views[0].order(at: $0, in: space) }
  }

  /// A condition on a figure flips somewhere along the numbers it rises or falls with.
  private func figure(_ decision: Decision, _ place: Int) -> [BoundOrder] {
    let answer = setting.search.find(decision.required, outside: decision.blockers + setting.refused, smallest: true) {
      point in
      self.setting.begin(point)
      return decision.holds(self.setting.evaluator)
    }
    guard case .order(let point) = answer else {
      without += 1
      return []
    }
    func holds(_ variable: Int, _ coordinate: Int64) -> Bool {
      var point = point
      point[variable] = coordinate
      setting.begin(point)
      return setting.evaluator.isAccepted && decision.holds(setting.evaluator)
    }
    for variable in space.variables.indices where !space.variables[variable].isSet {
      for end in [space.variables[variable].full.upper, space.variables[variable].full.lower]
      where !holds(variable, end) {
        var (inside, outside) = (point[variable], end)
        while abs(outside - inside) > 1 {
          let middle = inside + (outside - inside) / 2
          if holds(variable, middle) { inside = middle } else { outside = middle }
        }
        flips += 1
        return [inside, outside].map { coordinate in
          var point = point
          point[variable] = coordinate
          return space.views[0].order(at: point, in: space)
        }
      }
    }
    without += 1
    return []
  }

  // MARK: Tests

  /// An order beside an edge, and the answers in which it differs from the one beyond: they stay, where they are defaults
  /// too.
  private struct Side {
    var order: BoundOrder
    var differing: Set<Int32>
  }

  /// Orders in pairs, each with what it does not share with the other.
  private func sides(_ orders: [BoundOrder]) -> [Side] {
    stride(from: 0, to: orders.count - 1, by: 2).flatMap { index -> [Side] in
      let (one, other) = (orders[index], orders[index + 1])
      let differing =
        one.answers.filter { !other.answers.contains($0) } + other.answers.filter { !one.answers.contains($0) }
      return [one, other].map { Side(order: $0, differing: Set(differing.map(\.input))) }
    }
  }

  private func distinct(_ sides: [Side]) -> [Side] {
    sides.reduce(into: []) { kept, side in
      if let known = kept.firstIndex(where: { $0.order == side.order }) {
        kept[known].differing.formUnion(side.differing)
      } else {
        kept.append(side)
      }
    }
  }

  /// A table for each set of inputs that the orders need, the smallest first.
  private func tests(_ value: Int, _ sides: [Side]) -> [String] {
    let name = program.values[value].name
    let shown = figures.contains(value) ? figures : [value] + figures
    var groups: [(inputs: Set<Int32>, figures: [Int], orders: [BoundOrder])] = []
    for side in sides {
      let order = side.order
      evaluator.begin(order)
      let (wanted, rule) = (shown.map { evaluator.total(ofValue: $0).shown }, evaluator.decidedCase(ofValue: value))
      let smallest = questions.writer.smallest(order) { order in
        guard side.differing.isSubset(of: order.answers.map(\.input)) else { return false }
        evaluator.begin(order)
        return shown.map { evaluator.total(ofValue: $0).shown } == wanted && evaluator.isAccepted
          && evaluator.decidedCase(ofValue: value) == rule
      }
      evaluator.begin(smallest)
      let answered = shown.filter { evaluator.total(ofValue: $0).isKnown }
      if answered.isEmpty { continue }
      let inputs = Set(smallest.answers.map(\.input))
      if let index = groups.firstIndex(where: { $0.inputs == inputs && $0.figures == answered }) {
        if !groups[index].orders.contains(smallest) { groups[index].orders.append(smallest) }
      } else {
        groups.append((inputs, answered, [smallest]))
      }
    }
    groups.sort { ($0.inputs.count, $0.orders.count) < ($1.inputs.count, $1.orders.count) }
    return groups.enumerated().map { index, group in
      let title = "boundaries of \(name)" + (groups.count > 1 ? ", \(index + 1)" : "")
      return group.orders.count > 1
        ? questions.writer.table(title, group.orders, values: group.figures)
        : questions.writer.test(title, group.orders[0], expecting: expectations(group.orders[0], group.figures))
    }
  }

  private func expectations(_ order: BoundOrder, _ figures: [Int]) -> [String] {
    evaluator.begin(order)
    let text = Wording(evaluator, sources: []).values
    return [
      figures.map { "\(program.values[$0].name) \(text.text(evaluator.total(ofValue: $0), program.values[$0].type))" }
        .joined(separator: ", ")
    ]
  }
}
