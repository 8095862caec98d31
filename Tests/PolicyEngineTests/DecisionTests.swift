import PolicyProgram
import Testing

@testable import PolicyEngine
@testable import PolicyLanguage

/// Which case decides, against a plain reading of the definition.
@Suite struct DecisionTests {
  /// A random value: conditions are inputs that are yes or no, results are small constants.
  private struct Sample {
    var maker = ProgramMaker()
    var value = 0
    var conditions: [Int] = []

    init(_ generator: inout SeededGenerator) {
      let baseCount = Int.random(in: 1...3, using: &generator)
      let count = baseCount + Int.random(in: 0...5, using: &generator)
      let hasOtherwise = baseCount > 1 && generator.chance(40)
      var cases: [CaseDefinition] = []
      for index in 0..<count {
        let isBase = index < baseCount
        let isOtherwise = hasOtherwise && index == baseCount - 1
        let isFree = isOtherwise || generator.chance(isBase && baseCount == 1 ? 80 : 15)
        let condition = isFree ? -1 : maker.input("c\(index)", .yesNo)
        conditions.append(isFree ? -1 : maker.program.inputs.count - 1)
        var targets: [Int] = []
        if !isBase {
          let open = (0..<index).filter { !cases[$0].isFinal }
          if generator.chance(40) {
            targets = Array(0..<baseCount)
          } else {
            targets = open.filter { _ in generator.chance(40) }
            if targets.isEmpty { targets = [open.randomElement(using: &generator) ?? 0] }
          }
        }
        cases.append(
          ProgramMaker.rule(
            "r\(index)", targets: targets, condition: condition, isOtherwise: isOtherwise,
            isFinal: !isBase && generator.chance(20),
            result: maker.constant(Int128.random(in: 0...2, using: &generator))))
      }
      value = maker.value("v", cases, baseCount: baseCount)
    }

    var cases: [CaseDefinition] { maker.program.values[value].cases }

    /// The definition, word by word: the result, or nil where the value is refused.
    func expected(_ answers: [Bool]) -> Int128? {
      func own(_ index: Int) -> Bool { conditions[index] < 0 || answers[conditions[index]] }
      let baseCount = maker.program.values[value].baseCount
      var applying: Set<Int> = []
      for index in 0..<baseCount where !cases[index].isOtherwise && own(index) { applying.insert(index) }
      for index in 0..<baseCount where cases[index].isOtherwise && applying.isEmpty { applying.insert(index) }
      for index in baseCount..<cases.count where own(index) && !applying.isDisjoint(with: cases[index].targets) {
        applying.insert(index)
      }
      var left = applying
      for index in applying { left.subtract(cases[index].targets) }
      if applying.contains(where: { cases[$0].isFinal }) { left = left.filter { cases[$0].isFinal } }
      let results = Set(left.map { maker.program.nodes[Int(cases[$0].result)].constant })
      return results.count == 1 ? results.first : nil
    }
  }

  private func outcome(_ sample: Sample, _ evaluator: Evaluator, _ answers: [Bool?]) -> Outcome {
    let given = answers.enumerated().compactMap { index, answer in
      answer.map { BoundOrder.Answer(input: index, value: $0 ? 1 : 0) }
    }
    evaluator.begin(BoundOrder(answers: given))
    return evaluator.evaluate(value: Int32(sample.value), line: 0)
  }

  @Test func randomExceptionsDecideAsDefined() {
    var generator = SeededGenerator(1)
    var refused = 0
    for _ in 0..<800 {
      let sample = Sample(&generator)
      let evaluator = Evaluator(sample.maker.engine.plan, lineCapacity: 1)
      let inputs = sample.maker.program.inputs.count
      for bits in 0..<(1 << inputs) {
        let answers = (0..<inputs).map { bits >> $0 & 1 != 0 }
        let outcome = outcome(sample, evaluator, answers)
        let expected = sample.expected(answers)
        let found = outcome.isKnown ? outcome.numerator : nil
        if found != expected || outcome.state == .missing {
          Issue.record("\(answers): \(outcome), not \(expected ?? -1)")
        }
        if expected == nil { refused += 1 }
      }
    }
    #expect(refused > 500)
  }

  /// What is decided with some answers missing is decided so whatever they are.
  @Test func missingAnswersAreNeverGuessed() {
    var generator = SeededGenerator(2)
    var settled = 0
    for _ in 0..<800 {
      let sample = Sample(&generator)
      let inputs = sample.maker.program.inputs.count
      guard inputs > 0 else { continue }
      let evaluator = Evaluator(sample.maker.engine.plan, lineCapacity: 1)
      let answers: [Bool?] = (0..<inputs).map { _ in generator.chance(50) ? generator.chance(50) : nil }
      let outcome = outcome(sample, evaluator, answers)
      guard outcome.state != .missing else { continue }
      settled += 1
      for bits in 0..<(1 << inputs) {
        let full = answers.enumerated().map { $1 ?? (bits >> $0 & 1 != 0) }
        let expected = sample.expected(full)
        if (outcome.isKnown ? outcome.numerator : nil) != expected { Issue.record("\(answers), then \(full)") }
      }
    }
    #expect(settled > 100)
  }

  /// An open case that cannot change who decides does not matter.
  @Test func aFinalThatAppliesSettlesTheRest() {
    var maker = ProgramMaker()
    let open = maker.input("open", .yesNo)
    let ten = maker.constant(10)
    let twenty = maker.constant(20)
    let thirty = maker.constant(30)
    let value = maker.value(
      "v",
      [
        ProgramMaker.rule("v", result: ten),
        ProgramMaker.rule("sometimes", targets: [0], condition: open, result: twenty),
        ProgramMaker.rule("always", targets: [0], isFinal: true, result: thirty),
      ])
    let evaluator = Evaluator(maker.engine.plan, lineCapacity: 1)
    evaluator.begin(BoundOrder())
    #expect(evaluator.evaluate(value: Int32(value), line: 0).numerator == 30)
  }

  /// The base's result is not asked for when an exception decides.
  @Test func aBaseThatWouldRefuseIsNotAsked() {
    var maker = ProgramMaker()
    let zero = maker.constant(0)
    let one = maker.constant(1)
    let quotient = maker.node(Node(.divide, one, zero), ProgramMaker.number(scale: 0, isRatio: true))
    let value = maker.value(
      "v", [ProgramMaker.rule("v", result: quotient), ProgramMaker.rule("exception", targets: [0], result: one)])
    let evaluator = Evaluator(maker.engine.plan, lineCapacity: 1)
    evaluator.begin(BoundOrder())
    #expect(evaluator.evaluate(value: Int32(value), line: 0).isKnown)
    #expect(evaluator.refusals.isEmpty)
  }
}
