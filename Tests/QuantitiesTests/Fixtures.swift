import Foundation

/// The vectors in `Tests/Fixtures`, taken from the test suites of other projects.
enum Fixtures {
  /// A row of `date-vectors.csv`.
  struct DateRow {
    var operation, first, second, mode, expected: String
  }

  static let dates: [DateRow] = {
    let text = String(decoding: data("date-vectors.csv"), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
      // Only the last column, the source, has quotes.
      let cells = line.split(separator: ",", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
      return DateRow(operation: cells[0], first: cells[1], second: cells[2], mode: cells[3], expected: cells[4])
    }
  }()

  static func dates(_ operation: String) -> [DateRow] { dates.filter { $0.operation == operation } }

  /// The vectors of one kind in `billing-vectors.json`.
  static func billing<Input: Decodable, Expected: Decodable>(
    _ kind: String, as type: Vector<Input, Expected>.Type
  ) throws -> [Vector<Input, Expected>] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let kinds = try decoder.decode(File<Kind>.self, from: billing).vectors
    let vectors = try decoder.decode(File<Chosen<Input, Expected>>.self, from: billing).vectors
    return zip(kinds, vectors).compactMap { $0.kind == kind ? $1.vector : nil }
  }

  struct Vector<Input: Decodable, Expected: Decodable>: Decodable {
    var id: String
    var input: Input
    var expect: Expected
  }

  private struct File<Element: Decodable>: Decodable { var vectors: [Element] }
  private struct Kind: Decodable { var kind: String }

  /// A vector that is nil when its fields are not those of the kind asked for.
  private struct Chosen<Input: Decodable, Expected: Decodable>: Decodable {
    var vector: Vector<Input, Expected>?
    init(from decoder: any Decoder) throws { vector = try? Vector(from: decoder) }
  }

  private static let billing = data("billing-vectors.json")

  private static func data(_ name: String) -> Data {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return try! Data(contentsOf: folder.appendingPathComponent("Fixtures/\(name)"))
  }
}
