import Diagnostics
import PolicyModel
import Quantities

/// Fills the slots of a declared clause.
extension LineParser {
  /// Reads a clause after its leading words, as many as stand before here.
  mutating func parts(of declaration: ClauseDeclaration) throws(SyntaxFailure) -> [PartSyntax] {
    var parts: [PartSyntax] = []
    for piece in declaration.pattern.dropFirst(position) {
      if case .word(let word) = piece {
        try expect(word, in: declaration.example)
        continue
      }
      do throws(SyntaxFailure) {
        parts.append(try part(piece, example: declaration.example))
      } catch {
        var failure = error
        failure.diagnostic.cure = error.diagnostic.cure ?? "the line is written like `\(declaration.example)`"
        throw failure
      }
    }
    try expectEnd("the line is written like `\(declaration.example)`")
    return parts
  }

  mutating func part(_ piece: ClausePart, example: String) throws(SyntaxFailure) -> PartSyntax {
    switch piece {
    case .word: return .absent
    case .expression:
      isFigure = true
      return .expression(try condition())
    case .condition:
      let condition = try condition()
      if current?.kind == .comma {
        throw failure(
          .unexpectedToken, "“,” is too much here",
          cure: "join conditions with “and” or “or”; for one of many words make a list, and ask `is in`")
      }
      return .expression(condition)
    case .name: return .word(try name("a name"))
    case .names: return .words(try names("a name"))
    case .wordOf(let list): return .word(try name("a word of the list \(list)"))
    case .textName(let block): return .word(try name("the name of a \(block)"))
    case .choice(let words): return .word(try choice(words, example: example))
    case .text: return .text(try textLiteral("a text"))
    case .date: return .expression(try date("a date"))
    case .rounding:
      let start = position
      return .rounding(try roundingRest(from: start, phrase: example))
    case .unit: return .unit(try unitSyntax())
    case .constants: return .constants(try constants())
    case .range: return .range(try rangeSyntax())
    case .caseLine: return .caseLine(try caseLine())
    case .assignments: return .assignments(try assignments())
    case .expectations: return .expectations(try expectations())
    case .optional(let inner):
      if isAtEnd { return .absent }
      if case .text = inner, current?.kind != .text, current?.kind != .unclosedText, current?.kind != .typographicText {
        return .absent
      }
      return try part(inner, example: example)
    }
  }

  private mutating func choice(_ words: [String], example: String) throws(SyntaxFailure) -> Word {
    let start = position
    for choice in words.sorted(by: { $0.count > $1.count })
    where take(words: choice.split(separator: " ").map(String.init)) {
      return Word(choice, range(from: start))
    }
    guard let token = current else { throw unexpected(expected: words.joined(separator: " or ")) }
    if words.contains(text(token)) {
      position += 1
      return Word(text(token), range(token))
    }
    let written = Display.harmless(String(text(token).prefix(60)))
    let guess = Spelling.closest(to: written, among: words).first
    throw failure(
      .unknownChoice, "“\(written)” is none of the words that can stand here",
      cure: "one of: \(words.joined(separator: ", "))" + (guess.map { "; did you mean “\($0)”?" } ?? ""))
  }

  /// Constants joined by commas: the words of a list.
  private mutating func constants() throws(SyntaxFailure) -> [ExpressionSyntax] {
    var constants = [try constant()]
    while take(.comma) {
      if isAtEnd { break }
      constants.append(try constant())
    }
    return constants
  }

  /// A constant or a single word.
  mutating func constant() throws(SyntaxFailure) -> ExpressionSyntax {
    guard let token = current else { throw unexpected(expected: "a word or a constant") }
    switch token.kind {
    case .word, .code:
      position += 1
      return ExpressionSyntax(token.kind == .word ? .word(text(token)) : .code(text(token)), range(token))
    case .number, .date, .badDate, .text, .unclosedText, .typographicText, .minus: return try operand()
    default: throw unexpected(expected: "a word or a constant")
    }
  }

  /// `1 to 9 licences`, `1 or more`, `from D to D`, and steps.
  private mutating func rangeSyntax() throws(SyntaxFailure) -> RangeSyntax {
    var range = RangeSyntax(lower: nil, upper: nil, step: nil, unit: nil)
    if isAtEnd { return range }
    if take("from") {
      range.lower = try date("the first day")
      if take("to") { range.upper = try date("the last day") }
      return range
    }
    if !isWord("in") {
      range.lower = try operand()
      if take("to") {
        range.upper = try operand()
      } else if take("or") {
        try expect("more", in: "0 or more")
      } else {
        throw failure(
          .rangeEnd, "a range says where it ends", label: "the end belongs here",
          cure: "write `1 to 100` or `1 or more`")
      }
      if case .quantity(let value, let unit)? = range.upper?.kind, unit.per.isEmpty,
        unit.counted.map({ !$0.text.isUppercaseCode }) ?? false
      {
        range.unit = unit.counted
        range.upper?.kind = .number(value)
      } else if let token = current, token.kind == .word, !isWord("in") {
        position += 1
        range.unit = Word(text(token), self.range(token))
      }
    }
    if take(words: ["in", "steps", "of"]) {
      range.step = try operand()
      if case .quantity(let value, let unit)? = range.step?.kind, unit.per.isEmpty,
        range.unit == nil || range.unit == unit.counted,
        unit.counted.map({ !$0.text.isUppercaseCode }) ?? false
      {
        range.unit = unit.counted
        range.step?.kind = .number(value)
      }
    }
    return range
  }

  /// A result with dates and condition.
  mutating func caseLine() throws(SyntaxFailure) -> CaseLineSyntax {
    var line = CaseLineSyntax(result: nil)
    if take("refuse") {
      line.refusal = try textLiteral("the refusal's text")
    } else {
      isFigure = true
      line.result = try condition()
      isFigure = false
    }
    while !isAtEnd {
      if take(.comma) { continue }
      if line.window.from == nil, take("from") {
        line.window.from = try dateValue("the first day")
      } else if line.window.to == nil, take("to") {
        line.window.to = try dateValue("the last day")
      } else if line.window.reviewBy == nil, take(words: ["review", "by"]) {
        line.window.reviewBy = try dateValue("the day of review")
      } else if take("when") {
        if line.when != nil {
          throw failure(.whenTwice, "there is a second “when” on this line", cure: "join conditions with “and”")
        }
        line.when = try condition()
      } else {
        throw unexpected(expected: "`when …`, `from …`, `to …` or the end of the line")
      }
    }
    return line
  }

  mutating func dateValue(_ what: String) throws(SyntaxFailure) -> CalendarDate? {
    if case .date(let date) = try date(what).kind { return date }
    return nil
  }

  /// `NAME VALUE, NAME VALUE`.
  private mutating func assignments() throws(SyntaxFailure) -> [AssignmentSyntax] {
    var assignments: [AssignmentSyntax] = []
    repeat {
      let name = try name("the name of an input")
      assignments.append(AssignmentSyntax(name: name, values: try values(for: name)))
    } while take(.comma)
    return assignments
  }

  /// A constant, or several words joined by `and`.
  mutating func values(for name: Word) throws(SyntaxFailure) -> [ExpressionSyntax] {
    if isAtEnd || current?.kind == .comma {
      throw failure(
        .valueMissing, "the value of \(name.text) is missing", label: "a value belongs here",
        cure: "write `\(name.text) VALUE`")
    }
    if current?.kind == .equalSign, let token = current {
      let value = Token(kind: .word, lower: name.range.upper, upper: peek()?.lower ?? token.upper)
      throw failure(
        .comparisonSign, "a test gives values without “=”", cure: "write `\(name.text) VALUE`", replacing: (value, " "))
    }
    var values = [try constant()]
    while take("and") { values.append(try constant()) }
    return values
  }

  private mutating func expectations() throws(SyntaxFailure) -> [ExpectationSyntax] {
    var list: [ExpectationSyntax] = []
    repeat { list.append(try expectation()) } while take(.comma)
    return list
  }

  private mutating func expectation() throws(SyntaxFailure) -> ExpectationSyntax {
    let start = position
    func made(_ kind: ExpectationSyntax.Kind) -> ExpectationSyntax { ExpectationSyntax(kind, range(from: start)) }
    if take(words: ["not", "refused"]) { return made(.refused(by: nil)) }
    if take(words: ["refused", "by"]) { return made(.refused(by: try name("the name of a refusal"))) }
    if take(words: ["warned", "by"]) { return made(.warned(by: try name("the name of a warning"))) }
    if take(words: ["not", "warned"]) { return made(.warned(by: nil)) }
    if take(words: ["asks", "for"]) { return made(.asks(try name("the name of an input"))) }
    let negated = isWord("no") && effectWord(at: 1) != nil
    if negated { position += 1 }
    if let word = effectWord(at: 0), peek()?.kind == .word, !isWord("is", at: 1) {
      position += 1
      return made(.effect(kind: word, name: try name("a name"), negated: negated))
    }
    var line: Int?
    if isWord("line"), peek()?.kind == .number {
      position += 1
      line = try wholeNumber("the number of the line")
    }
    let name = try name("the name of a figure or a rule")
    if line == nil, let state = try ruleExpectation(of: name) { return made(state) }
    if take("refused") { return made(.figureRefused(name, line: line)) }
    return made(.figure(name, try values(for: name), line: line))
  }

  /// What a test expects of a rule, if that is what stands here. A rule is asked about for the order, not for one line.
  private mutating func ruleExpectation(of name: Word) throws(SyntaxFailure) -> ExpectationSyntax.Kind? {
    if take("decides") { return .rule(name, .decides, negated: false) }
    if take("applies") { return .rule(name, .applies, negated: false) }
    if take(words: ["does", "not", "apply"]) { return .rule(name, .applies, negated: true) }
    if take(words: ["does", "not", "decide"]) { return .rule(name, .decides, negated: true) }
    if take(words: ["is", "overruled", "by"]) {
      return .rule(name, .overruled(by: try self.name("the rule that overrules")), negated: false)
    }
    return nil
  }

  /// The block word of a collected effect, if it stands here.
  private func effectWord(at offset: Int) -> Word? {
    guard let token = peek(offset), token.kind == .word else { return nil }
    let word = text(token)
    guard case .effect? = vocabulary.block(word)?.defines else { return nil }
    return Word(word, range(token))
  }
}

extension String {
  /// Three upper-case letters.
  var isUppercaseCode: Bool { utf8.allSatisfy { $0 >= 65 && $0 <= 90 } }
}
