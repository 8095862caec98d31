import Quantities
import Testing

struct SpanRuleTests {
  private let modes: [String: RoundingMode] = [
    "trunc": .down, "up": .up, "ceil": .ceiling, "floor": .floor, "half-up": .halfUp, "half-even": .halfEven,
    "half-down": .halfDown,
  ]

  private func date(_ text: String) throws -> CalendarDate { try #require(CalendarDate(parsing: text)) }

  @Test(arguments: [
    ("until_days", SpanUnit.days, 18), ("until_months", .months, 52), ("until_years", .years, 19),
  ])
  func agreesWithTheVectors(operation: String, unit: SpanUnit, count: Int) throws {
    let rows = Fixtures.dates(operation)
    #expect(rows.count == count)
    for row in rows {
      let mode = try row.mode.isEmpty ? .down : #require(modes[row.mode])
      let (from, until) = (try date(row.first), try date(row.second))
      let whole = SpanRule(unit: unit).whole(from: from, until: until, rounding: mode)
      #expect(String(whole) == row.expected, "\(row.first) until \(row.second), \(row.mode)")
    }
  }

  @Test(arguments: [("until_period", SpanUnit.years, 45), ("until_period_months", .months, 14)])
  func takesPeriodsApartAsTheVectorsSay(operation: String, largest: SpanUnit, count: Int) throws {
    let rows = Fixtures.dates(operation).filter { $0.mode == "day-anchored" }
    #expect(rows.count == count)
    for row in rows {
      let (from, until) = (try date(row.first), try date(row.second))
      let years = largest == .years ? SpanRule(unit: .years).whole(from: from, until: until, rounding: .down) : 0
      // Counted from the original date: the day of `from` must not be lost in a February on the way.
      let months = SpanRule(unit: .months).whole(from: from, until: until, rounding: .down) - years * 12
      let reached = try #require(from.adding(months: years * 12 + months, monthEnd: .keepLastDay))
      let period = Period(years: years, months: months, days: until.dayNumber - reached.dayNumber)
      #expect(period.text == row.expected, "\(row.first) until \(row.second)")
    }
  }

  /// The definition, by trying every number of months.
  @Test func agreesWithMonthsTriedOneByOne() throws {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<3000 {
      let from = CalendarDate(dayNumber: Int.random(in: 18_000...22_000, using: &generator))
      let until = CalendarDate(dayNumber: from.dayNumber + Int.random(in: 0...800, using: &generator))
      let (start, end) = (from.components, until.components)
      for (unit, months) in [(SpanUnit.months, 1), (.years, 12)] {
        let reachable = (0...30).map { count in
          let month = start.year * 12 + start.month + count * months
          let sameDay = (month, start.day) <= (end.year * 12 + end.month, end.day)
          return (sameDay: sameDay, clamped: from.adding(months: count * months, monthEnd: .keepLastDay)!)
        }
        let rule = SpanRule(unit: unit)
        let down = rule.whole(from: from, until: until, rounding: .down)
        #expect(down == reachable.lastIndex { $0.sameDay })
        let up = rule.whole(from: from, until: until, rounding: .up)
        #expect(up == reachable.firstIndex { $0.clamped >= until })
        let (numerator, denominator) = rule.exact(from: from, until: until)
        #expect(denominator == reachable[down + 1].clamped.dayNumber - reachable[down].clamped.dayNumber)
        #expect(numerator == down * denominator + until.dayNumber - reachable[down].clamped.dayNumber)

        let back = SpanRule(unit: unit, countedBack: true)
        let backReachable = (0...30).map { until.adding(months: -$0 * months, monthEnd: .keepLastDay)! }
        #expect(back.whole(from: from, until: until, rounding: .down) == backReachable.lastIndex { $0 >= from })
        #expect(back.whole(from: from, until: until, rounding: .up) == backReachable.firstIndex { $0 <= from })
      }
    }
  }

  /// Later proofs rest on this: a span never grows when it starts later, and never shrinks when it ends later.
  @Test(arguments: [SpanUnit.months, .years], [false, true])
  func isMonotone(unit: SpanUnit, countedBack: Bool) throws {
    let rule = SpanRule(unit: unit, countedBack: countedBack)
    let first = try date("2023-01-01").dayNumber
    let last = try date(unit == .months ? "2027-12-31" : "2024-12-31").dayNumber
    for rounding in [RoundingMode.up, .down, .halfUp] {
      var faults: [String] = []
      var previous: [Int] = []
      for start in first...last {
        let from = CalendarDate(dayNumber: start)
        let spans = (0...420).map {
          rule.whole(from: from, until: CalendarDate(dayNumber: start + $0), rounding: rounding)
        }
        for ahead in 1...420 {
          if spans[ahead] < spans[ahead - 1] { faults.append("\(from) until \(ahead) days later falls") }
          if !previous.isEmpty, spans[ahead - 1] > previous[ahead] {
            faults.append("\(from), \(ahead - 1) days, rises")
          }
        }
        previous = spans
      }
      #expect(faults.isEmpty, "\(unit) \(rounding.words): \(faults.prefix(3))")
    }
  }

  @Test func countsNothingOverNoDays() throws {
    let day = try date("2024-02-29")
    for unit in SpanUnit.allCases {
      for countedBack in [false, true] {
        for monthDays in [nil, 30] {
          let rule = SpanRule(unit: unit, countedBack: countedBack, monthDays: monthDays)
          for mode in RoundingMode.allCases { #expect(rule.whole(from: day, until: day, rounding: mode) == 0) }
          #expect(rule.exact(from: day, until: day).numerator == 0)
          #expect(rule.exact(from: day, until: day).denominator > 0)
        }
      }
    }
  }

  @Test func countsBackFromTheEnd() throws {
    let rule = SpanRule(unit: .months, countedBack: true)
    let (from, until) = (try date("2026-02-28"), try date("2026-03-31"))
    for mode in RoundingMode.allCases { #expect(rule.whole(from: from, until: until, rounding: mode) == 1) }
    #expect(rule.exact(from: from, until: until) == (28, 28))
    #expect(SpanRule(unit: .months).whole(from: from, until: until, rounding: .up) == 2)
    #expect(SpanRule(unit: .months).exact(from: from, until: until) == (34, 31))
  }

  @Test func countsBackAsTheNegativeOfForward() {
    var generator = SeededGenerator(seed: 5)
    let mirrored: [RoundingMode: RoundingMode] = [
      .ceiling: .floor, .floor: .ceiling, .halfCeiling: .halfFloor, .halfFloor: .halfCeiling,
    ]
    for _ in 0..<3000 {
      let from = CalendarDate(dayNumber: Int.random(in: 18_000...22_000, using: &generator))
      let until = CalendarDate(dayNumber: from.dayNumber + Int.random(in: -800...800, using: &generator))
      for unit in SpanUnit.allCases {
        for mode in RoundingMode.allCases {
          let back = SpanRule(unit: unit, countedBack: true).whole(from: from, until: until, rounding: mode)
          let forward = SpanRule(unit: unit).whole(from: until, until: from, rounding: mirrored[mode] ?? mode)
          #expect(back == -forward)
        }
      }
    }
  }

  /// 31 January to 28 February: not whole toward zero, whole otherwise.
  @Test func roundsAMonthThatEndsOnADayThatDoesNotExist() throws {
    let rule = SpanRule(unit: .months)
    let (from, until) = (try date("2026-01-31"), try date("2026-02-28"))
    #expect(rule.exact(from: from, until: until) == (28, 28))
    #expect(rule.whole(from: from, until: until, rounding: .down) == 0)
    #expect(rule.whole(from: from, until: until, rounding: .floor) == 0)
    for mode in RoundingMode.allCases where mode != .down && mode != .floor {
      #expect(rule.whole(from: from, until: until, rounding: mode) == 1)
    }
    #expect(rule.whole(from: from, until: try date("2026-03-01"), rounding: .down) == 1)
  }

  /// Everywhere else, the whole span is the rounded exact one.
  @Test func roundsTheExactSpan() {
    var generator = SeededGenerator(seed: 6)
    for _ in 0..<3000 {
      let from = CalendarDate(dayNumber: Int.random(in: 18_000...22_000, using: &generator))
      let until = CalendarDate(dayNumber: from.dayNumber + Int.random(in: -800...800, using: &generator))
      for unit in SpanUnit.allCases {
        for monthDays in [nil, 28, 30] {
          let rule = SpanRule(unit: unit, countedBack: Bool.random(using: &generator), monthDays: monthDays)
          let (numerator, denominator) = rule.exact(from: from, until: until)
          let isWhole = numerator % denominator == 0
          for mode in RoundingMode.allCases where !isWhole || denominator == 1 {
            let rounded = mode.quotient(Int128(numerator), Int128(denominator))
            #expect(Int128(rule.whole(from: from, until: until, rounding: mode)) == rounded)
          }
        }
      }
    }
  }

  @Test func reachesFromEndToEndOfTheCalendar() {
    for unit in SpanUnit.allCases {
      for countedBack in [false, true] {
        let rule = SpanRule(unit: unit, countedBack: countedBack)
        let there = rule.whole(from: .first, until: .last, rounding: .up)
        #expect(there == -rule.whole(from: .last, until: .first, rounding: .up))
        #expect(there == [.days: 3_652_058, .weeks: 521_723, .months: 119_988, .years: 9999][unit])
        #expect(rule.exact(from: .first, until: .last).denominator > 0)
        #expect(rule.exact(from: .first, until: .first.adding(days: 1)!).numerator == 1)
        #expect(rule.exact(from: .last, until: .last.adding(days: -1)!).numerator == -1)
      }
    }
  }

  private struct FixedInput: Decodable { var from, to: String, daysInMonth: Int }
  private struct FixedExpected: Decodable { var days: Int }

  @Test func countsMonthsOfOneLengthAsTheVectorsSay() throws {
    let vectors = try Fixtures.billing("fixed_month_days", as: Fixtures.Vector<FixedInput, FixedExpected>.self)
    #expect(vectors.count == 7)
    for vector in vectors {
      let rule = SpanRule(unit: .days, monthDays: vector.input.daysInMonth)
      let (from, until) = (try date(vector.input.from), try date(vector.input.to))
      #expect(rule.whole(from: from, until: until, rounding: .down) == vector.expect.days, "\(vector.id)")
    }
  }

  private struct PeriodsInput: Decodable { var from, to, period: String }
  private struct PeriodsExpected: Decodable { var periods: Int }

  @Test func countsWholePeriodsAsTheVectorsSay() throws {
    let rules: [String: SpanRule] = [
      "month": SpanRule(unit: .months), "week": SpanRule(unit: .weeks),
      "30-days": SpanRule(unit: .months, monthDays: 30),
    ]
    let vectors = try Fixtures.billing("whole_periods", as: Fixtures.Vector<PeriodsInput, PeriodsExpected>.self)
    #expect(vectors.count == 4)
    for vector in vectors {
      let rule = try #require(rules[vector.input.period])
      let (from, until) = (try date(vector.input.from), try date(vector.input.to))
      #expect(rule.whole(from: from, until: until, rounding: .floor) == vector.expect.periods, "\(vector.id)")
    }
  }

  @Test func chargesFiftyDaysAsTwoMonths() throws {
    let (from, until) = (try date("2026-01-01"), try date("2026-02-20"))
    #expect(SpanRule(unit: .months).whole(from: from, until: until, rounding: .up) == 2)
    #expect(SpanRule(unit: .months, monthDays: 30).whole(from: from, until: until, rounding: .up) == 2)
    #expect(SpanRule(unit: .years, monthDays: 30).exact(from: from, until: until) == (50, 360))
  }
}
