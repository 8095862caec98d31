import Diagnostics
import PolicyModel
import Quantities

/// Random expressions and conditions of every form, bracketed or not.
struct ExpressionGenerator {
  var random: SeededGenerator
  let functions: [FunctionDeclaration]
  /// Names of several words that can be read here.
  var locals: [String] = []

  static let names = ["net", "list-price", "licences", "x2", "agreed-discount", "o", "quote-date", "printed"]
  static let codes = ["EUR", "SE", "JPY", "GR"]
  static let units = ["licence", "licences", "months", "day", "EUR", "kg"]

  func made(_ kind: ExpressionSyntax.Kind) -> ExpressionSyntax { ExpressionSyntax(kind, .none) }

  mutating func word(_ words: [String] = names) -> Word { Word(random.pick(words), .none) }

  mutating func decimal() -> ExactDecimal {
    let digits = Int128(random.number(0...(random.chance(oneIn: 8) ? 1_000_000_000_000_000 : 1_000)))
    return ExactDecimal(digits: random.chance(oneIn: 6) ? -digits : digits, scale: random.number(0...4) / 2)
  }

  mutating func date() -> CalendarDate { CalendarDate(dayNumber: random.number(-200_000...200_000)) }

  mutating func unit() -> UnitSyntax {
    let per = (0..<random.number(0...2)).map { _ in word(Array(Self.units.dropLast(2))) }
    return UnitSyntax(counted: per.isEmpty || random.chance(oneIn: 2) ? word(Self.units) : nil, per: per)
  }

  mutating func text() -> String {
    random.pick(["", "Reverse charge", "{net} # | is", "à é 数 🎉", "a\tb", "it’s “quoted”", "#", "\u{1B}[0m"])
  }

  mutating func mode() -> RoundingMode { random.pick(RoundingMode.allCases) }

  mutating func rounding() -> RoundingSyntax {
    let step: RoundingSyntax.Step =
      switch random.number(1...5) {
      case 1: .cent
      case 2: .whole(random.chance(oneIn: 2) ? word(["months", "licences", "days"]) : nil)
      case 3: .multiple(magnitude(), random.chance(oneIn: 2) ? word(Self.units) : nil)
      case 4: .ending(magnitude(), random.chance(oneIn: 2) ? word(Self.units) : nil)
      default: .percent(magnitude())
      }
    return RoundingSyntax(mode: mode(), step: step, range: .none)
  }

  private mutating func magnitude() -> ExactDecimal {
    let value = decimal()
    return ExactDecimal(digits: abs(value.digits), scale: value.scale)
  }

  /// A constant as lists and tests have it.
  mutating func constant() -> ExpressionSyntax {
    switch random.number(1...7) {
    case 1: made(.number(decimal()))
    case 2: made(.quantity(decimal(), unit()))
    case 3: made(.percent(decimal()))
    case 4: made(.date(date()))
    case 5: made(.text(text()))
    case 6: made(.code(random.pick(Self.codes)))
    default: made(.word(random.pick(Self.names + ["yes", "no"])))
    }
  }

  /// Anything that can stand in an expression, up to a depth.
  mutating func expression(_ depth: Int) -> ExpressionSyntax {
    if depth <= 0 || random.chance(oneIn: 6) {
      if !locals.isEmpty, random.chance(oneIn: 4) { return made(.local(random.pick(locals))) }
      return constant()
    }
    let next = depth - 1
    switch random.number(1...20) {
    case 1: return made(.bracket(condition(next)))
    case 2: return made(.negative(expression(next)))
    case 3...7:
      let operation = random.pick([ExpressionSyntax.BinaryOperator.add, .subtract, .multiply, .divide, .percentOf])
      return made(.binary(operation, expression(next), expression(next)))
    case 8: return made(.aggregate(random.pick(ExpressionSyntax.Aggregate.allCases), condition(next)))
    case 9:
      let members = (0..<random.number(2...3)).map { _ in condition(next) }
      return made(.pick(highest: random.chance(oneIn: 2), members))
    case 10, 11:
      return made(
        .span(
          SpanSyntax(
            unit: random.pick(SpanUnit.allCases), from: condition(next), end: condition(next),
            countsEnd: random.chance(oneIn: 2), countedBack: random.chance(oneIn: 3),
            monthDays: random.chance(oneIn: 3) ? random.number(1...366) : nil,
            rounding: random.chance(oneIn: 2) ? mode() : nil)))
    case 12: return made(.datePart(random.pick(ExpressionSyntax.DatePart.allCases), condition(next)))
    case 13: return made(.dayInMonth(condition(next), condition(next)))
    case 14: return made(.rounded(condition(next), rounding()))
    case 15: return made(.bounded(condition(next), atLeast: random.chance(oneIn: 2), condition(next)))
    case 16:
      return made(
        .spread(
          SpreadSyntax(
            amount: condition(next), weight: condition(next),
            leftover: random.pick([.largestRemainder, .first, .largest]),
            cap: random.chance(oneIn: 2) ? condition(next) : nil)))
    case 17 where !functions.isEmpty:
      let function = random.pick(functions)
      return made(.call(function.name, function.parameters.map { _ in condition(next) }))
    default: return condition(next)
    }
  }

  /// A condition, or sometimes any expression.
  mutating func condition(_ depth: Int) -> ExpressionSyntax {
    if depth <= 0 { return constant() }
    let next = depth - 1
    switch random.number(1...9) {
    case 1...4: return test(next)
    case 5: return made(.and((0..<random.number(2...3)).map { _ in condition(next) }))
    case 6: return made(.or((0..<random.number(2...3)).map { _ in condition(next) }))
    case 7: return made(.not(condition(next)))
    case 8:
      return made(.rule(word(), random.pick([RuleState.applies, .decides, .overruled(by: Word("other", .none))])))
    default: return expression(next)
    }
  }

  private mutating func test(_ depth: Int) -> ExpressionSyntax {
    let subject = condition(depth)
    switch random.number(1...6) {
    case 1: return made(.test(subject, .has(word()), negated: false))
    case 2: return made(.test(subject, .startsWith(text()), negated: false))
    default: return made(.test(subject, predicate(depth), negated: random.chance(oneIn: 3)))
    }
  }

  /// What a key cell or a test says, except `has` and `starts with`.
  mutating func predicate(_ depth: Int) -> PredicateSyntax {
    switch random.number(1...5) {
    case 1: return .inList(word(["EU", "receivers"]))
    case 2: return .equals(condition(depth))
    case 3:
      let (lower, upper) = (decimal(), decimal())
      let unit = unit()
      switch random.number(1...4) {
      case 1: return .between(made(.quantity(lower, unit)), made(.quantity(upper, unit)), lowerOpen: true)
      case 2: return .between(made(.percent(lower)), made(.percent(upper)), lowerOpen: false)
      case 3: return .between(made(.date(date())), made(.date(date())), lowerOpen: false)
      default: return .between(made(.number(lower)), made(.number(upper)), lowerOpen: random.chance(oneIn: 2))
      }
    default: return .compare(random.pick(PredicateSyntax.Comparison.allCases), condition(depth))
    }
  }
}

extension ExpressionSyntax {
  /// The same without brackets, which only say how the tree is read.
  var withoutBrackets: ExpressionSyntax {
    var copy = self
    switch kind {
    case .bracket(let inner): return inner.withoutBrackets
    case .negative(let inner): copy.kind = .negative(inner.withoutBrackets)
    case .binary(let sign, let left, let right):
      copy.kind = .binary(sign, left.withoutBrackets, right.withoutBrackets)
    case .aggregate(let aggregate, let inner): copy.kind = .aggregate(aggregate, inner.withoutBrackets)
    case .pick(let highest, let members): copy.kind = .pick(highest: highest, members.map(\.withoutBrackets))
    case .span(var span):
      span.from = span.from.withoutBrackets
      span.end = span.end.withoutBrackets
      copy.kind = .span(span)
    case .datePart(let part, let inner): copy.kind = .datePart(part, inner.withoutBrackets)
    case .dayInMonth(let day, let inner): copy.kind = .dayInMonth(day.withoutBrackets, inner.withoutBrackets)
    case .rounded(let inner, let rounding): copy.kind = .rounded(inner.withoutBrackets, rounding)
    case .bounded(let inner, let atLeast, let bound):
      copy.kind = .bounded(inner.withoutBrackets, atLeast: atLeast, bound.withoutBrackets)
    case .spread(var spread):
      spread.amount = spread.amount.withoutBrackets
      spread.weight = spread.weight.withoutBrackets
      spread.cap = spread.cap?.withoutBrackets
      copy.kind = .spread(spread)
    case .call(let name, let arguments): copy.kind = .call(name, arguments.map(\.withoutBrackets))
    case .test(let subject, let predicate, let negated):
      copy.kind = .test(subject.withoutBrackets, predicate.withoutBrackets, negated: negated)
    case .and(let members): copy.kind = .and(members.map(\.withoutBrackets))
    case .or(let members): copy.kind = .or(members.map(\.withoutBrackets))
    case .not(let inner): copy.kind = .not(inner.withoutBrackets)
    case .number, .quantity, .percent, .date, .text, .code, .word, .local, .rule: break
    }
    return copy
  }
}

extension PredicateSyntax {
  var withoutBrackets: PredicateSyntax {
    switch self {
    case .equals(let value): .equals(value.withoutBrackets)
    case .between(let lower, let upper, let open):
      .between(lower.withoutBrackets, upper.withoutBrackets, lowerOpen: open)
    case .compare(let comparison, let bound): .compare(comparison, bound.withoutBrackets)
    case .inList, .has, .startsWith: self
    }
  }
}
