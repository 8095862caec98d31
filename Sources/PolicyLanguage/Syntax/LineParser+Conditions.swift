import Diagnostics
import PolicyModel
import Quantities

/// Conditions: comparisons joined by `and`, `or`, `not`.
extension LineParser {
  /// A condition, or a bare expression where no comparison follows.
  mutating func condition() throws(SyntaxFailure) -> ExpressionSyntax {
    let start = position
    var members = [try conjunct()]
    var joiner: String?
    while isWord("and") || isWord("or") {
      let word = isWord("and") ? "and" : "or"
      if let joiner, joiner != word {
        throw failure(
          .mixedAndOr, "“and” beside “or” is not plain: which belongs together?",
          label: "“\(joiner)” stands before this",
          cure: "put brackets around what belongs together: `a and (b or c)`")
      }
      joiner = word
      position += 1
      members.append(try conjunct())
    }
    if members.count == 1 { return members[0] }
    return ExpressionSyntax(joiner == "and" ? .and(members) : .or(members), range(from: start))
  }

  /// One comparison, or an expression that is yes or no by itself.
  mutating func conjunct() throws(SyntaxFailure) -> ExpressionSyntax {
    let start = position
    let subject = try expression()
    guard let token = current else { return subject }
    switch token.kind {
    case .word:
      switch text(token) {
      case "is", "are":
        position += 1
        if take("overruled") {
          try expect("by", in: "X is overruled by Y")
          let by = try name("the rule that overrules")
          return ExpressionSyntax(.rule(try ruleName(subject), .overruled(by: by)), range(from: start))
        }
        let negated = take("not")
        return ExpressionSyntax(.test(subject, try predicate(), negated: negated), range(from: start))
      case "has":
        position += 1
        return ExpressionSyntax(
          .test(subject, .has(try name("a word of the list")), negated: false), range(from: start))
      case "starts":
        position += 1
        try expect("with", in: "X starts with \"…\"")
        let prefix = try textLiteral("the beginning")
        return ExpressionSyntax(.test(subject, .startsWith(prefix.text), negated: false), range(from: start))
      case "applies":
        position += 1
        return ExpressionSyntax(.rule(try ruleName(subject), .applies), range(from: start))
      case "decides":
        position += 1
        return ExpressionSyntax(.rule(try ruleName(subject), .decides), range(from: start))
      case "not":
        throw failure(
          .expectedWord, "“is” is missing", label: "“is” belongs here", cure: "write `is not`",
          replacing: (token, "is not"))
      default:
        if isFigure, isWord("at"), isWord("least", at: 1) || isWord("most", at: 1) { throw commaMissing(token) }
        if let mistake = spokenComparison(needsIs: true) { throw mistake }
        return subject
      }
    case .comparison, .equalSign, .plusNumber:
      throw commonMistake(token) ?? unexpected(expected: "a comparison")
    default: return subject
    }
  }

  private func ruleName(_ subject: ExpressionSyntax) throws(SyntaxFailure) -> Word {
    if case .word(let name) = subject.kind { return Word(name, subject.range) }
    throw failure(
      .ruleNameExpected, "only the name of a rule can apply, decide or be overruled", at: subject.range,
      cure: "name an exception or a value here")
  }

  /// What stands after `is`.
  mutating func predicate() throws(SyntaxFailure) -> PredicateSyntax {
    if isWord("in") {
      position += 1
      return .inList(try listName())
    }
    for comparison in [PredicateSyntax.Comparison.over, .under, .before, .after] where isWord(comparison.rawValue) {
      position += 1
      let bound = try bound()
      if comparison == .over, isWord("to"), !isWindowEnd() {
        position += 1
        let (lower, upper) = unified(bound, try self.bound())
        return .between(lower, upper, lowerOpen: true)
      }
      return .compare(comparison, bound)
    }
    if let mistake = spokenComparison(needsIs: false) { throw mistake }
    let value = try bound()
    if isWord("to"), !isWindowEnd() {
      position += 1
      let (lower, upper) = unified(value, try bound())
      return .between(lower, upper, lowerOpen: false)
    }
    if isWord("or") {
      for comparison in [PredicateSyntax.Comparison.orMore, .orLess, .orLater, .orEarlier] {
        if isWord(String(comparison.rawValue.dropFirst(3)), at: 1) {
          position += 2
          return .compare(comparison, value)
        }
      }
    }
    return .equals(value)
  }

  /// Whether `to` begins the end of a window rather than of a range: a date behind something that is none.
  private func isWindowEnd() -> Bool {
    guard let next = peek(), next.kind == .date, position > 0 else { return false }
    return tokens[position - 1].kind != .date
  }

  /// `1 to 9 licences`: the unit behind the upper end is that of both.
  private func unified(_ lower: ExpressionSyntax, _ upper: ExpressionSyntax) -> (ExpressionSyntax, ExpressionSyntax) {
    if case .number(let value) = lower.kind {
      switch upper.kind {
      case .quantity(_, let unit): return (ExpressionSyntax(.quantity(value, unit), lower.range), upper)
      case .percent: return (ExpressionSyntax(.percent(value), lower.range), upper)
      default: break
      }
    }
    return (lower, upper)
  }

  /// A bound of a comparison: an expression without `, rounded`.
  private mutating func bound() throws(SyntaxFailure) -> ExpressionSyntax {
    if let token = current, let mistake = commonMistake(token) { throw mistake }
    let bound = try sum()
    if let token = current, token.kind == .plus || token.kind == .minus, let mistake = commonMistake(token) {
      throw mistake
    }
    return bound
  }
}
