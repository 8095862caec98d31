import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities
import Testing

/// Two dates that are counted from one another: what lies between them is known, whatever day they are.
@Suite struct DateDistanceTests {
  private static let inputs = """
    book sample "Sample"
      language 1
      currency EUR
      shows total

    input start
      date from 2020-01-01
    input other
      date from 2020-01-01
    input term
      whole number 1 to 24 months
    input fee
      money 0 to 100 in steps of 0.01
    value due "Due"
      is start + 1 month

    """

  private func divided(by span: String) -> String {
    Self.inputs
      + "value total \"Total\"\n  is fee / (\(span)) × 1 \(span.prefix { $0 != "s" }), rounded half up to cent\n"
  }

  @Test(arguments: [
    "days from start until start + 1 month", "days from start until start + 12 months",
    "days from start until start + 1 day", "days from start until start + 1 year",
    "days from start through start", "days from start until due", "days from due until start + 2 months",
    "days from start until start + 1 month - 14 days", "days from start + 3 days until start + 1 month",
    "days from start - 1 month until start", "days from start until start + term",
    "days from due until due + 1 day", "days from due + 1 month until start",
    "months from start until start + 3 months", "months from start until start + 1 month",
    "months from start until due, rounded up", "years from start until start + 1 year",
    "weeks from start until start + 7 days", "weeks from start until start + 1 month, rounded down",
  ])
  func aSpanToADateCountedFromItsBeginningIsNeverZero(span: String) throws {
    _ = try TextBook(divided(by: span))
  }

  @Test(arguments: [
    "days from start until start", "days from start until other", "days from start until other + 1 month",
    "days from start until start + 1 month - 28 days", "days from start - 1 day until start - 1 day",
    "months from start until start + 1 month, rounded down", "months from start until start + 20 days, rounded down",
    "weeks from start until start + 6 days, rounded down", "years from start until start + 11 months, rounded down",
  ])
  func aSpanThatCanBeZeroIsNoDivisor(span: String) {
    #expect { try TextBook(divided(by: span)) } throws: { "\($0)".contains("L314") }
  }

  /// The difference of two dates is a span in days.
  @Test func aDifferenceOfDatesCountedFromEachOtherIsNeverZero() throws {
    for difference in ["due - start", "start - due", "start + 1 day - start"] {
      _ = try TextBook(
        Self.inputs + "value total \"Total\"\n  is fee / (\(difference)) × 1 day, rounded half up to cent\n")
    }
  }

  @Test func theProofsSeeWhatLiesBetween() throws {
    let book = try TextBook(
      Self.inputs + """
        value total "Total"
          is fee
        check "a month"
          days from start until due is 28 or more
          days from start until due is 31 or less
        check "a term"
          days from start until start + term is 28 or more
        check "either way"
          days from start + 3 days until start is -3
        check "after the other"
          when other is after start
          days from start until other + 1 month is 29 or more

        """)
    let examination = BookExamination(book.engine)
    #expect(examination.provedChecks.count == 4)
    #expect(!examination.hasErrors)
  }

  /// A date moved in steps: by days, or by months.
  private struct Moves {
    var steps: [(isDays: Bool, count: Int)]

    init(_ random: inout SeededGenerator, upTo limit: Int) {
      steps = (0..<Int.random(in: 0...limit, using: &random)).map { _ in
        (Bool.random(using: &random), Int.random(in: -40...40, using: &random))
      }
    }

    func applied(to date: CalendarDate, _ monthEnd: MonthEnd) -> CalendarDate? {
      steps.reduce(Optional(date)) { date, step in
        step.isDays ? date?.adding(days: step.count) : date?.adding(months: step.count, monthEnd: monthEnd)
      }
    }

    /// The last step first; the date that is moved is node 0.
    func chain(from end: Int32) -> DateChain {
      DateChain(steps.isEmpty ? 0 : end) { node in
        guard node > 0 else { return nil }
        let position = steps.count - 1 - Int(node - end)
        let count = Int128(steps[position].count)
        return (position == 0 ? 0 : node + 1, steps[position].isDays ? .days(count...count) : .months(count...count))
      }
    }
  }

  /// Whatever the rule, the steps and the end of the month: no span lies outside of what is known of it.
  @Test(arguments: 0..<12)
  func everySpanLiesWithinWhatIsKnown(seed: UInt64) throws {
    var random = SeededGenerator(seed)
    for _ in 0..<60 {
      let units: [SpanUnit] = [.days, .weeks, .months, .years]
      let unit = try #require(units.randomElement(using: &random))
      let monthDays: Int? = try #require([nil, nil, nil, 30, 28, 31, 40, 7].randomElement(using: &random))
      let definition = SpanDefinition(
        rule: SpanRule(unit: unit, countedBack: Int.random(in: 0...2, using: &random) == 0, monthDays: monthDays),
        countsEnd: Int.random(in: 0...2, using: &random) == 0)
      let monthEnd = try #require(MonthEnd.allCases.randomElement(using: &random))
      let mode = Bool.random(using: &random) ? RoundingMode.allCases.randomElement(using: &random) : nil
      let (begins, ends) = (Moves(&random, upTo: 1), Moves(&random, upTo: 2))
      let found = begins.chain(from: 100).distance(until: ends.chain(from: 200), monthEnd: monthEnd) {
        $0 == $1 ? DateDistance.zero : nil
      }
      let distance = try #require(found)
      let known = distance.span(definition, rounding: mode)
      for _ in 0..<150 {
        let number = Int.random(in: 737_000...739_000, using: &random)
        let date = CalendarDate(dayNumber: number - 719_163).onDay(Int.random(in: 20...31, using: &random))
        guard let from = begins.applied(to: date, monthEnd), let until = ends.applied(to: date, monthEnd) else {
          continue
        }
        #expect(distance.days.contains(Int128(until.dayNumber - from.dayNumber)))
        guard let known, let end = until.adding(days: definition.countsEnd ? 1 : 0) else { continue }
        var span = definition.rule.exact(from: from, until: end)
        if let mode { span = (definition.rule.whole(from: from, until: end, rounding: mode), 1) }
        let (numerator, denominator) = (Int128(span.numerator), Int128(span.denominator))
        let isAbove = known.lower.numerator * denominator <= numerator * known.lower.denominator
        let isBelow = numerator * known.upper.denominator <= known.upper.numerator * denominator
        #expect(
          isAbove && isBelow,
          "\(definition) \(String(describing: mode)) \(monthEnd) \(begins) \(ends) \(from) \(until): \(known)")
      }
    }
  }
}
