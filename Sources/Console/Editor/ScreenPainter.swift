/// Brings frames to the terminal, each as the difference to the one before.
///
/// Only these are sent: CR, LF, cursor up, down and right, erase to the end of row and screen, colours.
/// Every move begins at column 0, so that nothing depends on what a terminal does at its right edge.
struct ScreenPainter {
  var colour = false

  /// What stands on the screen, as far as it fits; nil if nothing does and the cursor is in a fresh row.
  private var shown: ScreenFrame?
  /// The row of the terminal's cursor in it.
  private var row = 0
  /// Rows from the first one down that surely exist: below them only a line feed makes room.
  private var rowsMade = 1
  /// The first row of a frame that is too tall.
  private var top = 0

  /// What to write to have `frame` on a screen of that many rows.
  mutating func paint(_ frame: ScreenFrame, screenRows: Int) -> String {
    let frame = visible(frame, screenRows: screenRows)
    guard frame != shown else { return "" }
    var out = ""
    let old = shown?.rows ?? []
    for (index, cells) in frame.rows.enumerated() where index >= old.count || old[index] != cells {
      out += move(to: index) + difference(from: index < old.count ? old[index] : nil, to: cells)
    }
    if old.count > frame.rows.count { out += move(to: frame.rows.count) + "\u{1B}[J" }
    out += move(to: frame.cursor.row) + right(frame.cursor.column)
    shown = frame
    return out
  }

  /// Moves the cursor behind the last character, for what comes after the line.
  mutating func finish() -> String {
    guard let shown else { return "" }
    return move(to: shown.rows.count - 1) + right(width(shown.rows[shown.rows.count - 1]))
  }

  /// Removes everything.
  mutating func erase() -> String {
    defer { forget() }
    return move(to: 0) + "\u{1B}[J"
  }

  /// Removes everything after the screen's width has changed. Most terminals wrap anew what they show.
  mutating func erase(newColumns: Int) -> String {
    guard let shown, newColumns > 0 else { return erase() }
    let above = shown.rows[..<row].reduce(0) { $0 + max(1, (width($1) + newColumns - 1) / newColumns) }
    row = above + shown.cursor.column / newColumns
    return erase()
  }

  /// Something else has been written, and the cursor is at the beginning of a fresh row.
  mutating func forget() {
    shown = nil
    row = 0
    rowsMade = 1
  }

  /// Of a frame taller than the screen, the rows around the cursor.
  private mutating func visible(_ frame: ScreenFrame, screenRows: Int) -> ScreenFrame {
    let room = max(1, screenRows)
    guard frame.rows.count > room else {
      top = 0
      return frame
    }
    top = max(min(top, frame.cursor.row, frame.rows.count - room), frame.cursor.row - room + 1)
    return frame.window(top..<top + room)
  }

  private mutating func move(to target: Int) -> String {
    var out = "\r"
    if target < row { out += "\u{1B}[\(row - target)A" }
    let reached = min(target, rowsMade - 1)
    if reached > row { out += "\u{1B}[\(reached - row)B" }
    if target > reached { out += String(repeating: "\n", count: target - reached) }
    rowsMade = max(rowsMade, target + 1)
    row = target
    return out
  }

  private func right(_ columns: Int) -> String {
    columns > 0 ? "\u{1B}[\(columns)C" : ""
  }

  private func width(_ cells: some Sequence<ScreenFrame.Cell>) -> Int {
    cells.reduce(0) { $0 + $1.width }
  }

  /// The row from the first cell that differs, from column 0 on.
  private func difference(from old: [ScreenFrame.Cell]?, to new: [ScreenFrame.Cell]) -> String {
    let same = zip(old ?? [], new).prefix { $0 == $1 }.count
    // Erased before it is written: behind a full row, some terminals would erase its last character.
    var out = right(width(new[..<same])) + (old.map { width(new) < width($0) } ?? true ? "\u{1B}[K" : "")
    var isColoured = false
    for cell in new[same...] {
      let wanted = colour && cell.isPrompt && cell.text != " "
      if wanted != isColoured { out += wanted ? "\u{1B}[1;36m" : "\u{1B}[0m" }
      isColoured = wanted
      out += cell.text
    }
    return isColoured ? out + "\u{1B}[0m" : out
  }
}
