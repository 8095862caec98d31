import Diagnostics
import PolicyModel
import PolicyProgram
import Quantities

/// Arithmetic on numbers: units, scales and ranges.
extension BookBuilder {
  mutating func binary(
    _ operation: ExpressionSyntax.BinaryOperator, _ left: ExpressionSyntax, _ right: ExpressionSyntax,
    _ range: SourceRange
  ) -> Typed {
    let first = elaborate(left)
    let second = elaborate(right)
    if first.type.isUnknown || second.type.isUnknown { return unknown(range) }
    switch operation {
    case .add, .subtract:
      if first.type == .date { return shifted(first, second, operation, right.range, range) }
      return sum(operation, first, second, left, right, range)
    case .multiply: return product(first, second, left, right, range)
    case .percentOf:
      guard let number = first.type.number, number.isPercent else {
        report(
          .ofNeedsPercent, "before “of” stands a percentage, and this is \(describe(first.type))", at: left.range,
          cure: "write `5% of …`, or multiply with ×")
        return unknown(range)
      }
      return product(first, second, left, right, range)
    case .divide: return quotient(first, second, left, right, range)
    }
  }

  /// Both numbers, or a message.
  mutating func numbers(
    _ first: Typed, _ second: Typed, _ left: ExpressionSyntax, _ right: ExpressionSyntax, _ verb: String
  ) -> (NumberType, NumberType)? {
    for (typed, expression) in [(first, left), (second, right)] where typed.type.number == nil {
      report(
        .notANumber, "\(text(of: expression.range)) is \(describe(typed.type)), and cannot be \(verb)",
        at: expression.range,
        cure: "only numbers, amounts, percentages and dates can be computed with")
      return nil
    }
    guard let one = first.type.number, let other = second.type.number else { return nil }
    return (one, other)
  }

  mutating func sum(
    _ operation: ExpressionSyntax.BinaryOperator, _ first: Typed, _ second: Typed, _ left: ExpressionSyntax,
    _ right: ExpressionSyntax, _ range: SourceRange
  ) -> Typed {
    guard let (one, other) = numbers(first, second, left, right, "added or taken away") else { return unknown(range) }
    if one.isPercent != other.isPercent, !one.isBareZero, !other.isBareZero {
      let (percent, amount) = one.isPercent ? (left, right) : (right, left)
      let base = localAmount(left)
      report(
        .percentPlusAmount,
        "a percentage cannot be added to or taken from \(describe(one.isPercent ? second.type : first.type))",
        at: percent.range, label: "a percentage",
        also: base != nil
          ? [] : [.init(range: amount.range, label: describe(one.isPercent ? second.type : first.type))],
        cure: "say of what it is taken: `\(text(of: percent.range)) of \(base ?? "…")`",
        correctedLine: base.flatMap { line(of: percent.range, with: "\(text(of: percent.range)) of \($0)") })
      return unknown(range)
    }
    guard let dimension = unified(one, other, left.range, right.range, operation == .add ? "added to" : "taken from")
    else {
      return unknown(range)
    }
    let (aligned, scale) = align(first, second)
    var type = NumberType(
      dimension: dimension, scale: scale, lower: aligned.0.type.number!.lower, upper: aligned.0.type.number!.upper)
    let add = aligned.1.type.number!
    if operation == .add {
      type.lower += add.lower
      type.upper += add.upper
    } else {
      type.lower -= add.upper
      type.upper -= add.lower
    }
    type.isPercent = one.isPercent || other.isPercent
    type.isRatio = one.isRatio || other.isRatio
    type.isRounded = (one.isRounded || one.isBareZero) && (other.isRounded || other.isBareZero)
    return emit(
      Node(operation == .add ? .add : .subtract, aligned.0.node, aligned.1.node), .number(type.clamped()), range)
  }

  /// How an author names what a step reads of the step before it: `what is left`.
  func localAmount(_ expression: ExpressionSyntax) -> String? {
    guard case .word(let name) = expression.kind, case .value(let index, _)? = names[name],
      valueDeclarations[index].isStep
    else { return nil }
    return vocabulary.block(valueDeclarations[index].block)?.localNames.first
  }

  /// The common dimension of two numbers that meet, or nil after a message.
  mutating func unified(
    _ one: NumberType, _ other: NumberType, _ left: SourceRange, _ right: SourceRange, _ verb: String
  ) -> Dimension? {
    if one.isBareZero { return other.dimension }
    if other.isBareZero { return one.dimension }
    var (first, second) = (one.dimension, other.dimension)
    let established = context.facts.currency(in: program)
    if first.currency == established { first.currency = nil }
    if second.currency == established { second.currency = nil }
    if first == second { return first }
    if first.money == second.money, first.units == second.units, first.money != 0 {
      if let a = one.dimension.currency, let b = other.dimension.currency, a != b {
        report(
          .mixedCurrencies, "amounts in \(a) and in \(b) cannot be \(verb) each other", at: right, label: "in \(b)",
          also: beside(left, right, "in \(a)"), cure: "keep each currency in a row or a case of its own")
        return nil
      }
      let (currency, place) = first.currency != nil ? (first.currency, left) : (second.currency, right)
      report(
        .currencyNotEstablished, "this amount is in \(currency ?? ""), and the order can be in another currency",
        at: place,
        cure: "add `when currency is \(currency ?? "")`, or give the amount for each currency in a table by currency")
      return nil
    }
    report(
      .mixedUnits,
      "\(describe(.number(other))) and \(describe(.number(one))) cannot be \(verb) each other",
      at: right, label: describe(.number(other)), also: beside(left, right, describe(.number(one))),
      cure: one.dimension.money != other.dimension.money && (one.dimension.isNone || other.dimension.isNone)
        ? "an amount has its currency behind it: `10 EUR`" : "both must count the same thing")
    return nil
  }

  /// A second place, unless it is the whole line around the first: the step before stands on no line of its own.
  func beside(_ range: SourceRange, _ main: SourceRange, _ label: String) -> [Diagnostic.Place] {
    range.lower <= main.lower && range.upper >= main.upper ? [] : [.init(range: range, label: label)]
  }

  /// Both numbers at the finer scale of the two.
  mutating func align(_ first: Typed, _ second: Typed) -> ((Typed, Typed), Int) {
    let scale = max(first.type.number?.scale ?? 0, second.type.number?.scale ?? 0)
    return ((rescaled(first, to: scale), rescaled(second, to: scale)), scale)
  }

  /// A number at a finer scale.
  mutating func rescaled(_ typed: Typed, to scale: Int) -> Typed {
    guard let number = typed.type.number, number.scale < scale, let factor = PowerOfTen.value(scale - number.scale)
    else {
      return typed
    }
    let range = program.ranges[typed.node]
    if program.nodes[typed.node].operation == .constant {
      return constant(
        NumberType.product(program.nodes[typed.node].constant, factor), .number(number.rescaled(to: scale)), range)
    }
    return emit(Node(.rescale, typed.node, constant: factor), .number(number.rescaled(to: scale)), range)
  }

  mutating func product(
    _ first: Typed, _ second: Typed, _ left: ExpressionSyntax, _ right: ExpressionSyntax, _ range: SourceRange
  ) -> Typed {
    guard let (one, other) = numbers(first, second, left, right, "multiplied") else { return unknown(range) }
    let dimension = one.dimension.combined(with: other.dimension, sign: 1)
    if one.dimension.money == 1, other.dimension.money == 1 {
      report(
        .moneyTimesMoney, "an amount cannot be multiplied by an amount", at: right.range, label: "an amount",
        also: [.init(range: left.range, label: "an amount")], cure: "one of the two should be a number or a percentage")
      return unknown(range)
    }
    guard one.scale + other.scale <= 30 else {
      report(
        .tooManyDecimals, "this product has more than 30 decimals", at: range,
        cure: "round before: `…, rounded half up to 0.000001`")
      return unknown(range)
    }
    let corners = [
      NumberType.product(one.lower, other.lower), NumberType.product(one.lower, other.upper),
      NumberType.product(one.upper, other.lower), NumberType.product(one.upper, other.upper),
    ]
    var type = NumberType(
      dimension: dimension, scale: one.scale + other.scale, lower: corners.min() ?? 0, upper: corners.max() ?? 0)
    type.isPercent = one.isPercent && other.isPercent
    type.isRatio = one.isRatio || other.isRatio
    type.isRounded =
      (one.isRounded && other.isWhole && !other.isPercent) || (other.isRounded && one.isWhole && !one.isPercent)
    return emit(Node(.multiply, first.node, second.node), .number(type.clamped()), range)
  }

  mutating func quotient(
    _ first: Typed, _ second: Typed, _ left: ExpressionSyntax, _ right: ExpressionSyntax, _ range: SourceRange
  ) -> Typed {
    guard let (one, other) = numbers(first, second, left, right, "divided") else { return unknown(range) }
    if other.lower <= 0, other.upper >= 0 {
      report(
        .divisorCanBeZero, "this can be 0, and nothing can be divided by 0", at: right.range,
        label:
          "from \(ExactDecimal(digits: other.lower, scale: other.scale).normalized) to \(ExactDecimal(digits: other.upper, scale: other.scale).normalized)",
        cure: "bound it: `(\(text(of: right.range)), at least 1)`, or let its input begin above 0")
      return unknown(range)
    }
    let ((dividend, divisor), _) = align(first, second)
    var dimension = one.dimension.combined(with: other.dimension, sign: -1)
    if one.dimension.money == 1, other.dimension.money == 1 {
      guard
        unified(
          NumberType(dimension: Dimension(money: 1, currency: one.dimension.currency), lower: 1, upper: 1),
          NumberType(dimension: Dimension(money: 1, currency: other.dimension.currency), lower: 1, upper: 1),
          left.range,
          right.range, "divided by") != nil
      else { return unknown(range) }
      dimension.currency = nil
    }
    if other.lower == other.upper, other.lower == PowerOfTen.value(other.scale), !other.isRatio {
      // Divided by one of its unit, a number is the same number of another dimension.
      var same = one
      same.dimension = dimension
      same.isPercent = one.isPercent && !other.isPercent
      return Typed(node: first.node, type: .number(same))
    }
    guard let dividendType = dividend.type.number, let divisorType = divisor.type.number else { return unknown(range) }
    // The divisor keeps its sign, so that the extremes lie at the corners.
    var floors: [Int128] = []
    var ceilings: [Int128] = []
    for top in [dividendType.lower, dividendType.upper] {
      for bottom in [divisorType.lower, divisorType.upper] {
        let sign: Int128 = bottom < 0 ? -1 : 1
        floors.append(RoundingMode.floor.quotient(sign * top, sign * bottom))
        ceilings.append(RoundingMode.ceiling.quotient(sign * top, sign * bottom))
      }
    }
    var type = NumberType(dimension: dimension, scale: 0, lower: floors.min() ?? 0, upper: ceilings.max() ?? 0)
    type.isRatio = true
    type.isPercent = one.isPercent && !other.isPercent
    return emit(Node(.divide, dividend.node, divisor.node), .number(type.clamped()), range)
  }

  mutating func negated(_ typed: Typed, _ range: SourceRange) -> Typed {
    guard !typed.type.isUnknown else { return typed }
    guard var number = typed.type.number else {
      report(.notANumber, "\(describe(typed.type)) has no negative", at: range, cure: "only numbers and amounts have")
      return unknown(range)
    }
    (number.lower, number.upper) = (-number.upper, -number.lower)
    return emit(Node(.negate, typed.node), .number(number), range)
  }
}
