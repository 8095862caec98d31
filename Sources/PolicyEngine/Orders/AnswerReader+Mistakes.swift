import Diagnostics
import PolicyLanguage
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
    let plain = text.filter { $0 != "," && $0 != "'" && $0 != "’" && $0 != " " && $0 != "\u{A0}" }
    let groups: [Substring] = text.split(separator: ",", omittingEmptySubsequences: false)
    let isGrouped = groups.count > 1 && groups.dropFirst().allSatisfy { $0.count >= 3 }
    if plain != text, ExactDecimal(parsing: plain) != nil {
      return shape(
        text, input,
        isGrouped || !text.contains(",")
          ? "write it without separators: \(plain)"
          : "decimals stand behind a point: \(String(text.map { $0 == "," ? "." : $0 }))")
    }
    return shape(text, input, "it is \(phrase(input))")
  }

  /// A text for a message: harmless, and not endless.
  func short(_ text: String) -> String {
    let shown = text.utf8.count > 60 ? String(text.prefix(40)) + "…" : text
    return Display.harmless(shown)
  }
}
