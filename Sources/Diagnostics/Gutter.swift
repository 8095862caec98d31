/// The column of line numbers to the left of source lines.
struct Gutter {
  /// The columns that the numbers take.
  let width: Int
  private let painter: Painter

  init(greatestNumber: Int, painter: Painter) {
    width = String(greatestNumber).utf8.count
    self.painter = painter
  }

  /// ` --> file:1:1`
  func heading(_ arrow: String, _ place: String) -> String {
    String(repeating: " ", count: width) + painter.paint(arrow, .frame) + " " + place
  }

  /// `12 | contents`, or without a number.
  func row(number: Int? = nil, _ contents: String = "") -> String {
    let digits = number.map { String($0) } ?? ""
    let left = String(repeating: " ", count: width - digits.utf8.count) + digits + " |"
    return painter.paint(left, .frame) + (contents.isEmpty ? "" : " " + contents)
  }

  /// `...`: lines that are not shown.
  var gap: String { painter.paint("...", .frame) }
}
