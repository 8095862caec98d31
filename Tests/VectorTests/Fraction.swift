/// A fraction of the vector files, such as `1/2`.
struct Fraction: Sendable {
  let numerator: String
  let denominator: String

  init(_ text: String) throws {
    let parts = text.split(separator: "/")
    guard parts.count == 2, parts.allSatisfy({ Int($0) != nil }) else {
      throw VectorFault.unusable("\(text) is not a fraction")
    }
    numerator = String(parts[0])
    denominator = String(parts[1])
  }
}
