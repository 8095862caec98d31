/// VAT numbers of the countries from the Baltic to the Black Sea.
///
/// Where nothing else is said, the rule is the one that the Commission's “VIES VAT number validation routines” publish.
enum EasternSchemes {
  static let all: [VATScheme] = [
    VATScheme(
      prefix: "BG", country: "BG", nationality: "a Bulgarian", isInVIES: true, content: "9 or 10 digits",
      shapes: ["ddddddddd", "dddddddddd"], example: "BG130544585", flaw: bulgarian),
    VATScheme(
      prefix: "CZ", country: "CZ", nationality: "a Czech", isInVIES: true, content: "8 to 10 digits",
      shapes: ["dddddddd", "ddddddddd", "dddddddddd"], example: "CZ00023205", flaw: czech),
    VATScheme(
      prefix: "HU", country: "HU", nationality: "a Hungarian", isInVIES: true, content: "8 digits",
      shapes: ["dddddddd"], example: "HU12892312",
      advice: { $0.count == 11 ? "write only the first 8 digits of the tax number, like HU12892312" : nil },
      flaw: hungarian),
    VATScheme(
      prefix: "PL", country: "PL", nationality: "a Polish", isInVIES: true, content: "10 digits",
      shapes: ["dddddddddd"], example: "PL9511577768"
    ) {
      // The NIP: modulus 11; a remainder of 10 is not issued.
      $0.sum([6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == $0[9] ? nil : .checkDigit
    },
    VATScheme(
      prefix: "RO", country: "RO", nationality: "a Romanian", isInVIES: true, content: "2 to 10 digits",
      shapes: (1...9).map { "n" + String(repeating: "d", count: $0) }, example: "RO16241790",
      advice: {
        $0.count == 13 ? "this looks like a personal code (CNP): write the fiscal code (CUI), like RO16241790" : nil
      }, flaw: romanian),
    VATScheme(
      prefix: "SK", country: "SK", nationality: "a Slovak", isInVIES: true, content: "10 digits",
      shapes: ["nddddddddd"], example: "SK2022749619"
    ) {
      // A multiple of 11 whose third digit is 2, 3, 4, 7, 8 or 9.
      guard [2, 3, 4, 7, 8, 9].contains($0[2]) else { return .rule("has 2, 3, 4, 7, 8 or 9 as its third digit") }
      return $0.integer(0..<10) % 11 == 0 ? nil : .checkDigit
    },
  ]

  /// Legal persons have nine digits: modulus 11 with weights from 1, and again from 3 when the remainder is 10. Ten
  /// digits are a citizen's number (EGN), a foreigner's (PNF) or another's, each with its own weights.
  @Sendable private static func bulgarian(_ body: VATBody) -> VATScheme.Flaw? {
    if body.count == 9 {
      let first = body.sum([1, 2, 3, 4, 5, 6, 7, 8]) % 11
      let check = first < 10 ? first : body.sum([3, 4, 5, 6, 7, 8, 9, 10]) % 11 % 10
      return body[8] == check ? nil : .checkDigit
    }
    let isCitizen =
      hasBulgarianBirthday(body) && body.sum([2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == body[9]
    let isForeigner = body.sum([21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 == body[9]
    // A check digit of 10 is not issued.
    let isOther = (body.sum([4, 3, 2, 7, 6, 5, 4, 3, 2]) + body[9]) % 11 == 0
    return isCitizen || isForeigner || isOther ? nil : .checkDigit
  }

  /// Year, month and day of birth; 20 more in the month is the 19th century, 40 more the 21st.
  private static func hasBulgarianBirthday(_ body: VATBody) -> Bool {
    let month = body.integer(2..<4)
    let (century, added) = month > 40 ? (2000, 40) : month > 20 ? (1800, 20) : (1900, 0)
    return VATBody.isDate(year: century + body.integer(0..<2), month: month - added, day: body.integer(4..<6))
  }

  /// Modulus 10 with the weights 9, 7, 3, 1.
  @Sendable private static func hungarian(_ body: VATBody) -> VATScheme.Flaw? {
    body.sum([9, 7, 3, 1, 9, 7, 3, 1]) % 10 == 0 ? nil : .checkDigit
  }

  /// The last of ten digits, with zeros in front: modulus 11; 10 becomes 0.
  @Sendable private static func romanian(_ body: VATBody) -> VATScheme.Flaw? {
    let last = body.count - 1
    let weights = Array([7, 5, 3, 2, 1, 7, 5, 3, 2].suffix(last))
    return body.sum(weights) * 10 % 11 % 10 == body[last] ? nil : .checkDigit
  }

  /// Eight digits of a legal person, nine from 6 of a special case, and else a birth number.
  @Sendable private static func czech(_ body: VATBody) -> VATScheme.Flaw? {
    if body.count == 8 {
      guard body[0] < 9 else { return .rule("of 8 digits does not begin with 9") }
      // Modulus 11: 10 becomes 0, and 11 becomes 1.
      return (11 - body.sum([8, 7, 6, 5, 4, 3, 2]) % 11) % 10 == body[7] ? nil : .checkDigit
    }
    if body.count == 9, body[0] == 6 {
      // Modulus 11 over the seven in the middle; the digit is 9 less what lacks to the next multiple, modulo 10.
      let lack = 11 - body.sum([8, 7, 6, 5, 4, 3, 2], from: 1) % 11
      return (19 - lack) % 10 == body[8] ? nil : .checkDigit
    }
    guard hasCzechBirthday(body) else { return .rule("of a person begins with a day of birth") }
    // Ten digits are a multiple of 11; until 1985 a remainder of 10 was written as 0.
    return body.count == 9 || body.integer(0..<9) % 11 % 10 == body[9] ? nil : .checkDigit
  }

  /// Year, month and day of birth. Women have 50 more in the month, and since 2004 either may have 20 more when a day's
  /// numbers run out (Act 133/2000). Nine digits were given until the end of 1953.
  private static func hasCzechBirthday(_ body: VATBody) -> Bool {
    let (year, written, day) = (body.integer(0..<2), body.integer(2..<4), body.integer(4..<6))
    let isOld = body.count == 9
    if isOld, (54..<80).contains(year) { return false }
    let century = isOld ? (year >= 80 ? 1800 : 1900) : (year >= 54 ? 1900 : 2000)
    let month = written > 50 ? written - 50 : written
    return VATBody.isDate(year: century + year, month: !isOld && month > 20 ? month - 20 : month, day: day)
  }
}
