import Diagnostics
import PolicyModel
import PolicyProgram
import Quantities

/// Prices that end in .99. An ending is no operation of its own: it is made of differences, roundings and bounds.
extension BookBuilder {
  /// `E, rounded up to end in 0.99`: one of 0.99, 1.99, 2.99, …, apart by the power of ten above the ending. 0 stays 0,
  /// an amount below the ending becomes it, and a credit is rounded as the charge that it mirrors.
  ///
  /// - Parameter firstNode: Where the nodes of what is rounded begin.
  mutating func ended(
    _ typed: Typed, in written: ExactDecimal, _ currency: Word?, _ rounding: RoundingSyntax, since firstNode: Int,
    _ range: SourceRange
  ) -> Typed {
    guard let number = roundable(typed), let ending = ending(written, currency, of: typed, number, rounding) else {
      return unknown(range)
    }
    // What is rounded is read several times, so endings within endings would multiply.
    if lastEnding >= firstNode {
      report(
        .roundingEnding, "an expression rounds to an ending once", at: rounding.range,
        cure: "give what is rounded before a name, as a value of its own")
      return unknown(range)
    }
    let charge = number.lower < 0 ? extreme(highest: true, typed, zero(range), range, range) : typed
    var result = ended(charge, in: ending, rounding.mode, range)
    if number.lower < 0 {
      let credit = extreme(highest: true, negated(typed, range), zero(range), range, range)
      result = sum(.subtract, result, ended(credit, in: ending, rounding.mode.mirrored, range), range)
    }
    lastEnding = result.node
    return result
  }

  /// The ending as an amount in the unit of what is rounded, or nil after a message.
  private mutating func ending(
    _ written: ExactDecimal, _ currency: Word?, of typed: Typed, _ number: NumberType, _ rounding: RoundingSyntax
  ) -> Typed? {
    guard number.dimension.money == 1, !number.isPercent else {
      report(
        .roundingEnding, "only amounts of money have an ending, and this is \(describe(typed.type))",
        at: rounding.stepRange,
        cure: number.isPercent ? "write a percentage as step: `to 0.1%`" : "write a step: `to 0.5` or `to whole`")
      return nil
    }
    guard isItsUnit(currency, of: typed, number), let ending = exact(written) else { return nil }
    guard ending.digits > 0 else {
      report(
        .roundingEnding, "an ending is above 0", at: rounding.stepRange,
        cure: "write `to whole`, or an ending such as 0.99", correctedLine: line(of: rounding.stepRange, with: "whole"))
      return nil
    }
    let known = number.dimension.currency ?? currency?.text ?? context.facts.currency(in: program)
    let decimals = minorDigits(known)
    askReading(written, decimals: decimals, rounding.stepRange)
    let isRounded = isWholeMinor(ending, currency: known)
    if number.isAmount, !isRounded {
      let coarse = known ?? program.currencies.first { $0.minorDigits == decimals }?.code ?? "this currency"
      report(
        .roundingEnding,
        "no amount in \(coarse) ends in \(written): \(coarse) has \(decimals == 0 ? "no" : "\(decimals)") decimals",
        at: rounding.stepRange,
        cure: (known == nil ? caseOfACurrency(ending: ending, rounding.mode) : nil)
          ?? "write an ending with no more decimals")
      return nil
    }
    var type = NumberType(
      dimension: number.dimension, scale: ending.scale, lower: ending.digits, upper: ending.digits)
    type.isRounded = isRounded
    return constant(ending.digits, .number(type), rounding.stepRange)
  }

  /// The cure where amounts of one of the book's currencies end so and those of another do not.
  func caseOfACurrency(ending: ExactDecimal, _ mode: RoundingMode) -> String? {
    program.currencies.first { $0.minorDigits >= ending.scale }.map {
      "round in a value with a case for each currency: "
        + "`is …, rounded \(mode.words) to end in \(ending) \($0.code) when currency is \($0.code)`"
    }
  }

  /// An amount that is never negative: `highest of (amount - ending) and 0`, rounded to the period, plus the ending; but
  /// at most twice the amount rounded up to the period, which is 0 for 0 and more than the rest for all others.
  private mutating func ended(
    _ amount: Typed, in ending: Typed, _ mode: RoundingMode, _ range: SourceRange
  ) -> Typed {
    let scale = ending.type.number?.scale ?? 0
    var period: Int128 = 1
    while period <= program.nodes[ending.node].constant { period *= 10 }
    func step(_ mode: RoundingMode) -> RoundingSyntax {
      RoundingSyntax(
        mode: mode, step: .multiple(ExactDecimal(digits: period, scale: scale), nil), range: range, stepRange: range)
    }
    let above = extreme(highest: true, sum(.subtract, amount, ending, range), zero(range), range, range)
    let result = sum(.add, rounded(above, step(mode), range), ending, range)
    let whole = rounded(amount, step(.up), range)
    return extreme(highest: false, result, sum(.add, whole, whole, range), range, range)
  }

  private mutating func sum(
    _ operation: ExpressionSyntax.BinaryOperator, _ first: Typed, _ second: Typed, _ range: SourceRange
  ) -> Typed {
    let here = ExpressionSyntax(.number(ExactDecimal(digits: 0)), range)
    return sum(operation, first, second, here, here, range)
  }

  /// The bare 0, which fits every amount.
  private mutating func zero(_ range: SourceRange) -> Typed {
    var type = NumberType(dimension: .none, lower: 0, upper: 0)
    type.isBareZero = true
    type.isRounded = true
    return constant(0, .number(type), range)
  }
}
