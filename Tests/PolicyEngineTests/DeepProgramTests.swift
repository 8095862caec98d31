import PolicyLanguage
import PolicyProgram
import Testing

@testable import PolicyEngine

/// Books whose values build on each other very many levels deep.
@Suite struct DeepProgramTests {
  /// A hundred thousand values, each one more than the one before.
  @Test func aLongChainOfValues() {
    var maker = ProgramMaker()
    var last = maker.input("start", ProgramMaker.number(scale: 0))
    let one = maker.constant(1, ProgramMaker.number(scale: 0))
    for index in 0..<100_000 {
      let sum = maker.node(Node(.add, last, one), ProgramMaker.number(scale: 0))
      let value = maker.value("v\(index)", is: sum)
      last = maker.node(Node(.value, value), ProgramMaker.number(scale: 0))
    }
    let evaluator = Evaluator(maker.engine.plan, lineCapacity: 1)
    evaluator.begin(BoundOrder(answers: [.init(input: 0, value: 5)]))
    #expect(evaluator.evaluate(Int32(last), 0).numerator == 100_005)
    evaluator.begin(BoundOrder())
    var missing = MissingInputs(evaluator)
    missing.need(node: Int32(last), line: 0)
    #expect(missing.ordered == [0])
  }

  /// One sum of a hundred thousand terms, once for the order and once for each line.
  @Test(arguments: [false, true]) func aLongSum(_ isPerLine: Bool) {
    var maker = ProgramMaker()
    var last = maker.input("start", ProgramMaker.number(scale: 0), isPerLine: isPerLine)
    let one = maker.constant(1, ProgramMaker.number(scale: 0))
    for _ in 0..<100_000 { last = maker.node(Node(.add, last, one), ProgramMaker.number(scale: 0)) }
    let value = maker.value("v", is: last, isPerLine: isPerLine)
    let evaluator = Evaluator(maker.engine.plan, lineCapacity: 2)
    evaluator.begin(
      BoundOrder(lineCount: 2, answers: (0...(isPerLine ? 1 : 0)).map { .init(input: 0, line: $0, value: Int128($0)) }))
    for line in 0...(isPerLine ? 1 : 0) {
      #expect(evaluator.evaluate(value: Int32(value), line: line).numerator == Int128(100_000 + line))
    }
  }

  /// Random graphs, deep and wide: every value is what it is when computed one after the other.
  @Test func checkpointsChangeNothing() {
    var generator = SeededGenerator(9)
    for _ in 0..<20 {
      var maker = ProgramMaker()
      var reads = [maker.input("start", ProgramMaker.number(scale: 0))]
      var expected: [Int128] = [3]
      for index in 1..<3000 {
        let near = max(0, index - Int.random(in: 1...3, using: &generator))
        let far = generator.chance(50) ? Int.random(in: 0..<index, using: &generator) : near
        let isLower = generator.chance(50)
        let node = maker.node(
          Node(isLower ? .minimum : .subtract, reads[near], reads[far]), ProgramMaker.number(scale: 0))
        expected.append(isLower ? min(expected[near], expected[far]) : expected[near] - expected[far])
        let value = maker.value("v\(index)", is: node)
        reads.append(maker.node(Node(.value, value), ProgramMaker.number(scale: 0)))
      }
      let plan = maker.engine.plan
      #expect(!plan.checkpoints.isEmpty)
      let evaluator = Evaluator(plan, lineCapacity: 1)
      evaluator.begin(BoundOrder(answers: [.init(input: 0, value: 3)]))
      for index in reads.indices.reversed() {
        #expect(evaluator.evaluate(Int32(reads[index]), 0).numerator == expected[index])
      }
    }
  }
}
