import PolicyEngine
import PolicyModel
import Testing

/// Between the lines of an order and the order.
@Suite struct LineTests {
  private static let book = """
    unit piece "piece" "pieces"
    input pieces "Pieces"
      whole number 0 to 1000 pieces
      for each line
    input weight "Weight"
      number 0 to 100 in steps of 0.01
      for each line
      default 1
    input gift "Gift"
      yes or no
      for each line
      default no
    input fee "Fee"
      money -1000 to 1000 in steps of 0.01
      default 0
    value total
      is sum of pieces
    value many
      is count of (pieces is over 5)
    value all-lines
      is count of pieces
    value top-line
      is highest of pieces
    value low-line
      is lowest of pieces
    value any-gift
      is any (gift)
    value all-gifts
      is all (gift)
    value share
      is spread fee over weight
    value first-share
      is spread fee over pieces, leftover to the first
    value large-share
      is spread fee over pieces, leftover to the largest
    value capped-sum
      is sum of share
    """

  private func figure(_ name: String, _ order: String) throws -> String {
    try TextBook(Self.book).figure(name, order)
  }

  @Test(arguments: [
    ("total", "15 pieces"), ("many", "2"), ("all-lines", "3"), ("top-line", "7 pieces"), ("low-line", "1 piece"),
    ("any-gift", "yes"), ("all-gifts", "no"),
  ])
  func aggregates(_ name: String, _ expected: String) throws {
    #expect(try figure(name, "currency EUR; pieces 7 | pieces 1, gift yes | pieces 7") == expected)
  }

  /// A line that settles it is enough.
  @Test func anyAndAllAreSettledByOneLine() throws {
    let book = try TextBook(
      """
      input gift "Gift"
        yes or no
        for each line
      value total
        is any (gift)
      value every
        is all (gift)
      """)
    switch book.engine.figure("total", Order(lines: [[:], ["gift": "yes"]])) {
    case .figures(let figures, _): #expect(figures.map(\.display) == ["yes"])
    case let other: Issue.record("\(other)")
    }
    switch book.engine.figure("every", Order(lines: [["gift": "no"], [:]])) {
    case .figures(let figures, _): #expect(figures.map(\.display) == ["no"])
    case let other: Issue.record("\(other)")
    }
    switch book.engine.figure("every", Order(lines: [["gift": "yes"], [:]])) {
    case .missing(let missing): #expect(missing.map(\.input) == ["gift"])
    case let other: Issue.record("\(other)")
    }
  }

  @Test func sharesAddUpToTheCent() throws {
    let order = "currency EUR, fee 10; pieces 1 | pieces 1 | pieces 1"
    #expect(try figure("share", order) == "3.34 EUR | 3.33 EUR | 3.33 EUR")
    #expect(try figure("capped-sum", order) == "10.00 EUR")
    #expect(
      try figure("share", "currency EUR, fee -10; pieces 1 | pieces 1 | pieces 1")
        == "-3.34 EUR | -3.33 EUR | -3.33 EUR")
    #expect(
      try figure("first-share", "currency EUR, fee 0.05; pieces 0 | pieces 3 | pieces 4")
        == "0.00 EUR | 0.03 EUR | 0.02 EUR")
    #expect(
      try figure("large-share", "currency EUR, fee 0.05; pieces 1 | pieces 3 | pieces 4")
        == "0.00 EUR | 0.02 EUR | 0.03 EUR")
    #expect(
      try figure("share", "currency JPY, fee 10; pieces 1, weight 0.33 | pieces 1, weight 0.67") == "3 JPY | 7 JPY")
  }

  @Test func nothingToSpreadByIsRefused() throws {
    #expect(
      try figure("first-share", "currency EUR, fee 10; pieces 0 | pieces 0")
        == "refused: 10 cannot be spread: every line has the weight 0")
  }

  @Test func nothingSpreadOverNothingIsNothing() throws {
    #expect(try figure("first-share", "currency EUR, fee 0; pieces 0 | pieces 0") == "0.00 EUR | 0.00 EUR")
    #expect(try figure("share", "currency JPY, fee 0; pieces 0 | pieces 0") == "0 JPY | 0 JPY")
  }
}
