import Diagnostics
import PolicyModel
import Quantities
import TestSupport
import Testing

@testable import PolicyEngine

/// `round up to end in 0.99`: prices that end in something.
@Suite struct EndingTests {
  /// A book with one price that is rounded so, and one that rounds a third.
  private static func book(_ rounding: String) throws -> TextBook {
    try TextBook(
      """
      book sample "Sample"
        language 1
        currency EUR
        shows net, third
      input amount "Amount"
        money -100000 to 100000 in steps of 0.01
      price net "Net"
        start amount
        round \(rounding)
      value third "A third"
        is amount / 3, rounded \(rounding)
      check "A charge is never negative"
        net is 0 or more
        when amount is 0 or more

      """)
  }

  private static func net(_ book: TextBook, _ amount: String) -> String { book.figure("net", "amount \(amount)") }

  @Test(arguments: [
    ("up to end in 0.99", "10.40 10.99, 10.99 10.99, 11.00 11.99, 0.01 0.99, 0.99 0.99, 1.00 1.99, 0 0.00"),
    ("down to end in 0.99", "10.40 9.99, 10.99 10.99, 11.98 10.99, 1.98 0.99, 0.50 0.99, 0 0.00"),
    ("half up to end in 0.99", "10.40 9.99, 10.48 9.99, 10.49 10.99, 10.50 10.99, 0.30 0.99, 0 0.00"),
    ("half down to end in 0.99", "10.49 9.99, 10.50 10.99"),
    ("half even to end in 0.99", "1.49 0.99, 2.49 2.99, 3.49 2.99, 4.49 4.99"),
    ("up to end in 0.9", "10.40 10.90, 10.91 11.90"),
    ("up to end in 0.49", "10.40 10.49, 10.50 11.49"),
    ("up to end in 0.95 EUR", "10.95 10.95, 10.96 11.95"),
    ("up to end in 4.90", "10.40 14.90, 14.91 24.90, 3.00 4.90"),
    ("half up to end in 9.99", "14.98 9.99, 14.99 19.99, 104.00 99.99"),
    ("up to end in 9", "9.01 19.00, 10.40 19.00, 8.00 9.00"),
    ("down to end in 49.00", "149.00 149.00, 148.99 49.00, 250.00 249.00"),
    ("up to end in 99", "99.00 99.00, 100.00 199.00"),
    ("up to end in 0.09", "10.40 10.49, 10.49 10.49, 10.50 10.59"),
    ("up to end in 1", "10.40 11.00, 11.01 21.00"),
    ("up to end in 0.99", "-10.40 -10.99, -0.50 -0.99, -0.99 -0.99"),
    ("down to end in 0.99", "-10.40 -9.99, -0.50 -0.99"),
    ("ceiling to end in 0.99", "10.40 10.99, -10.40 -9.99"),
    ("floor to end in 0.99", "10.40 9.99, -10.40 -10.99"),
    ("half ceiling to end in 0.99", "10.49 10.99, -10.49 -9.99"),
    ("half floor to end in 0.99", "10.49 9.99, -10.49 -10.99"),
  ])
  func amountsEndInIt(rounding: String, table: String) throws {
    let book = try Self.book(rounding)
    for pair in table.split(separator: ", ").map({ $0.split(separator: " ").map(String.init) }) {
      #expect(Self.net(book, pair[0]) == "\(pair[1]) EUR", "\(pair[0]) \(rounding)")
    }
  }

  /// The definition in other words: of the amounts that end so, the neighbours of one, and which of the two. All of it
  /// in numerators over a denominator.
  private func expected(
    _ amount: Int128, over denominator: Int128, _ ending: Int128, _ period: Int128, _ mode: RoundingMode
  ) -> Int128 {
    if amount == 0 { return 0 }
    if amount < 0 { return -expected(-amount, over: denominator, ending, period, mode.mirrored) }
    if amount <= ending * denominator { return ending }
    var lower = ending
    while (lower + period) * denominator <= amount { lower += period }
    if lower * denominator == amount { return lower }
    let double = 2 * (amount - lower * denominator) - period * denominator
    let isOdd = (lower - ending) / period % 2 == 1
    let goesUp =
      switch mode {
      case .up, .ceiling: true
      case .down, .floor: false
      case .halfUp, .halfCeiling: double >= 0
      case .halfDown, .halfFloor: double > 0
      case .halfEven: double > 0 || double == 0 && isOdd
      case .halfOdd: double > 0 || double == 0 && !isOdd
      }
    return goesUp ? lower + period : lower
  }

  /// Every way of rounding, against the definition, and columns and registers against the evaluator.
  @Test(arguments: RoundingMode.allCases)
  func everyWayAgreesWithItsDefinition(mode: RoundingMode) throws {
    var generator = SeededGenerator(12)
    for (text, ending, period) in [
      ("0.99", 99, 100), ("0.5", 50, 100), ("0.05", 5, 10), ("9.90", 990, 1000), ("49", 4900, 10000),
    ] as [(String, Int128, Int128)] {
      let book = try Self.book("\(mode.words) to end in \(text)")
      for index in 0..<40 {
        // Ties and the ends themselves come up often enough.
        let exact = [0, ending, ending + period / 2, ending + period, ending + 3 * period / 2, ending / 2]
        let size = index < 6 ? exact[index] : Int128.random(in: 0...(8 * period), using: &generator)
        let amount = index % 2 == 0 ? size : -size
        let order = "amount \(ExactDecimal(digits: amount, scale: 2))"
        func shown(_ cents: Int128) -> String {
          "\(ExactDecimal(digits: cents, scale: 2).description(minimumFractionDigits: 2)) EUR"
        }
        #expect(
          book.figure("net", order) == shown(expected(amount, over: 1, ending, period, mode)), "\(text): \(order)")
        #expect(
          book.figure("third", order) == shown(expected(amount, over: 3, ending, period, mode)), "\(text): \(order)")
      }
      var comparison = EvaluatorComparison(book.engine)
      var orders = EdgeOrders(book.engine.program, seed: 12)
      comparison.compare((0..<100).map { _ in orders.order(isSingleLine: true) })
      #expect(comparison.differences == [] && comparison.neverCompiled.isEmpty)
    }
  }

  @Test(arguments: ["up to end in 0.99", "down to end in 9.90", "half even to end in 49"])
  func thatAChargeIsNeverNegativeIsProved(rounding: String) throws {
    let examination = BookExamination(try Self.book(rounding).engine)
    #expect(examination.diagnostics.map(\.message) == [])
    #expect(examination.provedChecks.count == 1)
  }

  /// JPY has no decimals, so a book with it says for which currency 0.99 is, in a case.
  @Test func everyCurrencyHasItsOwnEnding() throws {
    let input = "input amount\n  money 0 to 100000\n"
    let price = "price net \"Net\"\n  start amount\n  round up to end in 0.99\n"
    let refused = #expect(throws: TextBook.Unreadable.self) { try TextBook(input + price, shows: "net") }
    let cured = "is …, rounded up to end in 0.99 EUR when currency is EUR"
    #expect(refused?.description.contains("no amount in JPY ends in 0.99") == true)
    #expect(refused?.description.contains(cured) == true)
    let book = try TextBook(
      input + "value net \"Net\"\n  \(cured.replacing("…", with: "amount"))\n"
        + "  is amount, rounded half up to end in 80 when currency is JPY\n", shows: "net")
    #expect(book.figure("net", "currency EUR, amount 10") == "10.99 EUR")
    #expect(book.figure("net", "currency JPY, amount 1440") == "1480 JPY")
  }

  @Test func theReasonsSayItInItsWords() throws {
    let book = try Self.book("up to end in 0.99 EUR")
    guard case .explained(let tree) = book.engine.explain(figure: "net", TextBook.order("amount 10.40")) else {
      Issue.record("not explained")
      return
    }
    #expect(
      ExplainerTests.text(tree) == """
        net = 10.99 EUR (sample.rules:7)
          Net: 10.40 EUR  start amount (sample.rules:8)
            amount = 10.40 EUR — given
          Rounding: 10.99 EUR  round up to end in 0.99 EUR (sample.rules:9)
            what is left = 10.40 EUR
        """)
    let steps = try book.quote("amount 10.40").steps.filter { $0.price == "net" }
    #expect(steps.map { "\($0.label) \($0.amount) \($0.total)" } == ["Net 10.40 10.40", "Rounding 0.59 10.99"])
  }
}
