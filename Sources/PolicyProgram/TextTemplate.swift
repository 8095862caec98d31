/// A text with figures in it.
package struct TextTemplate: Sendable {
  package var parts: [Part]

  package init(
    parts: [Part]
  ) {
    self.parts = parts
  }

  package enum Part: Sendable {
    case literal(String)
    /// A node printed with its unit.
    case node(Int32)
  }
}
