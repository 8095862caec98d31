import Diagnostics

/// Clauses that many blocks share, so that they read the same everywhere.
extension ClauseDeclaration {
  public static let when = ClauseDeclaration(
    "when", [.word("when"), .condition], summary: "Where it holds.", example: "when buyer is reseller")
  public static let from = ClauseDeclaration(
    "from", [.word("from"), .date], summary: "The first day it holds.", example: "from 2026-01-01")
  public static let to = ClauseDeclaration(
    "to", [.word("to"), .date], summary: "The last day it holds.", example: "to 2026-12-31")
  public static let reviewBy = ClauseDeclaration(
    "review by", [.word("review"), .word("by"), .date], summary: "The day by which somebody looks at it again.",
    example: "review by 2027-11-01")
  public static let datedBy = ClauseDeclaration(
    "dated by", [.word("dated"), .word("by"), .name], summary: "The date its from and to are read against.",
    example: "dated by tax-point")
  public static let because = ClauseDeclaration(
    "because", [.word("because"), .text], summary: "The reason shown.", example: "because \"Agreed in 2024\"")
  public static let source = ClauseDeclaration(
    "source", [.word("source"), .text], summary: "Where it is written.",
    example: "source \"Reseller agreement, section 4\"")
  public static let print = ClauseDeclaration(
    "print", [.word("print"), .text], summary: "Put on quote and invoice if it decides.",
    example: "print \"Reverse charge\"")

  /// The dates of a block.
  public static let dates: [ClauseDeclaration] = [from, to, reviewBy, datedBy]
  /// Reason, source and what is printed.
  public static let notes: [ClauseDeclaration] = [because, source, print]
}

/// What lowering reads from a block again and again.
extension BlockSyntax {
  /// The dates given on lines of their own.
  public var window: WindowSyntax {
    WindowSyntax(
      from: clause("from")?.date(), to: clause("to")?.date(), reviewBy: clause("review by")?.date())
  }

  /// The name behind `dated by`.
  public var datedBy: Word? { clause("dated by")?.word() }

  /// The case an exception block makes, with a result found elsewhere.
  public func exceptionCase(result: CaseDeclaration.Result, steps: [StepDeclaration] = []) -> CaseDeclaration {
    CaseDeclaration(
      name: name, title: title, targets: targets, result: result, when: clause("when")?.expression(), window: window,
      datedBy: datedBy, isFinal: clause("final") != nil, because: clause("because")?.text(),
      source: clause("source")?.text(), print: clause("print")?.text(), steps: steps, range: range)
  }
}

extension ExpressionSyntax {
  /// The same expression with names of several words replaced by others.
  public func replacing(locals: [String: String]) -> ExpressionSyntax {
    func mapped(_ expression: ExpressionSyntax) -> ExpressionSyntax { expression.replacing(locals: locals) }
    var copy = self
    switch kind {
    case .local(let name): if let replacement = locals[name] { copy.kind = .word(replacement) }
    case .bracket(let inner): copy.kind = .bracket(mapped(inner))
    case .negative(let inner): copy.kind = .negative(mapped(inner))
    case .binary(let operation, let left, let right): copy.kind = .binary(operation, mapped(left), mapped(right))
    case .aggregate(let aggregate, let inner): copy.kind = .aggregate(aggregate, mapped(inner))
    case .pick(let highest, let members): copy.kind = .pick(highest: highest, members.map(mapped))
    case .span(var span):
      span.from = mapped(span.from)
      span.end = mapped(span.end)
      copy.kind = .span(span)
    case .datePart(let part, let inner): copy.kind = .datePart(part, mapped(inner))
    case .dayInMonth(let day, let inner): copy.kind = .dayInMonth(mapped(day), mapped(inner))
    case .rounded(let inner, let rounding): copy.kind = .rounded(mapped(inner), rounding)
    case .bounded(let inner, let atLeast, let bound):
      copy.kind = .bounded(mapped(inner), atLeast: atLeast, mapped(bound))
    case .spread(var spread):
      spread.amount = mapped(spread.amount)
      spread.weight = mapped(spread.weight)
      spread.cap = spread.cap.map(mapped)
      copy.kind = .spread(spread)
    case .call(let name, let arguments): copy.kind = .call(name, arguments.map(mapped))
    case .test(let subject, let predicate, let negated):
      copy.kind = .test(mapped(subject), predicate.mapped(mapped), negated: negated)
    case .and(let members): copy.kind = .and(members.map(mapped))
    case .or(let members): copy.kind = .or(members.map(mapped))
    case .not(let inner): copy.kind = .not(mapped(inner))
    case .number, .quantity, .percent, .date, .text, .code, .word, .rule: break
    }
    return copy
  }
}

extension PredicateSyntax {
  /// The predicate with each expression in it changed.
  func mapped(_ change: (ExpressionSyntax) -> ExpressionSyntax) -> PredicateSyntax {
    switch self {
    case .equals(let value): .equals(change(value))
    case .between(let lower, let upper, let open): .between(change(lower), change(upper), lowerOpen: open)
    case .compare(let comparison, let bound): .compare(comparison, change(bound))
    case .inList, .has, .startsWith: self
    }
  }
}
