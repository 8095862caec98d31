extension Outcome {
  /// The figure of the order with this name, without its unit.
  func figure(_ name: String) throws -> String {
    guard let text = figures[name] else { throw VectorFault.unusable("the quote has no figure \(name)") }
    return Outcome.bare(text)
  }

  /// The figure of every line with this name, without its unit.
  func lineFigures(_ name: String) throws -> [String] {
    try lineFigures.map { line in
      guard let text = line[name] else { throw VectorFault.unusable("a line has no figure \(name)") }
      return Outcome.bare(text)
    }
  }

  /// The number in `3 months` or `EUR 47.52`; any other text as it is.
  static func bare(_ text: String) -> String {
    let words = text.split(separator: " ")
    guard words.count > 1 else { return text }
    return words.first { DecimalText.isDecimal(String($0)) }.map(String.init) ?? text
  }

  /// Why this outcome cannot hold figures, or nil where it can.
  var obstacle: String? {
    if !loadErrors.isEmpty { return "the book does not load: \(loadErrors.joined(separator: "; "))" }
    if !refusals.isEmpty { return "refused: \(refusals.joined(separator: "; "))" }
    if !missing.isEmpty { return "asked for \(missing.joined(separator: ", "))" }
    return nil
  }
}
