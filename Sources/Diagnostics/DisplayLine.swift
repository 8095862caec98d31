/// One line of source as it is shown: harmless, and cut with … around a place where it is too long.
struct DisplayLine {
  /// What is shown, without trailing blanks.
  private(set) var text = ""
  /// The offset and first column of each character shown.
  private var starts: [(offset: Int, column: Int)] = []
  private var end = (offset: 0, column: 0)
  private let focus: Int

  /// A line with the start of `place`, and as much of the rest as fits into `limit` columns.
  init(_ source: SourceText, line: Int, around place: Range<Int>, limit: Int) {
    let whole = source.offsets(ofLine: line)
    focus = place.lowerBound
    // Of a very long line only the bytes that could be shown are looked at.
    let reach = limit * 8
    let window = whole.clamped(to: (focus - reach)..<(focus + reach))
    let cells = Self.cells(String(source.slice(window)), from: source.scalarStart(window.lowerBound))

    let focusCell = cells.lastIndex { $0.offset <= focus } ?? 0
    let range = Self.shownCells(
      cells, focus: focusCell, limit: limit, isCutBefore: window.lowerBound > whole.lowerBound,
      isCutAfter: window.upperBound < whole.upperBound)
    var column = 0
    if range.lowerBound > 0 || window.lowerBound > whole.lowerBound {
      text = "…"
      column = 1
    }
    for cell in cells[range] {
      starts.append((cell.offset, column))
      text += cell.text
      column += cell.width
    }
    let endOffset = range.upperBound < cells.count ? cells[range.upperBound].offset : window.upperBound
    end = (endOffset, column)
    if endOffset < whole.upperBound { text += "…" }
    while text.last == " " { text.removeLast() }
  }

  /// Whether the start of a place at this offset is to be seen.
  func shows(_ offset: Int) -> Bool {
    offset == focus || ((starts.first?.offset ?? end.offset)...end.offset).contains(offset)
  }

  /// The columns to underline for a place that starts in what is shown; at least one.
  func columns(of offsets: Range<Int>) -> Range<Int> {
    let lower = starts.last { $0.offset <= offsets.lowerBound && offsets.lowerBound < end.offset }?.column ?? end.column
    let upper = starts.first { $0.offset >= offsets.upperBound }?.column ?? end.column
    return lower..<max(upper, lower + 1)
  }

  /// One character as it is shown.
  private struct Cell {
    var offset: Int
    var text: String
    var width: Int
  }

  private static func cells(_ text: String, from start: Int) -> [Cell] {
    var cells: [Cell] = []
    var offset = start
    for character in text {
      // A character may drag along any number of marks; no script needs more than these.
      let shown = Display.harmless(String(String.UnicodeScalarView(character.unicodeScalars.prefix(16))))
      cells.append(Cell(offset: offset, text: shown, width: Display.width(shown)))
      offset += character.utf8.count
    }
    return cells
  }

  /// Which cells fit into the limit: from the start of the line if the focus is near it, else from a third of the limit
  /// before the focus.
  private static func shownCells(
    _ cells: [Cell], focus: Int, limit: Int, isCutBefore: Bool, isCutAfter: Bool
  ) -> Range<Int> {
    let total = cells.reduce(0) { $0 + $1.width }
    if total <= limit, !isCutBefore, !isCutAfter { return cells.indices }
    let room = limit - 2
    let before = cells[..<focus].reduce(0) { $0 + $1.width }
    let after = total - before
    var lower = 0
    if isCutBefore || before > room * 2 / 3 {
      // Near the end of the line more is shown before the focus.
      var left = max(room / 3, isCutAfter ? 0 : room - after)
      lower = focus
      while lower > 0, cells[lower - 1].width <= left {
        lower -= 1
        left -= cells[lower].width
      }
    }
    var upper = lower
    var right = room
    while upper < cells.count, cells[upper].width <= right || upper <= focus {
      right -= cells[upper].width
      upper += 1
    }
    return lower..<upper
  }
}
