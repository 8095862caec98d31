/// A calendar as plain as a wall calendar: one row for each day from 2024 on, counted from 1970-01-01.
enum ModelCalendar {
  struct Row: Hashable {
    var year: Int
    var month: Int
    var day: Int
  }

  /// 2024-01-01.
  static let firstDay = 19_723

  static let rows: [Row] = {
    var rows: [Row] = []
    for year in 2024...2150 {
      for month in 1...12 {
        for day in 1...length(year, month) { rows.append(Row(year: year, month: month, day: day)) }
      }
    }
    return rows
  }()

  private static let numbers = Dictionary(
    rows.enumerated().map { ($0.element, $0.offset + firstDay) }, uniquingKeysWith: { first, _ in first })

  static func length(_ year: Int, _ month: Int) -> Int {
    if month == 2 { return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) ? 29 : 28 }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  static func row(_ day: Int) -> Row { rows[day - firstDay] }

  static func year(_ day: Int) -> Int { row(day).year }

  /// So many months later; the month's last day where there is no such day.
  static func adding(_ months: Int, to day: Int) -> Int {
    var row = row(day)
    for _ in 0..<months {
      row.month += 1
      if row.month == 13 { (row.year, row.month) = (row.year + 1, 1) }
    }
    row.day = min(row.day, length(row.year, row.month))
    return numbers[row] ?? 0
  }

  /// The months from one day until another, a part month as a whole one.
  static func months(from day: Int, until end: Int) -> Int {
    var count = 0
    while adding(count, to: day) < end { count += 1 }
    return count
  }
}
