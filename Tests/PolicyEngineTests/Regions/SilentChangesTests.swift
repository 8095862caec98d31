import Diagnostics
import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Pricing
import Testing

/// Changes that were passed over in silence, answers left out that decide, and certainty where nothing was certain.
@Suite struct SilentChangesTests {
  private static let heading = """
    book shop "Shop"
      language 1
      currency EUR
      shows fee
    input parcels "Parcels"
      whole number 1 to 1000
      for each line
    input weight "Weight"
      whole number 1 to 50
      for each line

    """

  private func book(_ text: String) throws -> RuleBook {
    let vocabulary = try Vocabulary([CorePlugin.plugin, Pricing.plugin])
    let outcome = BookLoader.load([SourceText(name: "b.rules", text: text)], vocabulary: vocabulary)
    return try #require(outcome.book, "\(outcome.diagnostics.map(\.message))")
  }

  private func engine(_ text: String) throws -> Engine { Engine(try book(text)) }

  private func difference(_ old: String, _ new: String) throws -> DifferenceReport {
    BookDifference(try engine(old), try engine(new)).run()
  }

  @Test func anotherMonthEndUnderAFunctionOfAPluginIsAChange() throws {
    func book(_ monthEnd: String) -> String {
      """
      book shop "Shop"
        language 1
        currency EUR
        month end \(monthEnd)
        shows due
      input period-start "Start"
        date from 2020-01-01
      input quote-date "Today"
        date from 2020-01-01
      value due "Next day"
        is anniversary of period-start by 1 month, on or after quote-date

      """
    }
    let report = try difference(book("keep last day"), book("go to next month"))
    let region = try #require(report.regions.first)
    #expect(region.figures.first.map { $0.before != $0.after } == true)
    #expect(region.figures.first?.change == .later)
    #expect(try difference(book("keep last day"), book("keep last day")).isEmpty)
  }

  /// Each pair is the same for every order of one line.
  @Test(arguments: [
    ("sum of parcels is over 200", "any (parcels is over 200)"),
    ("any (parcels is over 200)", "all (parcels is over 200)"),
    ("highest of parcels is over 200", "lowest of parcels is over 200"),
    ("sum of parcels is over 200", "highest of parcels is over 200"),
    ("not (any (parcels is over 200))", "not (sum of parcels is over 200)"),
  ])
  func whatBringsLinesTogetherIsNeverSaidToBeTheSame(old: String, new: String) throws {
    for rule in [
      { "value fee \"Fee\"\n  is 1 EUR\nrefuse many\n  when \($0)\n  say \"No\"\n" },
      { "value fee \"Fee\"\n  is 1 EUR when \($0)\n  otherwise 2 EUR\n" },
      { "value fee \"Fee\"\n  is 1 EUR\nexception dearer to fee\n  is 3 EUR\n  when \($0)\n" },
    ] as [(String) -> String] {
      let report = try difference(Self.heading + rule(old), Self.heading + rule(new))
      #expect(!report.isEmpty)
      #expect(report.isOpen, "\(report)")
      #expect(report.unchecked.contains { $0.contains("orders of several lines") })
      #expect(try difference(Self.heading + rule(old), Self.heading + rule(old)).isEmpty)
    }
  }

  @Test func sharesBySomethingElseAreNotTheSame() throws {
    func book(_ weight: String) -> String {
      Self.heading + "value share\n  is spread 10 EUR over \(weight)\nvalue fee \"Fee\"\n  is highest of share\n"
    }
    #expect(try difference(book("parcels"), book("weight")).isOpen)
  }

  @Test func anInputThatBecomesOneOfEachLineIsAChange() throws {
    let value = "value fee \"Fee\"\n  is 1 EUR\n"
    let old = Self.heading + value
    let new = Self.heading.replacing("whole number 1 to 50\n  for each line\n", with: "whole number 1 to 50\n") + value
    #expect(try difference(old, new).inputs == ["input weight is one of the whole order, and was one of each line"])
  }

  /// Alone, each line of the orders that change is turned down.
  @Test func aChangeBehindARefusalOverLinesIsNotSaidToBeNone() throws {
    func book(_ fee: String) -> String {
      Self.heading + """
        value fee "Fee"
          is \(fee) EUR when parcels is over 50
          otherwise 2 EUR
        refuse small
          when sum of parcels is over 50 and count of parcels is under 2
          say "One large line is not taken"

        """
    }
    #expect(try difference(book("1"), book("9")).isOpen)
    #expect(try difference(book("1"), book("1")).isEmpty)
  }

  @Test func anotherConditionOfAnInputIsAChange() throws {
    func book(_ asked: String) -> String {
      """
      book shop "Shop"
        language 1
        currency EUR
        shows fee
      input vip
        yes or no
      input gold
        yes or no
      input extra
        whole number 1 to 9
        only when \(asked)
      value fee "Fee"
        is 1 EUR when vip and gold and extra is 7
        otherwise 2 EUR

      """
    }
    #expect(
      try difference(book("vip"), book("gold")).inputs == [
        "input extra is asked in other orders: its `only when` is another"
      ])
  }

  /// A question that no search was made for is counted where it stays open.
  @Test func partsOfAllQuestionsAddUp() throws {
    let examination = BookExamination(
      try engine(
        """
        book neg "One price that cannot be proved"
          language 1
          currency EUR
          shows net
        input pieces "Pieces"
          whole number 1 to 1000
          for each line
        input unit "Price"
          money 0 to 100000 in steps of 0.01
          for each line
        price gross "Gross"
          start unit × pieces "Price"
        price paid "Paid"
          start sum of gross "Gross"
        price net "Net"
          start paid "Gross"
          less paid / 120% "x"
          round half up to cent

        """))
    #expect(examination.uncheckedCount > 0)
    #expect(examination.questionCount >= examination.uncheckedCount)
  }

  private static let club = """
    book club "Club"
      language 1
      currency EUR
      shows disc
    input club "Club"
      one of none, silver, gold
      default none
    value disc "Discount"
      is 8% when club is gold
      is 4% when club is silver
      otherwise 0%

    """

  /// An answer that is the default may be the one that decides.
  @Test func boundariesKeepTheAnswersThatDecide() throws {
    guard case .tests(let tests) = OrderQuestions(try engine(Self.club)).boundaries(of: "disc") else {
      Issue.record("no tests")
      return
    }
    #expect(
      tests.blocks == [
        "test \"boundaries of disc\"\n  club | disc\n  gold | 8%\n  none | 0%\n  silver | 4%"
      ])
  }

  /// The default of a set of words is known: nothing about it is open.
  @Test func solvingTakesTheDefaultOfASet() throws {
    let book = try book(
      """
      book b "B"
        language 1
        currency EUR
        shows fee
      input worth "Worth"
        money 0 to 50000 in steps of 0.01
      input tags "Tags"
        any of cold, odd
        default none
      value coldness "Cold"
        is 5 EUR when tags has cold
        otherwise 0 EUR
      price fee "Fee"
        start coldness
        plus 0.4% of worth
        round half up to cent

      """)
    guard case .success(let reading) = book.reading(SourceText(name: "line", text: "fee is 10 EUR or more")) else {
      Issue.record("the condition was not read")
      return
    }
    let questions = OrderQuestions(Engine(program: reading.program, sources: book.sources))
    guard case .solution(let solution) = questions.solve("worth", where: reading.node, Order()) else {
      Issue.record("no solution")
      return
    }
    #expect(!solution.isUnchecked)
    #expect(solution.ranges.map(\.first) == ["2498.75"] && solution.ranges.map(\.last) == ["50000.00"])
  }
}
