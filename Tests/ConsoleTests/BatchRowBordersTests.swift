import Foundation
import Testing

@testable import Console

/// A row of a table is the same row whatever stands around it: alone, in a small file, across the pieces a large one is read
/// in, and for any number of threads.
@Suite struct BatchRowBordersTests {
  private static let heading = "note,action,term,licences,buyer,country,currency,quote-date\n"
  private static let order = "new,12 months,10,customer,SE,EUR,2026-03-01\n"

  /// Cuts bytes into rows, another way than the program does.
  private static func rows(_ bytes: [UInt8]) -> [[UInt8]] {
    var rows: [[UInt8]] = []
    var (start, index) = (0, 0)
    while start < bytes.count {
      row: while index < bytes.count {
        if bytes[index] == 0x22 {
          index += 1
          while index < bytes.count {
            guard bytes[index] == 0x22 else {
              index += 1
              continue
            }
            let isDoubled = index + 1 < bytes.count && bytes[index + 1] == 0x22
            index += isDoubled ? 2 : 1
            if !isDoubled { break }
          }
        }
        while index < bytes.count {
          index += 1
          if bytes[index - 1] == 0x0A { break row }
          if bytes[index - 1] == 0x2C { break }
        }
      }
      rows.append(Array(bytes[start..<index]))
      start = index
    }
    return rows
  }

  /// Rows of quotes, commas, line ends and long cells, some of them orders.
  private static func hostile(_ count: Int, longest: Int) -> [UInt8] {
    var random = SystemRandomNumberGenerator()
    let pieces = ["\"", "\"\"", ",", "\r", "\n", "\r\n", "a", "é", " ", "new", "12 months", "10", "SE", "EUR"]
    var text = ""
    for _ in 0..<count {
      switch Int.random(in: 0..<6, using: &random) {
      case 0: text += "12\"\" pipe," + order
      case 1: text += "\"a \"\"quoted\"\" note, of\ntwo lines\"," + order
      case 2: text += "x," + String(order.dropLast()) + (Bool.random(using: &random) ? "\r\n" : "\n")
      case 3 where longest > 0:
        // Few lines: where a quote is open before it, each of them is a row.
        let line = String(repeating: "n", count: 5_000) + (Bool.random(using: &random) ? "\n" : ",")
        let long = String(repeating: line, count: Int.random(in: 1...longest) / 5_000)
        text += "\"" + long + "\"," + order
      default:
        for _ in 0..<Int.random(in: 1...12, using: &random) { text += pieces.randomElement(using: &random) ?? "" }
      }
    }
    return Array(text.utf8)
  }

  private func expectSameFates(_ bytes: [UInt8], _ runner: BatchRunner) throws {
    var expected = BatchRunner.Result(output: "", rejects: "", counts: "")
    var line = 1
    for row in Self.rows(bytes) {
      let alone = try runner.run(Array(Self.heading.utf8) + row)
      expected.output += alone.output.drop { $0 != "\n" }.dropFirst()
      // The reject begins with its line, which is 2 here.
      if !alone.rejects.isEmpty { expected.rejects += "\(line + 1)" + alone.rejects.dropFirst() }
      line += row.count { $0 == 0x0A }
    }
    for jobs in [1, 3] {
      var runner = runner
      runner.jobs = jobs
      let together = try runner.run(Array(Self.heading.utf8) + bytes)
      #expect(together.output.drop { $0 != "\n" }.dropFirst() == expected.output)
      #expect(together.rejects == expected.rejects)
    }
  }

  @Test func everyRowOfHostileFilesHasItsFateAlone() throws {
    let runner = BatchRunner(engine: try BatchRunner.book(), carry: ["note"])
    for _ in 0..<40 { try expectSameFates(Self.hostile(12, longest: 0), runner) }
  }

  @Test func everyRowAcrossPiecesHasItsFateAlone() throws {
    let runner = BatchRunner(engine: try BatchRunner.book(), carry: ["note"])
    try expectSameFates(Self.hostile(16, longest: 400_000), runner)
  }

  @Test(arguments: ["12\"\" pipe", "12\"", "\"\"\"12\"\"\"", "a \"quoted\" word", "\"12\" pipe", "\"a, \"\"b\"\"\""])
  func quotesInACellAreNoMatterForOtherRows(note: String) throws {
    let runner = BatchRunner(engine: try BatchRunner.book(), figures: ["total"], carry: ["note"])
    let rows = String(repeating: note + "," + Self.order, count: 9_000)
    let result = try runner.run(Self.heading + rows)
    #expect(result.counts == "9000 read: 9000 priced, 0 refused, 0 rejected")
    #expect(Set(result.rows).count == 1)
    #expect(result.rows.first?.hasPrefix(note + ",") == true)
  }

  @Test func noOrderIsReadOutOfALongText() throws {
    let runner = BatchRunner(engine: try BatchRunner.book(), figures: ["total"], carry: ["note"])
    let log = String(repeating: "phantom," + Self.order, count: 80_000)
    let result = try runner.run(
      Self.heading + "1," + Self.order + "\"" + log + "\"," + Self.order + "3," + Self.order)
    #expect(log.utf8.count > 4_000_000)
    #expect(result.counts == "3 read: 3 priced, 0 refused, 0 rejected")
    #expect(result.rejects.isEmpty)
  }

  @Test(arguments: [0, 1]) func aRowIsAsLongAsTheLimitOrLeftOutWhole(more: Int) throws {
    let runner = BatchRunner(engine: try BatchRunner.book(), figures: ["total"])
    let tail = "\"," + Self.order.dropLast()
    let text = String(repeating: "x\n", count: (ChunkReader.rowLimit - 1 - tail.utf8.count) / 2)
    let pad = String(repeating: "y", count: ChunkReader.rowLimit - 1 - tail.utf8.count - text.utf8.count + more)
    let row = "\"" + pad + text + tail + "\r\n"
    let result = try runner.run(Self.heading + "1," + Self.order + row + "3," + Self.order + "4,short\n")
    let lines = 3 + row.count { $0 == "\n" || $0 == "\r\n" } + 1
    #expect(result.counts == "4 read: \(3 - more) priced, 0 refused, \(1 + more) rejected")
    #expect(result.rejects.contains("3,,\"the row is longer than 16777216 bytes, and was left out\"") == (more == 1))
    #expect(result.rejects.contains("\(lines),,\"the row has 2 cells"))
  }

  @Test(arguments: [1_000, 20 << 20]) func behindAnOpenQuoteNothingIsPriced(length: Int) throws {
    let runner = BatchRunner(engine: try BatchRunner.book(), figures: ["total"])
    let rest = String(repeating: "2," + Self.order, count: length / 40)
    let result = try runner.run(Self.heading + "1," + Self.order + "\"open," + Self.order + rest)
    #expect(result.counts == "2 read: 1 priced, 0 refused, 1 rejected")
    #expect(result.rejects.hasPrefix("3,,a quoted cell does not end"))
  }
}
