/// VAT numbers of the countries between the Alps and the North Sea.
///
/// Where nothing else is said, the rule is the one that the Commission's “VIES VAT number validation routines” publish.
enum WesternSchemes {
  static let all: [VATScheme] = [
    VATScheme(
      prefix: "AT", country: "AT", nationality: "an Austrian", isInVIES: true, content: "the letter U and 8 digits",
      shapes: ["Udddddddd"], example: "ATU13585627",
      advice: { $0.count == 8 && $0.isAllDigits ? "write the letter U after AT, like ATU13585627" : nil },
      flaw: austrian),
    VATScheme(
      prefix: "BE", country: "BE", nationality: "a Belgian", isInVIES: true, content: "10 digits",
      shapes: ["dddddddddd"], example: "BE0441928931",
      advice: { $0.count == 9 ? "old numbers have 9 digits: write a 0 in front of them, like BE0441928931" : nil },
      flaw: belgian),
    VATScheme(
      prefix: "DE", country: "DE", nationality: "a German", isInVIES: true, content: "9 digits",
      shapes: ["ndddddddd"], example: "DE136695976"
    ) {
      // Modulus 11, 10 (ISO 7064).
      $0.satisfiesModulus11And10 ? nil : .checkDigit
    },
    VATScheme(
      prefix: "FR", country: "FR", nationality: "a French", isInVIES: true,
      content: "2 letters or digits and 9 digits", shapes: ["xxddddddddd"], example: "FR96631620572",
      advice: { body in
        switch body.count {
        case 9: "this looks like a SIREN: write the two characters of the VAT key in front, like FR96631620572"
        case 14: "this looks like a SIRET: write the VAT key and the SIREN, like FR96631620572"
        default: nil
        }
      }, flaw: french),
    VATScheme(
      prefix: "LU", country: "LU", nationality: "a Luxembourg", isInVIES: true, content: "8 digits",
      shapes: ["dddddddd"], example: "LU13178262"
    ) {
      // The first six modulo 89.
      $0.integer(0..<6) % 89 == $0.integer(6..<8) ? nil : .checkDigit
    },
    VATScheme(
      prefix: "NL", country: "NL", nationality: "a Dutch", isInVIES: true,
      content: "9 digits, the letter B and 2 digits", shapes: ["dddddddddBdd"], example: "NL004495445B01",
      advice: { $0.count == 9 ? "write B and two more digits behind it, like NL004495445B01" : nil }, flaw: dutch),
    VATScheme(
      prefix: "CHE", country: "CH", nationality: "a Swiss", isInVIES: false, content: "9 digits",
      shapes: ["ddddddddd"], example: "CHE107787577MWST", endings: ["MWST", "TVA", "IVA", "TPV"]
    ) {
      // The UID of the Federal Statistical Office (eCH-0097): modulus 11; a check digit of 10 is not issued.
      ($0.sum([5, 4, 3, 2, 7, 6, 5, 4]) + $0[8]) % 11 == 0 ? nil : .checkDigit
    },
  ]

  /// Luhn's sum of the first seven, the last of them counting once, and 4 and the check digit are a multiple of 10.
  @Sendable private static func austrian(_ body: VATBody) -> VATScheme.Flaw? {
    (body.luhn(1..<8) + 4 + body[8]) % 10 == 0 ? nil : .checkDigit
  }

  /// The enterprise number: begins with 0 or 1; the last two are 97 less the others modulo 97.
  @Sendable private static func belgian(_ body: VATBody) -> VATScheme.Flaw? {
    guard body[0] < 2, body.integer(0..<10) > 0 else { return .rule("begins with 0 or 1 after BE") }
    return (body.integer(0..<8) + body.integer(8..<10)) % 97 == 0 ? nil : .checkDigit
  }

  /// A key of two characters before the SIREN, which has a Luhn digit unless it is one of Monaco's, from 000.
  ///
  /// A key of digits is the SIREN with 12 behind it modulo 97. A key with a letter (not I or O) holds a number whose
  /// remainder modulo 11 is that of the SIREN and its quotient and 1.
  @Sendable private static func french(_ body: VATBody) -> VATScheme.Flaw? {
    if body.isAt(0, oneOf: "IO") || body.isAt(1, oneOf: "IO") {
      return .rule("never has the letters I and O, which look like digits")
    }
    guard body.integer(2..<5) == 0 || body.luhn(2..<11) == 0 else { return .checkDigit }
    let siren = body.integer(2..<11)
    if body.isAllDigits { return (siren * 100 + 12) % 97 == body.integer(0..<2) ? nil : .checkDigit }
    let (first, second) = (keyValue(body[0]), keyValue(body[1]))
    let key = body[0] < 10 ? first * 24 + second - 10 : first * 34 + second - 100
    return (siren + 1 + key / 11) % 11 == key % 11 ? nil : .checkDigit
  }

  /// What a character of the French key is worth: letters from 10, without I and O.
  private static func keyValue(_ value: Int) -> Int { value - (value > 24 ? 2 : value > 18 ? 1 : 0) }

  /// Either the nine digits satisfy the “eleven test” of Dutch numbers, or, as sole traders' numbers since 2020, the
  /// whole with NL in front has the remainder 1 modulo 97 (ISO 7064).
  @Sendable private static func dutch(_ body: VATBody) -> VATScheme.Flaw? {
    guard body.integer(0..<9) > 0, body.integer(10..<12) > 0 else {
      return .rule("has other digits than 0 on both sides of B")
    }
    let passesEleven = (body.sum([9, 8, 7, 6, 5, 4, 3, 2]) - body[8]) % 11 == 0
    return passesEleven || body.modulo97(after: [23, 21]) == 1 ? nil : .checkDigit
  }
}
