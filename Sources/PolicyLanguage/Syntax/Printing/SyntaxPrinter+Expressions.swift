package import PolicyModel
import Quantities

/// Expressions and conditions. Brackets are written where the tree has them, and where the text would else say something
/// different.
extension SyntaxPrinter {
  /// An expression or a condition.
  package func text(_ expression: ExpressionSyntax) -> String { text(expression, at: .condition) }

  /// How tightly a part of a line binds, the loosest first.
  private enum Level: Int {
    case condition, conjunct, expression, sum, product, operand

    init(of expression: ExpressionSyntax) {
      switch expression.kind {
      case .and, .or: self = .condition
      case .test, .rule: self = .conjunct
      case .rounded, .bounded: self = .expression
      case .binary(.add, _, _), .binary(.subtract, _, _): self = .sum
      case .binary: self = .product
      default: self = .operand
      }
    }
  }

  /// What stands behind an expression, which may read on into it.
  private enum Follower {
    case nothing, sign, comma, comparison
    /// `to …` or `or more`.
    case range
  }

  func operand(_ expression: ExpressionSyntax) -> String { text(expression, at: .operand) }

  private func text(
    _ expression: ExpressionSyntax, at level: Level, before follower: Follower = .nothing
  ) -> String {
    if Level(of: expression).rawValue < level.rawValue || (follower != .nothing && readsOn(expression, into: follower))
    {
      return "(" + bare(expression) + ")"
    }
    return bare(expression)
  }

  private func bare(_ expression: ExpressionSyntax) -> String {
    switch expression.kind {
    case .number(let value): return value.description
    case .quantity(let value, let unit): return "\(value) \(text(unit))"
    case .percent(let value): return "\(value)%"
    case .date(let date): return date.description
    case .text(let text): return Self.quoted(text)
    case .word(let word): return name(word, .expressions)
    case .code(let word), .local(let word): return word
    case .bracket(let inner): return "(" + text(inner) + ")"
    case .negative(let inner):
      if case .binary = inner.kind { return "-(" + text(inner) + ")" }
      return (isUnsignedNumber(inner) ? "-(" + text(inner) + ")" : "-" + operand(inner))
    case .binary(let operation, let left, let right): return binary(operation, left, right)
    case .aggregate(let aggregate, let inner): return aggregate.rawValue + " " + operand(inner)
    case .pick(let highest, let members):
      return (highest ? "highest" : "lowest") + " of ("
        + members.map { text($0) }.joined(separator: ", ") + ")"
    case .span(let span): return text(span)
    case .datePart(let part, let inner): return "\(part.rawValue) of \(operand(inner))"
    case .dayInMonth(let day, let date):
      return "day \(operand(day)) in the month of \(operand(date))"
    case .rounded(let inner, let rounding):
      return "\(text(inner, at: .expression, before: .comma)), rounded \(text(rounding))"
    case .bounded(let inner, let atLeast, let bound):
      return
        "\(text(inner, at: .expression, before: .comma)), at \(atLeast ? "least" : "most") \(text(bound, at: .sum))"
    case .spread(let spread): return text(spread)
    case .call(let name, let arguments): return call(name, arguments)
    case .test(let subject, let predicate, let negated):
      return text(subject, at: .expression, before: .comparison) + " " + test(predicate, isNegated: negated)
    case .and(let members): return members.map { text($0, at: .conjunct) }.joined(separator: " and ")
    case .or(let members): return members.map { text($0, at: .conjunct) }.joined(separator: " or ")
    case .not(let inner): return "not " + text(inner, at: .conjunct)
    case .rule(let rule, let state): return "\(name(rule.text, .expressions)) \(text(state))"
    }
  }

  private func binary(
    _ operation: ExpressionSyntax.BinaryOperator, _ left: ExpressionSyntax, _ right: ExpressionSyntax
  ) -> String {
    let isSum = operation == .add || operation == .subtract
    return text(left, at: isSum ? .sum : .product, before: .sign) + " \(operation.rawValue) "
      + text(right, at: isSum ? .product : .operand)
  }

  /// Whether a minus before it would become part of the number.
  private func isUnsignedNumber(_ expression: ExpressionSyntax) -> Bool {
    switch expression.kind {
    case .number(let value), .percent(let value), .quantity(let value, _): value.digits >= 0
    default: false
    }
  }

  /// Whether the last part of an expression would take what stands behind it as its own.
  private func readsOn(_ expression: ExpressionSyntax, into follower: Follower) -> Bool {
    switch expression.kind {
    case .span(let span):
      return !span.countedBack && span.monthDays == nil && span.rounding == nil
        && (follower == .sign || readsOn(span.end, into: follower))
    case .spread(let spread):
      return spread.leftover == .largestRemainder
        && (follower == .sign || readsOn(spread.cap ?? spread.weight, into: follower))
    case .not(let inner):
      guard follower == .range else { return true }
      if case .test = inner.kind { return true }
      return readsOn(inner, into: follower)
    case .negative(let inner), .aggregate(_, let inner), .datePart(_, let inner), .dayInMonth(_, let inner),
      .binary(_, _, let inner), .bounded(_, _, let inner):
      return readsOn(inner, into: follower)
    case .call(let name, let arguments):
      guard let last = arguments.last, case .argument? = function(name)?.phrase.last else { return false }
      return follower == .sign || readsOn(last, into: follower)
    default: return false
    }
  }

  // MARK: Phrases

  /// `months from A until B counted back, in months of 30 days, rounded up`.
  private func text(_ span: SpanSyntax) -> String {
    var written = "\(span.unit.rawValue) from \(text(span.from, at: .sum))"
    let end = text(span.end, at: .sum, before: span.rounding == nil ? .nothing : .comma)
    written += " \(span.countsEnd ? "through" : "until") \(end)"
    if span.countedBack { written += " counted back" }
    if let days = span.monthDays { written += (span.countedBack ? "," : "") + " in months of \(days) days" }
    if let mode = span.rounding { written += ", rounded \(mode.words)" }
    return written
  }

  /// `spread X over Y, each at most Z, leftover to the first`.
  private func text(_ spread: SpreadSyntax) -> String {
    var written = "spread \(text(spread.amount, at: .sum)) over \(text(spread.weight, at: .sum))"
    if let cap = spread.cap { written += ", each at most \(text(cap, at: .sum))" }
    switch spread.leftover {
    case .largestRemainder: break
    case .first: written += ", leftover to the first"
    case .largest: written += ", leftover to the largest"
    }
    return written
  }

  private func function(_ name: String) -> FunctionDeclaration? { vocabulary.functions.first { $0.name == name } }

  /// A plugin's function, by its phrase.
  private func call(_ name: String, _ arguments: [ExpressionSyntax]) -> String {
    guard let function = function(name) else { return name }
    var written = ""
    var rest = arguments[...]
    for part in function.phrase {
      switch part {
      case .word(let word): written += (written.isEmpty ? "" : " ") + word
      case .comma: written += ","
      case .argument:
        guard let next = rest.popFirst() else { return written }
        written += " " + argument(next)
      }
    }
    return written
  }

  /// Arguments are sums of single operands: products in them stand in brackets.
  private func argument(_ expression: ExpressionSyntax) -> String {
    if case .binary(let operation, let left, let right) = expression.kind, operation == .add || operation == .subtract {
      let first = readsOn(left, into: .sign) ? "(" + text(left) + ")" : argument(left)
      return "\(first) \(operation.rawValue) \(operand(right))"
    }
    return operand(expression)
  }

  // MARK: Predicates

  /// What stands behind the subject of a test.
  private func test(_ predicate: PredicateSyntax, isNegated: Bool) -> String {
    switch predicate {
    case .has(let word): return "has " + word.text
    case .startsWith(let prefix): return "starts with " + Self.quoted(prefix)
    default:
      let written = text(predicate)
      if isNegated { return "is not " + written }
      // `is not` would deny the whole test.
      return written.hasPrefix("not ") ? "is " + text(predicate.inBrackets) : "is " + written
    }
  }

  /// What stands after `is`, and in a key cell.
  func text(_ predicate: PredicateSyntax) -> String {
    switch predicate {
    case .equals(let value): text(value, at: .sum)
    case .between(let lower, let upper, let lowerOpen):
      (lowerOpen ? "over " : "") + range(lower, upper)
    case .compare(let comparison, let bound):
      switch comparison {
      case .over, .under, .before, .after: comparison.rawValue + " " + text(bound, at: .sum)
      case .orMore, .orLess, .orLater, .orEarlier:
        text(bound, at: .sum, before: .range) + " " + comparison.rawValue
      }
    case .inList(let list): "in " + name(list.text, .expressions)
    case .has, .startsWith: test(predicate, isNegated: false)
    }
  }

  /// `1 to 9 licences`: the unit of both ends is written once.
  private func range(_ lower: ExpressionSyntax, _ upper: ExpressionSyntax) -> String {
    let last = text(upper, at: .sum)
    if case .quantity(let value, let unit) = lower.kind, case .quantity(_, unit) = upper.kind {
      return "\(value) to \(last)"
    }
    let first = text(lower, at: .sum, before: .range)
    // A day behind `to` ends a range only behind another day.
    let isWindow = CalendarDate(parsing: last.prefix(10)) != nil && CalendarDate(parsing: first.suffix(10)) == nil
    return "\(first) to \(isWindow ? "(\(last))" : last)"
  }
}

extension PredicateSyntax {
  /// The same with a bracket around its first expression.
  fileprivate var inBrackets: PredicateSyntax {
    func bracket(_ expression: ExpressionSyntax) -> ExpressionSyntax {
      ExpressionSyntax(.bracket(expression), expression.range)
    }
    return switch self {
    case .equals(let value): .equals(bracket(value))
    case .between(let lower, let upper, let lowerOpen): .between(bracket(lower), upper, lowerOpen: lowerOpen)
    case .compare(let comparison, let bound): .compare(comparison, bracket(bound))
    case .inList, .has, .startsWith: self
    }
  }
}
