import Diagnostics
import PolicyModel
import Quantities

/// Expressions, tightest first: name, constant, bracket; `sum of` and its kin; `×`, `/`, `of`; `+`, `-`; then
/// `, rounded`, `, at least`, `, at most` over all before.
extension LineParser {
  /// An expression with its bounds and roundings.
  mutating func expression() throws(SyntaxFailure) -> ExpressionSyntax {
    let start = position
    var result = try sum()
    while current?.kind == .comma {
      if isWord("rounded", at: 1) {
        try countSign()
        position += 2
        let rounding = try roundingRest(from: position - 1)
        result = ExpressionSyntax(.rounded(result, rounding), range(from: start))
      } else if isWord("at", at: 1), isWord("least", at: 2) || isWord("most", at: 2) {
        try countSign()
        let atLeast = isWord("least", at: 2)
        position += 3
        result = ExpressionSyntax(.bounded(result, atLeast: atLeast, try sum()), range(from: start))
      } else {
        break
      }
    }
    return result
  }

  /// `a + b - c`.
  mutating func sum() throws(SyntaxFailure) -> ExpressionSyntax {
    let start = position
    var result = try product()
    while let token = current, token.kind == .plus || token.kind == .minus {
      guard let next = peek(), token.hasBlankBefore, next.hasBlankBefore else {
        let sign = text(token)
        if let next = peek() {
          let spaced = (token.hasBlankBefore ? "" : " ") + sign + (next.hasBlankBefore ? "" : " ")
          throw failure(
            .blanksAroundSign, "“\(sign)” between two figures needs a blank on both sides",
            cure: "names contain hyphens, so write `a \(sign) b`", replacing: (token, spaced))
        }
        throw failure(
          .lineEndsEarly, "what is \(token.kind == .plus ? "added" : "taken away") is missing behind “\(sign)”",
          cure: "write a figure or a name behind it, or take the sign out")
      }
      try countSign()
      position += 1
      let right = try product()
      result = ExpressionSyntax(.binary(token.kind == .plus ? .add : .subtract, result, right), range(from: start))
    }
    return result
  }

  /// `a × b`, `a / b`, `p of x`.
  mutating func product() throws(SyntaxFailure) -> ExpressionSyntax {
    let start = position
    var result = try operand()
    while let token = current {
      let operation: ExpressionSyntax.BinaryOperator
      switch token.kind {
      case .times: operation = .multiply
      case .slash: operation = .divide
      case .word where isWord("of"): operation = .percentOf
      case .word where isWord("x") && peek() != nil: throw timesSign(token)
      default: return result
      }
      try countSign()
      position += 1
      result = ExpressionSyntax(.binary(operation, result, try operand()), range(from: start))
    }
    return result
  }

  /// A name, a constant, a bracket, or one of the phrases that begin with a word of their own.
  mutating func operand() throws(SyntaxFailure) -> ExpressionSyntax {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.depthLimit else {
      throw failure(
        .tooDeep, "brackets are nested more than \(Self.depthLimit) deep",
        cure: "give a part of it a name: a value of its own")
    }
    let start = position
    guard let token = current else { throw unexpected(expected: "a figure or a name") }
    switch token.kind {
    case .number: return try numberOperand()
    case .date, .badDate: return try date("a date")
    case .text, .unclosedText, .typographicText:
      let literal = try textLiteral("a text")
      return ExpressionSyntax(.text(literal.text), literal.range)
    case .code:
      if let amount = peek(), amount.kind == .number, Currency.named(text(token)) != nil {
        throw failure(
          .currencySign, "the currency stands behind the amount", cure: "write `\(text(amount)) \(text(token))`",
          replacing: (token.joined(with: amount), "\(text(amount)) \(text(token))"))
      }
      position += 1
      return ExpressionSyntax(.code(text(token)), range(token))
    case .minus:
      position += 1
      if current?.kind == .number {
        var constant = try numberOperand()
        switch constant.kind {
        case .number(let value): constant.kind = .number(ExactDecimal(digits: -value.digits, scale: value.scale))
        case .percent(let value): constant.kind = .percent(ExactDecimal(digits: -value.digits, scale: value.scale))
        case .quantity(let value, let unit):
          constant.kind = .quantity(ExactDecimal(digits: -value.digits, scale: value.scale), unit)
        default: break
        }
        constant.range = range(from: start)
        return constant
      }
      return ExpressionSyntax(.negative(try operand()), range(from: start))
    case .open:
      position += 1
      let inner = try condition()
      guard take(.close) else {
        throw failure(
          .bracketOpen, "this bracket is not closed", at: range(token), label: "opened here", cure: "close it with )")
      }
      return ExpressionSyntax(.bracket(inner), range(from: start))
    case .word: return try wordOperand(token)
    default: throw unexpected(expected: "a figure or a name")
    }
  }

  private mutating func wordOperand(_ token: Token) throws(SyntaxFailure) -> ExpressionSyntax {
    let start = position
    for local in localNames where areWords(local) {
      position += local.count
      return ExpressionSyntax(.local(local.joined(separator: " ")), range(from: start))
    }
    let word = text(token)
    switch word {
    case "sum", "count", "highest", "lowest":
      if isWord("of", at: 1) { return try aggregate(word) }
    case "any", "all":
      position += 1
      let aggregate: ExpressionSyntax.Aggregate = word == "any" ? .any : .all
      return ExpressionSyntax(.aggregate(aggregate, try operand()), range(from: start))
    case "days", "weeks", "months", "years":
      if isWord("from", at: 1) { return try span() }
      if isWord("between", at: 1) { throw spanBetween() }
    case "month", "weekday", "year", "day":
      if let part = ExpressionSyntax.DatePart(rawValue: word), isWord("of", at: 1) {
        position += 2
        return ExpressionSyntax(.datePart(part, try operand()), range(from: start))
      }
      if word == "day" {
        position += 1
        let day = try operand()
        for next in ["in", "the", "month", "of"] { try expect(next, in: "day 31 in the month of D") }
        return ExpressionSyntax(.dayInMonth(day, try operand()), range(from: start))
      }
    case "spread": return try spread()
    case "not":
      position += 1
      return ExpressionSyntax(.not(try conjunct()), range(from: start))
    case "yes", "no":
      position += 1
      return ExpressionSyntax(.word(word), range(token))
    default: break
    }
    if let index = vocabulary.function(named: word, at: self) { return try call(index) }
    if let mistake = commonMistake(token) { throw mistake }
    if ReservedWords.operatorWords.contains(word) { throw unexpected(expected: "a figure or a name") }
    position += 1
    return ExpressionSyntax(.word(word), range(token))
  }

  private mutating func aggregate(_ word: String) throws(SyntaxFailure) -> ExpressionSyntax {
    let start = position
    position += 2
    let isExtreme = word == "highest" || word == "lowest"
    if isExtreme, let open = current, open.kind == .open {
      position += 1
      var members = [try condition()]
      while take(.comma) { members.append(try condition()) }
      guard take(.close) else {
        throw failure(
          .bracketOpen, "this bracket is not closed", at: range(open), label: "opened here", cure: "close it with )")
      }
      if members.count > 1 {
        return ExpressionSyntax(.pick(highest: word == "highest", members), range(from: start))
      }
      let inner = ExpressionSyntax(.bracket(members[0]), members[0].range)
      return ExpressionSyntax(.aggregate(word == "highest" ? .highest : .lowest, inner), range(from: start))
    }
    let aggregate: ExpressionSyntax.Aggregate =
      switch word {
      case "sum": .sum
      case "count": .count
      case "highest": .highest
      default: .lowest
      }
    return ExpressionSyntax(.aggregate(aggregate, try operand()), range(from: start))
  }

  /// A number with `%`, with a unit, or bare.
  mutating func numberOperand() throws(SyntaxFailure) -> ExpressionSyntax {
    let start = position
    guard let token = current, token.kind == .number, let value = ExactDecimal(parsing: text(token)) else {
      throw failure(.numberTooLong, "this number has too many digits", cure: "numbers have at most 30 digits")
    }
    position += 1
    if take(.percent) { return ExpressionSyntax(.percent(value), range(from: start)) }
    guard let unit = current, unit.kind == .word || unit.kind == .code else {
      if let next = current, next.kind == .currencySign || next.kind == .comparison {
        throw unexpected(expected: "a unit")
      }
      return ExpressionSyntax(.number(value), range(from: start))
    }
    let word = text(unit)
    if word == "x", peek() != nil { throw timesSign(unit) }
    if word == "percent" {
      throw failure(
        .unknownUnit, "percentages are written with %", cure: "write `\(text(token))%`",
        replacing: (token.joined(with: unit), "\(text(token))%"))
    }
    if word != "per", unit.kind == .word, ReservedWords.operatorWords.contains(word) {
      return ExpressionSyntax(.number(value), range(from: start))
    }
    return ExpressionSyntax(.quantity(value, try unitSyntax()), range(from: start))
  }

  /// `EUR per licence per month`, `licences`, `per month`.
  mutating func unitSyntax() throws(SyntaxFailure) -> UnitSyntax {
    var counted: Word?
    if let token = current, token.kind == .code || token.kind == .word, !isWord("per") {
      position += 1
      counted = Word(text(token), range(token))
    }
    var per: [Word] = []
    while take("per") {
      guard let token = current, token.kind == .word else {
        throw unexpected(expected: "a unit such as licence or month")
      }
      position += 1
      per.append(Word(text(token), range(token)))
    }
    return UnitSyntax(counted: counted, per: per)
  }
}

extension Vocabulary {
  /// The function whose first word this is, if its next word fits too or there is none.
  func function(named word: String, at parser: LineParser) -> Int? {
    function(startingWith: word).flatMap { index in
      let phrase = functions[index].phrase
      if phrase.count > 1, case .word(let second) = phrase[1] { return parser.isWord(second, at: 1) ? index : nil }
      return index
    }
  }
}
