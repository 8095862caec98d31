import PolicyEngine
import Testing

/// Tests in rule files: what comes true, and what is said of what does not.
@Suite struct TestRunnerTests {
  private static let book = """
    unit piece "piece" "pieces"
    input pieces "Pieces"
      whole number 1 to 100 pieces
      for each line
    input country "Country"
      country
    input roles "Roles"
      any of admin, viewer
      default none
    input starting "Start"
      date from 2026-01-01
    value net
      is 10 EUR × sum of pieces / 1 piece, rounded half up to cent
    value rate
      is 25%
    exception abroad to rate
      is 0%
      when country is not SE
    value kind
      one of home, away
      is home when country is SE
      otherwise away
    value last-day
      is starting + 1 month
    value is-admin
      is roles has admin
    value total
      is net
    refuse too-many
      when sum of pieces is over 50
      say "Too many"
    warn many
      when sum of pieces is over 20
      say "Many"
    check "Not free"
      total is over 0 EUR
    check "Never tried"
      rate is under 50%
      when country is NO and sum of pieces is 3

    """

  private func report(_ tests: String) throws -> TestReport {
    let heading = "book sample \"Sample\"\n  language 1\n  currency EUR\n  shows total\n\n"
    return TestRunner(try TextBook(heading + Self.book + tests).engine).run()
  }

  private func failures(_ expectations: String, given: String = "pieces 3, country SE, starting 2026-01-31") throws
    -> [String]
  {
    try report("test \"t\"\n  given \(given)\n  expect \(expectations)\n").results.flatMap(\.failures)
      .map { "\($0.expected): \($0.got)" }
  }

  @Test(arguments: [
    "net 30.00", "net 30", "total 30 EUR", "rate 25%", "kind home", "last-day 2026-02-28", "is-admin no",
    "rate decides", "abroad does not apply", "not refused", "line 1 net 30", "abroad does not decide",
  ])
  func thisComesTrue(_ expectation: String) throws { #expect(try failures(expectation) == []) }

  @Test(arguments: [
    ("net 30.01", "net 30.01: 30.00 EUR"), ("net 30 pieces", "net 30 pieces: 30.00 EUR; its unit is another one"),
    ("rate 24%", "rate 24%: 25%"), ("rate 25", "rate 25: 25%; write the percentage with its sign"),
    ("kind away", "kind away: home"), ("last-day 2026-03-01", "last-day 2026-03-01: 2026-02-28"),
    ("net refused", "net refused: 30.00 EUR"),
    ("abroad decides", "abroad decides: abroad does not apply, and rate decides rate"),
    ("rate is overruled by abroad", "rate is overruled by abroad: rate applies, and rate decides rate"),
    ("refused by too-many", "refused by too-many: it does not fire: its condition does not hold"),
    ("warned by many", "warned by many: it does not fire: its condition does not hold"),
    ("asks for country", "asks for country: nothing is missing"),
    ("line 2 net 1", "line 2 net 1: the order has 1 line"),
  ])
  func thisDoesNot(_ expectation: String, _ failure: String) throws {
    #expect(try failures(expectation) == [failure])
  }

  /// A test says nothing about figures it does not name.
  @Test func onlyWhatIsNamedIsEvaluated() throws {
    #expect(try failures("last-day 2026-02-28", given: "starting 2026-01-31") == [])
    #expect(try failures("kind home", given: "starting 2026-01-31") == ["kind home: missing: country"])
    #expect(try failures("asks for pieces", given: "country SE") == [])
    #expect(
      try failures("refused by too-many", given: "country SE")
        == ["refused by too-many: it does not fire: missing pieces"])
  }

  @Test func refusalsAndWarnings() throws {
    let given = "pieces 60, country SE, starting 2026-01-31"
    #expect(try failures("refused by too-many, warned by many", given: given) == [])
    #expect(try failures("not refused", given: given) == ["not refused: refused by too-many"])
  }

  @Test func rowsAreTestsOfTheirOwnAndChecksAreTried() throws {
    let report = try report(
      """
      test "rows"
        given starting 2026-01-31
        pieces | country | net | rate
        1 | SE | 10 | 25%
        2 | NO | 20 | 1%
      test "an order that cannot be read"
        given pieces 101
        expect net 1
      """)
    #expect(report.results.map(\.name) == ["rows, row 1", "rows, row 2", "an order that cannot be read"])
    #expect(report.passed == 1 && report.failed == 2)
    #expect(
      report.results[1].failures.map { "\($0.expected): \($0.got) \($0.place)" } == ["rate 1%: 0% sample.rules:49"])
    #expect(
      report.results[2].failures.map(\.got) == ["pieces is 101, which is out of range; it is 1 to 100 pieces"])
    #expect(report.triedChecks == ["Not free"])
    #expect(report.untriedChecks == ["Never tried"])
  }
}
