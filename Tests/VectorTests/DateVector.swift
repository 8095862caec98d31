import Foundation

/// One row of date-vectors.csv: an operation on dates, and what must come out.
struct DateVector: Sendable {
  let operation: String
  let first: String
  let second: String
  let mode: String
  let expected: String
  let source: String
  /// The line of the file.
  let line: Int

  /// The rows of date-vectors.csv in the fixture folder.
  static func all() throws -> [DateVector] {
    let url = FixtureFolder.url.appendingPathComponent("date-vectors.csv")
    let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline)
    guard lines.first == "op,a,b,mode,expect,source" else {
      throw VectorFault.unusable("date-vectors.csv has another header")
    }
    return try lines.enumerated().dropFirst().map { index, line in
      let cells = DateVector.cells(line)
      guard cells.count == 6 else {
        throw VectorFault.unusable("date-vectors.csv:\(index + 1) has \(cells.count) cells")
      }
      return DateVector(
        operation: cells[0], first: cells[1], second: cells[2], mode: cells[3], expected: cells[4], source: cells[5],
        line: index + 1)
    }
  }

  /// The cells of a row; a cell in quotes may hold commas, and a doubled quote for one.
  static func cells(_ line: Substring) -> [String] {
    var cells = [""]
    var quoted = false
    for part in line {
      switch part {
      case "\"": quoted.toggle()
      case "," where !quoted: cells.append("")
      default: cells[cells.count - 1].append(part)
      }
    }
    return cells
  }
}

/// A period of the vector files: `PnYnMnD`, where each n may be negative.
struct PeriodText: Sendable, Equatable, CustomStringConvertible {
  var years: Int
  var months: Int
  var days: Int

  var description: String { "P\(years)Y\(months)M\(days)D" }

  init(years: Int, months: Int, days: Int) {
    self.years = years
    self.months = months
    self.days = days
  }

  init(_ text: String) throws {
    let numbers = text.dropFirst().split { "YMD".contains($0) }.compactMap { Int($0) }
    guard text.hasPrefix("P"), numbers.count == 3 else { throw VectorFault.unusable("\(text) is not a period") }
    self.init(years: numbers[0], months: numbers[1], days: numbers[2])
    guard description == text else { throw VectorFault.unusable("\(text) is not a period") }
  }
}
