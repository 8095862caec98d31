import Diagnostics
import PolicyModel
import PolicyProgram
import Quantities

/// The higher and the lower of two figures, and roundings.
extension BookBuilder {
  mutating func pick(_ highest: Bool, _ members: [ExpressionSyntax], hint: ValueType?, _ range: SourceRange) -> Typed {
    var result = elaborate(members[0], hint: hint)
    for member in members.dropFirst() {
      result = extreme(highest: highest, result, elaborate(member, hint: result.type), member.range, range)
    }
    return result
  }

  /// The higher or the lower of two.
  mutating func extreme(
    highest: Bool, _ first: Typed, _ second: Typed, _ secondRange: SourceRange, _ range: SourceRange
  ) -> Typed {
    if first.type.isUnknown || second.type.isUnknown { return unknown(range) }
    let operation: Node.Operation = highest ? .maximum : .minimum
    if first.type == .date, second.type == .date {
      let typed = emit(Node(operation, first.node, second.node), .date, range)
      let (one, other) = (days(first), days(second))
      dayBounds[typed.node] =
        highest
        ? (max(one.lower, other.lower), max(one.upper, other.upper))
        : (min(one.lower, other.lower), min(one.upper, other.upper))
      return typed
    }
    guard let one = first.type.number, let other = second.type.number,
      one.isPercent == other.isPercent || one.isBareZero || other.isBareZero
    else {
      report(
        .mixedTypes, "\(describe(second.type)) cannot be compared with \(describe(first.type))", at: secondRange,
        also: [.init(range: program.ranges[first.node], label: describe(first.type))],
        cure: "both must be of one kind")
      return unknown(range)
    }
    guard let dimension = unified(one, other, program.ranges[first.node], secondRange, "compared with") else {
      return unknown(range)
    }
    let (aligned, scale) = align(first, second)
    let (left, right) = (aligned.0.type.number!, aligned.1.type.number!)
    var type = NumberType(
      dimension: dimension, scale: scale,
      lower: highest ? max(left.lower, right.lower) : min(left.lower, right.lower),
      upper: highest ? max(left.upper, right.upper) : min(left.upper, right.upper))
    type.isPercent = one.isPercent || other.isPercent
    type.isRatio = one.isRatio || other.isRatio
    type.isRounded = (one.isRounded || one.isBareZero) && (other.isRounded || other.isBareZero)
    return emit(Node(operation, aligned.0.node, aligned.1.node), .number(type), range)
  }

  // MARK: Rounding

  mutating func rounded(_ inner: ExpressionSyntax, _ rounding: RoundingSyntax, _ range: SourceRange) -> Typed {
    let firstNode = program.nodes.count
    let typed = elaborate(inner)
    guard case .ending(let ending, let currency) = rounding.step else { return rounded(typed, rounding, range) }
    return ended(typed, in: ending, currency, rounding, since: firstNode, range)
  }

  mutating func rounded(_ typed: Typed, _ rounding: RoundingSyntax, _ range: SourceRange) -> Typed {
    guard var number = roundable(typed) else { return unknown(range) }
    var step: Int128 = 1
    var target = RoundingTarget.multiple
    let oldScale = number.scale
    switch rounding.step {
    case .cent:
      guard number.dimension.money == 1, !number.isPercent else {
        report(
          .roundingUnit, "“cent” rounds amounts of money, and this is \(describe(typed.type))", at: rounding.range,
          cure: number.isPercent ? "write a percentage as step: `to 0.1%`" : "write `to 0.01` or `to whole`")
        return unknown(range)
      }
      if let currency = number.dimension.currency.flatMap({ Currency.named($0) }) {
        // The currency is known here, and so is its minor unit.
        number.scale = currency.minorDigits
      } else {
        target = .minorUnit
        number.scale = program.moneyScale
      }
      number.isRounded = true
    case .whole(let unit):
      if let unit {
        guard let name = unitName(unit) else { return unknown(range) }
        guard number.dimension == .unit(name) else {
          report(
            .roundingUnit, "this counts \(describe(typed.type)), not \(unit.text)", at: unit.range,
            cure: "name its own unit, or write `to whole`")
          return unknown(range)
        }
      }
      if number.isPercent {
        report(.roundingUnit, "a percentage is rounded to a percentage", at: rounding.range, cure: "write `to 1%`")
        return unknown(range)
      }
      number.scale = 0
      number.isRounded = number.dimension.money == 1
    case .multiple(let written, let unit):
      guard let decimal = exact(written), decimal.digits > 0 else {
        report(.roundingStep, "a rounding needs a step above 0", at: rounding.range, cure: "write a step such as 0.05")
        return unknown(range)
      }
      if number.isPercent {
        report(
          .roundingUnit, "a percentage is rounded to a percentage", at: rounding.range, cure: "write `to \(written)%`")
        return unknown(range)
      }
      guard isItsUnit(unit, of: typed, number) else { return unknown(range) }
      if number.dimension.money == 1, !dividesUnit(decimal) {
        reportStep(decimal, unit: unit.map { " " + $0.text } ?? "", of: number, rounding)
        return unknown(range)
      }
      step = decimal.digits
      number.scale = decimal.scale
      number.isRounded =
        number.dimension.money == 1
        && isWholeMinor(decimal, currency: unit?.text ?? context.facts.currency(in: program))
    case .percent(let written):
      guard let decimal = exact(written), decimal.digits > 0 else {
        report(.roundingStep, "a rounding needs a step above 0", at: rounding.range, cure: "write a step such as 0.1%")
        return unknown(range)
      }
      guard number.isPercent || (number.isRatio && number.dimension.isNone) else {
        report(
          .roundingUnit, "a percentage rounds percentages, and this is \(describe(typed.type))", at: rounding.range,
          cure: "write the step in its own unit, or `to cent`")
        return unknown(range)
      }
      guard dividesUnit(decimal) else {
        reportStep(decimal, unit: "%", of: number, rounding)
        return unknown(range)
      }
      number.isPercent = true
      step = decimal.digits
      number.scale = decimal.scale + 2
    case .ending: return unknown(range)
    }
    number.isRatio = false
    rescaleRange(&number, from: oldScale, step: step)
    return emit(Node(.round(rounding.mode, target), typed.node, constant: step), .number(number.clamped()), range)
  }

  /// The number that is rounded, or nil after a message.
  mutating func roundable(_ typed: Typed) -> NumberType? {
    if typed.type.isUnknown { return nil }
    if let number = typed.type.number { return number }
    let place = program.ranges[typed.node]
    report(
      .notANumber, "\(text(of: place)) is \(describe(typed.type)), and cannot be rounded", at: place,
      cure: "only numbers and amounts can")
    return nil
  }

  /// Whether a number is counted in the unit or currency that its step names, or false after a message.
  mutating func isItsUnit(_ unit: Word?, of typed: Typed, _ number: NumberType) -> Bool {
    guard let unit else { return true }
    guard let dimension = dimension(of: UnitSyntax(counted: unit)) else { return false }
    if number.dimension.money != dimension.money || number.dimension.units != dimension.units {
      report(
        .roundingUnit, "this is \(describe(typed.type)), and is not rounded to \(unit.text)", at: unit.range,
        cure: "name its own unit, or write `to whole`")
      return false
    }
    let wanted = NumberType(dimension: dimension, lower: 1, upper: 1)
    return unified(number, wanted, program.ranges[typed.node], unit.range, "rounded to") != nil
  }

  /// The range after a rounding: the ends taken outward to whole steps of the new scale.
  func rescaleRange(_ number: inout NumberType, from oldScale: Int, step: Int128) {
    let factor = PowerOfTen.value(number.scale) ?? 1
    let divisor = NumberType.product(PowerOfTen.value(oldScale) ?? 1, step)
    let lower = RoundingMode.floor.quotient(NumberType.product(number.lower, factor), divisor)
    let upper = RoundingMode.ceiling.quotient(NumberType.product(number.upper, factor), divisor)
    number.lower = NumberType.product(lower, step)
    number.upper = NumberType.product(upper, step)
  }
}
