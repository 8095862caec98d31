import PolicyLanguage
import PolicyProgram
import Quantities

/// One node after another.
extension Lowering {
  mutating func compute(_ index: Int32) -> Lowered {
    let node = plan.nodes[index]
    switch node.operation {
    case .constant: return constant(node.constant, program.types[Int(index)])
    case .input: return lower(input: node.first)
    case .value: return lower(value: node.first)

    case .add, .subtract, .multiply, .divide, .minimum, .maximum:
      return .number(arithmetic(node, number(node.first), number(node.second)))
    case .equal, .notEqual, .less, .lessOrEqual:
      return .truth(comparison(node.operation, number(node.first), number(node.second)))

    case .and:
      let left = truth(node.first)
      return .truth(and(left, truth(node.second)))
    case .or:
      let left = truth(node.first)
      return .truth(or(left, truth(node.second)))
    case .not: return .truth(not(truth(node.first)))

    case .negate:
      var operand = number(node.first)
      let difference = builder.subtract(builder.no, operand.numerator)
      operand.numerator = difference.result
      operand.unknown = builder.or(operand.unknown, difference.overflow)
      return .number(operand)
    case .rescale: return .number(scaled(number(node.first), by: node.constant))
    case .round(let mode, let target): return .number(round(node, mode, target))
    case .has:
      let operand = number(node.first)
      let bit = Int64(truncatingIfNeeded: node.constant)
      guard (0..<63).contains(bit) else { return .truth(unknownTruth()) }
      return .truth(truth(builder.bit(operand.numerator, bit), unless: operand.unknown))
    case .inList: return .truth(inList(node))
    case .startsWith: return .truth(startsWith(node))

    case .spanWhole, .spanExact, .addDays, .addMonths, .datePart, .dayInMonth: return .number(date(node))
    case .aggregate(let aggregate): return self.aggregate(node, aggregate)
    case .spread: return .number(spread(node))
    case .table: return lower(table: node.first, program.types[Int(index)])
    case .call(let period): return call(node, period, program.types[Int(index)])
    case .ruleState(let question): return .truth(ruleState(node, question))
    }
  }

  mutating func constant(_ value: Int128, _ type: ValueType) -> Lowered {
    if isTruth(type) { return .truth(known(value != 0)) }
    guard let short = Int64(exactly: value) else { return unknownNumber() }
    return .number(Number(numerator: builder.constant(short), denominator: builder.yes, unknown: builder.no))
  }

  func isWhole(_ number: Number) -> Bool { builder.value(number.denominator) == 1 }

  // MARK: Arithmetic

  /// Collects where steps did not fit.
  private struct Steps {
    var unknown: Int32

    mutating func product(_ builder: inout CodeBuilder, _ left: Int32, _ right: Int32) -> Int32 {
      let product = builder.multiply(left, right)
      unknown = builder.or(unknown, product.overflow)
      return product.result
    }
  }

  private mutating func arithmetic(_ node: PlanNode, _ left: Number, _ right: Number) -> Number {
    var steps = Steps(unknown: builder.or(left.unknown, right.unknown))
    switch node.operation {
    case .multiply:
      let product = Number(
        numerator: steps.product(&builder, left.numerator, right.numerator),
        denominator: steps.product(&builder, left.denominator, right.denominator), unknown: steps.unknown)
      return shifted(product, by: Int(node.shift))
    case .divide: return quotient(left, right, shift: Int(node.shift))
    case .minimum, .maximum:
      if isWhole(left), isWhole(right) {
        let operation: Instruction.Operation = node.operation == .minimum ? .minimum : .maximum
        return Number(
          numerator: builder.extreme(operation, left.numerator, right.numerator), denominator: builder.yes,
          unknown: steps.unknown)
      }
      let isLess = comparison(.lessOrEqual, left, right)
      let chosen =
        node.operation == .minimum
        ? choose(isLess.yes, .number(left), .number(right)) : choose(isLess.yes, .number(right), .number(left))
      guard case .number(var result) = chosen else { return right }
      result.unknown = builder.or(steps.unknown, isLess.unknown)
      return result
    default:
      let isEqual = left.denominator == right.denominator
      let first = isEqual ? left.numerator : steps.product(&builder, left.numerator, right.denominator)
      let second = isEqual ? right.numerator : steps.product(&builder, right.numerator, left.denominator)
      let denominator =
        isEqual ? left.denominator : steps.product(&builder, left.denominator, right.denominator)
      let sum = node.operation == .add ? builder.add(first, second) : builder.subtract(first, second)
      return Number(
        numerator: sum.result, denominator: denominator, unknown: builder.or(steps.unknown, sum.overflow))
    }
  }

  private mutating func quotient(_ left: Number, _ right: Number, shift: Int) -> Number {
    var steps = Steps(unknown: builder.or(left.unknown, right.unknown))
    var numerator = steps.product(&builder, left.numerator, right.denominator)
    var denominator = steps.product(&builder, left.denominator, right.numerator)
    if builder.range(denominator).lowerBound <= 0 {
      // A division by nothing is refused; a negative divisor gives its sign to the dividend.
      let isNothing = builder.compare(.equal, denominator, builder.no)
      steps.unknown = builder.or(steps.unknown, isNothing)
      if builder.range(denominator).lowerBound < 0 {
        let isNegative = builder.compare(.less, denominator, builder.no)
        let mirrored = builder.subtract(builder.no, numerator)
        let magnitude = builder.subtract(builder.no, denominator)
        steps.unknown = builder.or(steps.unknown, builder.or(mirrored.overflow, magnitude.overflow))
        numerator = builder.select(isNegative, mirrored.result, numerator)
        denominator = builder.select(isNegative, magnitude.result, denominator)
      }
      denominator = builder.extreme(.maximum, denominator, builder.yes)
    }
    return shifted(Number(numerator: numerator, denominator: denominator, unknown: steps.unknown), by: shift)
  }

  /// A number times a power of ten.
  private mutating func shifted(_ number: Number, by digits: Int) -> Number {
    guard digits != 0 else { return number }
    guard let power = PowerOfTen.value(abs(digits)), let short = Int64(exactly: power) else { return unknownPart() }
    var steps = Steps(unknown: number.unknown)
    var result = number
    if digits > 0 {
      result.numerator = steps.product(&builder, number.numerator, builder.constant(short))
    } else {
      result.denominator = steps.product(&builder, number.denominator, builder.constant(short))
    }
    result.unknown = steps.unknown
    return result
  }

  private mutating func unknownPart() -> Number {
    Number(numerator: builder.no, denominator: builder.yes, unknown: builder.yes)
  }

  mutating func scaled(_ number: Number, by factor: Int128) -> Number {
    guard let short = Int64(exactly: factor) else { return unknownPart() }
    var steps = Steps(unknown: number.unknown)
    let numerator = steps.product(&builder, number.numerator, builder.constant(short))
    return Number(numerator: numerator, denominator: number.denominator, unknown: steps.unknown)
  }

  // MARK: Comparing

  mutating func comparison(_ operation: Node.Operation, _ left: Number, _ right: Number) -> Truth {
    var steps = Steps(unknown: builder.or(left.unknown, right.unknown))
    let isEqual = left.denominator == right.denominator
    let first = isEqual ? left.numerator : steps.product(&builder, left.numerator, right.denominator)
    let second = isEqual ? right.numerator : steps.product(&builder, right.numerator, left.denominator)
    let result =
      switch operation {
      case .equal: builder.compare(.equal, first, second)
      case .notEqual: builder.not(builder.compare(.equal, first, second))
      case .less: builder.compare(.less, first, second)
      default: builder.compare(.lessOrEqual, first, second)
      }
    return truth(result, unless: steps.unknown)
  }

  // MARK: Texts

  private mutating func startsWith(_ node: PlanNode) -> Truth {
    guard case .number(let text) = lower(input: node.first), builder.value(text.unknown) != 1 else {
      return unknownTruth()
    }
    let column = builder.column(text.numerator, lane: .int)
    let isPerLine = builder.isPerLine(column)
    let starts = builder.emit(
      Instruction(operation: .startsWith, lane: .int, isPerLine: isPerLine, first: column, table: node.second),
      range: 0...1)
    return truth(starts, unless: text.unknown)
  }

  // MARK: Rounding

  private mutating func round(_ node: PlanNode, _ mode: RoundingMode, _ target: RoundingTarget) -> Number {
    let operand = number(node.first)
    switch target {
    case .minorUnit: return roundToMinorUnit(operand, mode, scale: Int(node.constant), shift: Int(node.shift))
    case .quotient: return rounded(operand, mode, step: node.constant, shift: 0, keepsQuotient: true)
    case .multiple: return rounded(operand, mode, step: node.constant, shift: Int(node.shift), keepsQuotient: false)
    }
  }

  private mutating func rounded(
    _ operand: Number, _ mode: RoundingMode, step: Int128, shift: Int, keepsQuotient: Bool
  ) -> Number {
    guard step > 0, let step = Int64(exactly: step), let power = PowerOfTen.value(abs(shift)),
      let power = Int64(exactly: power)
    else { return unknownPart() }
    var steps = Steps(unknown: operand.unknown)
    var (numerator, divisor) = (operand.numerator, operand.denominator)
    if shift < 0 { numerator = steps.product(&builder, numerator, builder.constant(power)) }
    if shift > 0 { divisor = steps.product(&builder, divisor, builder.constant(power)) }
    divisor = steps.product(&builder, divisor, builder.constant(step))
    let quotient = builder.divide(numerator, by: divisor, mode)
    steps.unknown = builder.or(steps.unknown, quotient.overflow)
    let result = keepsQuotient ? quotient.result : steps.product(&builder, quotient.result, builder.constant(step))
    return Number(numerator: result, denominator: builder.yes, unknown: steps.unknown)
  }

  /// The minor unit depends on the order's currency: each kind is rounded, and the currency chooses.
  private mutating func roundToMinorUnit(
    _ operand: Number, _ mode: RoundingMode, scale: Int, shift: Int
  ) -> Number {
    func step(_ digits: Int) -> Int128 { PowerOfTen.value(max(0, scale - digits)) ?? 1 }
    guard let currency = currency() else {
      return rounded(operand, mode, step: step(program.moneyScale), shift: shift, keepsQuotient: false)
    }
    let digits = Set(program.currencies.map(\.minorDigits)).sorted()
    var result = rounded(operand, mode, step: step(digits[0]), shift: shift, keepsQuotient: false)
    for count in digits.dropFirst() {
      let other = rounded(operand, mode, step: step(count), shift: shift, keepsQuotient: false)
      let isOther = byCurrency(currency) { $0 == count ? 1 : 0 }
      if case .number(let chosen) = choose(isOther, .number(other), .number(result)) { result = chosen }
    }
    result.unknown = builder.or(result.unknown, currency.unknown)
    return result
  }

  /// The order's currency; nil where the book has but one.
  mutating func currency() -> Number? {
    guard program.currencyInput >= 0 else { return nil }
    guard case .number(let currency) = lower(input: Int32(program.currencyInput)) else { return unknownPart() }
    return currency
  }

  /// A number for the minor digits of each currency.
  mutating func byCurrency(_ currency: Number, _ number: (Int) -> Int64) -> Int32 {
    let range = builder.range(currency.numerator)
    let elements = range.map { code in
      code >= 0 && code < plan.minorDigits.count ? number(max(0, Int(plan.minorDigits[Int(code)]))) : 0
    }
    return builder.gather(elements, at: currency.numerator, from: range.lowerBound)
  }
}

extension CodeBuilder {
  mutating func bit(_ register: Int32, _ bit: Int64) -> Int32 {
    if let value = value(register) { return constant(value >> bit & 1) }
    let column = widened(register, to: .long)
    return emit(
      Instruction(operation: .bit, lane: .long, isPerLine: isPerLine(column), first: column, constant: bit),
      range: 0...1)
  }
}
