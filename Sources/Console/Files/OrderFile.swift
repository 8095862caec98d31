import Diagnostics
package import PolicyModel

/// Many orders in one file: JSON lines, or CSV with a heading. The members `order` and `customer`, as the account book
/// writes them, name an order and are no inputs.
package enum OrderFile {
  private static let names = ["order", "customer"]

  package static func reading(_ text: String, name: String) -> Result<[(name: String, order: Order)], FileProblem> {
    let first = text.utf8.first {
      !($0 == 32 || $0 == 10 || $0 == 13 || $0 == 9 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF)
    }
    return first == UInt8(ascii: "{") ? lines(text, name) : table(text, name)
  }

  private static func lines(_ text: String, _ name: String) -> Result<[(name: String, order: Order)], FileProblem> {
    var orders: [(name: String, order: Order)] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let trimmed = line.trimmingBlanks()
      if trimmed.isEmpty { continue }
      switch OrderDocument.reading(trimmed, name: "\(name):\(index + 1)") {
      case .failure(let problem): return .failure(problem)
      case .success(let order): orders.append(named(order, line: index + 1))
      }
    }
    return .success(orders)
  }

  private static func table(_ text: String, _ name: String) -> Result<[(name: String, order: Order)], FileProblem> {
    guard let rows = CSVRows.reading(text) else {
      return .failure(FileProblem("\(Display.harmless(name)): a quoted cell does not end", ExitStatus.data))
    }
    guard let heading = rows.first, heading.count > 1 || !heading[0].isEmpty else {
      return .failure(
        FileProblem("\(Display.harmless(name)) is empty\n  cure: its first row names the inputs", ExitStatus.data))
    }
    var orders: [(name: String, order: Order)] = []
    for (index, row) in rows.enumerated().dropFirst() where row != [""] {
      guard row.count == heading.count else {
        return .failure(
          FileProblem(
            "\(Display.harmless(name)): row \(index + 1) has \(row.count) cells, and the heading \(heading.count)",
            ExitStatus.data))
      }
      var order = Order()
      for (column, cell) in zip(heading, row) where !cell.isEmpty { order.inputs[column] = cell }
      orders.append(named(order, line: index + 1))
    }
    return .success(orders)
  }

  private static func named(_ order: Order, line: Int) -> (name: String, order: Order) {
    var order = order
    let words = names.compactMap { name in order.inputs.removeValue(forKey: name).map { "\(name) \($0)" } }
    return (words.isEmpty ? "line \(line)" : words.joined(separator: " of "), order)
  }
}

/// Rows of comma-separated cells; cells in quotes may hold commas, line ends and doubled quotes (RFC 4180).
enum CSVRows {
  /// Nil where a quoted cell does not end.
  static func reading(_ text: String) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    var index = 0
    func ended() -> String { String(decoding: cell, as: UTF8.self) }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if isQuoted {
        if byte != UInt8(ascii: "\"") {
          cell.append(byte)
        } else if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
          cell.append(byte)
          index += 1
        } else {
          isQuoted = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\"") where cell.isEmpty: isQuoted = true
      case UInt8(ascii: ","):
        row.append(ended())
        cell = []
      case UInt8(ascii: "\n"):
        if cell.last == UInt8(ascii: "\r") { cell.removeLast() }
        rows.append(row + [ended()])
        (row, cell) = ([], [])
      default: cell.append(byte)
      }
    }
    if isQuoted { return nil }
    if !row.isEmpty || !cell.isEmpty { rows.append(row + [ended()]) }
    return rows
  }
}
