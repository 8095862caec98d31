import Diagnostics
import PolicyModel
import PolicyProgram
import Quantities
import Testing

@testable import PolicyEngine
@testable import PolicyLanguage

/// Programs of random nodes, on random orders: never a trap, always the same answer.
@Suite struct RandomProgramTests {
  private static let edges: [Int128] = [
    .min, -(1 << 120), -1_000_000, -719_162, -1, 0, 1, 2, 3, 7, 12, 31, 1000, 20454, 2_932_896, 1 << 64, 1 << 120, .max,
  ]

  private static func operation(_ generator: inout SeededGenerator) -> Node.Operation {
    func one<Element>(of elements: [Element]) -> Element {
      elements[Int.random(in: 0..<elements.count, using: &generator)]
    }
    let mode = one(of: RoundingMode.allCases)
    return one(of: [
      .constant, .input, .value, .add, .subtract, .multiply, .divide, .negate, .rescale,
      .round(mode, one(of: RoundingTarget.allCases)), .minimum, .maximum, .equal, .notEqual, .less, .lessOrEqual,
      .inList, .has, .startsWith, .and, .or, .not, .spanWhole(mode), .spanExact, .addDays, .addMonths,
      .datePart(one(of: ExpressionSyntax.DatePart.allCases)), .dayInMonth,
      .aggregate(one(of: ExpressionSyntax.Aggregate.allCases)), .add, .subtract, .multiply,
    ])
  }

  private static func program(_ generator: inout SeededGenerator) -> ProgramMaker {
    var maker = ProgramMaker()
    maker.program.moneyScale = 2
    maker.program.monthEnd = MonthEnd.allCases.randomElement(using: &generator) ?? .keepLastDay
    maker.program.strings = ["a", "ab"]
    for monthDays in [nil, 30, 0, -5, Int.max] as [Int?] {
      for unit in SpanUnit.allCases {
        maker.program.spans.append(
          SpanDefinition(
            rule: SpanRule(unit: unit, countedBack: generator.chance(50), monthDays: monthDays),
            countsEnd: generator.chance(50)))
      }
    }
    maker.program.lists = [
      ListDefinition(
        name: "l", title: "l", isCountries: true,
        entries: [.init(code: 1, firstDay: .min, lastDay: .max), .init(code: 2, firstDay: 0, lastDay: 100)],
        dateNode: -1, range: .none)
    ]
    for index in 0..<4 { _ = maker.input("i\(index)", ProgramMaker.whole(), isPerLine: index > 1) }
    for index in 0..<60 {
      let number = ProgramMaker.number(scale: Int.random(in: 0...6, using: &generator), isRatio: generator.chance(20))
      func any() -> Int { Int.random(in: 0..<maker.program.nodes.count, using: &generator) }
      let operation = operation(&generator)
      let constant = edges.randomElement(using: &generator) ?? 0
      switch operation {
      case .constant: maker.node(Node(.constant, constant: constant), number)
      case .input: maker.node(Node(.input, Int.random(in: 0..<4, using: &generator)))
      case .startsWith: maker.node(Node(.startsWith, Int.random(in: 0..<4, using: &generator), 1), .yesNo)
      case .value, .ruleState, .table, .call, .spread: break
      case .round: maker.node(Node(operation, any(), constant: constant), number)
      case .inList: maker.node(Node(.inList, any(), 0, generator.chance(50) ? any() : -1), .yesNo)
      case .spanWhole, .spanExact:
        maker.node(
          Node(
            operation, any(), any(), Int.random(in: 0..<maker.program.spans.count, using: &generator)), number)
      case .datePart: maker.node(Node(operation, any()))
      case .aggregate: maker.node(Node(operation, any()), number)
      case .has: maker.node(Node(.has, any(), constant: Int128.random(in: 0...127, using: &generator)), .yesNo)
      case .add, .subtract, .multiply, .divide, .negate, .rescale, .minimum, .maximum, .equal, .notEqual, .less,
        .lessOrEqual, .and, .or, .not, .addDays, .addMonths, .dayInMonth:
        maker.node(Node(operation, any(), any(), constant: constant), number)
      }
      if generator.chance(20) {
        let node = any()
        maker.value("v\(index)", is: node, isPerLine: true)
        maker.node(Node(.value, maker.program.values.count - 1), maker.program.types[node])
      }
      if generator.chance(10) {
        maker.program.spreads.append(
          SpreadDefinition(
            amount: Int32(any()), weight: Int32(any()), cap: generator.chance(50) ? Int32(any()) : -1,
            leftover: .first, step: generator.chance(50) ? 0 : 1))
        maker.node(Node(.spread, 0, 0, maker.program.spreads.count - 1), number)
      }
    }
    return maker
  }

  @Test func nothingTrapsAndTheAnswerRepeats() {
    var generator = SeededGenerator(8)
    var known = 0
    var refused = 0
    for _ in 0..<250 {
      let maker = Self.program(&generator)
      let plan = maker.engine.plan
      let evaluator = Evaluator(plan, lineCapacity: 3)
      let answers = (0..<4).flatMap { input in
        (0..<3).compactMap { line in
          generator.chance(85)
            ? BoundOrder.Answer(
              input: input, line: line, value: Self.edges.randomElement(using: &generator) ?? 0) : nil
        }
      }
      let order = BoundOrder(lineCount: 3, answers: answers.filter { $0.input > 1 || $0.line == 0 })
      var first: [String] = []
      for round in 0..<2 {
        evaluator.begin(order)
        let wording = Wording(evaluator, sources: [])
        var texts: [String] = []
        for node in maker.program.nodes.indices {
          for line in 0..<3 {
            let outcome = evaluator.evaluate(Int32(node), line)
            if outcome.denominator <= 0 { Issue.record("a denominator is not positive") }
            known += outcome.isKnown ? 1 : 0
            refused += outcome.state == .refused ? 1 : 0
            texts.append(wording.display(outcome, maker.program.types[node]))
            if outcome.state == .refused { texts.append(wording.refusal(outcome.refusal).text) }
            if outcome.state == .missing {
              var missing = MissingInputs(evaluator)
              missing.need(node: Int32(node), line: line)
              if missing.isEmpty { Issue.record("nothing is missing") }
            }
          }
        }
        if round == 0 { first = texts } else { #expect(texts == first) }
      }
    }
    #expect(known > 5000)
    #expect(refused > 5000)
  }
}
