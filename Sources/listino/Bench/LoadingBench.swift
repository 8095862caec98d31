import Diagnostics
import PolicyEngine
import PolicyLanguage
import PolicyModel

/// How long large books take to be loaded, and to be proved where that is part of a start.
struct LoadingBench {
  let vocabulary: Vocabulary

  func rows() -> [Measurement] {
    let table = source(BenchBooks.table(rows: 10_000))
    var rows = [
      Measurement("loading a table of 10,000 rows", goal: "40 ms", next: "20 ms", unit: .milliseconds) {
        Stopwatch.median(of: 9) { _ = BookLoader.load([table], vocabulary: vocabulary).book }
      }
    ]
    for (name, input, key) in [
      ("10,000 exceptions by number, loaded and proved", "whole number 0 to 99999", { "\($0)" }),
      (
        "the same by word", "one of " + (0..<10_000).map { "c\($0)" }.joined(separator: ", "), { "c\($0)" }
      ),
      ("the same by text", "text", { "\"C\($0)\"" }),
    ] as [(String, String, (Int) -> String)] {
      let book = source(BenchBooks.exceptions(10_000, input: input, key: key))
      rows.append(
        Measurement(name, goal: "500 ms", next: "200 ms", unit: .milliseconds) {
          Stopwatch.median(of: 3) {
            _ = BookLoader.load([book], vocabulary: vocabulary).book.map { BookExamination(Engine($0)) }
          }
        })
    }
    return rows
  }

  private func source(_ text: String) -> SourceText { SourceText(name: "made.rules", text: text) }
}

/// Books made for measuring.
enum BenchBooks {
  /// A book with one table of many rows, keyed by a country, a number and a date.
  static func table(rows: Int) -> String {
    var text = """
      book large "A large table"
        language 1
        currency EUR
        dated by day
        shows rate
      input customer "Customer"
        whole number 0 to 100000
      input day "Day"
        date from 2016-01-01
      table rate "Rate"
        by customer
        one row applies

      """
    for row in 0..<rows / 2 {
      text += "  \(row) | \(row % 60)% | from 2016-01-01\n  \(row) | \(row % 59).5% | from 2020-0\(row % 9 + 1)-01\n"
    }
    return text + "  otherwise 0%\n"
  }

  /// A book with so many exceptions to one value, each for one customer and a least quantity.
  ///
  /// - Parameters:
  ///   - input: What the customer can be.
  ///   - key: How a customer is written.
  static func exceptions(_ count: Int, input: String, key: (Int) -> String) -> String {
    var text = """
      book many "Many exceptions"
        language 1
        currency EUR
        shows rate
      input customer "Customer"
        \(input)
      input quantity "Quantity"
        whole number 1 to 100000
      value rate "Rate"
        is 0%

      """
    for index in 0..<count {
      text += """
        exception c-\(index) to rate
          is \(index % 30 + 1)% when customer is \(key(index)) and quantity is \(index * 7 % 50 + 1) or more

        """
    }
    return text
  }
}
