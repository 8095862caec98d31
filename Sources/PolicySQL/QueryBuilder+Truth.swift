/// Three answers: yes, no, and NULL, with why it is NULL.
extension QueryBuilder {
  // MARK: Plain conditions

  func all(_ conditions: [Expression]) -> Expression { joined(conditions, "AND", absorbing: false) }
  func any(_ conditions: [Expression]) -> Expression { joined(conditions, "OR", absorbing: true) }

  private func joined(_ conditions: [Expression], _ word: String, absorbing: Bool) -> Expression {
    if conditions.contains(where: { absorbing ? $0.isTrue : $0.isFalse }) { return .truth(absorbing) }
    var seen: Set<String> = []
    let open = conditions.filter { $0.constant == nil && seen.insert($0.text).inserted }
    guard open.count > 1 else { return open.first ?? .truth(!absorbing) }
    return Expression(
      open.map(\.operand).joined(separator: " \(word) "), layer: open.map(\.layer).max() ?? 0, .truth)
  }

  func not(_ condition: Expression) -> Expression {
    if condition.constant != nil { return .truth(condition.isFalse) }
    return Expression("NOT \(condition.operand)", layer: condition.layer, .truth)
  }

  func isNull(_ expression: Expression) -> Expression {
    Expression("\(expression.operand) IS NULL", layer: expression.layer, .truth)
  }

  // MARK: Why something is NULL

  /// Whether a term was refused: never NULL.
  func refused(_ term: Term) -> Expression {
    if !term.canRefuse { return .truth(false) }
    return term.canMiss ? term.refused ?? isNull(term.value) : isNull(term.value)
  }

  /// Whether a term lacks an input: never NULL.
  func missing(_ term: Term) -> Expression {
    if !term.canMiss { return .truth(false) }
    guard term.canRefuse else { return isNull(term.value) }
    return all([isNull(term.value), not(term.refused ?? .truth(false))])
  }

  /// What comes of operands that must all be known: a refusal goes before a question.
  func strict(
    _ operands: [Term], _ value: Expression, denominator: Expression? = nil, own: Expression? = nil
  ) -> Term {
    var term = Term(
      value, denominator: denominator?.constant == 1 ? nil : denominator,
      canMiss: operands.contains(where: \.canMiss), canRefuse: own != nil || operands.contains(where: \.canRefuse))
    guard term.canMiss, term.canRefuse else { return term }
    // What comes of the operands together is refused only where all of them are known.
    let known = operands.filter(\.isOpen).map { not(isNull($0.value)) }
    term.refused = any(operands.map(refused) + (own.map { [all([$0] + known)] } ?? []))
    return term
  }

  // MARK: Conditions

  mutating func and(_ left: Term, _ right: Term) -> Term { joined(left, right, isAnd: true) }
  mutating func or(_ left: Term, _ right: Term) -> Term { joined(left, right, isAnd: false) }

  /// Where neither settles it, a question goes before a refusal.
  private mutating func joined(_ left: Term, _ right: Term, isAnd: Bool) -> Term {
    let settles = isAnd ? left.value.isFalse || right.value.isFalse : left.value.isTrue || right.value.isTrue
    if settles { return Term(.truth(!isAnd)) }
    if left.value.constant != nil { return right }
    if right.value.constant != nil { return left }
    var term = Term(
      isAnd ? all([left.value, right.value]) : any([left.value, right.value]),
      canMiss: left.canMiss || right.canMiss, canRefuse: left.canRefuse || right.canRefuse)
    guard term.canMiss, term.canRefuse else { return term }
    term.value = column(term.value, "condition")
    term.refused = all([isNull(term.value), not(any([missing(left), missing(right)]))])
    return term
  }

  func negated(_ term: Term) -> Term {
    var result = term
    result.value = not(term.value)
    return result
  }
}
