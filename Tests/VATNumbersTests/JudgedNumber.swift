import Foundation
import Testing

/// A row of vat-numbers.csv: a number and whether it is valid.
///
/// The verdicts are those of python-stdnum 2.2 (Arthur de Jong and others, arthurdejong.org/python-stdnum), and so are
/// most of the numbers: they are the examples in its tests.
struct JudgedNumber: Sendable, CustomTestStringConvertible {
  var number: String
  var country: String
  var isValid: Bool
  var why: String

  var testDescription: String { number }

  static let all: [JudgedNumber] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "vat-numbers.csv")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
      // Only the last of the four columns may hold a comma, and it is not read.
      let cells = line.split(separator: ",", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 4 else { return nil }
      return JudgedNumber(number: cells[0], country: cells[1], isValid: cells[2] == "true", why: cells[3])
    }
  }()
}
