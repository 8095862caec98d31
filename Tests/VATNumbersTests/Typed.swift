import Testing
import VATNumbers

/// What a person types; its name in a report of tests shows no character that a terminal would obey.
struct Typed: ExpressibleByStringLiteral, Sendable, CustomTestStringConvertible {
  var text: String

  init(stringLiteral text: String) {
    self.text = text
  }

  var testDescription: String { text.unicodeScalars.map { $0.escaped(asASCII: true) }.joined() }
}

/// What is wrong with a text, or nil when it is a VAT number.
func problem(_ text: some StringProtocol, country: String? = nil) -> VATNumberProblem? {
  do throws(VATNumberProblem) {
    if let country {
      _ = try VATNumber(parsing: text, country: country)
    } else {
      _ = try VATNumber(parsing: text)
    }
    return nil
  } catch { return error }
}

/// A problem as one line.
func rendered(_ problem: VATNumberProblem?) -> String {
  problem.map { "\($0.kind): \($0.message) > \($0.cure)" } ?? "no problem"
}
