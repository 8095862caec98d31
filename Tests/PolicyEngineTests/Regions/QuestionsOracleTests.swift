import Diagnostics
import PolicyModel
import PolicyProgram
import Testing

@testable import PolicyEngine
@testable import PolicyLanguage

/// `why not` and `solve` against trying every answer, on random small books and orders.
@Suite struct QuestionsOracleTests {
  @Test func smallestChanges() throws {
    let count = Int(EnvironmentVariable.value("LISTINO_BOOKS") ?? "") ?? 250
    var tally = (rules: 0, one: 0, two: 0, none: 0, unchecked: 0)
    for seed in 1...UInt64(count) {
      let text = SmallBook.text(seed: seed, flavour: .init(figures: 12, lines: false))
      guard let book = try? TextBook(text) else { continue }
      let questions = OrderQuestions(book.engine)
      let every = EveryOrder(book.engine)
      var random = SeededGenerator(seed)
      for value in book.engine.program.values where value.cases.count > value.baseCount {
        let order = every.orders.randomElement(using: &random)!
        let rule = value.cases[Int.random(in: value.baseCount..<value.cases.count, using: &random)].name
        guard case .answer(let answer) = questions.whyNot(rule, questions.writer.order(order)) else {
          Issue.record("seed \(seed): no answer for \(rule)")
          continue
        }
        let expected = least(rule, order, every, questions)
        tally.rules += 1
        if answer.isUnchecked { tally.unchecked += 1 }
        let found = answer.holds ? 0 : answer.changes.first?.answers.count ?? 3
        switch found {
        case 1: tally.one += 1
        case 2: tally.two += 1
        case 3: tally.none += 1
        default: break
        }
        if found != expected, !(answer.isUnchecked && found > expected) {
          Issue.record(
            "seed \(seed): \(rule) by \(found), not by \(expected)\n\(questions.writer.line(order))\n\(text)")
        }
      }
    }
    print("why not: \(tally)")
    #expect(tally.one > 30 && tally.two > 10 && tally.none > 30)
    #expect(tally.unchecked * 25 < tally.rules)
  }

  /// In how few inputs an order differs for which the rule decides; 3 for more than two.
  private func least(_ rule: String, _ order: BoundOrder, _ every: EveryOrder, _ questions: OrderQuestions) -> Int {
    guard let asked = questions.rule(rule) else { return 3 }
    var least = 3
    every.visit { evaluator, other in
      let distance = order.answers.count { answer in
        other.answers.first { $0.input == answer.input }!.value != answer.value
      }
      if distance < least, OrderQuestions.state(asked, evaluator).isYes { least = distance }
    }
    return least
  }

  @Test func solutions() throws {
    let count = Int(EnvironmentVariable.value("LISTINO_BOOKS") ?? "") ?? 300
    var tally = (asked: 0, some: 0, holes: 0, unchecked: 0)
    for seed in 1...UInt64(count) {
      let text = SmallBook.text(seed: seed, flavour: .init(figures: 40, lines: false, prices: true))
      guard let book = try? TextBook(text) else { continue }
      let program = book.engine.program
      let every = EveryOrder(book.engine)
      var random = SeededGenerator(seed)
      let numbers = program.values.filter {
        $0.type.number != nil && !$0.isStep && !($0.type.number?.isPercent ?? false) && !$0.isPerLine
      }
      guard let value = numbers.randomElement(using: &random), let order = every.orders.randomElement(using: &random)
      else { continue }
      let money = value.type.number?.dimension.money == 1
      let condition =
        "\(value.name) is \(Int.random(in: 0...9, using: &random) * (money ? 90 : 1))\(money ? " EUR" : "") or more"
      guard case .success(let (extended, node)) = book.book.reading(SourceText(name: "c", text: condition)) else {
        Issue.record("seed \(seed): unreadable: \(condition)")
        continue
      }
      let questions = OrderQuestions(Engine(program: extended, sources: book.book.sources))
      for (index, input) in program.inputs.enumerated() {
        if case .words = input.type { continue }
        var raw = questions.writer.order(order)
        raw.inputs[input.name] = nil
        let expected = answers(
          index, order, every, value: program.values.firstIndex { $0.name == value.name }!, condition)
        guard case .solution(let solution) = questions.solve(input.name, where: node, raw) else {
          Issue.record("seed \(seed): no solution for \(input.name)")
          continue
        }
        tally.asked += 1
        if solution.isUnchecked { tally.unchecked += 1 }
        let found = solution.ranges.flatMap { expand($0, input, questions) }
        if !found.isEmpty { tally.some += 1 }
        if solution.ranges.count > 1 { tally.holes += 1 }
        if found != expected, !solution.isUnchecked {
          Issue.record(
            "seed \(seed): \(condition) by \(input.name): \(found), not \(expected)\n\(questions.writer.line(order))\n\(text)"
          )
        }
      }
    }
    print("solve: \(tally)")
    #expect(tally.some > 100 && tally.holes > 20 && tally.unchecked == 0)
  }

  /// The answers to an input for which the condition holds, by trying them.
  private func answers(_ input: Int, _ order: BoundOrder, _ every: EveryOrder, value: Int, _ condition: String)
    -> [Int128]
  {
    let bound = Int128(condition.split(separator: " ")[2])!
    let scale = every.engine.program.values[value].type.number?.scale ?? 0
    let threshold = (0..<scale).reduce(bound) { result, _ in result * 10 }
    let evaluator = Evaluator(every.engine.plan, lineCapacity: 1)
    var found: Set<Int128> = []
    for other in every.orders {
      guard order.answers.allSatisfy({ answer in Int(answer.input) == input || other.answers.contains(answer) }) else {
        continue
      }
      evaluator.begin(other)
      guard evaluator.isAccepted else { continue }
      let outcome = evaluator.evaluate(value: Int32(value), line: 0)
      if outcome.isKnown, outcome.ratio.compared(with: Ratio(threshold)) >= 0 {
        found.insert(other.answers.first { Int($0.input) == input }!.value)
      }
    }
    return found.sorted()
  }

  private func expand(_ range: Solution.Range, _ input: InputDefinition, _ questions: OrderQuestions) -> [Int128] {
    func code(_ text: String) -> Int128 {
      guard case .success(let bound) = questions.engine.bind(Order(inputs: [input.name: text])) else { return -1 }
      return bound.answers[0].value
    }
    return Array(stride(from: code(range.first), through: code(range.last), by: Int(max(1, input.step))))
  }
}
