import Diagnostics
import PolicyLanguage
import PolicyProgram
import Quantities

/// What is said of answers that cannot be taken.
extension AnswerReader {
  func phrase(_ input: InputDefinition) -> String {
    InputText(plan: plan).phrase(input, ValueText(plan: plan, currency: currency))
  }

  func shape(_ text: String, _ input: InputDefinition, _ cure: String) -> OrderProblem {
    OrderProblem(.answerShape, "\(input.name) cannot be “\(short(text))”", cure: cure, input: input.name)
  }

  func range(_ text: String, _ input: InputDefinition) -> OrderProblem {
    OrderProblem(
      .answerRange, "\(input.name) is \(short(text)), which is out of range", cure: "it is \(phrase(input))",
      input: input.name)
  }

  func step(_ text: String, _ input: InputDefinition) -> OrderProblem {
    OrderProblem(
      .answerStep, "\(input.name) is \(short(text)), which lies between two steps", cure: "it is \(phrase(input))",
      input: input.name)
  }

  func choice(_ text: String, _ allowed: [String], _ input: InputDefinition) -> OrderProblem {
    // A number is no spelling mistake.
    let close = text.utf8.contains { $0.isDigit } ? [] : Spelling.closest(to: text, among: allowed)
    let suggestion = close.first.map { "did you mean \($0)? " } ?? ""
    return OrderProblem(
      .answerChoice, "\(input.name) cannot be “\(short(text))”",
      cure: suggestion + "allowed: \(allowed.joined(separator: ", "))", input: input.name)
  }

  func country(_ text: String, _ input: InputDefinition) -> OrderProblem {
    let upper = text.uppercased()
    var cure = "write its two letters of ISO 3166, such as SE"
    if upper == "UK" {
      cure = "the United Kingdom is GB"
    } else if upper == "EL" {
      cure = "Greece is GR here; EL is the prefix of its VAT numbers"
    } else if let named = Country.all.first(where: { $0.name.uppercased() == upper }) {
      cure = "write \(named.code)"
    } else if let close = Spelling.closest(to: text, among: Country.all.map(\.name)).first,
      let named = Country.named(Country.all.first { $0.name == close }?.code ?? "")
    {
      cure = "did you mean \(named.code) (\(named.name))?"
    }
    return OrderProblem(
      .answerChoice, "\(input.name): there is no country “\(short(text))”", cure: cure, input: input.name)
  }

  func notANumber(_ text: String, _ input: InputDefinition) -> OrderProblem {
    let unit = text.drop { $0.isASCII && $0.isNumber || "-.,'’ \u{A0}\u{202F}".contains($0) }
    guard let (number, hasDecimals) = respelled(text[..<unit.startIndex]) else {
      return shape(text, input, "it is \(phrase(input))")
    }
    return suggesting(
      "\(number)\(unit)", hasDecimals ? "decimals stand behind a point" : "write it without separators", text, input)
  }

  /// Another spelling, which is read before it is shown; what is allowed where it is none.
  func suggesting(_ spelling: String, _ advice: String, _ text: String, _ input: InputDefinition) -> OrderProblem {
    var trial = self
    let isRead = spelling != text && (try? trial.read(spelling, input)) != nil
    return shape(text, input, isRead ? "\(advice): \(spelling)" : "it is \(phrase(input))")
  }

  /// A number with separators as it is written here, and whether its comma stood before decimals: the same digits in the
  /// same order. Nil where nobody can say what is meant.
  private func respelled(_ written: Substring) -> (number: String, hasDecimals: Bool)? {
    func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber || character == "-" }
    let text = String(written).trimmed
    let parts = text.split(omittingEmptySubsequences: false) { !isDigit($0) }
    let marks = text.filter { !isDigit($0) }
    guard let last = marks.last, let decimals = parts.last, !parts.contains("") else { return nil }
    // The last mark stands before decimals if it is a comma or a point, and the only one of its kind.
    let isDecimal =
      (last == "," || last == ".") && marks.count { $0 == last } == 1 && (marks.count > 1 || decimals.count != 3)
    let groups = isDecimal ? parts.dropLast() : parts[...]
    guard groups.count == 1 || groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
    let number = groups.joined() + (isDecimal ? ".\(decimals)" : "")
    return ExactDecimal(parsing: number).map { _ in (number, isDecimal && last == ",") }
  }

  /// A text for a message: harmless, and not endless.
  func short(_ text: String) -> String {
    let shown = text.utf8.count > 60 ? String(text.prefix(40)) + "…" : text
    return Display.harmless(shown)
  }
}
