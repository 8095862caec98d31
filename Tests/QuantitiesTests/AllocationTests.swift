import Quantities
import Testing

struct AllocationTests {
  private typealias Way = @Sendable (Int128, [Int128], [Int128]?) -> [Int128]?

  private static let ways: [Way] = [
    { Allocation.largestRemainder($0, weights: $1, caps: $2) },
    { Allocation.toTheFirst($0, weights: $1, caps: $2) },
    { Allocation.toTheLargest($0, weights: $1, caps: $2) },
  ]

  private struct Input: Decodable {
    var amount: Int
    var weights: [Int128]
    var method: String
    var allZero: String?

    enum CodingKeys: String, CodingKey { case amount, weights, method, allZero }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      amount = try container.decode(Int.self, forKey: .amount)
      method = try container.decode(String.self, forKey: .method)
      allZero = try container.decodeIfPresent(String.self, forKey: .allZero)
      if let whole = try? container.decode([Int].self, forKey: .weights) {
        weights = whole.map { Int128($0) }
      } else {
        weights = try container.decode([String].self, forKey: .weights).map {
          ExactDecimal(parsing: $0)!.rescaled(to: 6)!
        }
      }
    }
  }
  private struct Expected: Decodable {
    var parts: [Int]?
    var error: String?
  }

  @Test func agreesWithTheVectors() throws {
    let byName = ["largest-remainder": Self.ways[0], "first": Self.ways[1], "largest-weight": Self.ways[2]]
    let vectors = try Fixtures.billing("allocate", as: Fixtures.Vector<Input, Expected>.self)
    #expect(vectors.count == 40)
    var checked = 0
    for vector in vectors where vector.input.allZero == nil {
      guard let way = byName[vector.input.method] else { continue }
      let parts = way(Int128(vector.input.amount), vector.input.weights, nil)
      #expect(parts == vector.expect.parts?.map { Int128($0) }, "\(vector.id)")
      checked += 1
    }
    #expect(checked == 33)
  }

  private struct EqualInput: Decodable { var amount, parts: Int }

  @Test func splitsEquallyAsTheVectorsSay() throws {
    let vectors = try Fixtures.billing("split_equal", as: Fixtures.Vector<EqualInput, Expected>.self)
    #expect(vectors.count == 8)
    for vector in vectors {
      let weights = [Int128](repeating: 1, count: vector.input.parts)
      for way in Self.ways.prefix(2) {
        #expect(
          way(Int128(vector.input.amount), weights, nil) == vector.expect.parts?.map { Int128($0) }, "\(vector.id)")
      }
    }
  }

  private struct SpreadInput: Decodable {
    struct Discount: Decodable {
      var type: String
      var value: Int
      enum CodingKeys: String, CodingKey { case type, value }
      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        type = try container.decode(String.self, forKey: .type)
        value =
          try (try? container.decode(Int.self, forKey: .value)) ?? Int(container.decode(String.self, forKey: .value))!
      }
    }
    var discount: Discount
    var lines: [Int]
  }
  private struct PerLine: Decodable { var perLine: [Int] }

  @Test func spreadsDiscountsAsTheVectorsSay() throws {
    let vectors = try Fixtures.billing("discount_spread", as: Fixtures.Vector<SpreadInput, PerLine>.self)
    #expect(vectors.count == 5)
    for vector in vectors {
      let lines = vector.input.lines.map { Int128($0) }
      let value = Int128(vector.input.discount.value)
      let parts =
        vector.input.discount.type == "percent"
        ? lines.map { RoundingMode.halfUp.quotient($0 * value, 100) }
        : Allocation.largestRemainder(value, weights: lines, caps: lines)
      #expect(parts == vector.expect.perLine.map { Int128($0) }, "\(vector.id)")
    }
  }

  private struct FloorInput: Decodable {
    struct Line: Decodable { var total, floor: Int }
    var discount: Int
    var lines: [Line]
  }

  @Test func keepsLinesAboveTheirFloorsAsTheVectorsSay() throws {
    let vectors = try Fixtures.billing("discount_with_floor", as: Fixtures.Vector<FloorInput, PerLine>.self)
    #expect(vectors.count == 3)
    for vector in vectors {
      let weights = vector.input.lines.map { Int128($0.total) }
      let caps = vector.input.lines.map { Int128($0.total - $0.floor) }
      for way in Self.ways {
        #expect(
          way(Int128(vector.input.discount), weights, caps) == vector.expect.perLine.map { Int128($0) }, "\(vector.id)"
        )
      }
    }
  }

  @Test func refusesWeightsThatSayNothing() {
    for way in Self.ways {
      #expect(way(100, [], nil) == nil)
      #expect(way(100, [0, 0], nil) == nil)
      #expect(way(100, [1, -1], nil) == nil)
      #expect(way(100, [1, 1], [1]) == nil)
      #expect(way(100, [1, 1], [1, -1]) == nil)
      #expect(way(.max, [2, 2], nil) == nil)
      #expect(way(.min, [1], nil) == nil)
      #expect(way(1, [.max, .max], nil) == nil)
      #expect(way(0, [1, 2], nil) == [0, 0])
    }
  }

  @Test func nothingOverNothingIsNothing() {
    for way in Self.ways {
      #expect(way(0, [0], nil) == [0])
      #expect(way(0, [0, 0, 0], [5, 0, 1]) == [0, 0, 0])
      #expect(way(1, [0, 0], nil) == nil)
      #expect(way(-1, [0], nil) == nil)
    }
  }

  @Test func splitsAmountsAndWeightsUpToTenToTheEighteenth() {
    let large = PowerOfTen.value(18)!
    for way in Self.ways {
      for amount in [large, -large, large - 1] {
        let parts = way(amount, [large, large, large - 1, 1, 0], nil) ?? []
        #expect(parts.reduce(0, +) == amount)
        let capped = way(amount, [large, large, large - 1, 1, 0], [10, large, large, large, large]) ?? []
        #expect(capped.reduce(0, +) == amount)
        #expect(abs(capped[0]) == 10)
      }
    }
  }

  @Test func addsUpStaysWithinOneUnitAndTakesTheSign() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<4000 {
      let count = Int.random(in: 1...8, using: &generator)
      let weights = (0..<count).map { _ in Int128(Int.random(in: 0...9, using: &generator)) }
      let amount = Int128(Int.random(in: -200...200, using: &generator))
      let total = weights.reduce(0, +)
      for (index, way) in Self.ways.enumerated() {
        guard let parts = way(amount, weights, nil) else {
          #expect(total == 0)
          continue
        }
        #expect(parts.reduce(0, +) == amount)
        #expect(way(-amount, weights, nil) == parts.map { -$0 })
        for (part, weight) in zip(parts, weights) {
          if weight == 0 { #expect(part == 0) }
          // Only the largest remainders have a remainder for sure.
          let difference = abs(part * total - amount * weight)
          #expect(index == 0 ? difference < total : difference <= total)
        }
      }
    }
  }

  @Test func capsAreKeptAndOnlyTheExcessIsLost() {
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<4000 {
      let count = Int.random(in: 1...7, using: &generator)
      let weights = (0..<count).map { _ in Int128(Int.random(in: 0...9, using: &generator)) }
      let caps = (0..<count).map { _ in Int128(Int.random(in: 0...60, using: &generator)) }
      let amount = Int128(Int.random(in: 0...200, using: &generator))
      let room = zip(weights, caps).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
      for way in Self.ways {
        guard let parts = way(amount, weights, caps) else { continue }
        #expect(parts.reduce(0, +) == min(amount, room))
        for index in parts.indices {
          #expect(parts[index] >= 0 && parts[index] <= caps[index])
        }
        #expect(way(-amount, weights, caps) == parts.map { -$0 })
        #expect(way(amount, weights, weights.map { _ in amount }) == way(amount, weights, nil))
      }
    }
  }

  /// In proportion: a line below its cap gets no less for its weight than any other, but for the rounding of a unit.
  @Test func whatALineCannotTakeGoesToTheOthersInProportion() throws {
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<4000 {
      let count = Int.random(in: 1...7, using: &generator)
      let weights = (0..<count).map { _ in Int128(Int.random(in: 1...9, using: &generator)) }
      let caps = (0..<count).map { _ in Int128(Int.random(in: 0...60, using: &generator)) }
      let amount = Int128(Int.random(in: 0...200, using: &generator))
      let parts = try #require(Allocation.largestRemainder(amount, weights: weights, caps: caps))
      for open in parts.indices where parts[open] < caps[open] {
        for other in parts.indices {
          #expect((parts[open] + 1) * weights[other] >= (parts[other] - 1) * weights[open])
        }
      }
    }
  }

  @Test func splitsOverManyLinesQuickly() {
    let weights = (0..<100_000).map { Int128($0 % 997) }
    for way in Self.ways {
      let parts = way(123_456_789, weights, weights.map { $0 * 3 }) ?? []
      #expect(parts.count == 100_000)
      #expect(parts.reduce(0, +) == 123_456_789)
    }
  }
}
