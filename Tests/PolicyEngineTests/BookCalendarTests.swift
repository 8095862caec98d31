import PolicyLanguage
import Quantities
import Testing

@testable import PolicyEngine

/// What the next days bring to a book.
@Suite struct BookCalendarTests {
  private static let inputs = """
    book sample "Sample"
      language 1
      currency EUR
      dated by order-day
      shows total
    input order-day "Day"
      date from 2020-01-01
    input country "Country"
      country
    input size "Size"
      one of small, large
    input pieces "Pieces"
      whole number 1 to 100
    input term "Term"
      one of 1 month, 12 months

    """

  private func lines(_ rules: String, on day: String = "2026-12-01", days: Int = 90) throws -> [String] {
    let base = Self.inputs + rules
    let book = try TextBook(base.contains("value total") ? base : base + "\nvalue total\n  is 1 EUR\n").book
    let first = base.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.hasPrefix("table") } ?? 0
    return BookCalendar(book, from: try #require(CalendarDate(parsing: day)), days: days).entries.map { entry in
      let line = (Int(entry.place.split(separator: ":")[1]) ?? 0) - (rules.hasPrefix("table") ? first : 0)
      return "\(entry.date) \(entry.kind) \(entry.text) @\(line)"
    }
  }

  @Test func aRowThatEndsWithNothingBehindIt() throws {
    let table = """
      table rate "Rate"
        by country
        one row applies
        SE | 25% | from 2020-01-01 | to 2026-12-31
        DE | 19% | to 2026-12-31
        DE | 20% | from 2027-01-01
        FI | 24% | to 2026-12-15
        FI | 25.5% | from 2026-12-17
        GB, IM | 20% | to 2027-01-31
        GB | 21% | from 2027-02-01
        NO | 25% | to 2027-03-02
      """
    #expect(
      try lines(table) == [
        "2026-12-15 lapses rate: FI | 24% ends on 2026-12-15 and nothing follows @7",
        "2026-12-17 starts rate: FI | 25.5% starts @8",
        "2026-12-31 lapses rate: SE | 25% ends on 2026-12-31 and nothing follows @4",
        "2027-01-01 starts rate: DE | 20% starts, in place of 19% @6",
        "2027-01-31 lapses rate: GB, IM | 20% ends on 2027-01-31 and nothing follows for some of its keys @9",
        "2027-02-01 starts rate: GB | 21% starts, in place of 20% @10",
      ])
    #expect(try lines(table, days: 0).isEmpty)
    #expect(try lines(table, on: "2027-03-02", days: 0).count == 1)
    // The row that follows begins behind the last day looked at.
    #expect(
      try lines(table, on: "2026-12-31", days: 0) == [
        "2026-12-31 lapses rate: SE | 25% ends on 2026-12-31 and nothing follows @4",
        "2026-12-31 ends rate: DE | 19% ends, and 20% follows @5",
      ])
  }

  @Test func rowsThatTogetherHoldTheSameKeys() throws {
    let table = """
      table rate "Rate"
        by size, pieces, term
        first row applies
        any | 1 to 9 | any | 1% | to 2026-12-31
        small | 1 to 4 | 1 month, 12 months | 2% | from 2027-01-01
        small | 5 or more | any | 3%
        large | any | 1 month | 4%
        large | 10 or less | 12 months | 5%
        large | 50 or more | any | 6% | to 2026-12-30
        otherwise 0%
      """
    #expect(
      try lines(table) == [
        "2026-12-30 lapses rate: large | 50 or more | any | 6% ends on 2026-12-30 and nothing follows for some of its keys but its `otherwise` @9",
        "2026-12-31 ends rate: any | 1 to 9 | any | 1% ends, and 2% or 3% or 4% or 5% follows @4",
        "2027-01-01 starts rate: small | 1 to 4 | 1 month, 12 months | 2% starts, in place of 1% @5",
      ])
  }

  @Test func whereRowsAddUpNothingIsMissing() throws {
    let table = """
      table extra "Extra"
        by country
        all rows add up
        any | 1 EUR
        SE | 2 EUR | from 2026-12-10 | to 2026-12-24
        NO | 2 EUR | to 2026-12-24
        otherwise 0 EUR
      """
    #expect(
      try lines(table) == [
        "2026-12-10 starts extra: SE | 2 EUR starts @5",
        "2026-12-24 ends extra: SE | 2 EUR ends, and 1 EUR follows @5",
        "2026-12-24 ends extra: NO | 2 EUR ends, and 1 EUR follows @6",
      ])
  }

  @Test func reviewsThatArePastDueComeFirst() throws {
    let rules = """
      table rate "Rate"
        by country
        one row applies
        SE | 25% | from 2026-12-05 | review by 2027-01-10
        DE | 19% | review by 2026-11-30
        FI | 24% | review by 2026-12-01
        otherwise refuse "None" 
      value fee
        is 1 EUR review by 2020-01-01
      """
    #expect(
      try lines(rules) == [
        "2020-01-01 overdue fee: is 1 EUR review by 2020-01-01 was to be looked at again @9",
        "2026-11-30 overdue rate: DE | 19% was to be looked at again @5",
        "2026-12-01 review rate: FI | 24% is to be looked at again @6",
        "2026-12-05 starts rate: SE | 25% starts @4",
        "2027-01-10 review rate: SE | 25% is to be looked at again @4",
      ])
  }

  @Test func resultsExceptionsListsAndEffects() throws {
    let rules = """
      list club "Club"
        SE
        GB | to 2026-12-31
        NO | from 2027-01-01
        DE | to 2026-12-31
        DE | from 2027-01-01
      value fee
        is 1 EUR to 2026-12-31 when country is in club
        is 2 EUR from 2027-01-01 when country is in club
        is 3 EUR to 2027-01-15 when country is not in club
        otherwise 4 EUR
      value flat
        is 5 EUR to 2027-01-20
      exception winter to fee
        is 0 EUR
        when size is small
        from 2026-12-20
        to 2027-01-06
      exception late-winter to winter
        is 1 EUR
        when term is 1 month
        from 2027-01-02
      refuse too-many
        when pieces is over 50
        to 2026-12-24
        say "Too many"
      """
    let heading = Self.inputs.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    let found = try lines(rules).map { line in
      let parts = line.split(separator: "@")
      return "\(parts[0])@\((Int(parts[1]) ?? 0) - heading)"
    }
    #expect(
      found == [
        "2026-12-20 starts exception winter to fee starts @14",
        "2026-12-24 ends refuse too-many ends @23",
        "2026-12-31 ends GB leaves list club @3",
        "2027-01-01 starts fee: is 2 EUR from 2027-01-01 when country is in club starts, in place of 1 EUR @9",
        "2027-01-01 starts NO joins list club @4",
        "2027-01-02 starts exception late-winter to winter starts @19",
        "2027-01-06 ends exception winter to fee ends @14",
        "2027-01-15 lapses fee: is 3 EUR to 2027-01-15 when country is not in club ends on 2027-01-15 and nothing follows but its `otherwise` @10",
        "2027-01-20 lapses flat: is 5 EUR to 2027-01-20 ends on 2027-01-20 and nothing follows @13",
      ])
  }

  @Test func farDaysAreCutToTheLastOne() throws {
    #expect(try lines("value fee\n  is 1 EUR", on: "9999-12-30", days: .max).isEmpty)
  }

  /// Cutting boxes out of boxes agrees with trying every point.
  @Test func boxesWithoutBoxes() {
    var random = SeededGenerator(4)
    func box() -> KeyBox {
      KeyBox(
        ranges: (0..<3).map { _ in
          let lower = Int64.random(in: 0...4, using: &random)
          return lower...Int64.random(in: lower...5, using: &random)
        })
    }
    func holds(_ box: KeyBox, _ point: [Int64]) -> Bool { zip(box.ranges, point).allSatisfy { $0.contains($1) } }
    for _ in 0..<200 {
      let (whole, others) = (box(), (0..<Int.random(in: 0...4, using: &random)).map { _ in box() })
      let rest = whole.without(others)
      for x in Int64(0)...5 {
        for y in Int64(0)...5 {
          for z in Int64(0)...5 {
            let point = [x, y, z]
            let isLeft = holds(whole, point) && !others.contains { holds($0, point) }
            #expect(rest.count { holds($0, point) } == (isLeft ? 1 : 0))
          }
        }
      }
    }
    let open = KeyBox(ranges: [.min ... .max])
    #expect(open.without(KeyBox(ranges: [.min ... .max])).isEmpty)
    #expect(open.without(KeyBox(ranges: [0...5])).map(\.ranges) == [[.min ... -1], [6 ... .max]])
    #expect(open.cut(to: [[1...1, 12...12]]).map(\.ranges) == [[1...1], [12...12]])
  }
}
