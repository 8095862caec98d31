/// What stands beneath a source line: the underlines, and their labels.
///
/// The label of the last underline stands beside it. The others hang below on lines of their own, from right to left.
struct UnderlineRows {
  private(set) var lines: [String] = []
  private let painter: Painter

  init(_ marks: [(columns: Range<Int>, mark: Snippet.Mark)], painter: Painter) {
    self.painter = painter
    let sorted = marks.sorted {
      ($0.columns.lowerBound, $0.columns.upperBound, $0.mark.isMain ? 1 : 0)
        < ($1.columns.lowerBound, $1.columns.upperBound, $1.mark.isMain ? 1 : 0)
    }
    var hanging = sorted.filter { $0.mark.label != nil }
    var underline = underline(sorted)
    if let last = sorted.last, last.mark.label != nil,
      !sorted.contains(where: { $0.columns.upperBound > last.columns.upperBound })
    {
      hanging.removeLast()
      underline += " " + label(last.mark)
    }
    lines.append(underline)
    guard !hanging.isEmpty else { return }
    lines.append(connectors(hanging))
    while let next = hanging.popLast() {
      let column = next.columns.lowerBound
      let (left, width) = connectorText(hanging.filter { $0.columns.lowerBound < column })
      lines.append(left + String(repeating: " ", count: column - width) + label(next.mark))
    }
  }

  private typealias Marks = [(columns: Range<Int>, mark: Snippet.Mark)]

  /// ^ beneath the main place, which covers -, beneath the others.
  private func underline(_ marks: Marks) -> String {
    var signs = [Character](repeating: " ", count: marks.map(\.columns.upperBound).max() ?? 0)
    for (columns, mark) in marks.filter({ !$0.mark.isMain }) + marks.filter(\.mark.isMain) {
      for column in columns { signs[column] = mark.isMain ? "^" : "-" }
    }
    var result = ""
    var rest = signs[...]
    while let sign = rest.first {
      let run = rest.prefix { $0 == sign }
      result += painter.paint(String(run), sign == "^" ? .severity : (sign == "-" ? .other : .plain))
      rest = rest.dropFirst(run.count)
    }
    return result
  }

  private func connectors(_ marks: Marks) -> String { connectorText(marks).text }

  /// A | under the start of each mark, and how many columns that takes.
  private func connectorText(_ marks: Marks) -> (text: String, width: Int) {
    var text = ""
    var width = 0
    for (columns, mark) in marks where columns.lowerBound >= width {
      text +=
        String(repeating: " ", count: columns.lowerBound - width) + painter.paint("|", mark.isMain ? .severity : .other)
      width = columns.lowerBound + 1
    }
    return (text, width)
  }

  private func label(_ mark: Snippet.Mark) -> String {
    let words = (mark.label ?? "").split(separator: "\n").joined(separator: " ")
    return painter.paint(Display.harmless(words), mark.isMain ? .severity : .other)
  }
}
