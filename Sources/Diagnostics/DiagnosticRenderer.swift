/// Shows findings, with the lines of source they speak of, as text or as JSON.
public struct DiagnosticRenderer: Sendable {
  private let sources: [SourceText]
  private let colour: Bool
  private let width: Int?

  /// A renderer for ranges in these sources.
  ///
  /// `colour` adds terminal colours. `width`, in columns, wraps sentences and cuts source lines; without it, only
  /// source lines over 160 columns are cut.
  public init(sources: [SourceText], colour: Bool = false, width: Int? = nil) {
    self.sources = sources
    self.colour = colour
    self.width = width
  }

  /// One finding over several lines, without a line end after the last.
  public func text(_ diagnostic: Diagnostic) -> String {
    let page = DiagnosticPage(diagnostic, sources: sources, painter: Painter(colour, diagnostic.severity), width: width)
    return page.lines.joined(separator: "\n")
  }

  /// All findings by source and offset, those without a place first, then how many there are: `2 errors, 1 warning`.
  /// Empty when there are none, otherwise without a line end after the last line.
  public func text(_ diagnostics: [Diagnostic]) -> String {
    if diagnostics.isEmpty { return "" }
    return (sorted(diagnostics).map { text($0) } + [summary(diagnostics)]).joined(separator: "\n\n")
  }

  /// All findings in the same order: `{"diagnostics": [{"severity", "code", "title", "message", "places": [{"file",
  /// "line", "column", "endLine", "endColumn", "lower", "upper", "label"}], "notes", "cure", "correctedLine"}],
  /// "summary": {"errors", "warnings", "notes"}}`. What a finding does not have is null or empty; places that are
  /// nowhere are left out.
  public func json(_ diagnostics: [Diagnostic]) -> JSON {
    [
      "diagnostics": .array(sorted(diagnostics).map { json($0) }),
      "summary": .object(
        Diagnostic.Severity.allCases.map { severity in
          JSON.Member(severity.rawValue + "s", JSON(diagnostics.count { $0.severity == severity }))
        }),
    ]
  }

  private func json(_ diagnostic: Diagnostic) -> JSON {
    [
      "severity": .string(diagnostic.severity.rawValue),
      "code": .string(diagnostic.code.id),
      "title": .string(diagnostic.code.title),
      "message": .string(diagnostic.message),
      "places": .array(diagnostic.places.compactMap { json($0) }),
      "notes": .array(diagnostic.notes.map { .string($0) }),
      "cure": diagnostic.cure.map { .string($0) } ?? .null,
      "correctedLine": diagnostic.correctedLine.map { .string($0) } ?? .null,
    ]
  }

  private func json(_ place: Diagnostic.Place) -> JSON? {
    guard sources.indices.contains(place.range.source) else { return nil }
    let source = sources[place.range.source]
    let start = source.position(at: place.range.lower)
    let end = source.position(at: place.range.upper)
    return [
      "file": .string(source.name),
      "line": JSON(start.line),
      "column": JSON(start.column),
      "endLine": JSON(end.line),
      "endColumn": JSON(end.column),
      "lower": JSON(place.range.lower),
      "upper": JSON(place.range.upper),
      "label": place.label.map { .string($0) } ?? .null,
    ]
  }

  private func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let order = diagnostics.enumerated().sorted { left, right in
      let (first, second) = (left.element.mainRange, right.element.mainRange)
      return (first.source, first.lower, left.offset) < (second.source, second.lower, right.offset)
    }
    return order.map(\.element)
  }

  private func summary(_ diagnostics: [Diagnostic]) -> String {
    let parts = Diagnostic.Severity.allCases.compactMap { severity -> String? in
      let count = diagnostics.count { $0.severity == severity }
      guard count > 0 else { return nil }
      let words = "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
      return Painter(colour, severity).paint(words, .severity)
    }
    return parts.joined(separator: ", ")
  }
}

extension Diagnostic {
  /// The range of the main place.
  var mainRange: SourceRange { places.first?.range ?? .none }
}
