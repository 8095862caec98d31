/// Neighbouring lines of one source with everything that is marked on them.
struct Snippet {
  /// A stretch of one line to be underlined.
  struct Mark {
    var line: Int
    /// Offsets in the source, within the line.
    var offsets: Range<Int>
    var label: String?
    var isMain: Bool
  }

  private let source: SourceText
  private var marks: [Mark] = []
  private var firstLine: Int
  private(set) var lastLine: Int
  /// `file:line:column` of the main place, or of the first one here.
  private(set) var heading: String
  private(set) var hasMain = false
  /// The line on which the main place begins.
  private(set) var mainLine: Int

  /// The snippets of a finding, the one with the main place first.
  static func all(of diagnostic: Diagnostic, sources: [SourceText]) -> [Snippet] {
    var snippets: [(source: Int, snippet: Snippet)] = []
    for (index, place) in diagnostic.places.enumerated() where sources.indices.contains(place.range.source) {
      var new = Snippet(place, isMain: index == 0, in: sources[place.range.source])
      // A place between two snippets may join them to one; the earliest gives its heading.
      var position: Int?
      for old in snippets.indices.reversed() {
        guard snippets[old].source == place.range.source, snippets[old].snippet.isNear(new) else { continue }
        new = snippets[old].snippet.joined(with: new)
        if let position { snippets.remove(at: position) }
        snippets[old].snippet = new
        position = old
      }
      if position == nil { snippets.append((place.range.source, new)) }
    }
    return snippets.map(\.snippet)
  }

  private init(_ place: Diagnostic.Place, isMain: Bool, in source: SourceText) {
    let lower = min(max(place.range.lower, 0), source.utf8Count)
    let upper = min(max(place.range.upper, lower), source.utf8Count)
    let position = source.position(at: lower)
    self.source = source
    firstLine = position.line
    lastLine = source.lineNumber(at: max(lower, upper - 1))
    mainLine = position.line
    hasMain = isMain
    heading = "\(Display.harmless(source.name)):\(position.line):\(position.column)"

    // Of a place over many lines, only the ends are shown.
    let shown = lastLine - firstLine <= 3 ? Array(firstLine...lastLine) : [firstLine, lastLine]
    for line in shown {
      let whole = source.offsets(ofLine: line)
      let start = line == firstLine ? min(lower, whole.upperBound) : whole.lowerBound + source.indentation(ofLine: line)
      let end = max(start, min(upper, whole.upperBound))
      if line != firstLine, line != lastLine, start == end { continue }
      marks.append(Mark(line: line, offsets: start..<end, label: line == lastLine ? place.label : nil, isMain: isMain))
    }
  }

  /// Whether at most two lines lie between this and another snippet of the same source.
  private func isNear(_ other: Snippet) -> Bool {
    other.firstLine - lastLine <= 3 && firstLine - other.lastLine <= 3
  }

  private func joined(with other: Snippet) -> Snippet {
    var result = self
    result.marks += other.marks
    result.firstLine = min(firstLine, other.firstLine)
    result.lastLine = max(lastLine, other.lastLine)
    return result
  }

  /// The source lines and what is marked on them.
  func lines(gutter: Gutter, painter: Painter, limit: Int) -> [String] {
    var result: [String] = []
    var previous: Int?
    for line in Set(marks.map(\.line)).sorted() {
      if let previous, line - previous > 3 {
        result.append(gutter.gap)
      } else if let previous {
        for between in (previous + 1)..<max(line, previous + 1) {
          let start = source.offsets(ofLine: between).lowerBound
          let shown = DisplayLine(source, line: between, around: start..<start, limit: limit)
          result.append(gutter.row(number: between, shown.text))
        }
      }
      result += markedLine(line, gutter: gutter, painter: painter, limit: limit)
      previous = line
    }
    return result
  }

  /// One line with its marks; a long line is shown once for each group of marks that fits into the limit.
  private func markedLine(_ line: Int, gutter: Gutter, painter: Painter, limit: Int) -> [String] {
    var waiting = marks.filter { $0.line == line }
    var result: [String] = []
    while let first = waiting.first(where: \.isMain) ?? waiting.first {
      let shown = DisplayLine(source, line: line, around: first.offsets, limit: limit)
      let fitting = waiting.filter { shown.shows($0.offsets.lowerBound) }
      waiting.removeAll { shown.shows($0.offsets.lowerBound) }
      result.append(gutter.row(number: line, shown.text))
      let rows = UnderlineRows(fitting.map { (shown.columns(of: $0.offsets), $0) }, painter: painter)
      result += rows.lines.map { gutter.row($0) }
    }
    return result
  }
}
