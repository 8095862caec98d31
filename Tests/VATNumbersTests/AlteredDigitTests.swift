import Testing
import VATNumbers

/// A check digit is there to find a mistyped digit: it must.
@Suite struct AlteredDigitTests {
  /// A country's shape: `d` a digit, `l` a letter, others as they are.
  struct Case: Sendable, CustomTestStringConvertible {
    var prefix: String
    var shape: String
    /// How many of a hundred altered numbers must be rejected.
    var percent: Int
    /// The places of the shape that the check digits cover; all when empty.
    var covered: Range<Int> = 0..<0

    var testDescription: String { "\(prefix) \(shape)" }
  }

  static let cases: [Case] = [
    Case(prefix: "AT", shape: "Udddddddd", percent: 100), Case(prefix: "BE", shape: "0ddddddddd", percent: 100),
    Case(prefix: "BG", shape: "ddddddddd", percent: 95), Case(prefix: "BG", shape: "dddddddddd", percent: 80),
    Case(prefix: "CY", shape: "ddddddddl", percent: 100), Case(prefix: "CZ", shape: "dddddddd", percent: 95),
    Case(prefix: "CZ", shape: "6dddddddd", percent: 95), Case(prefix: "CZ", shape: "8d0ddddddd", percent: 98),
    Case(prefix: "DE", shape: "ddddddddd", percent: 100), Case(prefix: "DK", shape: "dddddddd", percent: 100),
    Case(prefix: "EE", shape: "ddddddddd", percent: 100), Case(prefix: "EL", shape: "ddddddddd", percent: 95),
    Case(prefix: "ES", shape: "ddddddddl", percent: 100), Case(prefix: "ES", shape: "Bdddddddd", percent: 100),
    Case(prefix: "ES", shape: "Qdddddddl", percent: 100), Case(prefix: "ES", shape: "Xdddddddl", percent: 100),
    Case(prefix: "FI", shape: "dddddddd", percent: 100), Case(prefix: "FR", shape: "ddddddddddd", percent: 100),
    Case(prefix: "FR", shape: "ll000dddddd", percent: 95), Case(prefix: "HR", shape: "ddddddddddd", percent: 100),
    Case(prefix: "HU", shape: "dddddddd", percent: 100), Case(prefix: "IE", shape: "dddddddl", percent: 100),
    Case(prefix: "IE", shape: "dddddddlH", percent: 100), Case(prefix: "IE", shape: "8Ldddddl", percent: 98),
    Case(prefix: "IT", shape: "ddddddd0ddd", percent: 100), Case(prefix: "LT", shape: "ddddddd1d", percent: 95),
    Case(prefix: "LT", shape: "dddddddddd1d", percent: 95), Case(prefix: "LU", shape: "dddddddd", percent: 100),
    Case(prefix: "LV", shape: "4dddddddddd", percent: 98), Case(prefix: "LV", shape: "32ddddddddd", percent: 95),
    Case(prefix: "MT", shape: "dddddddd", percent: 100),
    Case(prefix: "NL", shape: "dddddddddB01", percent: 95, covered: 0..<9),
    Case(prefix: "PL", shape: "dddddddddd", percent: 100), Case(prefix: "PT", shape: "ddddddddd", percent: 95),
    Case(prefix: "RO", shape: "dddddddd", percent: 95), Case(prefix: "RO", shape: "dddddddddd", percent: 95),
    Case(prefix: "SE", shape: "dddddddddd01", percent: 100, covered: 0..<10),
    Case(prefix: "SI", shape: "dddddddd", percent: 100), Case(prefix: "SK", shape: "dd2ddddddd", percent: 100),
    Case(prefix: "XI", shape: "ddddddddd", percent: 95), Case(prefix: "GB", shape: "ddddddddd", percent: 95),
    Case(prefix: "GB", shape: "dddddddddddd", percent: 95, covered: 0..<9),
    Case(prefix: "CHE", shape: "dddddddddMWST", percent: 100), Case(prefix: "NO", shape: "dddddddddMVA", percent: 100),
  ]

  @Test func everyCountryIsTried() {
    #expect(Set(Self.cases.map(\.prefix)).union(["IS"]) == Set(VATNumber.supportedPrefixes))
  }

  @Test(arguments: cases) func alteredDigitsAreFound(of item: Case) throws {
    var random = SeededGenerator(seed: UInt64(item.shape.utf8.reduce(7) { ($0 * 31 + Int($1)) % 65_521 }))
    var (altered, rejected, tries) = (0, 0, 0)
    for _ in 0..<25 {
      let valid = try validBody(item, &random, &tries)
      let places = item.covered.isEmpty ? valid.indices : item.covered
      for index in places where valid[index].isNumber {
        for digit in "0123456789" where digit != valid[index] {
          var body = valid
          body[index] = digit
          altered += 1
          rejected += problem(item.prefix + String(body)) == nil ? 0 : 1
        }
      }
    }
    #expect(altered > 1_000)
    #expect(rejected * 100 >= altered * item.percent, "\(rejected) of \(altered) were rejected")
  }

  /// Luhn and ISO 7064 also find most neighbours that have changed places.
  @Test(arguments: [("SE", "dddddddddd01", 9), ("DE", "ddddddddd", 8), ("HR", "ddddddddddd", 10)])
  func exchangedDigitsAreFound(prefix: String, shape: String, count: Int) throws {
    var random = SeededGenerator(seed: 11)
    var (exchanged, rejected, tries) = (0, 0, 0)
    for _ in 0..<50 {
      let valid = try validBody(Case(prefix: prefix, shape: shape, percent: 0), &random, &tries)
      for index in 0..<count where valid[index] != valid[index + 1] {
        var body = valid
        body.swapAt(index, index + 1)
        exchanged += 1
        rejected += problem(prefix + String(body)) == nil ? 0 : 1
      }
    }
    #expect(rejected * 100 >= exchanged * 90, "\(rejected) of \(exchanged) were rejected")
  }

  /// A random number of this shape that passes.
  private func validBody(
    _ item: Case, _ random: inout SeededGenerator, _ tries: inout Int
  ) throws -> [Character] {
    let (digits, letters) = (Array("0123456789"), Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    while true {
      tries += 1
      try #require(tries < 500_000, "no number of this shape passes")
      let body: [Character] = item.shape.map { place in
        switch place {
        case "d": digits[Int.random(in: 0..<10, using: &random)]
        case "l": letters[Int.random(in: 0..<26, using: &random)]
        default: place
        }
      }
      if problem(item.prefix + String(body)) == nil { return body }
    }
  }
}
