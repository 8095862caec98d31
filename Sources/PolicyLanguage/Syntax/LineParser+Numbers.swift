import Diagnostics
import PolicyModel
import Quantities

/// Numbers as other countries, programs and keyboards write them. A correction changes the spelling of a number, never
/// its digits; where it is not plain what is meant, none is shown.
extension LineParser {
  /// `100,000`, `9,90`, `10.000,50`, `1 234,50`.
  func groupedNumber(_ token: Token, _ written: String) -> SyntaxFailure {
    let (whole, text) = withGroups(before: token, written)
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    let isThousands =
      whole.lower == token.lower && groups.count > 1
      && groups.dropFirst().allSatisfy { $0.prefix { $0 != "." }.count == 3 }
    if isThousands {
      return numberFailure(
        .groupedNumber, "numbers are written without separators of thousands", whole, text.replacing(",", with: ""))
    }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    // `10.000,50`: the point groups, the comma does not.
    let thousands = parts[0].replacing(".", with: "")
    let isPlain = parts.count == 2 && (!parts[0].contains(".") || hasGroups(parts[0], "."))
    return numberFailure(
      .decimalComma, "decimals are written with a point", whole,
      isPlain && !parts[1].contains(".") ? "\(thousands).\(parts[1])" : nil)
  }

  /// `.99`, `9.`, `1'234`, `1.000.000`; of `1.5.2` nobody can say what it means.
  func strangeNumber(_ token: Token, _ written: String) -> SyntaxFailure {
    let text = text(token)
    let digits = text.filter(\.isASCIIDigit)
    var number: String?
    if text == "." + digits {
      number = "0." + digits
    } else if text == digits + "." {
      number = digits
    } else if let separator = text.first(where: { !$0.isASCIIDigit }), separator != "·", hasGroups(text[...], separator)
    {
      number = digits
    }
    return numberFailure(.strangeNumber, "“\(written)” is not written as a number", token, number)
  }

  /// `1 234` where one number belongs; nil for anything else.
  func spacedNumber(_ token: Token) -> SyntaxFailure? {
    guard token.kind == .number else { return nil }
    let (whole, text) = withGroups(before: token, text(token))
    guard whole.lower < token.lower else { return nil }
    return numberFailure(.groupedNumber, "numbers are written without separators of thousands", whole, text)
  }

  private func numberFailure(
    _ code: DiagnosticCode, _ message: String, _ token: Token, _ number: String?
  ) -> SyntaxFailure {
    let next = tokens.first { $0.lower == token.upper }
    // A letter that hangs on it may be a digit, as in `8,4O`.
    let isAlone = next.map { ![.word, .code, .capital, .number, .junk].contains($0.kind) } ?? true
    guard let number, isAlone else {
      return failure(
        code, message, at: range(token), cure: "write it in digits, with a point before decimals and no other signs")
    }
    let isList = code == .groupedNumber || code == .decimalComma
    return failure(
      code, message, at: range(token),
      cure: "write `\(number)`" + (isList ? "; a list needs a blank behind each comma" : ""),
      replacing: (token, number))
  }

  /// A number with the groups of thousands that stand before it, a blank apart: `1 234,50`.
  private func withGroups(before token: Token, _ written: String) -> (Token, String) {
    var (whole, text) = (token, written)
    var index = tokens.firstIndex { $0.lower == token.lower } ?? 0
    while index > 0, tokens[index].hasBlankBefore, tokens[index - 1].kind == .number,
      text.prefix(while: \.isASCIIDigit).count == 3
    {
      let group = self.text(tokens[index - 1])
      guard group.count <= 3, group.allSatisfy(\.isASCIIDigit) else { break }
      whole = tokens[index - 1].joined(with: whole)
      text = group + text
      index -= 1
      if group.count < 3 { break }
    }
    return (whole, text)
  }

  /// Whether a text is digits in groups of three behind the first, all with one separator.
  private func hasGroups(_ text: Substring, _ separator: Character) -> Bool {
    let groups = text.split(separator: separator, omittingEmptySubsequences: false)
    return groups.count > 1 && (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
      && groups.allSatisfy { $0.allSatisfy(\.isASCIIDigit) }
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
