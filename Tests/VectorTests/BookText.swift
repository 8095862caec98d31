import Foundation

/// The text of one book: the files of a folder in Books, perhaps with blocks or a rounding that a vector brings along.
struct BookText: Sendable {
  var text: String

  /// The book in Books/`path`.
  static func named(_ path: String) throws -> BookText {
    let folder = FixtureFolder.books.appendingPathComponent(path, isDirectory: true)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".rules") }.sorted()
    guard !files.isEmpty else { throw VectorFault.unusable("no rules in \(folder.path)") }
    let texts = try files.map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
    return BookText(text: texts.joined(separator: "\n"))
  }

  /// The book with more blocks at its end, such as the tiers of a vector.
  func adding(_ blocks: [[String]]) -> BookText {
    let added = blocks.map { $0.joined(separator: "\n") + "\n" }
    return BookText(text: ([text] + added).joined(separator: "\n"))
  }

  /// The book with its rounding to cents made the one of the vector.
  func roundingCents(like vector: BillingVector) throws -> BookText {
    try replacing("half up to cent", mode: vector, step: { $0 == 2 ? "cent" : "\(RoundingWords.step($0)) EUR" })
  }

  /// The book with its rounding of ratios made the one of the vector.
  func roundingRatios(like vector: BillingVector) throws -> BookText {
    try replacing("half up to 0.000000001", mode: vector, step: RoundingWords.step)
  }

  private func replacing(_ phrase: String, mode vector: BillingVector, step: (Int) -> String) throws -> BookText {
    guard text.contains(phrase) else { throw VectorFault.unusable("the book nowhere says \(phrase)") }
    var words = phrase.components(separatedBy: " to ")
    if let mode = try vector.input.optionalText("rounding") { words[0] = try RoundingWords.mode(mode) }
    if vector.input.has("scale") { words[1] = step(try vector.input.integer("scale")) }
    return replacing(phrase, with: words.joined(separator: " to "))
  }

  /// The book with one phrase in place of another.
  func replacing(_ phrase: String, with other: String) -> BookText {
    BookText(text: text.replacingOccurrences(of: phrase, with: other))
  }
}
