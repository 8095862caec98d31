import Console
import Desk
import Diagnostics
import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// The book's own orders through `listino batch`, spelled as its tests and `accounts export` spell them.
struct BookRowsBench {
  let book: RuleBook
  let engine: Engine
  /// The folder of the rules.
  let rules: String
  var count = 200_000

  /// No order of the book's tests has a quote: nothing is measured.
  func rows() throws(FileProblem) -> [Measurement] {
    let orders = book.program.tests.map(\.order).filter { order in
      guard order.lines.count <= 1, case .quote(let quote) = engine.quote(order) else { return false }
      return quote.refusals.isEmpty
    }.map { $0.inputs.merging($0.lines.first ?? [:]) { $1 } }
    guard !orders.isEmpty else { return [] }
    var random = SeededGenerator(20_260_301)
    let rows = (0..<count).map { _ in orders[Int.random(in: orders.indices, using: &random)] }
    var folder = try BenchFolder()
    try folder.write("rows.csv", Self.table(rows))
    try folder.write("rows.jsonl", Self.lines(rows))
    var measurements: [Measurement] = []
    for (name, file) in [("CSV", "rows.csv"), ("JSON lines", "rows.jsonl")] {
      let arguments = [
        "batch", "--rules", rules, "--in", folder.file(file), "--out", folder.file("out.csv"), "--jobs", "1",
      ]
      let runs = (0..<5).map { _ in ChildProcess.run(arguments) }
      measurements.append(
        Measurement(
          "one of \(count) orders of \(rules), \(name) to CSV", goal: name == "CSV" ? "250 ns" : "400 ns", of: count,
          in: runs.map(\.nanoseconds).sorted()[2]))
    }
    return measurements
  }

  private static func table(_ rows: [[String: String]]) -> [UInt8] {
    let names = Set(rows.flatMap(\.keys)).sorted()
    var text = Array((CSVText.row(["order"] + names) + "\n").utf8)
    for (index, row) in rows.enumerated() {
      text += (CSVText.row([String(index)] + names.map { row[$0] ?? "" }) + "\n").utf8
    }
    return text
  }

  private static func lines(_ rows: [[String: String]]) -> [UInt8] {
    var text: [UInt8] = []
    for (index, row) in rows.enumerated() {
      let members = [JSON.Member("order", .string(String(index)))]
      let object = JSON.object(members + row.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) })
      text += (object.text() + "\n").utf8
    }
    return text
  }
}
