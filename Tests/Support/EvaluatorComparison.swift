package import PolicyEngine
import PolicyLanguage
import PolicyProgram

/// Holds the compiled evaluators against the plain one: every value of a program alone, and all together.
package struct EvaluatorComparison {
  package let engine: Engine
  /// What differs, in words.
  package private(set) var differences: [String] = []
  /// Figures compared, and how many of those that are known the columns left to the evaluator.
  package private(set) var comparedCount = 0
  package private(set) var knownCount = 0
  package private(set) var escapedCount = 0
  /// Values of which the columns never knew anything.
  package private(set) var neverCompiled: Set<String> = []

  package init(_ engine: Engine) { self.engine = engine }

  /// Compares all values over some orders.
  package mutating func compare(_ orders: [BoundOrder]) {
    let values = engine.program.values.indices.map { $0 }
    for value in values { compare([value], orders) }
    if values.count > 1 { compare(values, orders) }
  }

  private mutating func compare(_ values: [Int], _ orders: [BoundOrder]) {
    let program = CompiledProgram(engine, figures: values, decisions: values)
    let batch = BatchMachine(program, capacity: 64)
    let single = OrderMachine(program)
    let block = OrderBlock(engine, capacity: 64)
    var next = 0
    var known = 0
    var escaped = 0
    while next < orders.count {
      block.removeAll()
      let first = next
      while next < orders.count, !block.isFull {
        block.append(orders[next])
        next += 1
      }
      let before = batch.evaluatedCount
      batch.price(block)
      escaped += batch.evaluatedCount - before
      for row in 0..<block.orderCount {
        let order = orders[first + row]
        let expected = expected(values, order)
        if expected.amounts.allSatisfy({ $0.state == .known }), !expected.isOpen { known += 1 }
        let answer = answer(values, batch, block, row)
        note(values, order, expected, answer, "columns")
        if order.lineCount == 1, let own = registers(values, single, order) {
          note(values, order, expected, own, "registers")
        }
      }
    }
    guard values.count == 1 else { return }
    knownCount += known
    // The evaluator's share of what has a result.
    escapedCount += min(known, max(0, escaped - (orders.count - known)))
    if known > 0, escaped >= orders.count { neverCompiled.insert(engine.program.values[values[0]].name) }
  }

  private struct Answer {
    var state: OrderState
    var amounts: [Engine.Amount]
    /// By value, then by line.
    var decisions: [[Int]]
    /// Whether refusals turn the order down is not known; then its state is open.
    var isOpen = false
  }

  private func expected(_ values: [Int], _ order: BoundOrder) -> Answer {
    var amounts: [Engine.Amount] = []
    engine.amounts(values, order, into: &amounts)
    let isTurnedDown = engine.decision(values[0], order).isTurnedDown
    let isMissing = amounts.contains { $0.state == .missing }
    let isRefused = amounts.contains { $0.state == .refused }
    return Answer(
      state: isMissing ? .missing : isRefused || isTurnedDown == true ? .refused : .priced,
      amounts: amounts, decisions: values.map { engine.decision($0, order).decided.map { $0 ?? -1 } },
      isOpen: isTurnedDown == nil)
  }

  private func answer(_ values: [Int], _ batch: BatchMachine, _ block: OrderBlock, _ row: Int) -> Answer {
    Answer(
      state: batch.states[row],
      amounts: batch.wide[row]
        ?? values.indices.map { Engine.Amount(whole: batch.figures[$0][row]) },
      decisions: values.enumerated().map { index, value in
        let count = engine.program.values[value].cases.count
        return batch.decided(index, block, row).map { $0 < count ? Int($0) : -1 }
      })
  }

  private func registers(_ values: [Int], _ machine: OrderMachine, _ order: BoundOrder) -> Answer? {
    machine.begin()
    let strings = engine.program.strings.count
    for answer in order.answers {
      guard let short = Int64(exactly: answer.value) else { return nil }
      if engine.program.inputs[Int(answer.input)].type == .text, short >= strings { return nil }
      machine.set(input: Int(answer.input), short)
    }
    machine.price()
    return Answer(
      state: machine.state,
      amounts: machine.wide ?? values.indices.map { Engine.Amount(whole: machine.figures[$0]) }, decisions: [])
  }

  private mutating func note(
    _ values: [Int], _ order: BoundOrder, _ expected: Answer, _ answer: Answer, _ machine: String
  ) {
    comparedCount += values.count
    if answer.amounts != expected.amounts || !(expected.isOpen || answer.state == expected.state) {
      differences.append(
        "\(machine): \(values.map { engine.program.values[$0].name }) of \(words(order)): "
          + "\(answer.state) \(answer.amounts), expected \(expected.state) \(expected.amounts)")
    } else if machine == "columns", answer.state == .priced, answer.decisions != expected.decisions {
      differences.append(
        "\(values.map { engine.program.values[$0].name }) of \(words(order)): decided by \(answer.decisions), expected \(expected.decisions)"
      )
    }
  }

  private func words(_ order: BoundOrder) -> String {
    order.answers.map { "\(engine.program.inputs[Int($0.input)].name)[\($0.line)]=\($0.value)" }.joined(separator: " ")
      + " (\(order.lineCount))"
  }
}
