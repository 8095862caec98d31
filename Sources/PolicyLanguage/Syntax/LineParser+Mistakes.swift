import Diagnostics
import PolicyModel
import Quantities

/// What people type who know other languages: each answered by a message of its own that shows the line as it should be.
extension LineParser {
  /// The message for a token that many write and the language does not have; nil for any other.
  func commonMistake(_ token: Token) -> SyntaxFailure? {
    switch token.kind {
    case .number, .date, .text, .code, .open, .comma: return nil
    default: break
    }
    let written = Display.harmless(String(text(token).prefix(60)))
    switch token.kind {
    case .comparison, .equalSign: return comparisonMistake(token, written)
    case .groupedNumber: return groupedNumber(token, written)
    case .strangeNumber: return strangeNumber(token, written)
    case .hyphenRange:
      let ends = written.split { !$0.isNumber }.map(String.init)
      guard ends.count == 2 else { return nil }
      return failure(
        .hyphenRange, "a range is written with “to”", at: range(token), cure: "write `\(ends[0]) to \(ends[1])`",
        replacing: (token, "\(ends[0]) to \(ends[1])"))
    case .plusNumber:
      let number = written.dropLast()
      return failure(
        .plusNumber, "“\(written)” is written with words", at: range(token), cure: "write `\(number) or more`",
        replacing: (token, "\(number) or more"))
    case .currencySign:
      return currencySign(token, written)
    case .slash:
      guard let index = tokens.firstIndex(where: { $0.lower == token.lower }), index > 0,
        tokens[index - 1].kind == .slash, tokens[index - 1].upper == token.lower
      else { return nil }
      return failure(
        .unknownCharacter, "comments begin with #", at: range(tokens[index - 1].joined(with: token)),
        cure: "write # in place of //",
        replacing: (Token(kind: .junk, lower: tokens[index - 1].lower, upper: lineRange.upper), ""))
    case .typographicText:
      let inner = text(token).dropFirst().dropLast()
      return failure(
        .typographicQuotes, "these are typographic quotes; rule texts stand in straight ones", at: range(token),
        cure: "use the key \" on both sides", replacing: (token, "\"\(inner)\""))
    case .unclosedText:
      return failure(
        .unclosedText, "this text has no closing quote", at: range(token), cure: "close it with \" at its end")
    case .close:
      return failure(
        .bracketOpen, "this bracket closes none", at: range(token), cure: "take it out, or open it before",
        replacing: (token, ""))
    case .badDate: return badDate(token)
    case .junk: return junk(token, written)
    case .capital:
      if let country = Country.all.first(where: { $0.name == written }) {
        return failure(
          .unknownCountry, "countries are named by their two letters", at: range(token),
          cure: "write `\(country.code)`",
          replacing: (token, country.code))
      }
      let lower = text(token).lowercased().replacingUnderscores()
      return failure(
        .capitalInName, "“\(written)” has capital letters or underscores; names are lower-case words joined by hyphens",
        at: range(token), cure: "write `\(Display.harmless(String(lower.prefix(60))))`",
        replacing: lower.utf8.count > 200 ? nil : (token, lower))
    case .word: return wordMistake(token, written)
    default: return nil
    }
  }

  private func currencySign(_ token: Token, _ written: String) -> SyntaxFailure {
    let codes: [Character: String] = ["€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"]
    let code = codes[written.first ?? " "] ?? "EUR"
    var amount = String(written.dropFirst()).replacing(",", with: ".")
    var whole = token
    let index = tokens.firstIndex { $0.lower == token.lower } ?? 0
    if amount.isEmpty, index + 1 < tokens.count, tokens[index + 1].kind == .number {
      amount = text(tokens[index + 1])
      whole = token.joined(with: tokens[index + 1])
    } else if amount.isEmpty, index > 0, tokens[index - 1].kind == .number {
      amount = text(tokens[index - 1])
      whole = tokens[index - 1].joined(with: token)
    }
    let replacement = amount.isEmpty ? code : "\(amount) \(code)"
    return failure(
      .currencySign, "currencies are written by their code, behind the amount", at: range(whole),
      cure: "write `\(replacement)`; in a row keyed by currency, the bare amount", replacing: (whole, replacement))
  }

  /// A sign that means nothing.
  private func junk(_ token: Token, _ written: String) -> SyntaxFailure {
    if written == "&&" || written == "&" {
      return failure(
        .unknownCharacter, "conditions are joined with words", at: range(token), cure: "write `and`",
        replacing: (token, "and"))
    }
    if written == ";", token.upper < lineRange.upper {
      return failure(
        .unknownCharacter, "entries are joined by commas", at: range(token), cure: "write a comma",
        replacing: (token, ","))
    }
    if written.first?.isLetter == true {
      return failure(
        .unknownCharacter, "the letter “\(written)” cannot stand in a name", at: range(token),
        cure: "write names in the letters a to z; titles and texts stand in quotes")
    }
    return failure(
      .unknownCharacter, "the character “\(written)” has no meaning here", at: range(token),
      cure: "take it out; between quotes it can stand in a text", replacing: (token, ""))
  }

  /// `E rounded half up to cent`, `E at least F`.
  func commaMissing(_ token: Token) -> SyntaxFailure {
    let before = tokens.last { $0.upper <= token.lower }?.upper ?? token.lower
    return failure(
      .expectedWord, "a comma is missing before “\(text(token))”", at: range(token),
      cure: "write it as `…, rounded half up to cent` or `…, at least 10 EUR`",
      replacing: (Token(kind: .comma, lower: before, upper: token.lower), ", "))
  }

  /// `a x b`.
  func timesSign(_ token: Token) -> SyntaxFailure {
    var mistake = failure(
      .unexpectedToken, "“x” is a letter; figures are multiplied with a sign", at: range(token), cure: "write × or *")
    mistake.diagnostic.correctedLine = source.slice(lineRange.lower, lineRange.upper).replacing(" x ", with: " × ")
    return mistake
  }

  /// What stands where a date is expected: all of it, up to the next blank.
  func noDate(_ token: Token, _ what: String) -> SyntaxFailure {
    let rest = tokens[position...].dropFirst().prefix { !$0.hasBlankBefore && $0.kind != .comma }
    var end = token
    for next in rest where next.lower == end.upper { end = next }
    let written = source.slice(token.lower, end.upper)
    let parts = written.split { !$0.isNumber }
    var date: CalendarDate?
    // A number of fifty digits is none of a date.
    let numbers = parts.compactMap { Int($0) }
    if parts.count == 3, numbers.count == 3, written.allSatisfy({ $0.isNumber || "-./".contains($0) }) {
      if parts[0].count == 4 {
        date = CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2])
      } else if parts[2].count == 4, written.contains(".") || numbers[0] > 12 || numbers[0] == numbers[1] {
        date = CalendarDate(year: numbers[2], month: numbers[1], day: numbers[0])
      } else if parts[2].count == 4, numbers[1] > 12 {
        date = CalendarDate(year: numbers[2], month: numbers[0], day: numbers[1])
      }
    }
    return failure(
      .dateMissing, "“\(Display.harmless(String(written.prefix(60))))” is no date", at: range(token.joined(with: end)),
      label: "\(what) belongs here", cure: "write the date as year-month-day: \(date?.description ?? "2026-01-31")",
      replacing: date.map { (token.joined(with: end), $0.description) })
  }

  /// `days between A and B`.
  func spanBetween() -> SyntaxFailure {
    let between = tokens[position + 1]
    let and = tokens[position...].first { source.matches("and", $0.lower, $0.upper) }
    let replacement = and.map { (between.joined(with: $0), "from" + source.slice(between.upper, $0.lower) + "until") }
    return failure(
      .spanTo, "a span does not say “between”: it is not plain whether the last day counts", at: range(between),
      label: "does the last day count?",
      cure: "write `from A until B` if the last day is not counted, `from A through B` if it is", replacing: replacement
    )
  }

  /// Comparisons as people say them, with what the language writes before and behind the figure.
  private static let spokenComparisons: [(words: [String], before: String, behind: String)] = [
    (["at", "least"], "", " or more"), (["at", "most"], "", " or less"), (["more", "than"], "over ", ""),
    (["greater", "than"], "over ", ""), (["higher", "than"], "over ", ""), (["above"], "over ", ""),
    (["less", "than"], "under ", ""), (["fewer", "than"], "under ", ""), (["lower", "than"], "under ", ""),
    (["below"], "under ", ""), (["equal", "to"], "", ""), (["equals"], "", ""), (["between"], "", ""),
  ]

  /// `at least 10`, `more than 10`, `between 10 and 20`, said of a figure.
  func spokenComparison(needsIs: Bool) -> SyntaxFailure? {
    guard current?.kind == .word, let phrase = Self.spokenComparisons.first(where: { areWords($0.words) }),
      peek(phrase.words.count) != nil
    else { return nil }
    let isBound = phrase.words[0] == "at"
    let place = range(current ?? tokens[0]).union(range(tokens[position + phrase.words.count - 1]))
    let spoken = "“\(phrase.words.joined(separator: " "))”"
    var rest = self
    rest.position += phrase.words.count
    let start = rest.tokens[rest.position].lower
    guard let bound = try? rest.sum() else { return nil }
    var written = source.slice(start, bound.range.upper)
    var upper = bound.range.upper
    if phrase.words == ["between"] {
      guard rest.take("and"), let end = try? rest.sum() else { return nil }
      upper = end.range.upper
      written += " to " + source.slice(end.range.lower, upper)
    }
    let replacement = phrase.before + written + phrase.behind
    return SyntaxFailure(
      diagnostic: Diagnostic(
        isBound ? .atLeastInCondition : .comparisonWords,
        isBound
          ? "“at least” and “at most” bound an amount; a comparison says “\(phrase.behind.dropFirst())”"
          : "\(spoken) is no word of the language",
        at: place, cure: "write `\(replacement)`",
        correctedLine: correctedLine(
          from: place.lower, to: upper, with: (needsIs ? "is " : "") + replacement)))
  }

  private func comparisonMistake(_ token: Token, _ written: String) -> SyntaxFailure {
    var rest = self
    rest.position = tokens.firstIndex { $0.lower == token.lower } ?? 0
    let isDone = isCell || (rest.position > 0 && rest.isWord("is", at: -1))
    rest.position += 1
    var value = "10"
    var upper = token.upper
    if let next = rest.current {
      upper = (try? rest.sum())?.range.upper ?? next.upper
      value = Display.harmless(String(source.slice(next.lower, upper).prefix(60)))
    }
    let comparison: String
    switch written {
    case ">=": comparison = "\(value) or more"
    case "<=": comparison = "\(value) or less"
    case ">": comparison = "over \(value)"
    case "<": comparison = "under \(value)"
    case "!=", "!": comparison = "not \(value)"
    default: comparison = value
    }
    let replacement = isDone ? comparison : "is " + comparison
    return SyntaxFailure(
      diagnostic: Diagnostic(
        .comparisonSign, "“\(written)” is no word of the language: comparisons are written out", at: range(token),
        cure: "write `\(replacement)`", correctedLine: correctedLine(from: token.lower, to: upper, with: replacement)))
  }

  private func wordMistake(_ token: Token, _ written: String) -> SyntaxFailure? {
    switch written {
    case "if":
      return failure(
        .ifForWhen, "conditions begin with “when”", at: range(token), cure: "write `when` in place of `if`",
        replacing: (token, "when"))
    case "unless":
      return failure(
        .unlessForWhenNot, "“unless” is no word of the language", at: range(token),
        cure: "write `when not (…)`, or say the opposite: `is not`", replacing: (token, "when not"))
    case "rounded": return commaMissing(token)
    case "else":
      return failure(
        .unknownClause, "“else” is no word of the language", at: range(token), cure: "write `otherwise`",
        replacing: (token, "otherwise"))
    case "today", "now":
      return failure(
        .noClock, "there is no clock in the rules: the same order must always give the same quote", at: range(token),
        cure: "name a date of the order, such as quote-date", replacing: (token, "quote-date"))
    default: return nil
    }
  }
}
