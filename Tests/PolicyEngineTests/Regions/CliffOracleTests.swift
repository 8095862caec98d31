import PolicyProgram
import Testing

@testable import PolicyEngine
@testable import PolicyLanguage

/// Price cliffs against enumeration of all pairs of neighbours, on random small books.
@Suite struct CliffOracleTests {
  @Test func randomPrices() throws {
    let count = Int(EnvironmentVariable.value("LISTINO_BOOKS") ?? "") ?? 600
    let start = UInt64(EnvironmentVariable.value("LISTINO_SEED") ?? "") ?? 1
    var tally = Tally()
    for seed in start..<(start + UInt64(count)) {
      let flavour = SmallBook.Flavour(figures: 8, tables: 20, prices: true)
      check(seed, SmallBook.text(seed: seed, flavour: flavour), &tally)
    }
    print("\(tally)")
    #expect(tally.books > count / 2)
    #expect(tally.cliffs > count / 12)
    #expect(tally.proofs > count / 2)
    #expect(tally.unchecked * 50 < tally.cliffs + tally.proofs)
  }

  struct Tally {
    var books = 0
    var cliffs = 0
    var proofs = 0
    var unchecked = 0
  }

  private func check(_ seed: UInt64, _ text: String, _ tally: inout Tally) {
    guard let book = try? TextBook(text) else { return }
    tally.books += 1
    let program = book.engine.program
    let analysis = BookAnalysis(book.engine)
    let every = EveryOrder(book.engine)
    let graph = ReadGraph(program)
    for (input, definition) in program.inputs.enumerated() {
      guard case .number(let number) = definition.type, !number.isPercent else { continue }
      let use = InputUse(program, input: input, graph: graph)
      for value in program.values.indices where program.values[value].risesWithQuantities && use.values[value] {
        let expected = falls(every, value, input)
        let search = CliffSearch(analysis.single, value: value, input: input, use: use)
        var found = 0
        let answer = search.run { _ in found += 1 }
        switch answer {
        case .none:
          tally.proofs += 1
          if expected {
            Issue.record("seed \(seed): missed in \(program.values[value].name) by \(definition.name)\n\(text)")
          }
        case .cliff:
          tally.cliffs += 1
          if !expected {
            Issue.record("seed \(seed): false in \(program.values[value].name) by \(definition.name)\n\(text)")
          }
        case .unchecked: if found == 0 { tally.unchecked += 1 }
        }
      }
    }
  }

  /// Whether one more of an input costs less in some order of one line.
  private func falls(_ every: EveryOrder, _ value: Int, _ input: Int) -> Bool {
    let engine = every.engine
    let step = engine.program.inputs[input].step
    let evaluator = Evaluator(engine.plan, lineCapacity: 2)
    func figure(_ order: BoundOrder) -> Ratio? {
      evaluator.begin(order)
      guard evaluator.isAccepted else { return nil }
      let outcome = evaluator.evaluate(value: Int32(value), line: 0)
      return outcome.isKnown ? outcome.ratio : nil
    }
    for order in every.orders where order.lineCount == 1 {
      var more = order
      for index in more.answers.indices where Int(more.answers[index].input) == input {
        more.answers[index].value += step
      }
      guard more.answers.first(where: { Int($0.input) == input })!.value <= engine.program.inputs[input].upper else {
        continue
      }
      if let one = figure(order), let other = figure(more), one.compared(with: other) > 0 { return true }
    }
    return false
  }
}
