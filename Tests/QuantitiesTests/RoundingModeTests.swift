import Quantities
import Testing

struct RoundingModeTests {
  /// The definition, in other words: of the two neighbours, which one.
  private func expected(_ mode: RoundingMode, _ numerator: Int, _ denominator: Int) -> Int {
    let lower = Int((numerator - ((numerator % denominator) + denominator) % denominator) / denominator)
    if lower * denominator == numerator { return lower }
    let upper = lower + 1
    let (nearZero, farFromZero) = numerator > 0 ? (lower, upper) : (upper, lower)
    let double = 2 * (numerator - lower * denominator)
    let nearest = double < denominator ? lower : upper
    let even = lower % 2 == 0 ? lower : upper
    let tie: Int
    switch mode {
    case .up: return farFromZero
    case .down: return nearZero
    case .ceiling: return upper
    case .floor: return lower
    case .halfUp: tie = farFromZero
    case .halfDown: tie = nearZero
    case .halfEven: tie = even
    case .halfOdd: tie = lower + upper - even
    case .halfCeiling: tie = upper
    case .halfFloor: tie = lower
    }
    return double == denominator ? tie : nearest
  }

  @Test(arguments: RoundingMode.allCases)
  func agreesWithItsDefinition(mode: RoundingMode) {
    for numerator in -60...60 {
      for denominator in 1...13 {
        #expect(
          mode.quotient(Int128(numerator), Int128(denominator)) == Int128(expected(mode, numerator, denominator)),
          "\(mode.words): \(numerator) / \(denominator)")
      }
    }
  }

  @Test(arguments: RoundingMode.allCases)
  func scalesWithLargeNumbers(mode: RoundingMode) {
    // n/d and (n·f)/(d·f) are one number; the factor takes both past 64 bits.
    let factor = PowerOfTen.value(35)!
    for numerator in -60...60 {
      for denominator in 1...13 {
        #expect(
          mode.quotient(Int128(numerator) * factor, Int128(denominator) * factor)
            == Int128(expected(mode, numerator, denominator)))
      }
    }
  }

  @Test(arguments: RoundingMode.allCases)
  func survivesTheEndsOfItsRange(mode: RoundingMode) {
    #expect(mode.quotient(.max, 1) == .max)
    #expect(mode.quotient(.min, 1) == .min)
    #expect(mode.quotient(.max, .max) == 1)
    #expect(mode.quotient(.min + 1, .max) == -1)
    #expect(mode.quotient(Int128(Int64.min), 1) == Int128(Int64.min))
    #expect([-1, -2].contains(mode.quotient(.min, .max)))
    #expect(mode.quotient(.min, 2) == Int128.min / 2)
    #expect([0, 1].contains(mode.quotient(.max / 2, .max)))
    #expect([Int128(Int64.max) / 2, Int128(Int64.max) / 2 + 1].contains(mode.quotient(Int128(Int64.max), 2)))
  }

  @Test func comparesWithoutDoublingTheRemainder() {
    #expect(RoundingMode.halfUp.quotient(.max - 1, .max) == 1)
    #expect(RoundingMode.halfUp.quotient(.max / 2, .max) == 0)
    #expect(RoundingMode.halfUp.quotient(.max / 2 + 1, .max) == 1)
    #expect(RoundingMode.halfDown.quotient(-(.max / 2) - 1, .max) == -1)
  }

  @Test func isWrittenInWords() {
    #expect(RoundingMode.allCases.map(\.words).prefix(3) == ["half up", "half even", "half odd"])
    for mode in RoundingMode.allCases { #expect(RoundingMode(words: mode.words) == mode) }
    for words in ["", "halfUp", "half  up", "Half up", "up "] { #expect(RoundingMode(words: words) == nil) }
  }

  private struct Input: Decodable { var value, mode: String, scale: Int }
  private struct Expected: Decodable { var value: String }

  @Test func agreesWithTheVectors() throws {
    let modes: [String: RoundingMode] = [
      "half-up": .halfUp, "half-down": .halfDown, "half-even": .halfEven, "half-odd": .halfOdd,
      "half-ceil": .halfCeiling,
      "half-floor": .halfFloor, "up": .up, "down": .down,
    ]
    let vectors = try Fixtures.billing("round", as: Fixtures.Vector<Input, Expected>.self)
    #expect(vectors.count == 26)
    for vector in vectors {
      let value = try #require(ExactDecimal(parsing: vector.input.value))
      let mode = try #require(modes[vector.input.mode])
      let power = try #require(PowerOfTen.value(max(0, value.scale - vector.input.scale)))
      let rounded = ExactDecimal(
        digits: mode.quotient(value.digits, power), scale: min(value.scale, vector.input.scale))
      #expect(rounded.description(minimumFractionDigits: 0) == vector.expect.value, "\(vector.id)")
    }
  }

  private struct StepInput: Decodable { var value, step: Int, mode: String }
  private struct StepExpected: Decodable { var value: Int }

  @Test func agreesWithTheVectorsForSteps() throws {
    let vectors = try Fixtures.billing("round_to_step", as: Fixtures.Vector<StepInput, StepExpected>.self)
    #expect(vectors.count == 6)
    for vector in vectors {
      let step = Int128(vector.input.step)
      let rounded = RoundingMode.halfUp.quotient(Int128(vector.input.value), step) * step
      #expect(rounded == Int128(vector.expect.value), "\(vector.id)")
    }
  }
}
