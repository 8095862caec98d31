import Foundation

/// One vector of billing-vectors.json: what goes in, what must come out, and who says so.
struct BillingVector: Sendable, Decodable {
  let id: String
  let kind: String
  let input: JSONFields
  let expect: JSONFields
  let source: String

  /// The vectors of billing-vectors.json in the fixture folder.
  static func all() throws -> [BillingVector] {
    struct File: Decodable { let vectors: [BillingVector] }
    let data = try Data(contentsOf: FixtureFolder.url.appendingPathComponent("billing-vectors.json"))
    return try JSONDecoder().decode(File.self, from: data).vectors
  }

  /// Whether amounts are whole cents, not decimals of the currency.
  var countsCents: Bool { (try? input.optionalText("unit")) == "minor" }

  /// An amount of the vector as decimals of the currency.
  func money(_ text: String) -> String { countsCents ? DecimalText.shifted(text, by: -2) : text }

  /// The amount in a field of the input, as decimals of the currency.
  func money(in name: String) throws -> String { money(try input.text(name)) }

  /// The amounts in a list of the input, as decimals of the currency.
  func moneys(in name: String) throws -> [String] { try input.texts(name).map(money) }

  /// A figure of the quote in the unit of the vector.
  func amount(_ figure: String) -> String { countsCents ? DecimalText.shifted(figure, by: 2) : figure }

  /// Fails unless the field of the input, where it is there, is one the book is written for.
  func require(_ name: String, among known: String...) throws {
    guard let text = try input.optionalText(name), !known.contains(text) else { return }
    throw VectorFault.notExpressible("no book is written for \(name) \(text)")
  }
}

/// Why a vector was not compared.
enum VectorFault: Error, CustomStringConvertible {
  /// The rule language, or its book, has no words for it.
  case notExpressible(String)
  /// The vector or the quote lacks something.
  case unusable(String)

  var description: String {
    switch self {
    case .notExpressible(let reason), .unusable(let reason): reason
    }
  }
}
