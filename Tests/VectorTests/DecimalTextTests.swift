import Testing

/// The vectors are compared as text, so the text must be handled rightly.
@Suite("Decimal text")
struct DecimalTextTests {
  @Test(
    "Equal numbers are written alike",
    arguments: [("102.00", "102"), ("-0.0", "0"), ("007.10", "7.1"), ("-0.50", "-0.5"), ("pending", "pending")])
  func canonical(text: String, expected: String) {
    #expect(DecimalText.canonical(text) == expected)
  }

  @Test(
    "Cents become decimals and back",
    arguments: [("4752", "47.52"), ("5", "0.05"), ("-299", "-2.99"), ("0", "0"), ("10000", "100")])
  func shifted(cents: String, decimals: String) {
    #expect(DecimalText.shifted(cents, by: -2) == decimals)
    #expect(DecimalText.shifted(decimals, by: 2) == cents)
  }

  @Test(
    "A unit beside a number is ignored",
    arguments: [("3 months", "3"), ("EUR 47.52", "47.52"), ("2026-01-31", "2026-01-31")])
  func bare(text: String, expected: String) {
    #expect(Outcome.bare(text) == expected)
  }

  @Test("A cell in quotes may hold commas")
  func cells() {
    #expect(DateVector.cells("a,\"b, c\",,d") == ["a", "b, c", "", "d"])
  }
}
