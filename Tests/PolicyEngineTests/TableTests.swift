import Diagnostics
import PolicyModel
import PolicyProgram
import Testing

@testable import PolicyEngine
@testable import PolicyLanguage

/// Reading tables: the index against looking at every row, and the readings of tiers against plain sums.
@Suite struct TableTests {
  /// A random table over whole-number keys, its rows constants; some rows share a place, some refuse.
  private static func table(_ generator: inout SeededGenerator, _ promise: TableDeclaration.Promise) -> ProgramMaker {
    var maker = ProgramMaker()
    let keyCount = Int.random(in: 1...3, using: &generator)
    let keys = (0..<keyCount).map { Int32(maker.input("k\($0)")) }
    var table = TableDefinition(
      promise: promise, reading: .row, keys: keys, dateNode: -1, lowers: [], uppers: [], rows: [], otherwise: -1,
      otherwiseRefusal: nil, otherwiseRange: .none, indexColumn: -1, index: [:], unindexed: [], range: .none)
    let singles = generator.chance(50)
    var place = 0
    var result = 0
    for _ in 0..<Int.random(in: 0...40, using: &generator) {
      for _ in 0..<keyCount {
        if generator.chance(15) {
          table.lowers.append(.min)
          table.uppers.append(.max)
        } else {
          let lower = Int64.random(in: 0...9, using: &generator)
          table.lowers.append(lower)
          table.uppers.append(
            singles && generator.chance(80) ? lower : lower + Int64.random(in: 0...4, using: &generator))
        }
      }
      // A line with a list in a cell is several rows of one place and one result.
      if place == 0 || !generator.chance(15) {
        place += 1
        result = maker.constant(Int128.random(in: 0...3, using: &generator))
      }
      table.rows.append(
        .init(
          result: Int32(result), refusal: nil, because: nil, source: nil, print: nil,
          range: .init(source: 0, lower: place, upper: place + 1)))
    }
    maker.program.tables.append(table)
    maker.value("v", is: maker.node(Node(.table, 0)))
    return maker
  }

  private static func expected(_ maker: ProgramMaker, _ keys: [Int64]) -> Int128? {
    let table = maker.program.tables[0]
    var fitting: [Int] = []
    for row in table.rows.indices {
      let fits = keys.indices.allSatisfy {
        table.lowers[row * keys.count + $0] <= keys[$0] && keys[$0] <= table.uppers[row * keys.count + $0]
      }
      let isNew = !fitting.contains { table.rows[$0].range == table.rows[row].range }
      if fits, isNew { fitting.append(row) }
    }
    let cells = fitting.map { maker.program.nodes[Int(table.rows[$0].result)].constant }
    switch table.promise {
    case .oneRow: return Set(cells).count == 1 ? cells[0] : nil
    case .firstRow: return cells.first
    case .highest: return cells.max()
    case .sum: return cells.isEmpty ? nil : cells.reduce(0, +)
    }
  }

  @Test(arguments: TableDeclaration.Promise.allCases)
  func theIndexFindsWhatLookingFinds(_ promise: TableDeclaration.Promise) {
    var generator = SeededGenerator(3)
    var found = 0
    for _ in 0..<150 {
      let maker = Self.table(&generator, promise)
      let count = maker.program.inputs.count
      let evaluator = Evaluator(maker.engine.plan, lineCapacity: 1)
      for _ in 0..<30 {
        let keys = (0..<count).map { _ in Int64.random(in: -1...14, using: &generator) }
        evaluator.begin(
          BoundOrder(answers: keys.enumerated().map { .init(input: $0, value: Int128($1)) }))
        let outcome = evaluator.evaluate(value: 0, line: 0)
        let expected = Self.expected(maker, keys)
        if (outcome.isKnown ? outcome.numerator : nil) != expected {
          Issue.record("\(keys): \(outcome), not \(expected ?? -1)")
        }
        if expected != nil { found += 1 }
      }
    }
    #expect(found > 300)
  }

  /// A key that is missing matters only where rows differ by it.
  @Test func aMissingKeyIsNeverGuessed() {
    var generator = SeededGenerator(4)
    var settled = 0
    for _ in 0..<600 {
      let maker = Self.table(&generator, .oneRow)
      let count = maker.program.inputs.count
      let evaluator = Evaluator(maker.engine.plan, lineCapacity: 1)
      let keys = (0..<count).map { _ in generator.chance(60) ? Int64.random(in: 0...9, using: &generator) : nil }
      evaluator.begin(
        BoundOrder(
          answers: keys.enumerated().compactMap { index, key in key.map { .init(input: index, value: Int128($0)) } }))
      let outcome = evaluator.evaluate(value: 0, line: 0)
      guard outcome.isKnown, keys.contains(nil) else { continue }
      settled += 1
      for other in Int64(-1)...14 {
        #expect(Self.expected(maker, keys.map { $0 ?? other }) == outcome.numerator)
      }
    }
    #expect(settled > 3)
  }

  // MARK: Tiers

  private static func tiers(
    _ reading: TableDeclaration.Reading, _ tiers: [(Int64, Int64, Int128)], keyScale: Int = 0
  ) -> ProgramMaker {
    var maker = ProgramMaker()
    let key = maker.input("quantity", ProgramMaker.number(scale: keyScale))
    let rows = tiers.map { tier in
      TableDefinition.Row(
        result: Int32(maker.constant(tier.2)), refusal: nil, because: nil, source: nil, print: nil, range: .none)
    }
    maker.program.tables.append(
      TableDefinition(
        promise: .oneRow, reading: reading, keys: [Int32(key)], dateNode: -1, lowers: tiers.map(\.0),
        uppers: tiers.map(\.1), rows: rows, otherwise: -1, otherwiseRefusal: nil, otherwiseRange: .none,
        indexColumn: -1, index: [:], unindexed: [], range: .none))
    maker.value("v", is: maker.node(Node(.table, 0), ProgramMaker.number(scale: 0, isRatio: reading == .slices)))
    return maker
  }

  private func outcome(_ maker: ProgramMaker, _ quantity: Int128) -> Outcome {
    let evaluator = Evaluator(maker.engine.plan, lineCapacity: 1)
    evaluator.begin(BoundOrder(answers: [.init(input: 0, value: quantity)]))
    return evaluator.evaluate(value: 0, line: 0)
  }

  @Test func sliceBySliceIsTheAverageOverUnits() {
    var generator = SeededGenerator(5)
    for _ in 0..<60 {
      var tiers: [(Int64, Int64, Int128)] = []
      var next: Int64 = generator.chance(50) ? 0 : 1
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let upper = next + Int64.random(in: 0...9, using: &generator)
        tiers.append((next, upper, Int128.random(in: 0...20, using: &generator)))
        next = upper + 1
      }
      tiers[tiers.count - 1].1 = .max
      let maker = Self.tiers(.slices, tiers.shuffled(using: &generator))
      for quantity in 1...40 {
        let sum = (1...quantity).reduce(Int128(0)) { sum, unit in
          sum + (tiers.first { Int64(unit) >= $0.0 && Int64(unit) <= $0.1 }?.2 ?? 0)
        }
        let outcome = outcome(maker, Int128(quantity))
        #expect(outcome.isKnown)
        #expect(outcome.ratio.compared(with: Ratio(sum, Int128(quantity))) == 0)
      }
      // For nothing, the first row's cell.
      #expect(outcome(maker, 0).numerator == tiers.min { $0.0 < $1.0 }?.2)
    }
  }

  @Test func slicesOfAmountsBeginWhereTheLastEnds() {
    // 0 to 100.00 at 10, over that at 20: 150.00 is 100 at 10 and 50 at 20.
    let maker = Self.tiers(.slices, [(0, 10000, 10), (10001, .max, 20)], keyScale: 2)
    #expect(outcome(maker, 15000).ratio.compared(with: Ratio(2000, 150)) == 0)
    #expect(outcome(maker, 10000).ratio.compared(with: Ratio(10)) == 0)
    #expect(outcome(maker, 10001).ratio.compared(with: Ratio(100_020, 10001)) == 0)
  }

  @Test func eachTierReachedAddsItsCell() {
    let maker = Self.tiers(.reached, [(1, 9, 5), (10, 49, 7), (50, .max, 11)])
    #expect(outcome(maker, 1).numerator == 5)
    #expect(outcome(maker, 9).numerator == 5)
    #expect(outcome(maker, 10).numerator == 12)
    #expect(outcome(maker, 50).numerator == 23)
  }
}
