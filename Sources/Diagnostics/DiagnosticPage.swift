/// One finding laid out as lines: heading, snippets of source, notes, cure.
struct DiagnosticPage {
  private(set) var lines: [String] = []
  private let painter: Painter
  private let width: Int?
  private let gutter: Gutter

  init(_ diagnostic: Diagnostic, sources: [SourceText], painter: Painter, width: Int?) {
    let snippets = Snippet.all(of: diagnostic, sources: sources)
    self.painter = painter
    self.width = width
    gutter = Gutter(greatestNumber: snippets.map(\.lastLine).max() ?? 0, painter: painter)

    let mark = "\(diagnostic.severity.rawValue) \(Display.harmless(diagnostic.code.id))"
    addProse(diagnostic.message, after: mark, .severity, textInk: .strong)
    let limit = min(160, width.map { max(20, $0 - gutter.width - 3) } ?? 160)
    for (index, snippet) in snippets.enumerated() {
      lines.append(gutter.heading(index == 0 ? "-->" : ":::", snippet.heading))
      lines.append(gutter.row())
      lines += snippet.lines(gutter: gutter, painter: painter, limit: limit)
    }
    for note in diagnostic.notes { addProse(note, after: "  note", .strong) }
    if let cure = diagnostic.cure { addProse(cure, after: "  cure", .cure) }
    if let corrected = diagnostic.correctedLine {
      lines.append("  " + painter.paint("as it should be:", .cure))
      addCorrected(corrected, number: snippets.first { $0.hasMain }?.mainLine)
    }
  }

  /// A sentence after a mark and a colon; its further lines are indented.
  private mutating func addProse(_ text: String, after mark: String, _ ink: Painter.Ink, textInk: Painter.Ink = .plain)
  {
    let indent = mark.hasPrefix(" ") ? 8 : 2
    var prefix = painter.paint(mark + ":", ink) + " "
    var column = Display.width(mark) + 2
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      for line in wrapped(Display.harmless(String(paragraph)), firstColumn: column, indent: indent) {
        lines.append(line.isEmpty ? "" : prefix + painter.paint(line, textInk))
        prefix = String(repeating: " ", count: indent)
        column = indent
      }
    }
  }

  /// The words of a text on as many lines as the width asks for.
  private func wrapped(_ text: String, firstColumn: Int, indent: Int) -> [String] {
    guard let width, firstColumn + Display.width(text) > width else { return [text] }
    var result: [String] = []
    var line = ""
    var column = firstColumn
    for word in text.split(separator: " ") {
      let wordWidth = Display.width(String(word))
      if !line.isEmpty, column + 1 + wordWidth > width {
        result.append(line)
        (line, column) = ("", indent)
      }
      column += wordWidth + (line.isEmpty ? 0 : 1)
      line += line.isEmpty ? String(word) : " " + word
    }
    return result + [line]
  }

  private mutating func addCorrected(_ text: String, number: Int?) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      lines.append(gutter.row(number: index == 0 ? number : nil, Display.harmless(String(line))))
    }
  }
}
