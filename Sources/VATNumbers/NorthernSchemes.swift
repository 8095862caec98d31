/// VAT numbers of the Nordic and Baltic countries.
///
/// Where nothing else is said, the rule is the one that the Commission's “VIES VAT number validation routines” publish.
enum NorthernSchemes {
  static let all: [VATScheme] = [
    VATScheme(
      prefix: "DK", country: "DK", nationality: "a Danish", isInVIES: true, content: "8 digits",
      shapes: ["nddddddd"], example: "DK20646446"
    ) {
      // The CVR number: modulus 11.
      $0.sum([2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0 ? nil : .checkDigit
    },
    VATScheme(
      prefix: "EE", country: "EE", nationality: "an Estonian", isInVIES: true, content: "9 digits",
      shapes: ["ddddddddd"], example: "EE100834066"
    ) {
      // Modulus 10 with the weights 3, 7, 1.
      $0.sum([3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 == 0 ? nil : .checkDigit
    },
    VATScheme(
      prefix: "FI", country: "FI", nationality: "a Finnish", isInVIES: true, content: "8 digits",
      shapes: ["dddddddd"], example: "FI24163066"
    ) {
      // The Y-tunnus: modulus 11; a remainder of 1 is not issued.
      $0.sum([7, 9, 10, 5, 8, 4, 2, 1]) % 11 == 0 ? nil : .checkDigit
    },
    VATScheme(
      prefix: "LT", country: "LT", nationality: "a Lithuanian", isInVIES: true, content: "9 or 12 digits",
      shapes: ["ddddddddd", "dddddddddddd"], example: "LT100001919017", flaw: lithuanian),
    VATScheme(
      prefix: "LV", country: "LV", nationality: "a Latvian", isInVIES: true, content: "11 digits",
      shapes: ["ddddddddddd"], example: "LV40103179665", flaw: latvian),
    VATScheme(
      prefix: "SE", country: "SE", nationality: "a Swedish", isInVIES: true, content: "12 digits",
      shapes: ["dddddddddddd"], example: "SE556759324801",
      advice: { $0.count == 10 ? "write 01 behind the organisation number, like SE556759324801" : nil },
      flaw: swedish),
    VATScheme(
      prefix: "NO", country: "NO", nationality: "a Norwegian", isInVIES: false, content: "9 digits",
      shapes: ["ddddddddd"], example: "NO995525828MVA", endings: ["MVA"]
    ) {
      // The organisation number of Brønnøysund: modulus 11; a remainder of 1 is not issued.
      $0.sum([3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0 ? nil : .checkDigit
    },
    VATScheme(
      prefix: "IS", country: "IS", nationality: "an Icelandic", isInVIES: false, content: "5 or 6 digits",
      shapes: ["ddddd", "dddddd"], example: "IS00621", endings: ["VSK"], keepsEnding: false
    ) { _ in
      // The VSK number has no check digit.
      nil
    },
  ]

  /// Ends in 1 and a check digit: modulus 11 with weights from 1, and again from 3 when the remainder is 10.
  @Sendable private static func lithuanian(_ body: VATBody) -> VATScheme.Flaw? {
    let last = body.count - 1
    guard body[last - 1] == 1 else { return .rule("has the digit 1 before its last digit") }
    let first = body.sum((0..<last).map { 1 + $0 % 9 }) % 11
    let check = first < 10 ? first : body.sum((0..<last).map { 1 + ($0 + 2) % 9 }) % 11 % 10
    return body[last] == check ? nil : .checkDigit
  }

  /// Legal persons begin with 4 or more: modulus 11 with the remainder 3. Persons have the personal code: the day of
  /// birth, or 32 in its place since July 2017, and a check digit of modulus 11.
  @Sendable private static func latvian(_ body: VATBody) -> VATScheme.Flaw? {
    if body[0] > 3 {
      return body.sum([9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 == 3 ? nil : .checkDigit
    }
    let isDated = VATBody.isDate(
      year: 1800 + body[6] * 100 + body.integer(4..<6), month: body.integer(2..<4), day: body.integer(0..<2))
    guard body.integer(0..<2) == 32 || isDated && body[6] < 3 else {
      return .rule("that begins with 0 to 3 is a personal code and begins with a day of birth, or with 32")
    }
    let check = (1101 - body.sum([1, 6, 3, 7, 9, 10, 5, 8, 4, 2])) % 11 % 10
    return body[10] == check ? nil : .checkDigit
  }

  /// The organisation or personal number with its Luhn digit, and a number from 01 to 94 for the unit of the business.
  @Sendable private static func swedish(_ body: VATBody) -> VATScheme.Flaw? {
    guard (1...94).contains(body.integer(10..<12)) else { return .rule("ends in 01, or another number up to 94") }
    return body.luhn(0..<10) == 0 ? nil : .checkDigit
  }
}
