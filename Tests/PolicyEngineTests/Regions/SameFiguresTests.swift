import Diagnostics
import PolicyLanguage
import Testing

@testable import PolicyEngine

/// A check that says of a value what it is computed from, as an author writes it once more.
@Suite struct SameFiguresTests {
  private static func examination(_ check: String, _ more: String = "") throws -> BookExamination {
    BookExamination(
      try TextBook(
        """
        book held "Months held"
          language 1
          currency EUR
          shows billed
        input kind "Kind"
          one of added, new
        input begin "Begin"
          date from 2016-01-01
        input last-day "Until"
          date from 2016-01-01
          only when kind is added
        value billed "Months charged"
          is 12 months when kind is new
          is months from begin until last-day, rounded up when kind is added
        check "No more than they are held"
          \(check)
          when kind is added

        """ + more
      ).engine)
  }

  @Test(arguments: [
    "billed is (months from begin until last-day, rounded up) or less",
    "billed is (months from begin until last-day, rounded up)",
    "(months from begin until last-day, rounded up) is billed or less",
  ])
  func theSameExpressionIsTheSameFigure(check: String) throws {
    let examination = try Self.examination(check)
    #expect(examination.diagnostics.map(\.message) == [])
    #expect(examination.provedChecks.count == 1)
  }

  /// Another rounding, another day or another decider is another figure.
  @Test(arguments: [
    ("billed is (months from begin until last-day, rounded down) or less", ""),
    ("billed is (months from begin until last-day + 1 day, rounded up) or more", ""),
    (
      "billed is (months from begin until last-day, rounded up) or less",
      "exception gift to billed\n  is 13 months\n  when kind is added and begin is 2020-02-02\n"
    ),
  ])
  func anotherIsNotTakenForIt(check: String, more: String) throws {
    let examination = try Self.examination(check, more)
    #expect(examination.provedChecks.isEmpty)
  }
}
