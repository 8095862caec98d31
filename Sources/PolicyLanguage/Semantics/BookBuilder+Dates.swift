import Diagnostics
import PolicyModel
import PolicyProgram
import Quantities

/// Dates: spans, shifts and parts of a date.
extension BookBuilder {
  /// The least and the greatest day of a date node.
  func days(_ typed: Typed) -> (lower: Int128, upper: Int128) {
    dayBounds[typed.node] ?? (Int128(CalendarDate.first.dayNumber), Int128(CalendarDate.last.dayNumber))
  }

  private mutating func dateOperand(_ expression: ExpressionSyntax, _ what: String) -> Typed? {
    let typed = elaborate(expression)
    if typed.type.isUnknown { return nil }
    guard typed.type == .date else {
      report(
        .dateExpected, "\(what) a date, and this is \(describe(typed.type))", at: expression.range,
        cure: "name an input or a value that is a date")
      return nil
    }
    return typed
  }

  mutating func span(_ span: SpanSyntax, _ range: SourceRange) -> Typed {
    guard let from = dateOperand(span.from, "a span begins on"), let end = dateOperand(span.end, "a span ends on")
    else {
      return unknown(range)
    }
    let rule = SpanRule(unit: span.unit, countedBack: span.countedBack, monthDays: span.monthDays)
    let definition = SpanDefinition(rule: rule, countsEnd: span.countsEnd)
    let index = program.spans.firstIndex(of: definition) ?? program.spans.count
    if index == program.spans.count { program.spans.append(definition) }
    let name = String(span.unit.rawValue.dropLast())
    let (first, last) = (days(from), days(end))
    let rounding = span.rounding ?? (span.unit == .days ? .halfUp : nil)
    func whole(_ from: Int128, _ end: Int128, _ mode: RoundingMode) -> Int128 {
      guard let start = CalendarDate(checkedDayNumber: Int(from)), let until = CalendarDate(checkedDayNumber: Int(end))
      else { return 0 }
      return Int128(rule.whole(from: start, until: until, rounding: mode))
    }
    // A span falls as its beginning rises, and rises with its end.
    var type = NumberType(
      dimension: .unit(name), lower: whole(first.upper, last.lower, .floor) - 1,
      upper: whole(first.lower, last.upper, .ceiling) + 1)
    if let known = distance(from, end)?.span(definition, rounding: rounding) {
      type.lower = max(type.lower, known.lower.rounded(.floor).numerator)
      type.upper = min(type.upper, known.upper.rounded(.ceiling).numerator)
    }
    if let rounding {
      return emit(Node(.spanWhole(rounding), from.node, end.node, index), .number(type), range)
    }
    type.isRatio = true
    return emit(Node(.spanExact, from.node, end.node, index), .number(type), range)
  }

  /// `D + 3 months`, `D - 14 days`, `D - D`.
  mutating func shifted(
    _ date: Typed, _ amount: Typed, _ operation: ExpressionSyntax.BinaryOperator, _ amountRange: SourceRange,
    _ range: SourceRange
  ) -> Typed {
    if amount.type == .date {
      guard operation == .subtract else {
        report(
          .dateArithmetic, "two dates cannot be added", at: range,
          cure: "take one from the other, or add days or months")
        return unknown(range)
      }
      let (one, other) = (days(date), days(amount))
      var type = NumberType(dimension: .unit("day"), lower: one.lower - other.upper, upper: one.upper - other.lower)
      if let known = distance(amount, date)?.days {
        type.lower = max(type.lower, known.lowerBound)
        type.upper = min(type.upper, known.upperBound)
      }
      return emit(Node(.subtract, date.node, amount.node), .number(type), range)
    }
    guard let number = amount.type.number, number.dimension.money == 0, number.dimension.units.count == 1,
      number.dimension.units[0].power == 1, ["day", "week", "month", "year"].contains(number.dimension.units[0].name)
    else {
      report(
        .dateArithmetic,
        "only days, weeks, months or years can be added to a date, and this is \(describe(amount.type))",
        at: amountRange, cure: "say the unit: `+ 14 days`, `+ 3 months`")
      return unknown(range)
    }
    guard number.isWhole else {
      report(
        .dateArithmetic, "only whole \(number.dimension.units[0].name)s can be added to a date", at: amountRange,
        cure: "round it first: `, rounded up to whole \(number.dimension.units[0].name)s`")
      return unknown(range)
    }
    let unit = number.dimension.units[0].name
    let isDays = unit == "day" || unit == "week"
    let factor: Int128 = unit == "week" ? 7 : unit == "year" ? 12 : 1
    let signed = operation == .subtract ? -factor : factor
    let typed = emit(Node(isDays ? .addDays : .addMonths, date.node, amount.node, constant: signed), .date, range)
    let bounds = days(date)
    let first = Int128(CalendarDate.first.dayNumber)
    let last = Int128(CalendarDate.last.dayNumber)
    let added = shift(program.nodes[typed.node], number).days
    let (lower, upper) = (bounds.lower + added.lowerBound, bounds.upper + added.upperBound)
    dayBounds[typed.node] = (max(first, min(lower, last)), max(first, min(upper, last)))
    return typed
  }

  /// What a node adds to a date, by the range of the number added.
  private func shift(_ node: Node, _ number: NumberType) -> DateShift {
    let ends = [number.lower, number.upper].map { NumberType.product($0, node.constant) }.sorted()
    return node.operation == .addDays ? .days(ends[0]...ends[1]) : .months(ends[0]...ends[1])
  }

  /// How far one date lies after another, where both are counted from one date.
  private func distance(_ from: Typed, _ until: Typed) -> DateDistance? {
    func chain(_ date: Typed) -> DateChain {
      DateChain(Int32(date.node)) { date in
        let node = program.nodes[Int(date)]
        switch node.operation {
        case .value:
          // A value of a line that is read for the order would be another line's.
          guard let result = program.values[Int(node.first)].plainResult,
            isPerLine[Int(result)] == isPerLine[Int(date)]
          else { return nil }
          return (result, .days(0...0))
        case .addDays, .addMonths:
          return program.types[Int(node.second)].number.map { (node.first, shift(node, $0)) }
        default: return nil
        }
      }
    }
    return chain(from).distance(until: chain(until), monthEnd: program.monthEnd) { one, other in
      program.asksTheSame(one, other) ? DateDistance.zero : nil
    }
  }

  mutating func datePart(_ part: ExpressionSyntax.DatePart, _ inner: ExpressionSyntax, _ range: SourceRange) -> Typed {
    guard let date = dateOperand(inner, "“\(part.rawValue) of” asks") else { return unknown(range) }
    let operation = Node.Operation.datePart(part)
    switch part {
    case .weekday:
      let words = Self.weekdays.map { wordCode($0) }
      return emit(Node(operation, date.node, constant: Int128(words[0])), .word(words), range)
    case .month: return emit(Node(operation, date.node), bareNumber(1, 12), range)
    case .day: return emit(Node(operation, date.node), bareNumber(1, 31), range)
    case .year: return emit(Node(operation, date.node), bareNumber(1, 9_999), range)
    }
  }

  static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

  private func bareNumber(_ lower: Int128, _ upper: Int128) -> ValueType {
    .number(NumberType(dimension: .none, lower: lower, upper: upper))
  }

  mutating func dayInMonth(_ day: ExpressionSyntax, _ inner: ExpressionSyntax, _ range: SourceRange) -> Typed {
    let number = elaborate(day)
    guard let date = dateOperand(inner, "a month is named by") else { return unknown(range) }
    if number.type.isUnknown { return unknown(range) }
    guard let type = number.type.number, type.isWhole, type.dimension.isNone, !type.isPercent else {
      report(
        .dayNumber, "the day of a month is a whole number from 1 to 31, and this is \(describe(number.type))",
        at: day.range, cure: "write `day 31 in the month of …`")
      return unknown(range)
    }
    if type.upper < 1 || type.lower > 31 {
      report(
        .dayNumber, "no month has such a day", at: day.range,
        cure: "write a day from 1 to 31; a month without it has its last day")
      return unknown(range)
    }
    let typed = emit(Node(.dayInMonth, date.node, number.node), .date, range)
    let bounds = days(date)
    dayBounds[typed.node] = (
      max(bounds.lower - 30, Int128(CalendarDate.first.dayNumber)),
      min(bounds.upper + 30, Int128(CalendarDate.last.dayNumber))
    )
    return typed
  }

  // MARK: What dates are read against

  /// The node of the date that windows are read against.
  ///
  /// - Parameters:
  ///   - name: The nearest `dated by`, or nil for the book's.
  ///   - range: The first dated line, for the message.
  mutating func dateNode(_ name: Word?, at range: SourceRange) -> Int32 {
    guard let name = name ?? bookDatedBy else {
      report(
        .noDatedBy, "this line has dates, and nothing says which date of the order they are read against", at: range,
        cure: "add `dated by quote-date` to this block or to the book")
      return -1
    }
    let typed = elaborate(ExpressionSyntax(.word(name.text), name.range))
    if typed.type.isUnknown { return -1 }
    guard typed.type == .date else {
      report(
        .datedByNoDate, "“\(name.text)” is no date: it is \(describe(typed.type))", at: name.range,
        cure: "name an input or a value that is a date")
      return -1
    }
    return Int32(typed.node)
  }

  /// The node of a list's date, made when the list is first read.
  mutating func dateNode(ofList index: Int) -> Int {
    let definition = program.lists[index]
    guard definition.entries.contains(where: { $0.firstDay != .min || $0.lastDay != .max }) else { return -1 }
    if definition.dateNode >= 0 { return Int(definition.dateNode) }
    let node = dateNode(lists[index].datedBy, at: lists[index].range)
    program.lists[index].dateNode = node
    return Int(node)
  }
}
