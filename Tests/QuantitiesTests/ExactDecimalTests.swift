import Quantities
import Testing

struct ExactDecimalTests {
  @Test(arguments: [
    ("12", 12, 0), ("-9.90", -990, 2), ("0", 0, 0), ("-0", 0, 0), ("0.005", 5, 3), ("007", 7, 0), ("1.0", 10, 1),
  ])
  func readsDigitsAndScale(text: String, digits: Int, scale: Int) throws {
    let value = try #require(ExactDecimal(parsing: text))
    #expect(value.digits == Int128(digits))
    #expect(value.scale == scale)
  }

  @Test(arguments: [
    "", "-", ".", "1.", ".5", "-.5", "+1", "1e3", "1,5", "1.2.3", " 1", "1 ", "--1", "1-", "١", "1_000", "0x1", "∞",
  ])
  func refusesMalformedText(text: String) {
    #expect(ExactDecimal(parsing: text) == nil)
  }

  @Test func readsThirtyDigitsAndNoMore() throws {
    let thirty = String(repeating: "9", count: 30)
    #expect(try #require(ExactDecimal(parsing: "-" + thirty)).description == "-" + thirty)
    #expect(ExactDecimal(parsing: thirty + "0") == nil)
    #expect(ExactDecimal(parsing: "0." + String(repeating: "1", count: 29))?.scale == 29)
    #expect(ExactDecimal(parsing: "0." + String(repeating: "1", count: 30)) == nil)
    #expect(ExactDecimal(parsing: String(repeating: "1", count: 1_000_000)) == nil)
  }

  @Test func comparesValuesNotSpellings() {
    let spellings = ["1", "1.0", "1.000"].compactMap { ExactDecimal(parsing: $0) }
    #expect(Set(spellings).count == 1)
    #expect(ExactDecimal(digits: 0, scale: 30) == ExactDecimal(digits: 0))
    #expect(ExactDecimal(digits: 99, scale: 1) < ExactDecimal(digits: 991, scale: 2))
    #expect(ExactDecimal(digits: -99, scale: 1) > ExactDecimal(digits: -991, scale: 2))
  }

  @Test func comparesWhereACommonScaleDoesNotFit() {
    let large = ExactDecimal(digits: .max)
    let tiny = ExactDecimal(digits: 1, scale: 30)
    let least = ExactDecimal(digits: .min)
    #expect(tiny < large)
    #expect(least < tiny)
    #expect(least < ExactDecimal(digits: .max, scale: 30))
    #expect(large != ExactDecimal(digits: .max, scale: 1))
    #expect(!(large < large))
    #expect(ExactDecimal(digits: -1, scale: 30) > least)
  }

  @Test func ordersAsWholeNumbersOfOneScaleDo() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<20_000 {
      let scales = (Int.random(in: 0...4, using: &generator), Int.random(in: 0...4, using: &generator))
      let digits = (Int.random(in: -2000...2000, using: &generator), Int.random(in: -2000...2000, using: &generator))
      let left = ExactDecimal(digits: Int128(digits.0), scale: scales.0)
      let right = ExactDecimal(digits: Int128(digits.1), scale: scales.1)
      let powers = [1, 10, 100, 1000, 10000]
      let (first, second) = (digits.0 * powers[4 - scales.0], digits.1 * powers[4 - scales.1])
      #expect((left < right) == (first < second))
      #expect((left == right) == (first == second))
      if first == second { #expect(left.hashValue == right.hashValue) }
    }
  }

  @Test func rescalesOnlyWithoutLoss() {
    let price = ExactDecimal(digits: 990, scale: 2)
    #expect(price.rescaled(to: 4) == 99000)
    #expect(price.rescaled(to: 1) == 99)
    #expect(price.rescaled(to: 0) == nil)
    #expect(price.rescaled(to: -1) == nil)
    #expect(price.rescaled(to: 38) == nil)
    #expect(price.rescaled(to: .max) == nil)
    #expect(ExactDecimal(digits: 0, scale: 7).rescaled(to: 0) == 0)
    #expect(ExactDecimal(digits: .max).rescaled(to: 1) == nil)
    #expect(ExactDecimal(digits: .min).rescaled(to: 0) == .min)
  }

  @Test func printsTheStoredScale() {
    #expect(ExactDecimal(digits: 990, scale: 2).description == "9.90")
    #expect(ExactDecimal(digits: -5, scale: 3).description == "-0.005")
    #expect(ExactDecimal(digits: 0, scale: 2).description == "0.00")
    #expect(ExactDecimal(digits: .min, scale: 30).description == "-170141183.460469231731687303715884105728")
    #expect(ExactDecimal(digits: 42).description == "42")
  }

  @Test func printsAtLeastSoManyDigits() {
    #expect(ExactDecimal(digits: 99, scale: 1).description(minimumFractionDigits: 2) == "9.90")
    #expect(ExactDecimal(digits: 9900, scale: 3).description(minimumFractionDigits: 2) == "9.90")
    #expect(ExactDecimal(digits: 9905, scale: 3).description(minimumFractionDigits: 2) == "9.905")
    #expect(ExactDecimal(digits: 100).description(minimumFractionDigits: 2) == "100.00")
    #expect(ExactDecimal(digits: 100).description(minimumFractionDigits: 0) == "100")
  }

  @Test func normalizesToTheShortestSpelling() {
    let shortest = ExactDecimal(digits: 99000, scale: 4).normalized
    #expect((shortest.digits, shortest.scale) == (99, 1))
    #expect(ExactDecimal(digits: 0, scale: 9).normalized.scale == 0)
    #expect(ExactDecimal(digits: 100, scale: 0).normalized.digits == 100)
  }

  @Test func readsWhatItPrints() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<5000 {
      let value = ExactDecimal(
        digits: Int128(Int64.random(in: .min ... .max, using: &generator)),
        scale: Int.random(in: 0...10, using: &generator)
      )
      let again = ExactDecimal(parsing: value.description)
      #expect(again?.digits == value.digits && again?.scale == value.scale)
    }
  }

  @Test func looksUpPowersOfTen() {
    #expect(PowerOfTen.value(0) == 1)
    #expect(PowerOfTen.value(18) == 1_000_000_000_000_000_000)
    #expect(PowerOfTen.value(37)?.description == "1" + String(repeating: "0", count: 37))
    #expect(PowerOfTen.value(38) == nil)
    #expect(PowerOfTen.value(-1) == nil)
  }
}
