import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Finds what an order still needs for the results asked for.
///
/// An input is needed in any case where a result cannot do without it whatever the other answers are; others may turn
/// out to be needed, depending on those answers. The former come first, then what tells most, then the order of
/// declaration.
struct MissingInputs {
  private let evaluator: Evaluator
  private var work: [(node: Int32, line: Int, isCertain: Bool)] = []
  private var seen: Set<Visit> = []
  private(set) var certain: Set<Int> = []
  private(set) var possible: Set<Int> = []

  private struct Visit: Hashable {
    var value: Int32
    var line: Int
    var isCertain: Bool
  }

  init(_ evaluator: Evaluator) {
    self.evaluator = evaluator
  }

  private var program: Program { evaluator.plan.program }

  var isEmpty: Bool { certain.isEmpty && possible.isEmpty }

  /// The inputs found, the first to ask for first.
  var ordered: [Int] {
    func sorted(_ inputs: Set<Int>) -> [Int] {
      inputs.sorted { (-program.inputs[$0].telling, $0) < (-program.inputs[$1].telling, $1) }
    }
    return sorted(certain) + sorted(possible.subtracting(certain))
  }

  // MARK: What is asked for

  /// A value whose result is wanted.
  mutating func need(value: Int32, line: Int) {
    visit(value: value, line, isCertain: true)
    run()
  }

  /// A node whose result is wanted.
  mutating func need(node: Int32, line: Int) {
    push(node, line, true)
    run()
  }

  /// An input itself.
  mutating func needInput(_ input: Int, line: Int) {
    visit(input: input, line, true)
    run()
  }

  /// The conditions of a value's cases.
  mutating func needRules(of value: Int32, line: Int) {
    visitCases(value, line, true)
    run()
  }

  private mutating func run() { while let next = work.popLast() { visit(next.node, next.line, next.isCertain) } }

  private mutating func push(_ node: Int32, _ line: Int, _ isCertain: Bool) {
    if node >= 0 { work.append((node, line, isCertain)) }
  }

  // MARK: Nodes

  private mutating func visit(_ index: Int32, _ line: Int, _ isCertain: Bool) {
    let node = program.nodes[Int(index)]
    switch node.operation {
    case .constant: break
    case .input, .startsWith: visit(input: Int(node.first), line, isCertain)
    case .value: visit(value: node.first, line, isCertain: isCertain)
    case .and, .or: visitEither(node, line, isCertain)
    case .round(_, let target):
      push(node.first, line, isCertain)
      if target == .minorUnit { visitCurrency(isCertain) }
    case .rescale, .negate, .not, .has, .datePart: push(node.first, line, isCertain)
    case .inList:
      let subject = evaluator.evaluate(node.first, line)
      push(subject.isKnown ? node.third : node.first, line, isCertain)
    case .aggregate(let aggregate): visitLines(node, aggregate, isCertain)
    case .spread:
      let spread = program.spreads[Int(node.third)]
      push(spread.amount, 0, isCertain)
      if spread.step == 0 { visitCurrency(isCertain) }
      for line in 0..<evaluator.lineCount {
        push(spread.weight, line, isCertain)
        push(spread.cap, line, isCertain)
      }
    case .table: visit(table: Int(node.first), line, isCertain)
    case .call:
      for operand in program.operands[Int(node.second)...].prefix(Int(node.third)) { push(operand, line, isCertain) }
    case .ruleState: visitCases(node.first, line, isCertain)
    default:
      push(node.first, line, isCertain)
      push(node.second, line, isCertain)
    }
  }

  /// A side that is known, or refused, does not settle it here: otherwise nothing would be missing.
  private mutating func visitEither(_ node: Node, _ line: Int, _ isCertain: Bool) {
    let left = evaluator.evaluate(node.first, line)
    let right = evaluator.evaluate(node.second, line)
    if left.state == .missing { push(node.first, line, isCertain) }
    if right.state == .missing { push(node.second, line, isCertain && left.state != .missing) }
  }

  private mutating func visitLines(_ node: Node, _ aggregate: ExpressionSyntax.Aggregate, _ isCertain: Bool) {
    var isFirst = true
    for line in 0..<evaluator.lineCount {
      switch aggregate {
      case .any, .all:
        guard evaluator.evaluate(node.first, line).state == .missing else { continue }
        push(node.first, line, isCertain && isFirst)
        isFirst = false
      case .count:
        if program.types[Int(node.first)] == .yesNo { push(node.first, line, isCertain) }
      default: push(node.first, line, isCertain)
      }
    }
  }

  // MARK: Inputs

  private mutating func visitCurrency(_ isCertain: Bool) {
    if program.currencyInput >= 0 { visit(input: program.currencyInput, 0, isCertain) }
  }

  private mutating func visit(input index: Int, _ line: Int, _ isCertain: Bool) {
    guard evaluator.evaluate(input: Int32(index), line: line).state == .missing else { return }
    let input = program.inputs[index]
    var isAsked = isCertain
    if input.guardNode >= 0 {
      let condition = evaluator.evaluate(input.guardNode, line)
      if condition.isNo { return }
      if !condition.isKnown {
        push(input.guardNode, line, isCertain)
        isAsked = false
      }
    }
    if input.defaultNode >= 0 {
      push(input.defaultNode, line, isAsked)
    } else if isAsked {
      certain.insert(index)
    } else {
      possible.insert(index)
    }
  }

  // MARK: Values and tables

  private mutating func visit(value: Int32, _ line: Int, isCertain: Bool) {
    let outcome = evaluator.evaluate(value: value, line: line)
    guard outcome.state == .missing else { return }
    let record = evaluator.values[value]
    let line = record.isPerLine ? line : 0
    guard seen.insert(Visit(value: value, line: line, isCertain: isCertain)).inserted else { return }
    if record.plainResult >= 0 { return push(record.plainResult, line, isCertain) }
    let slot = evaluator.slots[evaluator.slotIndex(record.slot, record.isPerLine, line)]
    if slot.decided >= 0 {
      push(program.values[Int(value)].cases[slot.decidedCase].result, line, isCertain)
    } else {
      visitCases(value, line, isCertain)
    }
  }

  /// The first condition that is open is needed in any case; what the others and the results read may be.
  private mutating func visitCases(_ value: Int32, _ line: Int, _ isCertain: Bool) {
    let definition = program.values[Int(value)]
    var isFirst = true
    // Finals settle most, then later exceptions; a base's condition only where no exception is open.
    let order = evaluator.openCases(value: value, line: line).sorted { left, right in
      func rank(_ index: Int) -> Int {
        definition.cases[index].isFinal ? 0 : index < definition.baseCount ? 2 : 1
      }
      return (rank(left), left) < (rank(right), right)
    }
    for index in order {
      let rule = definition.cases[index]
      for node in [rule.dateNode, rule.condition] where node >= 0 {
        guard evaluator.evaluate(node, line).state == .missing else { continue }
        push(node, line, isCertain && isFirst)
        isFirst = false
      }
      if rule.result >= 0, evaluator.evaluate(rule.result, line).state == .missing { push(rule.result, line, false) }
    }
  }

  private mutating func visit(table index: Int, _ line: Int, _ isCertain: Bool) {
    let table = program.tables[index]
    var isOpen = false
    for key in table.keys + [table.dateNode] where key >= 0 {
      guard evaluator.evaluate(key, line).state == .missing else { continue }
      isOpen = true
      push(key, line, isCertain)
    }
    if isOpen { return }
    let rows = evaluator.rows(ofTable: Int32(index), line: line)
    for row in rows { push(table.rows[Int(row)].result, line, isCertain) }
    if rows.isEmpty { push(table.otherwise, line, isCertain) }
  }
}
