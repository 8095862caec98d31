package import PolicyModel

/// What an order still needs, in words.
package enum MissingInputs {
  /// All of it, for those who cannot be asked.
  package static func text(_ missing: [MissingInput]) -> String {
    let rows = missing.map { ["  \($0.input)", $0.title, $0.allowed.joined(separator: ", ")] }
    let first = missing.first.map { "  cure: give them as NAME=VALUE, such as \($0.input)=\(example($0))" } ?? ""
    return "this order does not say yet:\n\(Columns(headings: []).text(rows))\n\(first)"
  }

  /// One question, with the allowed answers.
  package static func question(_ input: MissingInput) -> String {
    "\(input.title): \(input.allowed.joined(separator: ", "))"
  }

  private static func example(_ input: MissingInput) -> String {
    let first = input.allowed.first ?? "…"
    switch input.type {
    case "date": return "2026-03-01"
    case "country": return "SE"
    case "one of": return first.contains(" ") ? "\"\(first)\"" : first
    case "yes or no": return "yes"
    default: return first.split(separator: " ").first.map(String.init) ?? "…"
    }
  }
}
