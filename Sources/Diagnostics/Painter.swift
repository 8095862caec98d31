/// Puts terminal colours around text, or not.
struct Painter: Sendable {
  enum Ink {
    case plain, strong, severity, frame, other, cure
  }

  private let isOn: Bool
  private let severityColour: String

  init(_ isOn: Bool, _ severity: Diagnostic.Severity) {
    self.isOn = isOn
    severityColour =
      switch severity {
      case .error: "1;31"
      case .warning: "1;33"
      case .note: "1;36"
      }
  }

  func paint(_ text: String, _ ink: Ink) -> String {
    guard isOn, !text.isEmpty, let colour = colour(ink) else { return text }
    return "\u{1B}[\(colour)m\(text)\u{1B}[0m"
  }

  private func colour(_ ink: Ink) -> String? {
    switch ink {
    case .plain: nil
    case .strong: "1"
    case .severity: severityColour
    case .frame, .other: "1;34"
    case .cure: "1;32"
    }
  }
}
