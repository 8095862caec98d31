/// VAT numbers of the Iberian, Italian and Balkan peninsulas up to the Alps.
///
/// Where nothing else is said, the rule is the one that the Commission's “VIES VAT number validation routines” publish.
enum SouthernSchemes {
  static let all: [VATScheme] = [
    VATScheme(
      prefix: "EL", country: "GR", nationality: "a Greek", isInVIES: true, content: "9 digits",
      shapes: ["ddddddddd"], example: "EL094259216",
      advice: { $0.count == 8 ? "old numbers have 8 digits: write a 0 in front of them, like EL094259216" : nil },
      flaw: greek),
    VATScheme(
      prefix: "ES", country: "ES", nationality: "a Spanish", isInVIES: true,
      content: "9 characters, of which the first or the last or both are letters", shapes: ["xdddddddx"],
      example: "ESB64240914", flaw: spanish),
    VATScheme(
      prefix: "HR", country: "HR", nationality: "a Croatian", isInVIES: true, content: "11 digits",
      shapes: ["ddddddddddd"], example: "HR02535697732"
    ) {
      // The OIB: modulus 11, 10 (ISO 7064).
      $0.satisfiesModulus11And10 ? nil : .checkDigit
    },
    VATScheme(
      prefix: "IT", country: "IT", nationality: "an Italian", isInVIES: true, content: "11 digits",
      shapes: ["ddddddddddd"], example: "IT01687870137",
      advice: { $0.count == 16 ? "this looks like a codice fiscale: write the partita IVA, like IT01687870137" : nil },
      flaw: italian),
    VATScheme(
      prefix: "PT", country: "PT", nationality: "a Portuguese", isInVIES: true, content: "9 digits",
      shapes: ["ndddddddd"], example: "PT502971142"
    ) {
      // Modulus 11; a check digit of 10 becomes 0.
      let rest = $0.sum([9, 8, 7, 6, 5, 4, 3, 2]) % 11
      return $0[8] == (rest < 2 ? 0 : 11 - rest) ? nil : .checkDigit
    },
    VATScheme(
      prefix: "SI", country: "SI", nationality: "a Slovenian", isInVIES: true, content: "8 digits",
      shapes: ["nddddddd"], example: "SI56633360"
    ) {
      // Modulus 11; a check digit of 10 becomes 0, and one of 11 is not issued.
      let check = 11 - $0.sum([8, 7, 6, 5, 4, 3, 2]) % 11
      return check < 11 && $0[7] == check % 10 ? nil : .checkDigit
    },
  ]

  /// The AFM: powers of two modulo 11; 10 becomes 0.
  @Sendable private static func greek(_ body: VATBody) -> VATScheme.Flaw? {
    body.sum([256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == body[8] ? nil : .checkDigit
  }

  /// Persons have a check letter modulo 23: after eight digits (DNI), after X, Y, Z for 0, 1, 2 and seven digits (NIE),
  /// or after K, L, M and seven digits. Entities (CIF) have Luhn's check digit, or the letter that stands for it:
  /// which of the two depends on the letter in front.
  @Sendable private static func spanish(_ body: VATBody) -> VATScheme.Flaw? {
    if body[0] < 10 { return hasPersonalLetter(body, body.integer(0..<8)) }
    if body.isAt(0, oneOf: "KLM") { return hasPersonalLetter(body, body.integer(1..<8)) }
    if body.isAt(0, oneOf: "XYZ") {
      return hasPersonalLetter(body, (body.letter(0) - 24) * 10_000_000 + body.integer(1..<8))
    }
    let isNumbered = body.isAt(0, oneOf: "ABCDEFGHJUV")
    let isLettered = body.isAt(0, oneOf: "ABCDEFGHNPQRSW")
    guard isNumbered || isLettered else { return .rule("never begins with I, O or T") }
    if body[8] < 10 {
      guard isNumbered else { return .rule("with this first letter ends in a letter") }
      return body.luhn(1..<9) == 0 ? nil : .checkDigit
    }
    guard isLettered else { return .rule("with this first letter ends in a digit") }
    // J stands for 0, then A for 1, and so on.
    guard body.letter(8) <= 10 else { return .checkDigit }
    let digit = body.letter(8) % 10
    let doubled = stride(from: 1, to: 8, by: 2).map { body[$0] * 2 }.reduce(0) { $0 + $1 / 10 + $1 % 10 }
    return (doubled + body[2] + body[4] + body[6] + digit) % 10 == 0 ? nil : .checkDigit
  }

  private static func hasPersonalLetter(_ body: VATBody, _ number: Int) -> VATScheme.Flaw? {
    guard body[8] > 9 else { return .rule("of a person ends in a letter") }
    let letters = Array("TRWAGMYFPDXBNJZSQVHLCKE".utf8)
    return Int(letters[number % 23]) - 0x41 == body[8] - 10 ? nil : .checkDigit
  }

  /// Seven digits of the business, three of its province's office, and Luhn's digit.
  @Sendable private static func italian(_ body: VATBody) -> VATScheme.Flaw? {
    guard body.integer(0..<7) > 0 else { return .rule("does not begin with seven zeros") }
    let office = body.integer(7..<10)
    guard (1...100).contains(office) || [120, 121, 888, 999].contains(office) else {
      return .rule("has 001 to 100, 120, 121, 888 or 999 before its last digit")
    }
    return body.luhn(0..<11) == 0 ? nil : .checkDigit
  }
}
