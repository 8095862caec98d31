import Diagnostics
import PolicyModel
import Quantities

/// Phrases of several words: roundings, spans of time, what is spread, and the functions of plugins.
extension LineParser {
  /// What follows `rounded`: `half up to cent`.
  mutating func roundingRest(
    from start: Int, phrase: String = "rounded half up to cent"
  ) throws(SyntaxFailure) -> RoundingSyntax {
    let mode = try roundingMode()
    try expect("to", in: phrase)
    let stepStart = position
    let step = try roundingStep()
    return RoundingSyntax(mode: mode, step: step, range: range(from: start), stepRange: range(from: stepStart))
  }

  mutating func roundingMode() throws(SyntaxFailure) -> RoundingMode {
    for mode in RoundingMode.allCases where areWords(mode.words.split(separator: " ").map(String.init)) {
      if mode.words.contains(" ") {
        position += 2
        return mode
      }
    }
    for mode in RoundingMode.allCases where isWord(mode.words) {
      position += 1
      return mode
    }
    let modes = RoundingMode.allCases.map(\.words).joined(separator: ", ")
    if let token = current, token.kind == .word, !isWord("to") {
      let guess = Spelling.closest(to: text(token), among: RoundingMode.allCases.map(\.words)).first
      throw failure(
        .roundingMode, "“\(text(token))” is no way of rounding", cure: "the ways are: \(modes)",
        replacing: guess.map { (token, $0) })
    }
    throw failure(
      .roundingMode, "a rounding says which way", label: "a way of rounding belongs here",
      cure: "the ways are: \(modes)")
  }

  private mutating func roundingStep() throws(SyntaxFailure) -> RoundingSyntax.Step {
    if take("cent") { return .cent }
    if take("end") { return try roundingEnding() }
    if let token = current, isWord("ends") || isWord("ending") {
      throw failure(
        .roundingStep, "an ending is written with “end”", cure: "write `to end in 0.99`", replacing: (token, "end"))
    }
    if take("whole") {
      if let token = current, token.kind == .word, !ReservedWords.operatorWords.contains(text(token)) {
        position += 1
        return .whole(Word(text(token), range(token)))
      }
      return .whole(nil)
    }
    if current?.kind == .number {
      let step = try numberOperand()
      switch step.kind {
      case .number(let value): return .multiple(value, nil)
      case .percent(let value): return .percent(value)
      case .quantity(let value, let unit) where unit.per.isEmpty: return .multiple(value, unit.counted)
      default: break
      }
    }
    throw failure(
      .roundingStep, "a rounding says to what", label: "what is rounded to belongs here",
      cure: "write `to cent`, `to 0.05 CHF`, `to whole months`, `to end in 0.99` or the like")
  }

  /// What follows `to end`: `in 0.99`.
  private mutating func roundingEnding() throws(SyntaxFailure) -> RoundingSyntax.Step {
    try expect("in", in: "to end in 0.99")
    if let sign = current, sign.kind == .minus {
      throw failure(
        .roundingEnding, "an ending has no sign", at: range(sign), cure: "write it without: `to end in 0.99`",
        replacing: (sign, ""))
    }
    guard let token = current, token.kind == .number else {
      if let token = current, let mistake = commonMistake(token) { throw mistake }
      throw failure(
        .roundingStep, "a rounding says in what amounts end", label: "an ending belongs here",
        cure: "write `to end in 0.99` or the like")
    }
    let start = position
    switch try numberOperand().kind {
    case .number(let ending): return .ending(ending, nil)
    case .quantity(let ending, let unit) where unit.per.isEmpty: return .ending(ending, unit.counted)
    default:
      throw failure(
        .roundingEnding, "only amounts of money have an ending", at: range(from: start),
        cure: "write `to end in 0.99`, or a step of a percentage: `to 0.1%`")
    }
  }

  mutating func span() throws(SyntaxFailure) -> ExpressionSyntax {
    let start = position
    guard let token = current, let unit = SpanUnit(rawValue: text(token)) else { throw unexpected(expected: "a span") }
    position += 2
    let from = try sum()
    let countsEnd: Bool
    if take("until") {
      countsEnd = false
    } else if take("through") {
      countsEnd = true
    } else if let wrong = current, isWord("to") {
      throw failure(
        .spanTo, "a span does not say “to”: it is not plain whether the last day counts",
        label: "does this day count?", cure: "write `until` if the day is not counted, `through` if it is",
        replacing: (wrong, "until"))
    } else {
      throw failure(
        .spanEnd, "the end of the span is missing",
        cure: "write `\(unit) from A until B` (B not counted) or `through B` (counted)")
    }
    var span = SpanSyntax(unit: unit, from: from, end: try sum(), countsEnd: countsEnd)
    // Each is said once: what is said again is left, and so too much.
    var saidDirection = false
    modifiers: while true {
      let offset = current?.kind == .comma ? 1 : 0
      if isWord("counted", at: offset), !saidDirection {
        saidDirection = true
        position += offset + 1
        if take("back") {
          span.countedBack = true
        } else if !take("forward") {
          throw failure(
            .spanDirection, "a span is counted forward or counted back",
            cure: "write `counted forward` or `counted back`")
        }
      } else if areWords(["in", "months", "of"], at: offset), span.monthDays == nil {
        position += offset + 3
        let days = try wholeNumber("the number of days in a month")
        guard (1...366).contains(days) else {
          throw failure(
            .monthDays, "a month of \(days) days is not possible here", at: range(tokens[position - 1]),
            cure: "write 1 to 366 days, such as `in months of 30 days`")
        }
        span.monthDays = days
        try expect("days", in: "in months of 30 days")
      } else if offset == 1, isWord("rounded", at: 1), span.rounding == nil {
        let before = position
        position += 2
        let mode = try roundingMode()
        if isWord("to"), peek()?.kind != .date {
          position = before
          break modifiers
        }
        span.rounding = mode
      } else {
        break modifiers
      }
    }
    return ExpressionSyntax(.span(span), range(from: start))
  }

  mutating func spread() throws(SyntaxFailure) -> ExpressionSyntax {
    let start = position
    position += 1
    let amount = try sum()
    try expect("over", in: "spread X over Y")
    var spread = SpreadSyntax(amount: amount, weight: try sum(), leftover: .largestRemainder, cap: nil)
    var saidLeftover = false
    while current?.kind == .comma {
      if areWords(["leftover", "to", "the"], at: 1), !saidLeftover {
        saidLeftover = true
        position += 4
        if take("first") {
          spread.leftover = .first
        } else if take("largest") {
          spread.leftover = .largest
        } else {
          throw failure(
            .leftover, "the leftover goes to the first or to the largest",
            cure: "write `leftover to the first` or `leftover to the largest`")
        }
      } else if areWords(["each", "at", "most"], at: 1), spread.cap == nil {
        position += 4
        spread.cap = try sum()
      } else {
        break
      }
    }
    return ExpressionSyntax(.spread(spread), range(from: start))
  }

  mutating func call(_ index: Int) throws(SyntaxFailure) -> ExpressionSyntax {
    let start = position
    let function = vocabulary.functions[index]
    var arguments: [ExpressionSyntax] = []
    for part in function.phrase {
      switch part {
      case .word(let word): try expect(word, in: function.example)
      case .comma:
        guard take(.comma) else {
          throw failure(
            .expectedWord, "a comma is missing: it is written `\(function.example)`",
            cure: "write `\(function.example)`")
        }
      case .argument: arguments.append(try operandOrSum())
      }
    }
    return ExpressionSyntax(.call(function.name, arguments), range(from: start))
  }

  /// An argument: everything up to the phrase's next word. `of` would read on, so products of names stand in brackets.
  private mutating func operandOrSum() throws(SyntaxFailure) -> ExpressionSyntax {
    let start = position
    var result = try operand()
    while let token = current, token.kind == .plus || token.kind == .minus, token.hasBlankBefore,
      peek()?.hasBlankBefore == true
    {
      try countSign()
      position += 1
      result = ExpressionSyntax(
        .binary(token.kind == .plus ? .add : .subtract, result, try operand()), range(from: start))
    }
    return result
  }
}
