import Diagnostics
import PolicyEngine
import PolicyLanguage
import Testing

/// Expected figures replaced by those that come.
@Suite struct TestAcceptanceTests {
  private static let book = """
    book sample "Sample"
      language 1
      currency EUR
      shows total
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
    value line-net
      is 10 EUR × pieces / 1 piece, rounded half up to cent
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
    value count-of-pieces
      is sum of pieces
    value share
      is 1 piece / (sum of pieces, at least 1 piece)
    value sold
      is 1 EUR when country is SE
      otherwise refuse "Not sold there"
    value total
      is net
    warn many
      when sum of pieces is over 20
      say "Many"

    """

  /// The test's lines after acceptance, and what was not rewritten.
  private func accept(_ test: String, filter: String? = nil) throws -> (text: String, kept: [String]) {
    let loaded = try TextBook(Self.book + test)
    let acceptance = TestRunner(loaded.engine).acceptance(filter: filter)
    let text = acceptance.texts(loaded.book.sources)[0].text
    #expect(text.hasPrefix(Self.book))
    // Accepted once, nothing is left to accept.
    #expect(try TestRunner(TextBook(text).engine).acceptance(filter: filter).changes.isEmpty)
    return (String(text.dropFirst(Self.book.count)), acceptance.kept.map { "\($0.expected): \($0.reason)" })
  }

  private func accept(expecting list: String, given: String = "pieces 3, country SE, starting 2026-01-31") throws
    -> (text: String, kept: [String])
  {
    let (text, kept) = try accept("test \"t\"\n  given \(given)\n  expect \(list)  # why\n")
    return (String(text.split(separator: "\n")[2].dropFirst(9).dropLast(7)), kept)
  }

  @Test(arguments: [
    ("net 1", "net 30.00"), ("net 29.999 EUR", "net 30.00 EUR"), ("net -1", "net 30.00"), ("rate 19%", "rate 25%"),
    ("kind away", "kind home"), ("last-day 2026-03-01", "last-day 2026-02-28"), ("is-admin yes", "is-admin no"),
    ("count-of-pieces 2", "count-of-pieces 3"), ("count-of-pieces 1 piece", "count-of-pieces 3 pieces"),
    ("line 1 line-net 2,   net 3", "line 1 line-net 30.00,   net 30.00"),
    ("rate 25%, net 30, total 29", "rate 25%, net 30, total 30.00"),
  ])
  func aFigureTakesTheFormItHad(_ written: String, _ wanted: String) throws {
    let (text, kept) = try accept(expecting: written)
    #expect(text == wanted)
    #expect(kept == [])
  }

  @Test func oneAndMany() throws {
    let given = "pieces 1, country SE, starting 2026-01-31"
    #expect(try accept(expecting: "count-of-pieces 2 pieces", given: given).text == "count-of-pieces 1 piece")
  }

  @Test(arguments: [
    ("rate 25", "rate 25: write the percentage with its sign; got 25%"),
    ("net 3 pieces", "net 3 pieces: its unit is another one; got 30.00 EUR"),
    ("abroad decides", "abroad decides: a rule, not a figure; got abroad does not apply, and rate decides rate"),
    ("net refused", "net refused: a refusal, not a figure; got 30.00 EUR"),
    ("warned by many", "warned by many: a warning, not a figure; got it does not fire: its condition does not hold"),
    ("asks for country", "asks for country: a question, not a figure; got nothing is missing"),
    ("line 2 net 1", "line 2 net 1: the order has 1 line"),
    ("share 0.3", "share 0.3: no constant says 1/3 exactly"),
  ])
  func whatNoFigureMendsStays(_ written: String, _ reason: String) throws {
    let (text, kept) = try accept(expecting: written)
    #expect(text == written)
    #expect(kept == [reason])
  }

  @Test func whereTheEngineGivesNoFigure() throws {
    #expect(
      try accept(expecting: "sold 1", given: "country NO, pieces 1").kept == ["sold 1: refused: Not sold there"])
    #expect(try accept(expecting: "kind home", given: "pieces 1").kept == ["kind home: missing: country"])
    #expect(try accept(expecting: "net 1", given: "pieces 101, country SE").kept.count == 1)
  }

  @Test func onlyTheCellsOfFiguresAreTouched() throws {
    let (text, kept) = try accept(
      """
      test "rows"
        given starting 2026-01-31   # kept
        expect kind home
        pieces |country  | net   |rate | sold
        # one
        1      | SE      | 9.00  | 25% | 1
          2\t| SE | 20 | 24%    | refused  # two
      """)
    #expect(
      text == """
        test "rows"
          given starting 2026-01-31   # kept
          expect kind home
          pieces |country  | net   |rate | sold
          # one
          1      | SE      | 10.00  | 25% | 1
            2\t| SE | 20 | 25%    | refused  # two
        """)
    #expect(kept == ["sold refused: a refusal, not a figure; got 1.00 EUR"])
  }

  @Test func aConstantThatSeveralRowsExpect() throws {
    let rows = "\n  given pieces 2\n  expect rate 1%, net 1\n  country | kind\n  SE | home\n  NO | home\n"
    let (text, kept) = try accept("test \"t\"" + rows)
    #expect(text.contains("expect rate 1%, net 20.00"))
    #expect(text.contains("NO | away"))
    #expect(kept == ["rate 1%: its rows give different figures: 25%, 0%"])
    let half = try accept("test \"t\"" + rows.replacing("rate 1%", with: "rate 25%"))
    #expect(half.text.contains("expect rate 25%, net 20.00"))
    #expect(half.kept == ["rate 25%: its rows give different figures: 25%, 0%"])
    let refused = try accept("test \"t\"" + rows.replacing("rate 1%", with: "sold 2"))
    #expect(
      refused.kept == [
        "sold 2: refused: Not sold there", "sold 2: not all its rows give a figure; some give 1.00",
      ])
  }

  @Test func onlyTestsThatAreMeant() throws {
    let tests = "test \"one\"\n  given pieces 1\n  expect net 1\ntest \"two\"\n  given pieces 1\n  expect net 1\n"
    #expect(
      try accept(tests, filter: "TWO").text
        == tests.replacing(
          "\"two\"\n  given pieces 1\n  expect net 1", with: "\"two\"\n  given pieces 1\n  expect net 10.00"))
  }
}
