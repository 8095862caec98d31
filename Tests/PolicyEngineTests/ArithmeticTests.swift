import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities
import Testing

@testable import PolicyEngine

/// Exact arithmetic on whole numbers and ratios.
@Suite struct ArithmeticTests {
  @Test func ratiosComputeAsFractionsDo() {
    var generator = SeededGenerator(6)
    for _ in 0..<2000 {
      let a = Int128.random(in: -1_000_000...1_000_000, using: &generator)
      let b = Int128.random(in: 1...1_000_000, using: &generator)
      let c = Int128.random(in: -1_000_000...1_000_000, using: &generator)
      let d = Int128.random(in: 1...1_000_000, using: &generator)
      let (x, y) = (Ratio(a, b), Ratio(c, d))
      #expect(x.plus(y).map { isEqual($0, a * d + c * b, b * d) } == true)
      #expect(x.minus(y).map { isEqual($0, a * d - c * b, b * d) } == true)
      #expect(x.times(y).map { isEqual($0, a * c, b * d) } == true)
      if c == 0 {
        #expect(x.divided(by: y) == nil)
      } else {
        #expect(x.divided(by: y).map { isEqual($0, c < 0 ? -a * d : a * d, c < 0 ? -b * c : b * c) } == true)
      }
      #expect(x.compared(with: y) == (a * d < c * b ? -1 : a * d == c * b ? 0 : 1))
    }
  }

  private func isEqual(_ ratio: Ratio, _ numerator: Int128, _ denominator: Int128) -> Bool {
    ratio.denominator > 0 && ratio.compared(with: Ratio(numerator, denominator)) == 0
  }

  /// Numbers at the edge: either the exact result, or none; never a wrong one and never a trap.
  @Test func extremesAreExactOrNothing() {
    let edges: [Int128] = [
      .min, .min + 1, -1 << 120, -(1 << 64), -3, -1, 0, 1, 2, 7, 1 << 63, 1 << 64, 1 << 100, .max - 1, .max,
    ]
    for a in edges {
      for b in edges where b > 0 {
        for c in edges {
          for d in edges where d > 0 {
            let (x, y) = (Ratio(a, b), Ratio(c, d))
            _ = x.plus(y)
            _ = x.minus(y)
            let comparison = x.compared(with: y)
            #expect(comparison == -y.compared(with: x))
            if let product = x.times(y), b == 1, d == 1 {
              #expect(!a.multipliedReportingOverflow(by: c).overflow)
              #expect(product.compared(with: Ratio(a &* c)) == 0)
            }
            if let quotient = x.divided(by: y) { #expect(quotient.denominator > 0) }
          }
        }
      }
    }
  }

  /// One rounding from the exact quotient, for ratios and for finer scales alike.
  @Test func roundingHappensOnce() {
    var generator = SeededGenerator(7)
    for _ in 0..<1000 {
      let mode = RoundingMode.allCases.randomElement(using: &generator) ?? .halfUp
      let shift = Int.random(in: 0...4, using: &generator)
      let step = Int128.random(in: 1...50, using: &generator)
      let numerator = Int128.random(in: -10_000_000...10_000_000, using: &generator)
      let denominator = Int128.random(in: 1...300, using: &generator)
      var maker = ProgramMaker()
      let top = maker.constant(numerator)
      let bottom = maker.constant(denominator)
      // The ratio counts ten-thousandths at most; the result, whole units of its own scale.
      let ratio = maker.node(Node(.divide, top, bottom), ProgramMaker.number(scale: 0, isRatio: true))
      let fine = maker.node(Node(.rescale, ratio, constant: 1), ProgramMaker.number(scale: shift, isRatio: true))
      let rounded = maker.node(Node(.round(mode, .multiple), fine, constant: step), ProgramMaker.number(scale: 0))
      let value = maker.value("v", is: rounded)
      let evaluator = Evaluator(maker.engine.plan, lineCapacity: 1)
      evaluator.begin(BoundOrder())
      let power = PowerOfTen.value(shift) ?? 1
      let expected = mode.quotient(numerator, denominator * power * step) * step
      #expect(evaluator.evaluate(value: Int32(value), line: 0).numerator == expected)
    }
  }

  @Test func whatIsTooLargeIsRefusedWithItsFigures() {
    var maker = ProgramMaker()
    let large = maker.constant(1 << 100)
    let product = maker.node(Node(.multiply, large, large), ProgramMaker.number(scale: 0))
    maker.value("v", is: product)
    guard case .refused(let refusals) = maker.engine.figure("v", .init()) else {
      Issue.record("not refused")
      return
    }
    let figure = "1267650600228229401496703205376"
    #expect(refusals.map(\.text) == ["\(figure) × \(figure) is too large to be computed exactly"])
  }

  @Test func decimalsAsText() {
    #expect(DecimalText.text(4752, scale: 2, minimum: 2) == "47.52")
    #expect(DecimalText.text(4750, scale: 2, minimum: 2) == "47.50")
    #expect(DecimalText.text(47500, scale: 3, minimum: 2) == "47.50")
    #expect(DecimalText.text(47501, scale: 3, minimum: 2) == "47.501")
    #expect(DecimalText.text(-5, scale: 2, minimum: 2) == "-0.05")
    #expect(DecimalText.text(0, scale: 5, minimum: 2) == "0.00")
    #expect(DecimalText.text(0, scale: 0) == "0")
    #expect(DecimalText.text(100, scale: 0) == "100")
    #expect(DecimalText.text(1490_00, scale: 2) == "1490")
    #expect(DecimalText.text(5, scale: 0, minimum: 2) == "5.00")
    #expect(DecimalText.text(2, scale: -1) == "20")
    #expect(DecimalText.text(.min, scale: 30) == "-170141183.460469231731687303715884105728")
    #expect(DecimalText.text(Int128(Int64.max), scale: 18) == "9.223372036854775807")
    #expect(DecimalText.text(Ratio(1, 4), scale: 0) == "0.25")
    #expect(DecimalText.text(Ratio(61, 31), scale: 0) == "61/31")
    #expect(DecimalText.text(Ratio(100, 3), scale: 2) == "1/3")
  }
}
