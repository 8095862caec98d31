/// VAT numbers of the British Isles, Cyprus and Malta.
///
/// Where nothing else is said, the rule is the one that the Commission's “VIES VAT number validation routines” publish.
enum IslandSchemes {
  static let all: [VATScheme] = [
    VATScheme(
      prefix: "IE", country: "IE", nationality: "an Irish", isInVIES: true,
      content: "7 digits and 1 or 2 letters", shapes: ["dddddddl", "dddddddll", "dsdddddl"], example: "IE6433435IH",
      flaw: irish),
    british(prefix: "GB", nationality: "a British", isInVIES: false, example: "GB980780684"),
    british(prefix: "XI", nationality: "a Northern Irish", isInVIES: true, example: "XI432525179"),
    VATScheme(
      prefix: "CY", country: "CY", nationality: "a Cypriot", isInVIES: true, content: "8 digits and a letter",
      shapes: ["ddddddddl"], example: "CY10259033P", flaw: cypriot),
    VATScheme(
      prefix: "MT", country: "MT", nationality: "a Maltese", isInVIES: true, content: "8 digits",
      shapes: ["nddddddd"], example: "MT17025737", flaw: maltese),
  ]

  /// Seven digits, a check letter modulo 23, and perhaps a letter that counts nine times: A to I, or W for nothing.
  ///
  /// Numbers from before 2013 may have a letter, + or * as their second character; it does not count, and the first
  /// digit counts twice.
  @Sendable private static func irish(_ body: VATBody) -> VATScheme.Flaw? {
    let isNew = body[1] < 10
    let second = body.count == 9 ? body.letter(8) : 0
    guard second < 10 || body.isAt(8, oneOf: "W") else { return .rule("has no last letter but A to I or W") }
    let extra = second < 10 ? second * 9 : 0
    let sum = isNew ? body.sum([8, 7, 6, 5, 4, 3, 2]) + extra : body.sum([2, 0, 7, 6, 5, 4, 3])
    // W stands for 0, then A for 1, and so on.
    return (body.isAt(7, oneOf: "W") ? 0 : body.letter(7)) == sum % 23 ? nil : .checkDigit
  }

  private static func british(prefix: String, nationality: String, isInVIES: Bool, example: String) -> VATScheme {
    VATScheme(
      prefix: prefix, country: "GB", nationality: nationality, isInVIES: isInVIES,
      content: "9 or 12 digits, or GD or HA and 3 digits",
      shapes: ["ddddddddd", "dddddddddddd", "GDddd", "HAddd"], example: example,
      advice: { body in
        guard body.count == 11, body.isAt(0, oneOf: "GH") else { return nil }
        return "write the short form of a public body's number, like \(prefix)GD001"
      }, flaw: british)
  }

  /// Government departments are GD000 to GD499, health authorities HA500 to HA999. Others are checked modulo 97, and
  /// those from 100 on, issued since 2009, also modulo 97 with 55 (HMRC's “9755”); three more digits name a branch.
  @Sendable private static func british(_ body: VATBody) -> VATScheme.Flaw? {
    if body.count == 5 {
      let isDepartment = body.isAt(0, oneOf: "G")
      return isDepartment == (body.integer(2..<5) < 500)
        ? nil : .rule("of a public body is GD000 to GD499 or HA500 to HA999")
    }
    let rest = body.sum([8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97
    // 55 may be read as taken from the sum, which leaves 42, or from the check digits, which leaves 55.
    let isNew = body.integer(0..<3) >= 100 && (rest == 42 || rest == 55)
    return rest == 0 || isNew ? nil : .checkDigit
  }

  /// The digits in odd places are exchanged by a table and summed with the others; the letter is the sum modulo 26.
  @Sendable private static func cypriot(_ body: VATBody) -> VATScheme.Flaw? {
    guard body.integer(0..<2) != 12 else { return .rule("does not begin with 12") }
    let exchanged = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]
    let sum = (0..<8).reduce(0) { sum, index in
      let digit = body[index]
      return sum + (index % 2 == 0 && exchanged.indices.contains(digit) ? exchanged[digit] : digit)
    }
    return body.letter(8) == sum % 26 + 1 ? nil : .checkDigit
  }

  /// The last two are 37 less a sum modulo 37, so 01 to 37.
  @Sendable private static func maltese(_ body: VATBody) -> VATScheme.Flaw? {
    body.integer(6..<8) == 37 - body.sum([3, 4, 6, 7, 8, 9]) % 37 ? nil : .checkDigit
  }
}
