import Diagnostics
import PolicyLanguage
package import PolicyModel
import PolicyProgram

/// Builds the tree of reasons behind a figure: from the figure to the rule that decided it, what the rule reads, down to
/// inputs and table rows.
struct Explainer {
  private let evaluator: Evaluator
  private let wording: Wording
  /// Values explained further up.
  private var explained: Set<Key> = []
  /// Beyond this depth only results are given.
  private static let deepest = 60

  private struct Key: Hashable {
    var value: Int32
    var line: Int
  }

  init(_ evaluator: Evaluator, _ wording: Wording) {
    self.evaluator = evaluator
    self.wording = wording
  }

  private var program: Program { evaluator.plan.program }

  /// The tree of a value: of the order, or with one branch for each line.
  mutating func explain(value: Int) -> Explanation {
    let definition = program.values[value]
    guard definition.isPerLine, evaluator.lineCount > 1 else {
      return explain(value: Int32(value), line: 0, depth: 0)
    }
    let total = evaluator.total(ofValue: value)
    var root = Explanation(
      text: definition.type.isSummable
        ? "\(definition.name) = \(wording.display(total, definition.type))" : definition.name)
    for line in 0..<evaluator.lineCount {
      var branch = explain(value: Int32(value), line: line, depth: 1)
      branch.text = "line \(line + 1): \(branch.text)"
      root.children.append(branch)
    }
    return root
  }

  // MARK: Values

  private mutating func explain(value index: Int32, line: Int, depth: Int) -> Explanation {
    let definition = program.values[Int(index)]
    let line = definition.isPerLine ? line : 0
    let outcome = evaluator.evaluate(value: index, line: line)
    var tree = Explanation(
      text: "\(definition.name) = \(wording.display(outcome, definition.type))", place: wording.place(definition.range))
    if outcome.state == .refused {
      let refusal = wording.refusal(outcome.refusal)
      tree.reason = refusal.text
      tree.place = refusal.place
    }
    guard depth < Self.deepest, explained.insert(Key(value: index, line: line)).inserted else {
      tree.text += "  (as above)"
      return tree
    }
    let deciding = evaluator.decidingCases(value: Int(index), line: line)
    for position in deciding.dropFirst() {
      let rule = definition.cases[position]
      tree.children.append(
        Explanation(text: "also by \(rule.name)", reason: reason(rule), place: wording.place(rule.range)))
    }
    guard let first = deciding.first else { return tree }
    let rule = definition.cases[first]
    tree.reason = tree.reason ?? reason(rule)
    if first >= definition.baseCount {
      tree.text += "  by \(rule.name)\(rule.isFinal ? ", final" : "")"
    }
    if outcome.state != .refused { tree.place = wording.place(rule.range) }
    for position in evaluator.overruledCases(value: Int(index), line: line) {
      let other = definition.cases[position]
      tree.children.append(
        Explanation(text: "overrules \(other.name)", reason: reason(other), place: wording.place(other.range)))
    }
    if let table = program.table(of: rule) {
      explain(table: table, line, &tree, depth)
    } else if !rule.steps.isEmpty {
      for step in rule.steps { tree.children.append(explain(step: step, line, depth)) }
    } else if rule.result >= 0 {
      let formula = wording.source(program.ranges[Int(rule.result)])
      if program.nodes[Int(rule.result)].operation != .constant, !formula.isEmpty, !isName(formula) {
        tree.text += "  \(formula)"
      }
      tree.children += operands(of: rule.result, line, depth)
    }
    if rule.dateNode >= 0 { tree.children += operands(of: rule.dateNode, line, depth) }
    if rule.condition >= 0 {
      let reads = operands(of: rule.condition, line, depth)
      tree.children.append(
        Explanation(text: "when \(wording.source(program.ranges[Int(rule.condition)]))", children: reads))
    }
    return tree
  }

  private func reason(_ rule: CaseDefinition) -> String? {
    rule.because.map { because in rule.source.map { "\(because) (\($0))" } ?? because } ?? rule.source
  }

  private func isName(_ text: String) -> Bool { text.utf8.allSatisfy { $0.isNamePart } }

  private mutating func explain(step: StepDefinition, _ line: Int, _ depth: Int) -> Explanation {
    let definition = program.values[step.value]
    let outcome = evaluator.evaluate(value: Int32(step.value), line: line)
    var tree = Explanation(
      text: "\(step.label): \(wording.display(outcome, definition.type))  \(wording.source(step.range))",
      place: wording.place(step.range))
    guard let result = definition.cases.first?.result, result >= 0 else { return tree }
    tree.children = operands(of: result, line, depth + 1)
    return tree
  }

  // MARK: Tables

  private mutating func explain(table index: Int, _ line: Int, _ tree: inout Explanation, _ depth: Int) {
    let table = program.tables[index]
    let rows = evaluator.rows(ofTable: Int32(index), line: line).map { table.rows[Int($0)] }
    if rows.count == 1 {
      tree.text += "  row \(wording.row(rows[0], of: table))"
      tree.place = wording.place(rows[0].range)
      tree.reason = noted(rows[0]) ?? tree.reason
    } else if rows.isEmpty, table.otherwise >= 0 {
      tree.text += "  otherwise"
      tree.place = wording.place(table.otherwiseRange)
    } else {
      for row in rows {
        tree.children.append(
          Explanation(text: "row \(wording.row(row, of: table))", reason: noted(row), place: wording.place(row.range)))
      }
    }
    var keys = table.keys
    if table.dateNode >= 0 { keys.append(table.dateNode) }
    for key in keys { tree.children += operands(of: key, line, depth) }
    for row in rows where row.result >= 0 && program.nodes[Int(row.result)].operation != .constant {
      tree.children += operands(of: row.result, line, depth)
    }
  }

  private func noted(_ row: TableDefinition.Row) -> String? {
    row.because.map { because in row.source.map { "\(because) (\($0))" } ?? because } ?? row.source
  }

  // MARK: What is read

  /// The inputs and values that a node reads, each once, in the order written.
  private mutating func operands(of node: Int32, _ line: Int, _ depth: Int) -> [Explanation] {
    var found: [Explanation] = []
    var seen: Set<Int32> = []
    var inputs: Set<Int32> = []
    var work: [(node: Int32, isOverLines: Bool)] = [(node, false)]
    while let (next, isOverLines) = work.popLast() {
      let record = program.nodes[Int(next)]
      switch record.operation {
      case .input, .startsWith:
        if inputs.insert(record.first).inserted {
          for own in lines(isOverLines && program.inputs[Int(record.first)].isPerLine, line) {
            found.append(explain(input: Int(record.first), own))
          }
        }
      case .value, .ruleState:
        guard seen.insert(record.first).inserted else { continue }
        let definition = program.values[Int(record.first)]
        for own in lines(isOverLines && definition.isPerLine, line) {
          if definition.isStep {
            let outcome = evaluator.evaluate(value: record.first, line: own)
            found.append(
              Explanation(text: "what is left = \(wording.display(outcome, definition.type))"))
          } else {
            found.append(explain(value: record.first, line: own, depth: depth + 1))
          }
        }
      default: work += reads(record).reversed().map { ($0, isOverLines || record.operation.isAggregate) }
      }
    }
    return found
  }

  private func lines(_ all: Bool, _ line: Int) -> [Int] { all ? Array(0..<evaluator.lineCount) : [line] }

  private func reads(_ node: Node) -> [Int32] {
    if node.operation == .table { return program.tables[Int(node.first)].keys }
    var reads: [Int32] = []
    program.forEachOperand(of: node) { reads.append($0) }
    return reads
  }

  private mutating func explain(input index: Int, _ line: Int) -> Explanation {
    let input = program.inputs[index]
    let outcome = evaluator.evaluate(input: Int32(index), line: line)
    let record = evaluator.plan.inputs[index]
    let slot = evaluator.slots[evaluator.slotIndex(record.slot, record.isPerLine, line)]
    let number = input.isPerLine && evaluator.lineCount > 1 ? " (line \(line + 1))" : ""
    return Explanation(
      text: "\(input.name)\(number) = \(wording.display(outcome, input.type))",
      reason: slot.decided == Evaluator.Slot.assumed ? "assumed" : "given",
      place: slot.decided == Evaluator.Slot.assumed ? wording.place(input.range) : nil)
  }
}

extension UInt8 {
  /// A letter, a digit or a hyphen of a name.
  fileprivate var isNamePart: Bool {
    (self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z")) || isDigit || self == UInt8(ascii: "-")
  }
}

extension Engine {
  /// The tree of reasons behind a figure.
  package func explain(figure name: String, _ order: Order) -> ExplanationResult {
    guard let value = plan.valueIndex[name], !program.values[value].isStep else {
      return explain(input: name, order)
    }
    switch binder.bind(order) {
    case .failure(let mistakes): return .invalid(mistakes.problems)
    case .success(let bound):
      return pool.withEvaluator(lines: bound.lineCount) { evaluator in
        evaluator.begin(bound)
        let wording = Wording(evaluator, sources: sources)
        var missing = MissingInputs(evaluator)
        for line in 0..<(program.values[value].isPerLine ? bound.lineCount : 1)
        where evaluator.evaluate(value: Int32(value), line: line).state == .missing {
          missing.need(value: Int32(value), line: line)
        }
        if !missing.isEmpty { return .missing(wording.missing(missing)) }
        var explainer = Explainer(evaluator, wording)
        return .explained(explainer.explain(value: value))
      }
    }
  }
  /// An input has no reasons: it is given, assumed or missing.
  private func explain(input name: String, _ order: Order) -> ExplanationResult {
    switch figure(name, order) {
    case .figures(let figures, _):
      let isGiven = order.inputs[name] != nil || order.lines.contains { $0[name] != nil }
      let text = "\(name) = \(figures.map(\.display).joined(separator: ", "))"
      return .explained(Explanation(text: text, reason: isGiven ? "given" : "assumed"))
    case .refused(let refusals):
      return .explained(
        Explanation(text: "\(name) = refused", reason: refusals.first?.text, place: refusals.first?.place))
    case .missing(let missing): return .missing(missing)
    case .invalid(let problems): return .invalid(problems)
    case .unknown(let suggestion): return .unknown(suggestion: suggestion)
    }
  }
}
