import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Amounts that are spread over weights of which none is over 0: there are no shares, and the order is refused.
struct SpreadFindings {
  let analysis: BookAnalysis
  private let write: FindingWriter
  private(set) var findings: [Finding] = []

  init(_ analysis: BookAnalysis) {
    self.analysis = analysis
    write = FindingWriter(analysis)
  }

  private var program: Program { analysis.program }

  mutating func run() {
    if program.spreads.isEmpty { return }
    for (index, value) in program.values.enumerated() {
      for (position, item) in value.cases.enumerated() where item.result >= 0 {
        for spread in spreads(in: item.result) { ask(spread, Place(value: Int32(index), position: position)) }
      }
    }
  }

  private struct Place {
    var value: Int32
    var position: Int
  }

  /// The spreads that a result cannot do without: those its arithmetic reads.
  private func spreads(in result: Int32) -> [Int32] {
    var found: [Int32] = []
    var pending = [result]
    while let next = pending.popLast() {
      let node = program.nodes[Int(next)]
      switch node.operation {
      case .spread: if !found.contains(next) { found.append(next) }
      case .add, .subtract, .multiply, .divide, .negate, .rescale, .round, .minimum, .maximum:
        program.forEachOperand(of: node) { pending.append($0) }
      default: break
      }
    }
    return found
  }

  private mutating func ask(_ spread: Int32, _ place: Place) {
    let rule = program.spreads[Int(program.nodes[Int(spread)].third)]
    let (amount, weight) = (program.types[Int(rule.amount)].number, program.types[Int(rule.weight)].number)
    guard let weight, weight.lower <= 0, let amount, amount.lower != 0 || amount.upper != 0 else { return }
    let value = program.values[Int(place.value)]
    let read = [rule.amount, rule.weight] + value.cases.flatMap { [$0.condition, $0.dateNode] }
    let verdict = analysis.ask(readsLines: read.contains { analysis.readsLines(node: $0) }) { setting in
      let conditions = setting.conditions
      let lines = (0..<setting.space.lineCount).map { conditions.withinOrRange(rule.weight, Span(0), $0) }
      let totals = totals(of: rule.weight).map { conditions.withinOrRange($0, Span(0), 0) }
      return RegionQuestion(
        required: lines + totals + [
          conditions.withinOrRange(rule.amount, Span(0, isOutside: true), 0),
          conditions.decidesOrState(place.value, place.position, line: 0),
        ], blockers: setting.turnedDown
      ) { $0.isAccepted && Self.isWithoutWeight($0, place, spread) }
    }
    let name = value.isStep ? "a step of \(value.block) \(owner(of: value))" : value.name
    switch verdict {
    case .never: return
    case .unchecked(let unchecked):
      add(
        write.unchecked("whether \(name) has a line to spread over in every order", unchecked, at: value.range), nil,
        value)
    case .order(let witness): add(diagnostic(name, spread, rule, place, witness), .gap, value)
    }
  }

  private func diagnostic(
    _ name: String, _ spread: Int32, _ rule: SpreadDefinition, _ place: Place, _ witness: Witness
  ) -> Diagnostic {
    let wording = Wording(Evaluator(analysis.plan, lineCapacity: 1), sources: analysis.engine.sources)
    let range = program.ranges[Int(spread)]
    let amount = wording.source(program.ranges[Int(rule.amount)])
    let weight = wording.source(program.ranges[Int(rule.weight)])
    return write.finding(
      .spreadOverNothing, "\(name) spreads \(amount) also where \(weight) is 0 on every line",
      at: range == .none ? program.values[Int(place.value)].range : range, severity: .warning,
      cure: "give the case a condition, or turn those orders down: "
        + "`refuse …` with `when \(amount) is not 0 and sum of (\(weight)) is 0`",
      witness: witness, holds: { Self.isWithoutWeight($0, place, spread) })
  }

  private mutating func add(_ diagnostic: Diagnostic, _ kind: AcceptedKind?, _ value: ValueDefinition) {
    findings.append(Finding(diagnostic: diagnostic, kind: kind, owner: owner(of: value)))
  }

  /// A step is its price's, or its exception's.
  private func owner(of value: ValueDefinition) -> String {
    value.isStep ? String(value.name.prefix { $0 != " " }) : value.name
  }

  /// What is 0 as well where the weight is 0 on every line: its sum, its highest and its lowest.
  private func totals(of weight: Int32) -> [Int32] {
    let weight = unscaled(weight)
    return program.nodes.indices.filter { index in
      let node = program.nodes[index]
      return node.operation.isOneLineIdentity && program.asksTheSame(unscaled(node.first), weight)
    }.map(Int32.init)
  }

  /// A figure without the finer scale it is read at, and what a value with nothing to decide comes to.
  private func unscaled(_ index: Int32) -> Int32 {
    var index = index
    while true {
      let node = program.nodes[Int(index)]
      if node.operation == .rescale {
        index = node.first
      } else if node.operation == .value, let result = program.values[Int(node.first)].plainResult {
        index = result
      } else {
        return index
      }
    }
  }

  private static func isWithoutWeight(_ evaluator: Evaluator, _ place: Place, _ spread: Int32) -> Bool {
    let outcome = evaluator.evaluate(value: place.value, line: 0)
    guard outcome.state == .refused, evaluator.refusals.indices.contains(Int(outcome.refusal)) else { return false }
    let record = evaluator.refusals[Int(outcome.refusal)]
    return record.kind == .noWeight && record.site == spread
  }
}
