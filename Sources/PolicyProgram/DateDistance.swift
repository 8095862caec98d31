package import Quantities

/// How many days one date lies after another at the least and at the most, though both can be any day: `D + 1 month`
/// lies 28 to 31 days after `D`.
package struct DateDistance: Sendable {
  package private(set) var days: ClosedRange<Int128>
  /// The months added to the other date in one step and nothing else; nil for any other distance.
  private var months: ClosedRange<Int128>?
  private var monthEnd = MonthEnd.keepLastDay

  /// More days than the calendar has: what is that far away is refused.
  private static let farthest: Int128 = 4_000_000

  /// A date and itself.
  package static let zero = DateDistance(days: 0...0, months: 0...0)

  package init(days: ClosedRange<Int128>) { self.init(days: days, months: nil) }

  private init(days: ClosedRange<Int128>, months: ClosedRange<Int128>?) {
    self.days = days
    self.months = months
  }

  package func adding(_ shift: DateShift, monthEnd: MonthEnd) -> DateDistance {
    if shift.days == 0...0 { return self }
    var result = DateDistance(
      days: (days.lowerBound + shift.days.lowerBound)...(days.upperBound + shift.days.upperBound))
    if case .months(let added) = shift, months == 0...0 {
      result.months = added.clamped(to: -Self.farthest...Self.farthest)
      result.monthEnd = monthEnd
    }
    return result
  }

  package func subtracting(_ shift: DateShift) -> DateDistance {
    if shift.days == 0...0 { return self }
    return DateDistance(days: (days.lowerBound - shift.days.upperBound)...(days.upperBound - shift.days.lowerBound))
  }

  /// The least and the greatest span over this distance as quotients; with a rounding, whole. Nil where nothing is
  /// known, such as of months that all count 30 days.
  package func span(_ definition: SpanDefinition, rounding: RoundingMode?) -> (lower: Quotient, upper: Quotient)? {
    let rule = definition.rule
    let countedEnd: Int128 = definition.countsEnd ? 1 : 0
    // One step of months is as many months, counted from where it began. Rounded down, a month that ends on a day that
    // does not exist is none: 31 January to 28 February.
    let isWholeAtEnds = rounding.map { ![.down, .floor, .ceiling].contains($0) } ?? true
    // Past a month's end, or with the end counted, it is up to one more.
    let isLater = definition.countsEnd || monthEnd == .goToNextMonth
    if let months, rule.monthDays == nil, !rule.countedBack, isWholeAtEnds, [.months, .years].contains(rule.unit) {
      let unit: Int128 = rule.unit == .years ? 12 : 1
      return (
        Quotient(RoundingMode.floor.quotient(months.lowerBound, unit)),
        Quotient(RoundingMode.ceiling.quotient(months.upperBound, unit) + (isLater ? 1 : 0))
      )
    }
    let (shortest, longest): (Int128, Int128)
    switch (rule.unit, rule.monthDays) {
    case (.days, nil): (shortest, longest) = (1, 1)
    case (.weeks, _): (shortest, longest) = (7, 7)
    case (.months, nil): (shortest, longest) = (28, 31)
    case (.years, nil): (shortest, longest) = (365, 366)
    case (.months, let days?): (shortest, longest) = (Int128(days), Int128(days))
    case (.years, let days?): (shortest, longest) = (12 * Int128(days), 12 * Int128(days))
    case (.days, let days?):
      guard let months else { return nil }
      // A day that does not exist is up to three days earlier.
      return (
        Quotient(months.lowerBound * Int128(days) - 3),
        Quotient((months.upperBound + (isLater ? 1 : 0)) * Int128(days) + countedEnd)
      )
    }
    let (least, most) = (days.lowerBound + countedEnd, days.upperBound + countedEnd)
    let lower = Quotient(least, least >= 0 ? longest : shortest)
    let upper = Quotient(most, most >= 0 ? shortest : longest)
    guard let rounding else { return (lower, upper) }
    return (lower.rounded(rounding), upper.rounded(rounding))
  }

  /// A quotient of whole numbers; the denominator is positive.
  package struct Quotient: Sendable {
    package var numerator: Int128
    package var denominator: Int128

    init(_ numerator: Int128, _ denominator: Int128 = 1) {
      self.numerator = numerator
      self.denominator = denominator
    }

    package func rounded(_ mode: RoundingMode) -> Quotient { Quotient(mode.quotient(numerator, denominator)) }
  }
}

/// What is added to a date in one step, from the least to the most.
package enum DateShift: Sendable {
  case days(ClosedRange<Int128>)
  case months(ClosedRange<Int128>)

  /// In days. Twelve months have 365 or 366 of them, and any month more has 28 to 31: also where a day does not exist.
  package var days: ClosedRange<Int128> {
    switch self {
    case .days(let days): return days.clamped(to: -4_000_000...4_000_000)
    case .months(let written):
      let months = written.clamped(to: -200_000...200_000)
      func least(_ months: Int128) -> Int128 { months / 12 * 365 + months % 12 * 28 }
      func most(_ months: Int128) -> Int128 { months / 12 * 366 + months % 12 * 31 }
      let (first, last) = (months.lowerBound, months.upperBound)
      return (first < 0 ? most(first) : least(first))...(last < 0 ? least(last) : most(last))
    }
  }
}

/// A date, and the dates that it is counted from in steps of days and months.
package struct DateChain: Sendable {
  /// The nodes, the date itself first; each is the next one and its shift.
  package private(set) var dates: [Int32]
  package private(set) var shifts: [DateShift] = []

  /// Steps beyond these are not looked at.
  private static let longest = 8

  /// - Parameter step: What a date is made from: another date, and what is added; nil for one that is not.
  package init(_ date: Int32, step: (Int32) -> (date: Int32, shift: DateShift)?) {
    dates = [date]
    while shifts.count < Self.longest, let made = step(dates[dates.count - 1]) {
      dates.append(made.date)
      shifts.append(made.shift)
    }
  }

  /// How far a date lies after this one, where both are counted from one date; by the shortest way.
  ///
  /// - Parameter apart: How far two dates are known to lie apart, if they are: the same one by 0.
  package func distance(
    until end: DateChain, monthEnd: MonthEnd, apart: (Int32, Int32) -> DateDistance?
  ) -> DateDistance? {
    for length in 0...(shifts.count + end.shifts.count) {
      for position in 0...length where position < dates.count && length - position < end.dates.count {
        guard var distance = apart(dates[position], end.dates[length - position]) else { continue }
        for shift in end.shifts.prefix(length - position).reversed() {
          distance = distance.adding(shift, monthEnd: monthEnd)
        }
        for shift in shifts.prefix(position) { distance = distance.subtracting(shift) }
        return distance
      }
    }
    return nil
  }
}
