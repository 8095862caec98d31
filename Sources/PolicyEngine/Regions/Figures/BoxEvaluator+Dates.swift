import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Dates over a box. Spans fall with their beginning and rise with their end, in every way they can be counted.
extension BoxEvaluator {
  func date(_ node: PlanNode, _ line: Int) -> Bounds {
    let first = bounds(node.first, line)
    if first.isNothing { return .nothing }
    if case .datePart(let part) = node.operation { return self.part(node, part, first) }
    let second = bounds(node.second, line)
    if second.isNothing { return .nothing }
    switch node.operation {
    case .spanWhole, .spanExact: return apart(span(node, first, second), node, line)
    case .addDays:
      mayFail = mayFail || first.lower < -700_000 || first.upper > 2_900_000
      let step = Bounds(node.constant, node.constant)
      return withinCalendar(Bounds.sum(first, Bounds.product(second, step)))
    case .addMonths: return addMonths(node, first, second)
    default:
      guard let from = day(first.lower), let to = day(first.upper), !second.isFine else {
        return calendar(first.moves | second.moves)
      }
      var result = Bounds(
        Int128(from.onDay(Int(clamping: second.lower)).dayNumber),
        Int128(to.onDay(Int(clamping: second.upper)).dayNumber))
      (result.rise, result.fall) = (first.rise | second.rise, first.fall | second.fall)
      return result
    }
  }

  private func day(_ number: Int128) -> CalendarDate? {
    Int(exactly: number).flatMap { CalendarDate(checkedDayNumber: $0) }
  }

  /// Any day.
  private func calendar(_ moves: UInt64) -> Bounds {
    Bounds(Int128(Evaluator.firstDay), Int128(Evaluator.lastDay)).directed(moves, moves)
  }

  /// Days past the calendar's ends are refused.
  private func withinCalendar(_ bounds: Bounds) -> Bounds {
    var result = bounds
    result.lower = max(bounds.lower, Int128(Evaluator.firstDay))
    result.upper = min(bounds.upper, Int128(Evaluator.lastDay))
    return result.isNothing ? .nothing : result
  }

  private func span(_ node: PlanNode, _ first: Bounds, _ second: Bounds) -> Bounds {
    let definition = plan.program.spans[Int(node.third)]
    let extra: Int128 = definition.countsEnd ? 1 : 0
    guard !first.isFine, !second.isFine, (1...1_000_000).contains(definition.rule.monthDays ?? 1) else {
      return .anything
    }
    // Days past the calendar are refused, so the ends inside it count.
    func clamped(_ number: Int128) -> CalendarDate? {
      day(min(max(number, Int128(Evaluator.firstDay)), Int128(Evaluator.lastDay)))
    }
    guard let earliest = clamped(first.lower), let latest = clamped(first.upper),
      let soonest = clamped(second.lower + extra),
      let last = clamped(second.upper + extra)
    else { return .anything }
    var result: Bounds
    if case .spanWhole(let mode) = node.operation {
      result = Bounds(
        Int128(definition.rule.whole(from: latest, until: soonest, rounding: mode)),
        Int128(definition.rule.whole(from: earliest, until: last, rounding: mode)))
    } else {
      let (low, high) = (
        definition.rule.exact(from: latest, until: soonest), definition.rule.exact(from: earliest, until: last)
      )
      guard let power = PowerOfTen.value(Bounds.digits + Int(node.shift)) else { return .anything }
      result = Bounds(
        Bounds.floor(Bounds.times(Int128(low.numerator), power), Int128(low.denominator)),
        Bounds.ceiling(Bounds.times(Int128(high.numerator), power), Int128(high.denominator)))
      result.isFine = true
    }
    (result.rise, result.fall) = (first.fall | second.rise, first.rise | second.fall)
    if result.isPoint { (result.rise, result.fall) = (0, 0) }
    return result
  }

  /// A span between two dates that are known to lie so many days apart, as inputs or counted from one date.
  private func apart(_ bounds: Bounds, _ node: PlanNode, _ line: Int) -> Bounds {
    let definition = plan.program.spans[Int(node.third)]
    let mode: RoundingMode? = if case .spanWhole(let mode) = node.operation { mode } else { nil }
    guard !bounds.isNothing, (1...1_000_000).contains(definition.rule.monthDays ?? 1),
      let known = distance(node.first, node.second, line)?.span(definition, rounding: mode)
    else { return bounds }
    var result = bounds
    if mode != nil {
      result.lower = max(result.lower, known.lower.numerator)
      result.upper = min(result.upper, known.upper.numerator)
    } else if result.isFine, let power = PowerOfTen.value(Bounds.digits + Int(node.shift)) {
      result.lower = max(
        result.lower, Bounds.floor(Bounds.times(known.lower.numerator, power), known.lower.denominator))
      result.upper = min(
        result.upper, Bounds.ceiling(Bounds.times(known.upper.numerator, power), known.upper.denominator))
    }
    return result
  }

  /// How far the second date lies after the first, where both are counted from one date or from inputs of which it is
  /// known.
  private func distance(_ from: Int32, _ until: Int32, _ line: Int) -> DateDistance? {
    chain(from, line).distance(until: chain(until, line), monthEnd: plan.program.monthEnd) { one, other in
      if areSame(one, other, line) { return DateDistance.zero }
      guard let differences, line < space.lineCount, let one = variable(one, line), let other = variable(other, line)
      else { return nil }
      let (least, most) = (differences.least(other, above: one), differences.least(one, above: other).map { -$0 })
      return DateDistance(days: Int128(least ?? -4_000_000)...Int128(most ?? 4_000_000))
    }
  }

  private func chain(_ date: Int32, _ line: Int) -> DateChain {
    DateChain(view.resolved(date)) { date in
      let plain = settled(date, line)
      if plain != date { return (view.resolved(plain), .days(0...0)) }
      let node = plan.nodes[date]
      guard node.operation == .addDays || node.operation == .addMonths else { return nil }
      let added = Bounds.product(bounds(node.second, line), Bounds(node.constant, node.constant))
      guard !added.isNothing, !added.isFine else { return nil }
      let range = added.lower...added.upper
      return (view.resolved(node.first), node.operation == .addDays ? .days(range) : .months(range))
    }
  }

  /// The variable of a node that is one input, counted in days.
  private func variable(_ index: Int32, _ line: Int) -> Int? {
    let node = plan.nodes[view.resolved(index)]
    guard node.operation == .input else { return nil }
    let variable = view.variable(node.first, line)
    return space.variables[variable].isSet || space.variables[variable].step != 1 ? nil : variable
  }

  private func addMonths(_ node: PlanNode, _ first: Bounds, _ second: Bounds) -> Bounds {
    let months = Bounds.product(second, Bounds(node.constant, node.constant))
    guard !months.isFine, let from = day(first.lower), let to = day(first.upper),
      let least = Int(exactly: months.lower), let most = Int(exactly: months.upper), least > -1_000_000,
      most < 1_000_000
    else { return calendar(first.moves | second.moves) }
    // The kept last day is monotone; another day of the month may lie up to three days off.
    let lower =
      from.adding(months: least, monthEnd: .keepLastDay).map { Int128($0.dayNumber) } ?? Int128(Evaluator.firstDay)
    let upper =
      to.adding(months: most, monthEnd: .keepLastDay).map { Int128($0.dayNumber) } ?? Int128(Evaluator.lastDay)
    var result = Bounds(lower, upper)
    (result.rise, result.fall) = (first.rise | months.rise, first.fall | months.fall)
    if plan.program.monthEnd != .keepLastDay {
      mayFail = true
      if first.isPoint, months.isPoint {
        guard let day = from.adding(months: least, monthEnd: plan.program.monthEnd) else { return .nothing }
        return Bounds(Int128(day.dayNumber), Int128(day.dayNumber))
      }
      result.upper += 3
      result = result.directed(first.moves | second.moves, first.moves | second.moves)
    }
    return withinCalendar(result)
  }

  private func part(_ node: PlanNode, _ part: ExpressionSyntax.DatePart, _ operand: Bounds) -> Bounds {
    guard let from = day(operand.lower), let to = day(operand.upper) else { return .anything }
    let moves = operand.moves
    switch part {
    case .month:
      if from.year == to.year {
        return Bounds(Int128(from.month), Int128(to.month)).directed(operand.rise, operand.fall)
      }
      return Bounds(1, 12).directed(moves, moves)
    case .weekday:
      if operand.isPoint {
        let weekday = node.constant + Int128(from.weekday - 1)
        return Bounds(weekday, weekday)
      }
      return Bounds(node.constant, node.constant + 6).directed(moves, moves)
    case .year: return Bounds(Int128(from.year), Int128(to.year)).directed(operand.rise, operand.fall)
    case .day:
      if from.year == to.year, from.month == to.month {
        return Bounds(Int128(from.day), Int128(to.day)).directed(operand.rise, operand.fall)
      }
      return Bounds(1, 31).directed(moves, moves)
    }
  }

  /// A plugin's function: exact where its arguments are, and otherwise anything its type allows.
  func call(_ index: Int32, _ node: PlanNode, _ period: SpanUnit, _ line: Int) -> Bounds {
    var arguments = FunctionArguments()
    arguments.monthEnd = plan.program.monthEnd
    arguments.periodUnit = period
    var moves: UInt64 = 0
    var areExact = true
    for position in 0..<Int(node.third) {
      let argument = bounds(plan.operands[Int(node.second) + position], line)
      if argument.isNothing { return .nothing }
      moves |= argument.moves
      areExact = areExact && argument.isPoint && !argument.isFine
      arguments[position] = argument.lower
    }
    guard areExact else {
      guard let number = plan.program.types[Int(index)].number else {
        return plan.program.types[Int(index)] == .date ? calendar(moves) : Bounds.anything
      }
      return Bounds(number.lower, number.upper).directed(moves, moves)
    }
    switch plan.program.functions[Int(node.first)].evaluate(arguments) {
    case .value(let value): return Bounds(value, value)
    case .refused: return .nothing
    }
  }
}
