import Diagnostics

/// Rows as aligned columns, as far as they have text.
struct Columns {
  var headings: [String]

  /// The rows under their headings; columns without any text are left out.
  func text(_ rows: [[String]]) -> String {
    let harmless = rows.map { $0.map { Display.harmless($0) } }
    let count = max(headings.count, harmless.map { $0.count }.max() ?? 0)
    let used = (0..<count).filter { column in harmless.contains { column < $0.count && !$0[column].isEmpty } }
    let all = (headings.isEmpty ? [] : [headings]) + harmless
    let widths = used.map { column in all.map { column < $0.count ? Display.width($0[column]) : 0 }.max() ?? 0 }
    return all.map { row in
      var line = ""
      for (position, column) in used.enumerated() {
        let cell = column < row.count ? row[column] : ""
        line += cell
        if position < used.count - 1 {
          line += String(repeating: " ", count: widths[position] - Display.width(cell) + 2)
        }
      }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}

/// Amounts under each other at their decimal mark.
struct AlignedAmounts {
  private let whole: Int
  private let decimals: Int

  init(_ amounts: some Sequence<String>) {
    var whole = 0
    var decimals = 0
    for amount in amounts {
      let parts = amount.split(separator: ".", omittingEmptySubsequences: false)
      whole = max(whole, parts.first?.count ?? 0)
      decimals = max(decimals, parts.count > 1 ? parts[1].count + 1 : 0)
    }
    self.whole = whole
    self.decimals = decimals
  }

  /// The width of every aligned amount.
  var width: Int { whole + decimals }

  func text(_ amount: String) -> String {
    let parts = amount.split(separator: ".", omittingEmptySubsequences: false)
    let own = parts.count > 1 ? parts[1].count + 1 : 0
    return String(repeating: " ", count: whole - (parts.first?.count ?? 0)) + amount
      + String(repeating: " ", count: decimals - own)
  }
}
