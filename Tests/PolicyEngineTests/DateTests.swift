import PolicyEngine
import Testing

/// Dates in expressions, through the language.
@Suite struct DateTests {
  private func evaluate(_ expression: String, monthEnd: String = "keep last day") throws -> String {
    let book = try TextBook(
      """
      book sample "Sample"
        language 1
        currency EUR
        month end \(monthEnd)
        shows total
      value total
        is \(expression)
      """)
    return book.figure("total")
  }

  @Test(arguments: [
    ("months from 2026-01-31 until 2026-03-30, rounded up", "2 months"),
    ("months from 2026-01-31 until 2026-02-28, rounded down", "0 months"),
    ("months from 2026-02-28 until 2026-03-31 counted back, rounded down", "1 month"),
    ("months from 2026-01-01 through 2026-01-31, rounded down", "1 month"),
    ("months from 2026-01-01 until 2026-02-20 in months of 30 days, rounded up", "2 months"),
    ("days from 2026-01-01 until 2026-03-01", "59 days"), ("days from 2026-03-01 until 2026-01-01", "-59 days"),
    ("weeks from 2026-01-01 until 2026-01-14, rounded down", "1 week"),
    ("years from 2024-02-29 until 2025-02-28, rounded up", "1 year"),
    ("2026-03-01 - 2026-01-01", "59 days"), ("2026-01-31 + 1 month", "2026-02-28"),
    ("2026-03-31 - 1 month", "2026-02-28"), ("2024-02-29 + 1 year", "2025-02-28"),
    ("2026-01-31 + 2 weeks", "2026-02-14"), ("2026-01-01 - 14 days", "2025-12-18"), ("month of 2026-05-04", "5"),
    ("day of 2026-05-04", "4"), ("year of 2026-05-04", "2026"), ("weekday of 2026-05-04", "monday"),
    ("weekday of 2026-05-10", "sunday"), ("day 31 in the month of 2026-02-10", "2026-02-28"),
    ("day 15 in the month of 2026-02-10", "2026-02-15"),
    ("months from 2026-01-01 until 2026-02-20, rounded half up", "2 months"),
    ("(months from 2026-01-01 until 2026-02-20) × 31 / 31, rounded down to whole months", "1 month"),
    ("anniversary of 2026-01-31 by 1 month, on or after 2026-02-15", "2026-02-28"),
  ])
  func dates(_ expression: String, _ expected: String) throws { #expect(try evaluate(expression) == expected) }

  @Test func daysThatDoNotExist() throws {
    #expect(try evaluate("2026-01-31 + 1 month", monthEnd: "go to next month") == "2026-03-01")
    #expect(
      try evaluate("2026-01-31 + 1 month", monthEnd: "refuse")
        == "refused: 2026-01-31 + 1 month: February 2026 has no day 31")
    #expect(try evaluate("9999-12-31 + 1 day").hasPrefix("refused: 9999-12-31"))
  }
}
