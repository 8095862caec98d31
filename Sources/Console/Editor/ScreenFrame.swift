import CLibeditShim

/// A picture of prompt and line: rows of cells, and where the cursor stands in them.
struct ScreenFrame: Equatable {
  /// One character with the marks that stand on it.
  struct Cell: Equatable {
    var text: String
    var width: Int
    var isPrompt: Bool
  }

  private(set) var rows: [[Cell]] = [[]]
  private(set) var cursor = (row: 0, column: 0)

  private let columns: Int
  private var width = 0

  /// Lays out a prompt, then a line whose cursor stands before so many of its scalars.
  init(prompt: some Sequence<Unicode.Scalar>, line: some Sequence<Unicode.Scalar>, cursor: Int, columns: Int) {
    self.columns = max(2, columns)
    for scalar in prompt { place(scalar, isPrompt: true) }
    var seen = 0
    for scalar in line {
      if seen == cursor { placeCursor(before: scalar) }
      place(scalar, isPrompt: false)
      seen += 1
    }
    if cursor >= seen { placeCursor(before: nil) }
  }

  static func == (one: ScreenFrame, other: ScreenFrame) -> Bool {
    one.rows == other.rows && one.cursor == other.cursor && one.columns == other.columns
  }

  /// Some of the rows, for a screen that has room for no more.
  func window(_ range: Range<Int>) -> ScreenFrame {
    var part = self
    part.rows = Array(rows[range])
    part.cursor.row -= range.lowerBound
    return part
  }

  /// Cells of a text.
  static func width(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { sum, scalar in
      var cells: Int32 = 0
      _ = shim_shape_of(wchar_t(bitPattern: scalar.value), &cells)
      return sum + Int(cells)
    }
  }

  /// A character too wide for the rest of its row stands in the next, and so does the cursor on it.
  private mutating func placeCursor(before scalar: Unicode.Scalar?) {
    var cells: Int32 = 0
    if let scalar, shim_shape_of(wchar_t(bitPattern: scalar.value), &cells) == SHIM_PRINTED,
      width + Int(cells) > columns
    {
      nextRow()
    }
    cursor = (rows.count - 1, width)
  }

  private mutating func place(_ scalar: Unicode.Scalar, isPrompt: Bool) {
    var cells: Int32 = 0
    switch shim_shape_of(wchar_t(bitPattern: scalar.value), &cells) {
    case SHIM_TAB: repeat { put(" ", 1, isPrompt) } while width % 8 != 0
    case SHIM_NEWLINE: nextRow()
    case SHIM_SPELLED: for sign in spelled(scalar) { put(String(sign), 1, isPrompt) }
    default:
      guard cells == 0 else { return put(String(scalar), Int(cells), isPrompt) }
      // A mark with nothing to stand on gets the circle that letter charts use.
      if rows[rows.count - 1].isEmpty { put("◌", 1, isPrompt) }
      let row = rows.count - 1
      rows[row][rows[row].count - 1].text.unicodeScalars.append(scalar)
    }
  }

  private func spelled(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0..<0x20: return "^" + String(Unicode.Scalar(UInt8(scalar.value) | 0x40))
    case 0x7F: return "^?"
    default:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "\\U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
  }

  private mutating func put(_ text: String, _ cells: Int, _ isPrompt: Bool) {
    if width + cells > columns { nextRow() }
    rows[rows.count - 1].append(Cell(text: text, width: cells, isPrompt: isPrompt))
    width += cells
    // After a full row the cursor stands at the beginning of the next.
    if width >= columns { nextRow() }
  }

  private mutating func nextRow() {
    rows.append([])
    width = 0
  }
}
