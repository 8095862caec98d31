import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Writes an order that shows something: as few answers as it takes, as a line behind `quote` and as a test.
struct WitnessWriter {
  let engine: Engine

  private var program: Program { engine.program }
  private var plan: Plan { engine.plan }

  /// The order without the answers that it does not need: what is shown stays true, and a quote asks for nothing.
  ///
  /// - Parameter holds: What the order shows, asked of an evaluator that has taken it up.
  func smallest(_ order: BoundOrder, holds: (Evaluator) -> Bool) -> BoundOrder {
    let evaluator = Evaluator(plan, lineCapacity: order.lineCount)
    return smallest(order) { order in
      evaluator.begin(order)
      return holds(evaluator)
    }
  }

  /// A figure of a quote, or that it has none.
  struct Shown: Equatable {
    var state: Outcome.State
    var numerator: Int128
    var denominator: Int128
  }

  /// What a quote of the order that an evaluator has taken up shows.
  func shown(_ evaluator: Evaluator, lines: Int) -> [Shown] {
    program.shows.flatMap { value in
      (0..<(program.values[value].isPerLine ? lines : 1)).map {
        evaluator.evaluate(value: Int32(value), line: $0).shown
      }
    }
  }

  /// An answer is left out only where the order shows the same without it: one that has a default may be the very one
  /// that decides.
  ///
  /// - Parameter keeps: Whether an order still shows what it shall show.
  func smallest(_ order: BoundOrder, keeps: (BoundOrder) -> Bool) -> BoundOrder {
    var smallest = order
    let evaluator = Evaluator(plan, lineCapacity: order.lineCount)
    evaluator.begin(order)
    let wanted = shown(evaluator, lines: order.lineCount)
    func isEnough(_ order: BoundOrder) -> Bool {
      guard keeps(order) else { return false }
      evaluator.begin(order)
      let shown = shown(evaluator, lines: order.lineCount)
      return shown == wanted && !shown.contains { $0.state == .missing }
    }
    guard isEnough(order) else { return order }
    for input in program.inputs.indices.reversed() {
      var shorter = smallest
      shorter.answers.removeAll { Int($0.input) == input }
      if shorter.answers.count < smallest.answers.count, isEnough(shorter) { smallest = shorter }
    }
    return smallest
  }

  /// `licences=10 term="12 months"`: what stands behind `quote`. Inputs of one line stand beside the others.
  func line(_ order: BoundOrder) -> String {
    let text = ValueText(plan: plan, currency: currency(of: order), texts: order.texts)
    return answers(order, 0).map { input, value in
      let written = raw(value, program.inputs[input], text)
      let isPlain = !written.isEmpty && written.utf8.allSatisfy { $0.isPlainInShell }
      return "\(program.inputs[input].name)=\(isPlain ? written : "\"\(written)\"")"
    }.joined(separator: " ")
  }

  /// `action new, term 12 months`: the answers of the whole order, and of its line where it has one.
  func given(_ order: BoundOrder, without left: Set<Int> = []) -> String {
    let text = ValueText(plan: plan, currency: currency(of: order), texts: order.texts)
    return answers(order, order.lineCount == 1 ? 0 : nil).filter { !left.contains($0.input) }.map { input, value in
      "\(program.inputs[input].name) \(written(value, program.inputs[input], text))"
    }.joined(separator: ", ")
  }

  /// A test of the order with these expectations, ready for a rule file.
  func test(_ title: String, _ order: BoundOrder, expecting expectations: [String]) -> String {
    var lines = ["test \"\(title.replacing("\"", with: "'"))\""]
    for part in wrapped(given(order)) { lines.append("  given \(part)") }
    if order.lineCount > 1 {
      let text = ValueText(plan: plan, currency: currency(of: order), texts: order.texts)
      for line in 0..<order.lineCount {
        let own = order.answers.filter { $0.line == Int32(line) && program.inputs[Int($0.input)].isPerLine }
        let words = own.map { answer in
          let input = program.inputs[Int(answer.input)]
          return "\(input.name) \(written(answer.value, input, text))"
        }
        lines.append("  line \(words.joined(separator: ", "))")
      }
    }
    lines += expectations.map { "  expect \($0)" }
    return lines.joined(separator: "\n")
  }

  /// A test with a row for each of some orders: what they share is given once, what differs is a column, and the last
  /// columns are figures.
  ///
  /// - Parameter values: The figures expected, which all the orders have.
  func table(_ title: String, _ orders: [BoundOrder], values: [Int]) -> String {
    guard let first = orders.first else { return "" }
    func answer(_ order: BoundOrder, _ input: Int) -> Int128? {
      order.answers.first { Int($0.input) == input && $0.line == 0 }?.value
    }
    let differing = program.inputs.indices.filter { input in
      orders.contains { answer($0, input) != answer(first, input) }
    }
    var lines = ["test \"\(title.replacing("\"", with: "'"))\""]
    for part in wrapped(given(first, without: Set(differing))) { lines.append("  given \(part)") }
    let names = values.map { program.values[$0].name }
    lines.append("  " + (differing.map { program.inputs[$0].name } + names).joined(separator: " | "))
    let evaluator = Evaluator(plan, lineCapacity: 1)
    for order in orders {
      evaluator.begin(order)
      let text = Wording(evaluator, sources: []).values
      var cells = differing.map { input in answer(order, input).map { written($0, program.inputs[input], order) } ?? ""
      }
      for value in values {
        let outcome = evaluator.evaluate(value: Int32(value), line: 0)
        cells.append(outcome.isKnown ? text.text(outcome, program.values[value].type) : "refused")
      }
      lines.append("  " + cells.joined(separator: " | "))
    }
    return lines.joined(separator: "\n")
  }

  /// An answer as a test's table or a `given` has it.
  func written(_ value: Int128, _ input: InputDefinition, _ order: BoundOrder) -> String {
    written(value, input, ValueText(plan: plan, currency: currency(of: order), texts: order.texts))
  }

  /// An answer as it stands behind a name.
  func raw(_ value: Int128, _ input: Int, _ order: BoundOrder) -> String {
    raw(value, program.inputs[input], ValueText(plan: plan, currency: currency(of: order), texts: order.texts))
  }

  /// The order as names and text.
  func order(_ order: BoundOrder) -> Order {
    let text = ValueText(plan: plan, currency: currency(of: order), texts: order.texts)
    var result = Order()
    if order.lineCount > 1 { result.lines = Array(repeating: [:], count: order.lineCount) }
    for answer in order.answers {
      let input = program.inputs[Int(answer.input)]
      let written = raw(answer.value, input, text)
      if input.isPerLine, order.lineCount > 1 {
        result.lines[Int(answer.line)][input.name] = written
      } else {
        result.inputs[input.name] = written
      }
    }
    return result
  }

  // MARK: Answers

  func currency(of order: BoundOrder) -> Currency? {
    let input = program.currencyInput
    guard input >= 0 else { return program.currencies.first }
    guard let answer = order.answers.first(where: { Int($0.input) == input }), let code = Int(exactly: answer.value),
      program.words.indices.contains(code)
    else { return program.currencies.count == 1 ? program.currencies[0] : nil }
    return Currency.named(program.words[code])
  }

  /// The answers in the order of declaration; those of lines for one line, or not at all.
  private func answers(_ order: BoundOrder, _ line: Int?) -> [(input: Int, value: Int128)] {
    order.answers.filter { answer in
      program.inputs[Int(answer.input)].isPerLine ? line.map { Int(answer.line) == $0 } ?? false : true
    }.map { (Int($0.input), $0.value) }.sorted { $0.input < $1.input }
  }

  private func raw(_ value: Int128, _ input: InputDefinition, _ text: ValueText) -> String {
    if case .words = input.type { return text.text(.known(value), input.type).replacing(" and ", with: ",") }
    return input.allowed.isEmpty ? text.text(.known(value), input.type) : text.display(.known(value), input.type)
  }

  private func written(_ value: Int128, _ input: InputDefinition, _ text: ValueText) -> String {
    switch input.type {
    case .text: "\"\(text.text(.known(value), input.type))\""
    case .words: text.text(.known(value), input.type)
    default: raw(value, input, text)
    }
  }

  /// Answers on lines of a readable length.
  private func wrapped(_ given: String) -> [String] {
    var lines: [String] = []
    for part in given.split(separator: ", ") {
      if let last = lines.last, last.utf8.count + part.utf8.count < 96 {
        lines[lines.count - 1] = "\(last), \(part)"
      } else {
        lines.append(String(part))
      }
    }
    return lines
  }
}

extension UInt8 {
  /// A byte that needs no quotes on a command line.
  fileprivate var isPlainInShell: Bool {
    (48...57).contains(self) || (65...90).contains(self) || (97...122).contains(self) || "-._%+,:/@".utf8.contains(self)
  }
}

extension Outcome {
  /// What of a result people see: a figure, or that there is none.
  var shown: WitnessWriter.Shown {
    WitnessWriter.Shown(
      state: state, numerator: isKnown ? numerator : 0, denominator: isKnown ? denominator : 1)
  }
}
