import PolicyLanguage
import Quantities

/// Dates: parts, shifts and spans, in whole numbers of days and months.
extension QueryBuilder {
  private func number(_ text: String, _ layer: Int, _ lower: Int128, _ upper: Int128, isAtom: Bool = true) -> Expression
  {
    Expression(text, isAtom: isAtom, layer: layer, .number(Interval(lower, upper), isWide: false))
  }

  func daysBetween(_ from: Expression, _ until: Expression) throws(Untranslatable) -> Expression {
    if let first = from.constant, let second = until.constant { return .literal(second - first) }
    let (low, high) = (from.interval, until.interval)
    return number(
      "CAST(\(dialect.days(from: from.operand, until: until.operand)) AS BIGINT)", max(from.layer, until.layer),
      high.lower - low.upper, high.upper - low.lower)
  }

  /// Year, month and day of a date, as columns.
  struct DateParts {
    var year: Expression
    var month: Expression
    var day: Expression
  }

  mutating func parts(_ date: Expression) -> DateParts {
    if let constant = date.constant, let known = CalendarDate(checkedDayNumber: Int(constant)) {
      return DateParts(
        year: .literal(Int128(known.year)), month: .literal(Int128(known.month)), day: .literal(Int128(known.day)))
    }
    let date = column(date, "date")
    let years = [date.interval.lower, date.interval.upper].map {
      Int128(CalendarDate(checkedDayNumber: Int($0))?.year ?? ($0 < 0 ? 1 : 9_999))
    }
    func part(_ name: String, _ lower: Int128, _ upper: Int128) -> Expression {
      query.column(
        number("CAST(EXTRACT(\(name) FROM \(date.text)) AS BIGINT)", date.layer, lower, upper),
        "\(name.lowercased()) of \(String(date.text.dropFirst().dropLast()))")
    }
    return DateParts(year: part("YEAR", years[0], years[1]), month: part("MONTH", 1, 12), day: part("DAY", 1, 31))
  }

  /// Months since January of the year 0.
  func month(_ parts: DateParts) throws(Untranslatable) -> Expression {
    try sum(product(parts.year, .literal(12)), difference(parts.month, .literal(1)))
  }

  /// The days of a month, by its year and its month of the year.
  private func length(year: Expression, month: Expression) -> Expression {
    let leap = "\(year.text) % 4 = 0 AND (\(year.text) % 100 <> 0 OR \(year.text) % 400 = 0)"
    return number(
      "CAST(CASE WHEN \(month.text) IN (4, 6, 9, 11) THEN 30 WHEN \(month.text) <> 2 THEN 31 WHEN \(leap) THEN 29 WHEN \(month.text) = 2 THEN 28 END AS BIGINT)",
      max(year.layer, month.layer), 28, 31)
  }

  /// The day number of a day in a month counted from January of the year 0, or of the last day of the month.
  ///
  /// Years are counted from March 400 years earlier, so that none is below nothing and the leap day is the last.
  private mutating func dayNumber(month: Expression, day: Expression, monthEnd: MonthEnd = .keepLastDay)
    throws(Untranslatable) -> Expression
  {
    let month = column(try sum(month, .literal(4_800)), "month")
    let year = column(try quotient(month, .literal(12)), "year")
    let ofYear = column(number("\(month.operand) % 12 + 1", month.layer, 1, 12, isAtom: false), "month of year")
    let length = column(self.length(year: year, month: ofYear), "length")
    let last = monthEnd == .goToNextMonth ? try sum(length, .literal(1)) : length
    let own = column(
      choice(
        [("\(day.text) <= \(length.text)", day), ("\(day.text) > \(length.text)", last)], otherwise: nil,
        layer: length.layer),
      "day")
    return try dayNumber(year: year, month: ofYear, day: own)
  }

  private mutating func dayNumber(year: Expression, month: Expression, day: Expression) throws(Untranslatable)
    -> Expression
  {
    let isEarly = "\(month.text) <= 2"
    let layer = max(year.layer, month.layer)
    let fromMarch = column(
      choice([(isEarly, try difference(year, .literal(1))), ("NOT \(isEarly)", year)], otherwise: nil, layer: layer),
      "year from March")
    let shifted = choice(
      [(isEarly, try sum(month, .literal(9))), ("NOT \(isEarly)", try difference(month, .literal(3)))], otherwise: nil,
      layer: layer)
    var inYear = shifted
    inYear.kind = .number(Interval(0, 11), isWide: false)
    let years = try sum(
      difference(
        sum(product(fromMarch, .literal(365)), quotient(fromMarch, .literal(4))), quotient(fromMarch, .literal(100))),
      quotient(fromMarch, .literal(400)))
    let days = try quotient(sum(product(inYear, .literal(153)), .literal(2)), .literal(5))
    var number = try difference(sum(sum(years, days), day), .literal(719_469 + 146_097))
    number.kind = .number(Interval(-1_100_000, 4_000_000), isWide: false)
    return column(number, "day number")
  }

  private func dayNumber(_ date: Expression) throws(Untranslatable) -> Expression {
    try daysBetween(Expression("DATE '1970-01-01'", isAtom: true, layer: 0, .date(Interval(0, 0)), constant: 0), date)
  }

  private func date(_ number: Expression, _ interval: Interval) -> Expression {
    Expression(dialect.date("DATE '1970-01-01'", plus: number.text), layer: number.layer, .date(interval))
  }

  // MARK: Nodes

  mutating func datePart(_ node: Node, _ type: ValueType) throws(Untranslatable) -> Term {
    let operand = try term(node.first)
    let result: Expression
    switch node.second {
    case 1:
      let number = column(try dayNumber(operand.value), "day number")
      guard case .word(let words) = type, words.count == 7 else { throw untranslatable("this is no weekday", cure: "") }
      // 1 January of the year 1 was a Monday.
      var text = "CASE (\(number.operand) + 719162) % 7"
      for (position, word) in words.enumerated() {
        text += "\n  WHEN \(position) THEN \(dialect.text(program.words[word]))"
      }
      result = Expression(text + "\nEND", isAtom: true, layer: number.layer, .text)
    case 0: result = parts(operand.value).month
    case 2: result = parts(operand.value).year
    default: result = parts(operand.value).day
    }
    return strict([operand], result)
  }

  mutating func addDays(_ node: Node) throws(Untranslatable) -> Term {
    let (date, days) = (try term(node.first), try term(node.second))
    guard days.denominator == nil else { throw untranslatable("parts of days cannot be added", cure: "round them") }
    let shift = try product(days.value, .literal(node.constant))
    let interval = date.value.interval.plus(shift.interval) ?? Interval(0, 0)
    return try placed([date, days], interval: interval) { builder throws(Untranslatable) in
      try builder.sum(builder.dayNumber(date.value), shift)
    }
  }

  /// A date by its day number; refused past the ends of the calendar.
  private mutating func placed(
    _ operands: [Term], interval: Interval, own: Expression? = nil,
    _ number: (inout QueryBuilder) throws(Untranslatable) -> Expression
  ) throws(Untranslatable) -> Term {
    let number = try number(&self)
    let bounded = Interval(max(interval.lower, Self.firstDay), min(interval.upper, Self.lastDay))
    if own == nil, bounded == interval { return strict(operands, date(number, interval)) }
    let day = column(number, "day number")
    var inside = Expression(
      "\(day.operand) BETWEEN \(Self.firstDay) AND \(Self.lastDay)", layer: day.layer, .truth)
    if let own { inside = all([inside, not(own)]) }
    let condition = column(inside, "has date")
    let value = choice([(condition.text, date(day, bounded))], otherwise: nil, layer: condition.layer)
    return strict(
      operands, value,
      own: Expression("COALESCE(NOT \(condition.text), FALSE)", isAtom: true, layer: condition.layer, .truth))
  }

  mutating func addMonths(_ node: Node) throws(Untranslatable) -> Term {
    let (date, count) = (try term(node.first), try term(node.second))
    guard count.denominator == nil else { throw untranslatable("parts of months cannot be added", cure: "round them") }
    let months = try product(count.value, .literal(node.constant))
    let parts = parts(date.value)
    let month = column(try sum(self.month(parts), months), "month")
    let isInside = Interval(12, 119_999)
    let operands = [date, count]
    // No date is further from another than the calendar is long.
    let shift = Interval(max(months.interval.lower, -120_000), min(months.interval.upper, 120_000))
    let interval = Interval(
      date.value.interval.lower + (shift.lower < 0 ? shift.lower * 31 : shift.lower * 28) - 3,
      date.value.interval.upper + (shift.upper > 0 ? shift.upper * 31 : shift.upper * 28) + 3)
    let monthEnd = program.monthEnd
    var own: Expression?
    var counted = month
    if month.interval.lower < isInside.lower || month.interval.upper > isInside.upper {
      let condition = column(
        Expression("\(month.operand) BETWEEN \(isInside.lower) AND \(isInside.upper)", layer: month.layer, .truth),
        "has month")
      own = Expression("COALESCE(NOT \(condition.text), FALSE)", isAtom: true, layer: condition.layer, .truth)
      counted = choice([(condition.text, narrow(month))], otherwise: nil, layer: condition.layer)
      counted.kind = .number(isInside, isWide: month.isWide)
    }
    let number = try dayNumber(month: counted, day: parts.day, monthEnd: monthEnd)
    if monthEnd == .refuse, !(shift.lower == 0 && shift.upper == 0) {
      let plain = try dayNumber(month: counted, day: .literal(1))
      let noSuchDay = column(
        Expression(
          "COALESCE(\(number.operand) - \(plain.operand) + 1 <> \(parts.day.operand), FALSE)", isAtom: true,
          layer: max(number.layer, plain.layer), .truth),
        "no such day")
      own = own.map { any([$0, noSuchDay]) } ?? noSuchDay
    }
    guard let own else {
      let bounded = Interval(max(interval.lower, Self.firstDay), min(interval.upper, Self.lastDay))
      return strict(operands, self.date(number, bounded))
    }
    let bounded = Interval(max(interval.lower, Self.firstDay), min(interval.upper, Self.lastDay))
    let isThere = column(not(own), "has date")
    let value = choice([(isThere.text, self.date(number, bounded))], otherwise: nil, layer: isThere.layer)
    return strict(operands, value, own: own)
  }

  mutating func dayInMonth(_ node: Node) throws(Untranslatable) -> Term {
    let (date, day) = (try term(node.first), try term(node.second))
    let parts = parts(date.value)
    let wanted = column(day.value, "wanted day")
    let length = column(self.length(year: parts.year, month: parts.month), "length")
    var clamped = choice(
      [
        ("\(wanted.text) < 1", .literal(1)), ("\(wanted.text) > \(length.text)", length),
        ("\(wanted.text) IS NOT NULL", wanted),
      ], otherwise: nil, layer: max(wanted.layer, length.layer))
    clamped.kind = .number(Interval(1, 31), isWide: clamped.isWide)
    let number = try sum(dayNumber(date.value), difference(narrow(clamped), parts.day))
    let interval = date.value.interval
    return strict(
      [date, day],
      self.date(
        column(number, "day number"),
        Interval(max(interval.lower - 30, Self.firstDay), min(interval.upper + 30, Self.lastDay))))
  }

  // MARK: Spans

  mutating func span(_ node: Node, _ index: Int32) throws(Untranslatable) -> Term {
    let definition = program.spans[Int(node.third)]
    let (from, end) = (try term(node.first), try term(node.second))
    let rule = definition.rule
    let start = column(from.value, "from")
    var until = column(end.value, "until")
    var own: Expression?
    if definition.countsEnd {
      var next = Expression(
        dialect.date(until.operand, plus: "1"), layer: until.layer,
        .date(Interval(until.interval.lower + 1, min(until.interval.upper + 1, Self.lastDay))))
      if until.interval.upper >= Self.lastDay {
        own = Expression(
          "COALESCE(\(until.operand) >= \(day(Self.lastDay)), FALSE)", isAtom: true, layer: until.layer, .truth)
        next = choice([("\(until.operand) < \(day(Self.lastDay))", next)], otherwise: nil, layer: until.layer)
      }
      until = column(next, "day after")
    }
    if let days = rule.monthDays, !(1...1_000_000).contains(days) {
      throw untranslatable("no month has \(days) days", cure: "write the days that every month counts")
    }
    let isMonths = rule.monthDays == nil && (rule.unit == .months || rule.unit == .years)
    let measured =
      try isMonths
      ? measured(start, until, months: rule.unit == .years ? 12 : 1, countedBack: rule.countedBack)
      : measured(start, until, rule)
    let operands = [from, end]
    if node.operation == .spanWhole {
      let mode = RoundingMode.allCases[Int(node.constant)]
      return strict(operands, try measured.rounded(mode, &self), own: own)
    }
    var magnitude = try sum(product(measured.units, measured.length), measured.days)
    magnitude = column(magnitude, "magnitude")
    var value = magnitude
    if let isNegative = measured.isNegative {
      value = choice([(isNegative.text, negative(magnitude))], otherwise: magnitude, layer: isNegative.layer)
    }
    let term = strict(operands, value, denominator: measured.length, own: own)
    return try shifted(term, by: program.types[Int(index)].number?.scale ?? 0)
  }

  /// Days against units of one length.
  private mutating func measured(
    _ from: Expression, _ until: Expression, _ rule: SpanRule
  ) throws(Untranslatable) -> MeasuredColumns {
    let days: Expression
    let length: Int128
    switch (rule.unit, rule.monthDays) {
    case (.days, let monthDays?):
      let (start, end) = (parts(from), parts(until))
      func clamped(_ day: Expression) -> Expression {
        var result = choice(
          [("\(day.text) > \(monthDays)", .literal(Int128(monthDays)))], otherwise: day, layer: day.layer)
        result.kind = .number(Interval(1, 31), isWide: false)
        return result
      }
      days = try sum(
        product(difference(month(end), month(start)), .literal(Int128(monthDays))),
        difference(clamped(end.day), clamped(start.day)))
      length = 1
    case (.days, nil): (days, length) = (try daysBetween(from, until), 1)
    case (.weeks, _): (days, length) = (try daysBetween(from, until), 7)
    case (.months, let monthDays): (days, length) = (try daysBetween(from, until), Int128(monthDays ?? 1))
    case (.years, let monthDays): (days, length) = (try daysBetween(from, until), Int128(12 * (monthDays ?? 1)))
    }
    let count = column(days, "days")
    let size = column(magnitude(count), "days counted")
    let divisor = Expression.literal(length)
    return MeasuredColumns(
      isNegative: count.interval.isNotNegative
        ? nil : Expression("\(count.operand) < 0", layer: count.layer, .truth),
      units: length == 1 ? size : column(try quotient(size, divisor), "units"),
      days: length == 1
        ? .literal(0)
        : column(number("\(size.operand) % \(length)", size.layer, 0, length - 1, isAtom: false), "days left"),
      length: divisor)
  }

  /// Calendar months, counted from the anchor in one step.
  private mutating func measured(
    _ from: Expression, _ until: Expression, months: Int128, countedBack: Bool
  ) throws(Untranslatable) -> MeasuredColumns {
    let (anchor, other) = countedBack ? (until, from) : (from, until)
    let (start, end) = (parts(anchor), parts(other))
    let startMonth = column(try month(start), "month")
    let difference = column(try self.difference(month(end), startMonth), "months")
    let isForward = column(
      Expression("\(other.operand) >= \(anchor.operand)", layer: max(other.layer, anchor.layer), .truth), "is forward")
    let isBackward = "NOT \(isForward.text)"
    let layer = max(isForward.layer, difference.layer)
    // Whole months passed, seen from the anchor.
    func adjusted(_ sign: String, _ by: Expression) throws(Untranslatable) -> Expression {
      choice(
        [("\(end.day.operand) \(sign) \(start.day.operand)", try sum(difference, by))], otherwise: difference,
        layer: layer)
    }
    var passed = choice(
      [(isForward.text, try adjusted("<", .literal(-1))), (isBackward, negative(try adjusted(">", .literal(1))))],
      otherwise: nil, layer: layer)
    passed.kind = .number(Interval(0, max(0, difference.interval.magnitude)), isWide: false)
    let units = column(try quotient(column(passed, "months passed"), .literal(months)), "units")
    let steps = column(try product(units, .literal(months)), "steps")
    let next = column(try sum(steps, .literal(months)), "next steps")
    func moved(_ steps: Expression) throws(Untranslatable) -> Expression {
      choice(
        [(isForward.text, try sum(startMonth, steps)), (isBackward, try self.difference(startMonth, steps))],
        otherwise: nil,
        layer: max(isForward.layer, steps.layer))
    }
    let near = try dayNumber(month: moved(steps), day: start.day)
    let far = try dayNumber(month: moved(next), day: start.day)
    let otherDay = column(try dayNumber(other), "day number")
    var days = choice(
      [(isForward.text, try self.difference(otherDay, near)), (isBackward, try self.difference(near, otherDay))],
      otherwise: nil, layer: max(near.layer, otherDay.layer, isForward.layer))
    days.kind = .number(Interval(0, months * 31), isWide: false)
    var length = choice(
      [(isForward.text, try self.difference(far, near)), (isBackward, try self.difference(near, far))], otherwise: nil,
      layer: max(near.layer, far.layer, isForward.layer))
    length.kind = .number(Interval(28 * months, 31 * months), isWide: false)
    return MeasuredColumns(
      isNegative: countedBack ? isForward : Expression(isBackward, layer: isForward.layer, .truth),
      units: units, days: column(days, "days left"), length: column(length, "length"))
  }
}

/// A span taken apart, as columns: whole units, and the days left over against the length of the unit they lie in.
struct MeasuredColumns {
  /// Nil where it never is.
  var isNegative: Expression?
  var units: Expression
  var days: Expression
  var length: Expression

  func rounded(_ mode: RoundingMode, _ builder: inout QueryBuilder) throws(Untranslatable) -> Expression {
    func away(isNegative: Bool) throws(Untranslatable) -> Expression {
      if days.constant == 0 { return units }
      let more = try builder.sum(units, .literal(1))
      let twice = "2 * \(days.operand)"
      let condition: String
      switch mode {
      case .down: return units
      case .up: condition = "\(days.operand) > 0"
      case .ceiling:
        if isNegative { return units }
        condition = "\(days.operand) > 0"
      case .floor:
        if !isNegative { return units }
        condition = "\(days.operand) > 0"
      case .halfUp: condition = "\(twice) >= \(length.operand)"
      case .halfDown: condition = "\(twice) > \(length.operand)"
      case .halfCeiling: condition = "\(twice) \(isNegative ? ">" : ">=") \(length.operand)"
      case .halfFloor: condition = "\(twice) \(isNegative ? ">=" : ">") \(length.operand)"
      case .halfEven:
        condition = "\(twice) > \(length.operand) OR (\(twice) = \(length.operand) AND \(units.operand) % 2 = 1)"
      case .halfOdd:
        condition = "\(twice) > \(length.operand) OR (\(twice) = \(length.operand) AND \(units.operand) % 2 = 0)"
      }
      return builder.choice([(condition, more)], otherwise: units, layer: max(days.layer, units.layer, length.layer))
    }
    let forward = try away(isNegative: false)
    guard let isNegative else { return forward }
    return builder.choice(
      [(isNegative.text, builder.negative(try away(isNegative: true)))], otherwise: forward, layer: isNegative.layer)
  }
}
