import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Dates, which are day numbers; a step whose date may lie past the ends of the calendar says where.
extension Lowering {
  private static var calendar: ClosedRange<Int64> { Evaluator.firstDay...Evaluator.lastDay }

  mutating func date(_ node: PlanNode) -> Number {
    let first = number(node.first)
    var unknown = first.unknown
    let day = day(first, &unknown)
    if case .datePart(let part) = node.operation { return self.part(node, part, day, unknown) }
    let second = number(node.second)
    unknown = builder.or(unknown, second.unknown)
    guard isWhole(second) else { return nothing() }
    switch node.operation {
    case .spanWhole, .spanExact: return span(node, day, second, unknown)
    case .addDays:
      guard let step = Int64(exactly: node.constant) else { return nothing() }
      let days = builder.multiply(second.numerator, builder.constant(step))
      let sum = builder.add(day, days.result)
      unknown = builder.or(unknown, builder.or(days.overflow, sum.overflow))
      let inside = self.day(
        Number(numerator: sum.result, denominator: builder.yes, unknown: unknown), &unknown)
      return Number(numerator: inside, denominator: builder.yes, unknown: unknown)
    case .addMonths: return addMonths(node, day, second, unknown)
    default:
      let number = builder.column(second.numerator, lane: .long, onLines: isPerLine(day, second.numerator))
      let column = builder.column(day, lane: .int, onLines: isPerLine(day, second.numerator))
      let result = builder.emit(
        Instruction(
          operation: .dayInMonth, lane: .int, isPerLine: isPerLine(day, second.numerator), first: column,
          second: number), range: spread(builder.range(day), by: 31), lane: .int)
      return Number(numerator: result, denominator: builder.yes, unknown: unknown)
    }
  }

  private func isPerLine(_ left: Int32, _ right: Int32) -> Bool { builder.isPerLine(left) || builder.isPerLine(right) }

  private mutating func nothing() -> Number {
    Number(numerator: builder.no, denominator: builder.yes, unknown: builder.yes)
  }

  private func spread(_ range: ClosedRange<Int64>, by days: Int64) -> ClosedRange<Int64> {
    max(Self.calendar.lowerBound, range.lowerBound - days)...min(Self.calendar.upperBound, range.upperBound + days)
  }

  /// A day of the calendar: where it is none, unknown and some day.
  private mutating func day(_ number: Number, _ unknown: inout Int32) -> Int32 {
    guard isWhole(number) else {
      unknown = builder.yes
      return builder.no
    }
    var day = number.numerator
    let range = builder.range(day)
    let (first, last) = (builder.constant(Self.calendar.lowerBound), builder.constant(Self.calendar.upperBound))
    if range.lowerBound < Self.calendar.lowerBound {
      unknown = builder.or(unknown, builder.compare(.less, day, first))
      day = builder.extreme(.maximum, day, first)
    }
    if range.upperBound > Self.calendar.upperBound {
      unknown = builder.or(unknown, builder.compare(.less, last, day))
      day = builder.extreme(.minimum, day, last)
    }
    return builder.narrowedDay(day)
  }

  // MARK: Spans

  private mutating func span(_ node: PlanNode, _ from: Int32, _ second: Number, _ known: Int32) -> Number {
    var unknown = known
    let definition = program.spans[Int(node.third)]
    guard (1...10_000).contains(definition.rule.monthDays ?? 1) else { return nothing() }
    var end = second
    if definition.countsEnd {
      let sum = builder.add(end.numerator, builder.yes)
      end.numerator = sum.result
      unknown = builder.or(unknown, sum.overflow)
    }
    let until = day(end, &unknown)
    let isPerLine = isPerLine(from, until)
    if definition.rule.unit == .days, definition.rule.monthDays == nil {
      let days = builder.subtract(until, from).result
      let number = Number(numerator: days, denominator: builder.yes, unknown: unknown)
      return node.operation == .spanExact ? scaled(number, by: PowerOfTen.value(Int(node.shift)) ?? .max) : number
    }
    let first = builder.column(from, lane: .int, onLines: isPerLine)
    let other = builder.column(until, lane: .int, onLines: isPerLine)
    var step = Instruction(
      operation: .span, lane: .int, isPerLine: isPerLine, first: first, second: other, table: node.third)
    guard case .spanWhole(let mode) = node.operation else {
      step.operation = .spanExact
      // A span in the smallest unit has at most as many as days, each over the longest unit.
      let pair = builder.emitPair(
        step, range: -4_000_000_000_000...4_000_000_000_000, lane: .long, other: 1...12_000_000)
      let ratio = Number(numerator: pair.result, denominator: pair.other, unknown: unknown)
      return scaled(ratio, by: PowerOfTen.value(Int(node.shift)) ?? .max)
    }
    step.constant = mode.code
    if definition.rule == SpanRule(unit: .months), mode == .up || mode == .ceiling {
      step.operation = .monthsUp
      step.first = builder.column(packed(from), onLines: isPerLine)
      step.second = builder.column(packed(until), onLines: isPerLine)
      step.table = -1
      step.constant = mode == .up ? 1 : 0
    }
    let (starts, ends) = (builder.range(from), builder.range(until))
    let longest = max(abs(ends.upperBound - starts.lowerBound), abs(ends.lowerBound - starts.upperBound))
    let isMonths = definition.rule.unit == .months || definition.rule.unit == .years
    // Calendar months have 28 days or more; a month said to have fewer days makes more of them.
    let length = Int64(definition.rule.monthDays ?? 28)
    let units =
      isMonths && length >= 28
      ? longest / 28 + 1 : definition.rule.unit == .days ? (longest / 28 + 2) * max(31, length) : longest + 1
    let isForward = ends.lowerBound >= starts.upperBound
    let lowest = isForward && isMonths ? 0 : -units
    guard units <= Int64(Int32.max) else { return nothing() }
    let result = builder.emit(step, range: lowest...units, lane: .int)
    return Number(numerator: result, denominator: builder.yes, unknown: unknown)
  }

  /// A day as its parts: read from an array where its range is short.
  private mutating func packed(_ day: Int32) -> Int32 {
    let range = builder.range(day)
    if range.upperBound - range.lowerBound < 1 << 14 {
      return builder.gather(range.map { Int64(PackedDate.packing($0)) }, at: day, from: range.lowerBound)
    }
    let column = builder.column(day, lane: .int)
    return builder.emit(
      Instruction(operation: .packDate, lane: .int, isPerLine: builder.isPerLine(column), first: column),
      range: PackedDate.range, lane: .int)
  }

  private mutating func addMonths(_ node: PlanNode, _ day: Int32, _ second: Number, _ known: Int32) -> Number {
    guard let step = Int64(exactly: node.constant) else { return nothing() }
    let months = builder.multiply(second.numerator, builder.constant(step))
    let isPerLine = isPerLine(day, months.result)
    let column = builder.column(day, lane: .int, onLines: isPerLine)
    let count = builder.column(months.result, lane: .long, onLines: isPerLine)
    let pair = builder.emitPair(
      Instruction(operation: .addMonths, lane: .int, isPerLine: isPerLine, first: column, second: count),
      range: Self.calendar, lane: .int, other: 0...1)
    return Number(
      numerator: pair.result, denominator: builder.yes,
      unknown: builder.or(known, builder.or(months.overflow, pair.other)))
  }

  private mutating func part(
    _ node: PlanNode, _ part: ExpressionSyntax.DatePart, _ day: Int32, _ unknown: Int32
  ) -> Number {
    let column = builder.column(day, lane: .int)
    func number(_ range: ClosedRange<Int64>, _ builder: inout CodeBuilder) -> Int32 {
      builder.emit(
        Instruction(
          operation: .datePart, lane: .int, isPerLine: builder.isPerLine(column), first: column,
          constant: part.code), range: range, lane: .int)
    }
    let result: Int32
    switch part {
    case .month: result = number(1...12, &builder)
    case .weekday:
      guard let monday = Int64(exactly: node.constant) else { return nothing() }
      let weekday = number(0...6, &builder)
      result = builder.add(weekday, builder.constant(monday)).result
    case .year: result = number(1...9999, &builder)
    case .day: result = number(1...31, &builder)
    }
    return Number(numerator: result, denominator: builder.yes, unknown: unknown)
  }
}

extension CodeBuilder {
  /// A day in the lane of days.
  mutating func narrowedDay(_ day: Int32) -> Int32 {
    guard lane(day) == .long, value(day) == nil else { return day }
    return emit(
      Instruction(operation: .convert, lane: .int, source: .long, isPerLine: isPerLine(day), first: day),
      range: range(day), lane: .int)
  }
}
