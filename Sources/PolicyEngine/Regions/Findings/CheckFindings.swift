import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// `check` blocks over all orders: proved, refuted by an order, or unchecked.
struct CheckFindings {
  let analysis: BookAnalysis
  private(set) var findings: [Finding] = []
  /// Titles of checks that hold for all orders.
  private(set) var proved: [String] = []

  init(_ analysis: BookAnalysis) { self.analysis = analysis }

  mutating func run() {
    let write = FindingWriter(analysis)
    for check in analysis.program.checks {
      let readsLines =
        check.isPerLine || analysis.readsLines(node: check.condition) || analysis.readsLines(node: check.guardNode)
        || analysis.program.effects.contains { $0.collection == "refusals" && analysis.readsLines(node: $0.condition) }
      let verdict = analysis.ask(readsLines: readsLines) { setting in
        let conditions = setting.conditions
        return RegionQuestion(
          required: [
            conditions.rows(check.guardNode, true, line: 0), conditions.rows(check.condition, false, line: 0),
          ], blockers: setting.turnedDown
        ) { Self.isBroken($0, check) }
      }
      switch verdict {
      case .never: proved.append(check.title)
      case .unchecked(let unchecked):
        findings.append(
          Finding(
            diagnostic: write.unchecked("check \"\(check.title)\"", unchecked, at: check.range), kind: nil,
            owner: check.title))
      case .order(let witness):
        findings.append(
          Finding(
            diagnostic: write.finding(
              .checkBroken, "check \"\(check.title)\" does not hold for every order", at: check.range,
              cure: "mend the rules; or say in the check, by `when`, for which orders it is meant", witness: witness,
              facts: { facts($0, check) }, holds: { Self.isBroken($0, check) }), kind: nil, owner: check.title))
      }
    }
  }

  private static func isBroken(_ evaluator: Evaluator, _ check: CheckDefinition) -> Bool {
    if check.guardNode >= 0, !evaluator.evaluate(check.guardNode, 0).isYes { return false }
    return evaluator.holds(check, line: 0) == .no && evaluator.isAccepted
  }

  /// The figures that the condition compares.
  private func facts(_ order: BoundOrder, _ check: CheckDefinition) -> [String] {
    let program = analysis.program
    let evaluator = Evaluator(analysis.plan, lineCapacity: order.lineCount)
    evaluator.begin(order)
    let wording = Wording(evaluator, sources: analysis.engine.sources)
    var names: [String] = []
    func read(_ index: Int32) {
      let node = program.nodes[Int(index)]
      switch node.operation {
      case .value where !program.values[Int(node.first)].isStep:
        let text =
          "\(program.values[Int(node.first)].name) is \(wording.display(evaluator.evaluate(index, 0), program.types[Int(index)]))"
        if !names.contains(text) { names.append(text) }
      case .and, .or, .equal, .notEqual, .less, .lessOrEqual, .add, .subtract, .multiply, .divide, .minimum, .maximum:
        read(node.first)
        read(node.second)
      case .not, .rescale, .negate, .round, .aggregate: read(node.first)
      default: break
      }
    }
    read(check.condition)
    return names.isEmpty ? [] : ["it does not hold where " + names.joined(separator: " and ")]
  }
}
