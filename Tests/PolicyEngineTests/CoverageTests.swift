import Diagnostics
import PolicyLanguage
import PolicyProgram
import Testing

@testable import PolicyEngine

/// What tests reach, and orders for what they do not.
@Suite struct CoverageTests {
  private static let book = """
    book sample "Sample"
      language 1
      currency EUR
      shows total
    unit piece "piece" "pieces"
    input pieces "Pieces"
      whole number 1 to 100 pieces
    input country "Country"
      country
    tiers volume "Volume discount"
      by pieces
      on the whole quantity
      1 to 9 | 0%
      10 or more | 5%
    rate "Rate"
      by country
      one row applies
      SE | 25%
      NO, DK | 20%
      otherwise refuse "Not sold there"
    price total "Total"
      start 10 EUR × pieces / 1 piece "List amount"
      less volume of what is left "Volume discount"
      round half up to cent
    value kind
      one of home, away
      is home when country is SE
      otherwise away
    exception large to kind
      is away
      when pieces is 50 or more
    refuse none-there
      when country is FR
      say "Not to France"
    warn many
      when pieces is over 20
      say "Many"

    """.replacing("rate \"Rate\"", with: "table rate \"Rate\"")

  private func coverage(_ tests: String, filter: String? = nil) throws -> Coverage {
    try CoverageRunner(TextBook(Self.book + tests).engine).run(filter: filter)
  }

  private func words(_ coverage: Coverage) -> [String] { coverage.gaps.map(\.words) }

  @Test func whatATestReaches() throws {
    let coverage = try coverage("test \"t\"\n  given pieces 3, country SE\n  expect total 30.00\n")
    #expect(coverage.total == 13)
    #expect(
      words(coverage) == [
        "volume: the row 10 or more | 5%", "table rate", "rate: the row SE | 25%", "rate: the row NO, DK | 20%",
        "rate: otherwise refuse \"Not sold there\"", "kind: is home when country is SE", "kind: otherwise away",
        "exception large to kind", "refuse none-there", "warn many",
      ])
    #expect(coverage.reached == 3)
  }

  @Test func whatExpectationsNameCounts() throws {
    let one = "test \"t\"\n  given pieces 3, country SE\n  expect kind home, rate 25%\n"
    let all =
      one + """
        test "u"
          given pieces 60, country DK
          expect large decides, rate 20%
        test "v"
          given pieces 1, country FR
          expect refused by none-there, rate refused, kind away
        """
    #expect(try words(coverage(all)) == [])
    // A row with a list is reached by any of it; a filter leaves tests out.
    #expect(try !words(coverage(all, filter: "U")).contains("rate: the row NO, DK | 20%"))
    #expect(try words(coverage(all, filter: "U")).contains("rate: the row SE | 25%"))
  }

  @Test func ordersThatWouldReachIt() throws {
    let coverage = try coverage("test \"t\"\n  given pieces 3, country SE\n  expect total 30.00\n")
    let found = Dictionary(uniqueKeysWithValues: coverage.gaps.map { ($0.words, $0.answer) })
    guard case .order(let large)? = found["exception large to kind"],
      case .order(let refused)? = found["refuse none-there"],
      case .order(let row)? = found["rate: the row NO, DK | 20%"]
    else {
      Issue.record("\(found)")
      return
    }
    #expect(large.line == "pieces=50")
    #expect(
      large.test == """
        test "exception large to kind"
          given pieces 50
          expect large decides
          expect kind away
        """)
    #expect(refused.test?.hasSuffix("expect refused by none-there") == true)
    #expect(row.test?.hasSuffix("expect rate 20%") == true)
  }

  @Test func whatNoOrderReaches() throws {
    let text = """
      input pieces "Pieces"
        whole number 1 to 9
      value total
        is 1
      exception few to total
        is 2
        when pieces is 5 or more and pieces is under 5
      """
    let coverage = try CoverageRunner(TextBook(text).engine).run()
    #expect(coverage.gaps.map(\.answer).contains(.never))
  }

  /// Every order printed reaches what it is printed for when it stands in the book as a test, and its test passes.
  private func checkProposals(_ text: String) throws -> Int {
    guard let engine = try? TextBook(text).engine else { return 0 }
    let coverage = CoverageRunner(engine).run()
    var tests: [(gap: Coverage.Gap, test: String)] = []
    for gap in coverage.gaps {
      guard case .order(let proposal) = gap.answer, let test = proposal.test else { continue }
      tests.append((gap, test))
    }
    for (gap, test) in tests {
      let title = String(test.split(separator: "\n")[0].dropFirst(6).dropLast())
      let grown = try TextBook(text + "\n" + test + "\n").engine
      let report = TestRunner(grown).run(filter: title)
      // Random books have checks that do not hold.
      let failures = report.results.flatMap(\.failures).filter { !$0.expected.hasPrefix("check ") }
      #expect(report.results.count == 1 && failures.isEmpty, "\(failures)\n\(test)\n\(text)")
      let runner = CoverageRunner(grown)
      let reached = runner.reached(title)
      let item = try #require(
        runner.items.first {
          $0.words == gap.words && grown.program.place($0.range, in: grown.sources) == gap.place
        })
      #expect(item.keys.contains(where: reached.contains), "\(test)\n\(text)")
    }
    return tests.count
  }

  /// Several lines: what one line of the order reaches is enough.
  @Test func proposalsOfLines() throws {
    let text = """
      input pieces "Pieces"
        whole number 0 to 9
        for each line
      value fee
        is 1
      exception many to fee
        is 2
        when pieces is 5 or more
      value total
        is sum of fee
      exception two-lines to total
        is 0
        when sum of pieces is over 9
      value spare
        is 1 when sum of pieces is 4
        otherwise refuse "Not four"

      """
    #expect(try checkProposals(text) == 6)
  }

  @Test func proposalsOfTheSample() throws { #expect(try checkProposals(Self.book) == 13) }

  @Test func proposalsOfRandomBooks() throws {
    var count = 0
    for seed: UInt64 in 1...40 {
      var flavour = SmallBook.Flavour()
      flavour.prices = seed % 2 == 0
      count += try checkProposals(SmallBook.text(seed: seed, flavour: flavour))
    }
    #expect(count > 300)
  }

  @Test func theBookInRules() throws {
    let engine = Engine(try #require(ResellerBookTests.outcome().book))
    let coverage = CoverageRunner(engine).run()
    #expect(coverage.total >= 89)
    #expect(coverage.total - coverage.reached <= 2)
    for gap in coverage.gaps { if case .open(let why) = gap.answer { Issue.record("\(gap.words): \(why)") } }
  }

  // MARK: Idle tests

  @Test(arguments: [
    ("not warned", true), ("not warned, kind home", false), ("not refused", false), ("no warn many", false),
    ("large does not apply", false), ("warned by many", false),
  ])
  func idleTests(_ expected: String, _ isIdle: Bool) throws {
    let engine = try TextBook(Self.book + "test \"t\"\n  given pieces 3, country SE\n  expect \(expected)\n").engine
    let found = CoverageRunner(engine).idleTests()
    #expect(found.map(\.code.id) == (isIdle ? ["R116"] : []))
  }
}
