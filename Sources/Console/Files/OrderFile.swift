import Desk
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
    guard let rows = CSVText.rows(text) else {
      return .failure(
        FileProblem(
          "\(Display.harmless(name)): a quoted cell does not end\n  cure: close it with a second quote", ExitStatus.data
        ))
    }
    guard let heading = rows.first?.fields else {
      return .failure(
        FileProblem("\(Display.harmless(name)) is empty\n  cure: its first row names the inputs", ExitStatus.data))
    }
    var orders: [(name: String, order: Order)] = []
    for (line, row) in rows.dropFirst() {
      guard row.count == heading.count else {
        return .failure(
          FileProblem(
            "\(Display.harmless(name)):\(line): the row has \(row.count) cells, and the heading \(heading.count)",
            ExitStatus.data))
      }
      var order = Order()
      for (column, cell) in zip(heading, row) where !cell.isEmpty { order.inputs[column] = cell }
      orders.append(named(order, line: line))
    }
    return .success(orders)
  }

  private static func named(_ order: Order, line: Int) -> (name: String, order: Order) {
    var order = order
    let words = names.compactMap { name in order.inputs.removeValue(forKey: name).map { "\(name) \($0)" } }
    return (words.isEmpty ? "line \(line)" : words.joined(separator: " of "), order)
  }
}
