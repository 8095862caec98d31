import Quantities
import Testing

struct CalendarDateTests {
  /// The calendar repeats itself after 400 years; this leafs through 500 from each end, and 1800 to 2300.
  @Test(arguments: [(1, 500), (1800, 2300), (9500, 9999)])
  func agreesWithACalendarLeafedThroughDayByDay(firstYear: Int, lastYear: Int) throws {
    let start = try #require(CalendarDate(year: firstYear, month: 1, day: 1))
    var (year, month, day, weekday) = (firstYear, 1, 1, start.weekday)
    var dayNumber = start.dayNumber
    var mistakes = 0
    while year <= lastYear {
      let date = CalendarDate(dayNumber: dayNumber)
      if date.components != (year, month, day) || date.weekday != weekday { mistakes += 1 }
      if CalendarDate(year: year, month: month, day: day) != date { mistakes += 1 }
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
      if day == 1, CalendarDate.daysInMonth(year: year, month: month) != length { mistakes += 1 }
      dayNumber += 1
      weekday = weekday % 7 + 1
      day += 1
      if day > length { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
    #expect(mistakes == 0)
  }

  @Test func knowsItsEnds() {
    #expect(CalendarDate.first.description == "0001-01-01")
    #expect(CalendarDate.last.description == "9999-12-31")
    #expect(CalendarDate(checkedDayNumber: CalendarDate.first.dayNumber - 1) == nil)
    #expect(CalendarDate(checkedDayNumber: CalendarDate.last.dayNumber + 1) == nil)
    #expect(CalendarDate(checkedDayNumber: .max) == nil)
    #expect(CalendarDate(dayNumber: 0).description == "1970-01-01")
    #expect(CalendarDate(dayNumber: 0).weekday == 4)
    #expect(CalendarDate.first.weekday == 1)
  }

  @Test func readsOnlyDaysThatExist() {
    #expect(CalendarDate(parsing: "2026-02-28")?.components ?? (0, 0, 0) == (2026, 2, 28))
    #expect(CalendarDate(parsing: "2024-02-29") != nil)
    let refused = [
      "2026-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-04-31", "0000-01-01", "10000-01-01", "2026-1-1",
      "26-01-01", "2026/01/01", "2026-01-01 ", " 2026-01-01", "2026-01-0١", "+026-01-01", "", "2026-01", "20260101",
      "1900-02-29", "2026--1-01", "-026-01-01",
    ]
    for text in refused { #expect(CalendarDate(parsing: text) == nil, "\(text)") }
    #expect(CalendarDate(year: .max, month: 1, day: 1) == nil)
    #expect(CalendarDate(year: 2026, month: .min, day: .max) == nil)
  }

  @Test func readsWhatItPrints() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<5000 {
      let date = CalendarDate(
        dayNumber: Int.random(in: CalendarDate.first.dayNumber...CalendarDate.last.dayNumber, using: &generator))
      #expect(CalendarDate(parsing: date.description) == date)
    }
  }

  @Test func staysInTheMonth() {
    let date = CalendarDate(year: 2026, month: 2, day: 10)!
    #expect(date.onDay(31).description == "2026-02-28")
    #expect(date.onDay(1).description == "2026-02-01")
    #expect(date.onDay(-5).description == "2026-02-01")
    #expect(date.onDay(.max).description == "2026-02-28")
    #expect(CalendarDate.last.onDay(31) == CalendarDate.last)
  }

  @Test func refusesToLeaveTheCalendar() {
    #expect(CalendarDate.last.adding(days: 1) == nil)
    #expect(CalendarDate.first.adding(days: -1) == nil)
    #expect(CalendarDate.last.adding(days: .max) == nil)
    #expect(CalendarDate.first.adding(days: .min) == nil)
    #expect(CalendarDate.last.adding(months: 1, monthEnd: .keepLastDay) == nil)
    #expect(CalendarDate.first.adding(months: -1, monthEnd: .keepLastDay) == nil)
    #expect(CalendarDate.last.adding(months: .max, monthEnd: .keepLastDay) == nil)
    #expect(CalendarDate.first.adding(months: .min, monthEnd: .keepLastDay) == nil)
    #expect(CalendarDate.first.adding(months: 9999 * 12 - 1, monthEnd: .refuse)?.description == "9999-12-01")
  }

  @Test func countsMonthsFromTheOriginalDate() {
    let date = CalendarDate(year: 2026, month: 1, day: 31)!
    let series = (1...4).compactMap { date.adding(months: $0, monthEnd: .keepLastDay)?.description }
    #expect(series == ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"])
  }

  @Test func addsPeriodsAsTheVectorsSay() throws {
    let monthEnds: [String: MonthEnd] = ["down": .keepLastDay, "up": .goToNextMonth, "abort": .refuse]
    let rows = Fixtures.dates("add_period")
    #expect(rows.count == 98)
    for row in rows {
      let date = try #require(CalendarDate(parsing: row.first))
      let period = try #require(Period(row.second))
      let monthEnd = try #require(monthEnds[row.mode])
      let moved = date.adding(months: period.years * 12 + period.months, monthEnd: monthEnd)?.adding(days: period.days)
      #expect(moved?.description ?? "error" == row.expected, "\(row.first) + \(row.second), \(row.mode)")
    }
  }

  @Test func findsTheEndsOfAMonthAsTheVectorsSay() throws {
    for (operation, day) in [("first_day_of_month", 1), ("last_day_of_month", 31)] {
      let rows = Fixtures.dates(operation)
      #expect(rows.count == 1)
      for row in rows { #expect(CalendarDate(parsing: row.first)?.onDay(day).description == row.expected) }
    }
  }
}
