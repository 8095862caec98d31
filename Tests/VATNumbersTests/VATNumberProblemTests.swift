import Testing
import VATNumbers

/// What a person is told.
@Suite struct VATNumberProblemTests {
  /// Too many for the compiler to work out as an argument of the macro.
  static let told: [(String, String)] = [
    ("DE13669597", "length: a German VAT number has 9 digits after DE; this one has 8 > write it like DE136695976"),
    ("DE", "length: a German VAT number has 9 digits after DE; this one has nothing > write it like DE136695976"),
    (
      "AT13585627",
      "length: an Austrian VAT number has the letter U and 8 digits after AT; this one has 8 digits > "
        + "write the letter U after AT, like ATU13585627"
    ),
    (
      "BE 462.423.150",
      "length: a Belgian VAT number has 10 digits after BE; this one has 9 > "
        + "old numbers have 9 digits: write a 0 in front of them, like BE0441928931"
    ),
    (
      "EL94259216",
      "length: a Greek VAT number has 9 digits after EL; this one has 8 > "
        + "old numbers have 8 digits: write a 0 in front of them, like EL094259216"
    ),
    (
      "RO1630615123457",
      "length: a Romanian VAT number has 2 to 10 digits after RO; this one has 13 > "
        + "this looks like a personal code (CNP): write the fiscal code (CUI), like RO16241790"
    ),
    (
      "XIGD888812345",
      "length: a Northern Irish VAT number has 9 or 12 digits, or GD or HA and 3 digits after XI; "
        + "this one has 11 characters > write the short form of a public body's number, like XIGD001"
    ),
    (
      "SE5567593248",
      "length: a Swedish VAT number has 12 digits after SE; this one has 10 > "
        + "write 01 behind the organisation number, like SE556759324801"
    ),
    (
      "DE13669597O",
      "format: a German VAT number has 9 digits after DE; character 9 after DE is the letter O, "
        + "which does not belong there > write the digit 0 instead of the letter O, like DE136695976"
    ),
    (
      "NL004495445C01",
      "format: a Dutch VAT number has 9 digits, the letter B and 2 digits after NL; character 10 after NL is the "
        + "letter C, which does not belong there > write it like NL004495445B01"
    ),
    (
      "DE1366959*6",
      "format: a German VAT number has 9 digits after DE; character 8 after DE is a sign, "
        + "which does not belong there > write it like DE136695976"
    ),
    (
      "DE036695976",
      "format: a German VAT number has 9 digits after DE; character 1 after DE is the digit 0, "
        + "which does not belong there > write it like DE136695976"
    ),
    (
      "SE556759324895",
      "format: a Swedish VAT number ends in 01, or another number up to 94 > write it like SE556759324801"
    ),
    ("CZ710232123", "format: a Czech VAT number of a person begins with a day of birth > write it like CZ00023205"),
    (
      "ESJ9921658B", "format: a Spanish VAT number with this first letter ends in a digit > write it like ESB64240914"
    ),
    (
      "DE136695978",
      "checkDigit: the digits of this number do not fit together as those of a German VAT number do > "
        + "compare it with the customer's own papers: a digit may be mistyped, or two have changed places"
    ),
    (
      "136695976",
      "country: the number does not say which country it is of > "
        + "put the country's two letters in front, like DE136695976"
    ),
    (
      "QX136695976",
      "country: no country whose VAT numbers can be checked here has the letters QX > "
        + "put the country's own two letters in front, like DE136695976"
    ),
    ("UK432525179", "country: British VAT numbers begin with GB, not with UK > write GB instead of UK"),
    (
      "CH107787577",
      "country: a Swiss VAT number begins with CHE, not with CH alone > write it like CHE107787577MWST"
    ),
    ("MC53000004605", "country: VAT numbers of Monaco are French ones and begin with FR > write FR instead of MC"),
    (
      "EU372001234",
      "country: a number that begins with EU is of the One Stop Shop, by which sellers report sales to consumers; it is "
        + "not a business customer's VAT number > ask the customer for the VAT number of its own country"
    ),
    ("", "length: there is no VAT number here > write the country's letters and the number, like DE136695976"),
    (" - ", "length: there is no VAT number here > write the country's letters and the number, like DE136695976"),
    (
      "DE136\u{FF11}95976",
      "characters: a VAT number has only the letters A to Z and the digits 0 to 9; character 6 is a digit of another "
        + "script > type the number by hand instead of copying it"
    ),
  ]

  @Test(arguments: told) func words(typed: String, expected: String) {
    #expect(rendered(problem(typed)) == expected)
  }

  @Test func wordsAboutTheCountryGiven() {
    #expect(
      rendered(problem("DE136695976", country: "SE"))
        == "country: this number begins with DE, so it is a German one; the country given needs a Swedish one, which "
        + "begins with SE > change either the country or the number")
    #expect(
      rendered(problem("GB432525179", country: "XI"))
        == "country: this number begins with GB, so it is a British one; the country given needs a Northern Irish one, "
        + "which begins with XI > change either the country or the number")
    #expect(
      rendered(problem("123", country: "US"))
        == "country: VAT numbers of the country US cannot be checked here > leave the VAT number out")
    #expect(
      rendered(problem("123", country: "\u{1B}[31m"))
        == "country: this is no country's code > name the country by its two letters, like DE")
    #expect(problem("13669597", country: "DE")?.kind == .length)
    #expect(problem("ZZ136695976", country: "DE")?.kind == .length)
    #expect(problem("", country: "DE")?.kind == .length)
  }

  /// Every country's own example, told in a cure, passes.
  @Test(arguments: VATNumber.supportedPrefixes) func examplesPass(prefix: String) throws {
    let cure = try #require(problem("\(prefix)1")).cure
    let example = try #require(cure.split(separator: " ").last)
    #expect(cure == "write it like \(example)")
    #expect(try VATNumber(parsing: example).prefix == prefix)
    #expect(try VATNumber(parsing: example).text == example)
  }
}
