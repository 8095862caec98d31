import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Between an order and its lines, and functions of plugins.
extension Lowering {
  mutating func aggregate(_ node: PlanNode, _ aggregate: ExpressionSyntax.Aggregate) -> Lowered {
    switch aggregate {
    case .sum: return .number(sum(number(node.first)))
    case .count:
      guard node.shift == 1 else {
        return .number(Number(numerator: lineCount(), denominator: builder.yes, unknown: builder.no))
      }
      let holds = truth(node.first)
      return .number(sum(Number(numerator: holds.yes, denominator: builder.yes, unknown: holds.unknown)))
    case .highest: return .number(extreme(number(node.first), .highest))
    case .lowest: return .number(extreme(number(node.first), .lowest))
    case .any: return .truth(any(truth(node.first)))
    case .all: return .truth(not(any(not(truth(node.first)))))
    }
  }

  private mutating func lineCount() -> Int32 {
    if builder.isSingleLine { return builder.yes }
    return builder.emit(
      Instruction(operation: .lineCount, lane: .int), range: 1...Int64(OrderBinder.lineLimit), lane: .int)
  }

  /// The sum over the lines.
  mutating func sum(_ number: Number) -> Number {
    if builder.isSingleLine { return number }
    guard isWhole(number) else {
      return Number(numerator: builder.no, denominator: builder.yes, unknown: builder.yes)
    }
    let column = builder.column(number.numerator, lane: .long, onLines: true)
    let range = builder.range(number.numerator)
    let limit = Int128(OrderBinder.lineLimit)
    let lower = min(Int128(range.lowerBound), Int128(range.lowerBound) * limit)
    let upper = max(Int128(range.upperBound), Int128(range.upperBound) * limit)
    let unknown = anyLine(number.unknown)
    if let lower = Int64(exactly: lower), let upper = Int64(exactly: upper) {
      let sum = builder.emit(
        Instruction(operation: .sum, lane: .long, first: column), range: lower...upper, lane: .long)
      return Number(numerator: sum, denominator: builder.yes, unknown: unknown)
    }
    let pair = builder.emitPair(
      Instruction(operation: .sumChecked, lane: .long, first: column), range: Int64.min...Int64.max, lane: .long,
      other: 0...1)
    return Number(numerator: pair.result, denominator: builder.yes, unknown: builder.or(unknown, pair.other))
  }

  private mutating func extreme(_ number: Number, _ operation: Instruction.Operation) -> Number {
    if builder.isSingleLine { return number }
    guard isWhole(number) else {
      return Number(numerator: builder.no, denominator: builder.yes, unknown: builder.yes)
    }
    let column = builder.column(number.numerator, lane: .long, onLines: true)
    let result = builder.emit(
      Instruction(operation: operation, lane: .long, first: column), range: builder.range(number.numerator),
      lane: .long)
    return Number(numerator: result, denominator: builder.yes, unknown: anyLine(number.unknown))
  }

  private mutating func any(_ truth: Truth) -> Truth {
    if builder.isSingleLine { return truth }
    let yes = anyLine(truth.yes)
    return Truth(yes: yes, unknown: builder.and(anyLine(truth.unknown), not: yes))
  }

  /// Whether a byte is set on any line.
  mutating func anyLine(_ register: Int32) -> Int32 {
    if builder.isSingleLine || !builder.isPerLine(register) { return register }
    return builder.emit(Instruction(operation: .any, lane: .byte, first: register), range: 0...1)
  }

  /// A register of the first line.
  mutating func firstLine(_ register: Int32) -> Int32 {
    if builder.isSingleLine || !builder.isPerLine(register) { return register }
    let lane = builder.lane(register)
    return builder.emit(
      Instruction(operation: .firstLine, lane: lane, first: register), range: builder.range(register), lane: lane)
  }

  // MARK: Spreads

  /// The share of each line. Where something is not known of one line, no line's share is.
  mutating func spread(_ node: PlanNode) -> Number {
    let rule = program.spreads[Int(node.third)]
    let amount = number(rule.amount)
    let weight = number(rule.weight)
    let cap = rule.cap >= 0 ? number(rule.cap) : nil
    let nothing = Number(numerator: builder.no, denominator: builder.yes, unknown: builder.yes)
    guard isWhole(amount), isWhole(weight), cap.map({ isWhole($0) }) ?? true else { return nothing }
    var unknown = builder.or(firstLine(amount.unknown), anyLine(weight.unknown))
    if let cap { unknown = builder.or(unknown, anyLine(cap.unknown)) }
    let step: Int32
    let scale = plan.scale(of: rule.amount)
    func smallest(_ digits: Int) -> Int64 { Int64(PowerOfTen.value(max(0, scale - digits)) ?? 1) }
    if rule.step != 0 {
      guard let own = Int64(exactly: rule.step), own > 0 else { return nothing }
      step = builder.constant(own)
    } else if let currency = currency() {
      step = byCurrency(currency, smallest)
      unknown = builder.or(unknown, currency.unknown)
    } else {
      step = builder.constant(smallest(program.moneyScale))
    }
    let first = builder.operands.count
    builder.operands.append(builder.column(firstLine(amount.numerator), lane: .long))
    builder.operands.append(builder.column(step, lane: .long))
    builder.operands.append(builder.column(weight.numerator, lane: .long, onLines: true))
    if let cap { builder.operands.append(builder.column(cap.numerator, lane: .long, onLines: true)) }
    let pair = builder.emitPair(
      Instruction(
        operation: .spread, lane: .long, isPerLine: !builder.isSingleLine, first: Int32(first),
        second: Int32(builder.operands.count - first), table: node.third),
      range: Int64.min...Int64.max, lane: .long, other: 0...1)
    return Number(
      numerator: pair.result, denominator: builder.yes, unknown: builder.or(unknown, pair.other))
  }

  // MARK: Functions

  mutating func call(_ node: PlanNode, _ period: SpanUnit, _ type: ValueType) -> Lowered {
    let operands = (0..<node.third).map { number(plan.operands[Int(node.second + $0)]) }
    guard operands.allSatisfy({ isWhole($0) }) else { return unknown(type) }
    let isPerLine = operands.contains { builder.isPerLine($0.numerator) }
    let columns = operands.map { builder.column($0.numerator, lane: .long, onLines: isPerLine) }
    let first = builder.operands.count
    builder.operands += columns
    let pair = builder.emitPair(
      Instruction(
        operation: .call, lane: .long, isPerLine: isPerLine, first: Int32(first), second: node.third,
        third: node.first, constant: period.code),
      range: Int64.min...Int64.max, lane: .long, other: 0...1)
    let unknown = operands.reduce(pair.other) { builder.or($0, $1.unknown) }
    return .number(Number(numerator: pair.result, denominator: builder.yes, unknown: unknown))
  }

  // MARK: Effects

  /// Whether an effect fires; of one per line, on any line.
  mutating func fires(_ effect: EffectDefinition) -> Truth {
    let inside = effect.dateNode >= 0 ? window(effect.dateNode, effect.firstDay, effect.lastDay) : known(true)
    let state = effect.condition >= 0 ? and(inside, truth(effect.condition)) : inside
    guard effect.isPerLine else { return state }
    return any(state)
  }
}
