import Diagnostics
import PolicyModel
import PolicyProgram
import Quantities

/// What goes between the lines of an order and the order.
extension BookBuilder {
  /// The most lines an order can have.
  package static let lineLimit: Int128 = 10_000

  mutating func aggregate(
    _ aggregate: ExpressionSyntax.Aggregate, _ inner: ExpressionSyntax, _ range: SourceRange
  ) -> Typed {
    let typed = elaborateForAllLines(inner)
    if typed.type.isUnknown { return unknown(range) }
    guard isPerLine[typed.node] else {
      report(
        .notPerLine, "“\(aggregate.rawValue)” goes over the lines of an order, and this is the same for all of them",
        at: inner.range, cure: "leave “\(aggregate.rawValue)” out, or read something that each line has of its own")
      return unknown(range)
    }
    let node = Node(.aggregate(aggregate), typed.node)
    switch aggregate {
    case .any, .all:
      guard typed.type == .yesNo else {
        report(
          .notACondition, "“\(aggregate.rawValue)” asks a condition of every line, and this is \(describe(typed.type))",
          at: inner.range, cure: "write `\(aggregate.rawValue) (… is …)`")
        return unknown(range)
      }
      return emit(node, .yesNo, range)
    case .count:
      return emit(node, .number(NumberType(dimension: .none, lower: 0, upper: Self.lineLimit)), range)
    case .highest, .lowest:
      if typed.type == .date {
        let result = emit(node, .date, range)
        dayBounds[result.node] = days(typed)
        return result
      }
      fallthrough
    case .sum:
      guard var number = typed.type.number else {
        report(
          .notANumber, "“\(aggregate.rawValue)” goes over numbers, and this is \(describe(typed.type))",
          at: inner.range, cure: "use `count of` for what is no number")
        return unknown(range)
      }
      if aggregate == .sum {
        number.lower = min(0, NumberType.product(number.lower, Self.lineLimit))
        number.upper = max(0, NumberType.product(number.upper, Self.lineLimit))
      }
      return emit(node, .number(number), range)
    }
  }

  /// What is read on every line of the order, whatever is known of the line it is read for.
  private mutating func elaborateForAllLines(_ expression: ExpressionSyntax, hint: ValueType? = nil) -> Typed {
    let (facts, alternatives) = (context.facts, context.alternatives)
    defer { (context.facts, context.alternatives) = (facts, alternatives) }
    context.facts = facts.ofOrder(isPerLine, in: program)
    context.alternatives = alternatives?.map { $0.ofOrder(isPerLine, in: program) }
    return elaborate(expression, hint: hint)
  }

  mutating func spread(_ spread: SpreadSyntax, _ range: SourceRange) -> Typed {
    let amount = elaborate(spread.amount)
    let weight = elaborateForAllLines(spread.weight)
    let cap = spread.cap.map { elaborateForAllLines($0, hint: amount.type) }
    if amount.type.isUnknown || weight.type.isUnknown || cap?.type.isUnknown == true { return unknown(range) }
    guard let number = amount.type.number, !number.isRatio, number.isRounded || number.isWhole, !number.isPercent else {
      report(
        .spreadAmount,
        "what is spread must be a whole number of cents or of things, and this is \(amount.type.number?.isRatio == true ? "the result of a division" : describe(amount.type))",
        at: spread.amount.range, cure: "round it first, in a value of its own")
      return unknown(range)
    }
    if isPerLine[amount.node] {
      report(
        .spreadAmount, "what is spread belongs to the order, and this is different for each line",
        at: spread.amount.range, cure: "bring it to the order: `sum of …`")
      return unknown(range)
    }
    guard let weights = weight.type.number, !weights.isRatio, isPerLine[weight.node] else {
      report(
        .spreadWeight,
        "an amount is spread over a number that each line has of its own, and this is \(!isPerLine[weight.node] ? "the same for all lines" : weight.type.number == nil ? describe(weight.type) : "the result of a division")",
        at: spread.weight.range, cure: "name an input or a value for each line, rounded if it was divided")
      return unknown(range)
    }
    if weights.lower < 0 {
      report(
        .spreadWeight, "an amount cannot be spread over something that can be negative", at: spread.weight.range,
        cure: "bound it: `\(text(of: spread.weight.range)), at least 0`")
      return unknown(range)
    }
    // The parts are counted in minor units, or in whole things.
    var type = number
    var aligned = amount
    var capNode: Int32 = -1
    if let cap, let bound = cap.type.number {
      guard unified(number, bound, spread.amount.range, spread.cap?.range ?? range, "bounded by") != nil else {
        return unknown(range)
      }
      guard !bound.isRatio, bound.isRounded || bound.isWhole, bound.lower >= 0 else {
        report(
          .spreadWeight, "the most that a line can take must be rounded, and at least 0",
          at: spread.cap?.range ?? range, cure: "round it to cent, and add `at least 0`")
        return unknown(range)
      }
      let pair = align(amount, cap).0
      aligned = pair.0
      capNode = Int32(pair.1.node)
      type = pair.0.type.number ?? type
    }
    if number.isAmount, type.scale < program.moneyScale {
      aligned = rescaled(aligned, to: program.moneyScale)
      if capNode >= 0 {
        capNode = Int32(
          rescaled(Typed(node: Int(capNode), type: program.types[Int(capNode)]), to: program.moneyScale).node)
      }
      type = aligned.type.number ?? type
    }
    let leftover: SpreadDefinition.Leftover =
      switch spread.leftover {
      case .largestRemainder: .largestRemainder
      case .first: .first
      case .largest: .largest
      }
    program.spreads.append(
      SpreadDefinition(
        amount: Int32(aligned.node), weight: Int32(weight.node), cap: capNode, leftover: leftover,
        step: number.isAmount ? 0 : PowerOfTen.value(type.scale) ?? 1))
    type.lower = min(0, type.lower)
    type.upper = max(0, type.upper)
    return emit(Node(.spread, aligned.node, weight.node, program.spreads.count - 1), .number(type), range)
  }
}
