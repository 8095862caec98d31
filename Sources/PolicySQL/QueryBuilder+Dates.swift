import PolicyModel
import PolicyProgram
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

  /// The same day so many months later, or the last day of the month where there is none.
  private func moved(_ date: Expression, _ months: Expression) -> Expression {
    let bounds = months.interval
    return Expression(
      dialect.date(date.operand, plusMonths: months.text), isAtom: true, layer: max(date.layer, months.layer),
      .date(Interval(date.interval.lower + bounds.lower * 31 - 3, date.interval.upper + bounds.upper * 31 + 3)))
  }

  private func dayNumber(_ date: Expression) throws(Untranslatable) -> Expression {
    try daysBetween(Expression("DATE '1970-01-01'", isAtom: true, layer: 0, .date(Interval(0, 0)), constant: 0), date)
  }

  private func date(_ number: Expression, _ interval: Interval) -> Expression {
    Expression(dialect.date("DATE '1970-01-01'", plus: number.text), layer: number.layer, .date(interval))
  }

  // MARK: Nodes

  mutating func datePart(
    _ node: Node, _ part: ExpressionSyntax.DatePart, _ type: ValueType
  ) throws(Untranslatable) -> Term {
    let operand = try term(node.first)
    let result: Expression
    switch part {
    case .weekday:
      let number = column(try dayNumber(operand.value), "day number")
      guard case .word(let words) = type, words.count == 7 else { throw untranslatable("this is no weekday", cure: "") }
      // 1 January of the year 1 was a Monday.
      var text = "CASE (\(number.operand) + 719162) % 7"
      for (position, word) in words.enumerated() {
        text += "\n  WHEN \(position) THEN \(dialect.text(program.words[word]))"
      }
      result = Expression(text + "\nEND", isAtom: true, layer: number.layer, .text)
    case .month: result = parts(operand.value).month
    case .year: result = parts(operand.value).year
    case .day: result = parts(operand.value).day
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
    let anchor = column(date.value, "date")
    var months = try column(product(count.value, .literal(node.constant)), "months")
    // No date is further from another than the calendar is long, and no database has dates 10000 years before it.
    let farthest = Interval(-48_000, 120_000)
    if months.interval.lower < farthest.lower || months.interval.upper > farthest.upper {
      let month = try sum(self.month(parts(anchor)), months)
      let isNear = column(Expression("\(month.operand) BETWEEN 0 AND 120011", layer: month.layer, .truth), "is near")
      months = choice([(isNear.text, narrow(months))], otherwise: nil, layer: isNear.layer)
      months.kind = .number(Interval(-119_999, 119_999), isWide: months.isWide)
      return try placed([date, count], moved(anchor, months), anchor, isNear)
    }
    return try placed([date, count], moved(anchor, months), anchor, nil)
  }

  /// A date some months from another; refused past the ends of the calendar, and where the book refuses days that do
  /// not exist.
  private mutating func placed(
    _ operands: [Term], _ moved: Expression, _ anchor: Expression, _ isNear: Expression?
  ) throws(Untranslatable) -> Term {
    var moved = column(moved, "date")
    var day = moved.interval
    if program.monthEnd == .goToNextMonth {
      let isLost = "\(parts(moved).day.text) < \(parts(anchor).day.text)"
      day.upper += 1
      let next = Expression(dialect.date(moved.text, plus: "1"), layer: moved.layer, .date(day))
      moved = column(
        choice([(isLost, next)], otherwise: moved, layer: max(parts(moved).day.layer, parts(anchor).day.layer)), "date")
    }
    var allowed: [Expression] = []
    if day.lower < Self.firstDay || day.upper > Self.lastDay || isNear != nil {
      allowed.append(
        Expression(
          "\(moved.text) BETWEEN \(self.day(Self.firstDay)) AND \(self.day(Self.lastDay))", layer: moved.layer, .truth))
    }
    if program.monthEnd == .refuse {
      let (own, wanted) = (parts(moved).day, parts(anchor).day)
      allowed.append(Expression("\(own.operand) = \(wanted.operand)", layer: max(own.layer, wanted.layer), .truth))
    }
    if allowed.isEmpty { return strict(operands, moved) }
    let isThere = column(all((isNear.map { [$0] } ?? []) + allowed), "has date")
    var value = choice([(isThere.text, moved)], otherwise: nil, layer: isThere.layer)
    value.kind = .date(Interval(max(day.lower, Self.firstDay), min(day.upper, Self.lastDay)))
    return strict(
      operands, value,
      own: Expression("COALESCE(NOT \(isThere.text), FALSE)", isAtom: true, layer: isThere.layer, .truth))
  }

  mutating func dayInMonth(_ node: Node) throws(Untranslatable) -> Term {
    let (date, day) = (try term(node.first), try term(node.second))
    let anchor = column(date.value, "date")
    let own = parts(anchor).day
    var wanted = day.value
    if wanted.interval.lower < 1 || wanted.interval.upper > 28 {
      let length = query.column(
        number("CAST(EXTRACT(DAY FROM \(dialect.lastDay(anchor.text))) AS BIGINT)", anchor.layer, 28, 31),
        "days of the month of \(owner)")
      wanted = column(wanted, "day")
      let low = wanted.interval.lower < 1 ? [("\(wanted.operand) < 1", Expression.literal(1))] : []
      wanted = choice(
        low + [("\(wanted.operand) > \(length.text)", length)], otherwise: wanted,
        layer: max(wanted.layer, length.layer))
      wanted.kind = .number(Interval(1, 31), isWide: wanted.isWide)
    }
    let shift = try difference(narrow(wanted), own)
    let interval = Interval(
      max(anchor.interval.lower - 30, Self.firstDay), min(anchor.interval.upper + 30, Self.lastDay))
    return strict(
      [date, day],
      Expression(
        dialect.date(anchor.operand, plus: shift.text), layer: max(anchor.layer, shift.layer), .date(interval)))
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
    if case .spanWhole(let mode) = node.operation {
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
    let next = try sum(steps, .literal(months))
    func moment(_ steps: Expression) -> Expression {
      let signed = choice(
        [(isForward.text, steps), (isBackward, negative(steps))], otherwise: nil, layer: isForward.layer)
      return column(moved(anchor, signed), "end")
    }
    let (near, far) = (moment(steps), moment(next))
    func apart(_ one: Expression, _ other: Expression, _ bounds: Interval) throws(Untranslatable) -> Expression {
      var days = choice(
        [(isForward.text, try daysBetween(one, other)), (isBackward, try daysBetween(other, one))], otherwise: nil,
        layer: max(isForward.layer, one.layer, other.layer))
      days.kind = .number(bounds, isWide: false)
      return column(days, "days")
    }
    let days = try apart(near, other, Interval(0, months * 31))
    let length = try apart(near, far, Interval(28 * months, 31 * months))
    return MeasuredColumns(
      isNegative: countedBack ? isForward : Expression(isBackward, layer: isForward.layer, .truth),
      units: units, days: days, length: length)
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
