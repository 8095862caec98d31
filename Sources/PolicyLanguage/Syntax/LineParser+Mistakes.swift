import Diagnostics
import PolicyModel

/// What people type who know other languages: each answered by a message of its own that shows the line as it should be.
extension LineParser {
  /// The message for a token that many write and the language does not have; nil for any other.
  func commonMistake(_ token: Token) -> SyntaxFailure? {
    let written = Display.harmless(String(text(token).prefix(60)))
    switch token.kind {
    case .comparison, .equalSign: return comparisonMistake(token, written)
    case .groupedNumber: return groupedNumber(token, written)
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
      let codes: [Character: String] = ["€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"]
      let code = codes[written.first ?? " "] ?? "EUR"
      let amount = written.dropFirst().replacing(",", with: ".")
      let replacement = amount.isEmpty ? code : "\(amount) \(code)"
      return failure(
        .currencySign, "currencies are written by their code, behind the amount", at: range(token),
        cure: "write `\(replacement)`; in a row keyed by currency, the bare amount", replacing: (token, replacement))
    case .typographicText:
      let inner = text(token).dropFirst().dropLast()
      return failure(
        .typographicQuotes, "these are typographic quotes; rule texts stand in straight ones", at: range(token),
        cure: "use the key \" on both sides", replacing: (token, "\"\(inner)\""))
    case .unclosedText:
      return failure(
        .unclosedText, "this text has no closing quote", at: range(token), cure: "close it with \" at its end")
    case .badDate: return badDate(token)
    case .junk:
      return failure(
        .unknownCharacter, "the character “\(written)” has no meaning here", at: range(token),
        cure: "take it out, or put the text in quotes")
    case .capital:
      let lower = text(token).lowercased().replacingUnderscores()
      return failure(
        .capitalInName, "“\(written)” has capital letters or underscores; names are lower-case words joined by hyphens",
        at: range(token), cure: "write `\(Display.harmless(String(lower.prefix(60))))`",
        replacing: lower.utf8.count > 200 ? nil : (token, lower))
    case .word: return wordMistake(token, written)
    default: return nil
    }
  }

  private func comparisonMistake(_ token: Token, _ written: String) -> SyntaxFailure {
    let next = tokens.first { $0.lower >= token.upper }
    let value = next.map { Display.harmless(String(text($0).prefix(60))) } ?? "10"
    let replacement: String
    switch written {
    case ">=": replacement = "is \(value) or more"
    case "<=": replacement = "is \(value) or less"
    case ">": replacement = "is over \(value)"
    case "<": replacement = "is under \(value)"
    case "!=", "!": replacement = "is not \(value)"
    default: replacement = "is \(value)"
    }
    let upper = next?.upper ?? token.upper
    return SyntaxFailure(
      diagnostic: Diagnostic(
        .comparisonSign, "“\(written)” is no word of the language: comparisons are written out", at: range(token),
        cure: "write `\(replacement)`", correctedLine: correctedLine(from: token.lower, to: upper, with: replacement)))
  }

  private func groupedNumber(_ token: Token, _ written: String) -> SyntaxFailure {
    let groups = written.split(separator: ",", omittingEmptySubsequences: false)
    let isThousands = groups.count > 1 && groups.dropFirst().allSatisfy { $0.prefix { $0 != "." }.count == 3 }
    let number = isThousands ? written.replacing(",", with: "") : written.replacing(",", with: ".")
    return isThousands
      ? failure(
        .groupedNumber, "numbers are written without separators of thousands", at: range(token),
        cure: "write `\(number)`; a list needs a blank behind each comma", replacing: (token, number))
      : failure(
        .decimalComma, "decimals are written with a point", at: range(token),
        cure: "write `\(number)`; a list needs a blank behind each comma", replacing: (token, number))
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
    case "today", "now":
      return failure(
        .noClock, "there is no clock in the rules: the same order must always give the same quote", at: range(token),
        cure: "name a date of the order, such as quote-date", replacing: (token, "quote-date"))
    default: return nil
    }
  }
}
