import Testing
import VATNumbers

/// Which numbers pass, and what they are afterwards.
@Suite struct VATNumberTests {
  @Test func judgedNumbersAreAllRead() {
    #expect(JudgedNumber.all.count == 224)
    #expect(Set(JudgedNumber.all.map(\.country)).count == 28)
  }

  @Test(arguments: JudgedNumber.all) func agreesWithTheJudged(row: JudgedNumber) {
    let found = problem(row.number)
    #expect((found == nil) == row.isValid, "\(row.why); \(rendered(found))")
  }

  /// With the country given, the number passes just the same with its prefix and without.
  @Test(arguments: JudgedNumber.all.filter(\.isValid)) func prefixMayBeLeftOut(row: JudgedNumber) throws {
    let number = try VATNumber(parsing: row.number)
    #expect(number.prefix == row.country)
    #expect(try VATNumber(parsing: row.number, country: number.country) == number)
    if number.prefix != "XI" {
      #expect(try VATNumber(parsing: number.number, country: number.country) == number)
    }
    #expect(try VATNumber(parsing: number.number, country: number.prefix) == number)
    #expect(try VATNumber(parsing: number.text) == number)
    #expect(number.text == number.prefix + number.number)
  }

  @Test(arguments: [
    ("de 136 695 976", "DE136695976", "DE"), ("DE-136.695/976", "DE136695976", "DE"),
    ("DE\u{A0}136\u{202F}695\u{2009}976", "DE136695976", "DE"), ("DE 136\u{2011}695\u{2013}976", "DE136695976", "DE"),
    ("\tDE136695976\r\n", "DE136695976", "DE"), ("GR 094259216", "EL094259216", "GR"),
    ("el094259216", "EL094259216", "GR"), ("atu13585627", "ATU13585627", "AT"), ("IE9+71814N", "IE9+71814N", "IE"),
    ("IE1234567FA", "IE1234567FA", "IE"), ("XIGD123", "XIGD123", "GB"), ("GB 340 8043 29", "GB340804329", "GB"),
    ("GB HA500", "GBHA500", "GB"), ("CHE-107.787.577 IVA", "CHE107787577IVA", "CH"),
    ("CHE-107.787.577", "CHE107787577MWST", "CH"), ("che107787577tva", "CHE107787577TVA", "CH"),
    ("NO 995 525 828 MVA", "NO995525828MVA", "NO"), ("NO995525828", "NO995525828MVA", "NO"),
    ("IS VSK 00621", "IS00621", "IS"), ("IS 123456 VSK", "IS123456", "IS"), ("NL000099998B57", "NL000099998B57", "NL"),
    ("CZ682127228", "CZ682127228", "CZ"), ("FR 83 404 833 048", "FR83404833048", "FR"),
    ("ES Q2826000H", "ESQ2826000H", "ES"), ("SE 556759-3248 94", "SE556759324894", "SE"),
  ]) func canonical(typed: Typed, text: String, country: String) throws {
    let number = try VATNumber(parsing: typed.text)
    #expect(number.text == text)
    #expect(number.country == country)
    #expect(text.hasPrefix(number.prefix))
  }

  @Test(arguments: [
    ("136695976", "DE", "DE136695976"), ("DE136695976", "de", "DE136695976"), ("107.787.577", "CH", "CHE107787577MWST"),
    ("094259216", "GR", "EL094259216"), ("GR094259216", "GR", "EL094259216"), ("432525179", "GB", "GB432525179"),
    ("XI432525179", "GB", "XI432525179"), ("432525179", "XI", "XI432525179"), ("432525179", "IM", "GB432525179"),
    ("53000004605", "MC", "FR53000004605"), ("FR 53 000 004 605", "MC", "FR53000004605"),
    ("U13585627", "AT", "ATU13585627"), ("995525828", "NO", "NO995525828MVA"),
  ]) func countryGiven(typed: String, country: String, text: String) throws {
    #expect(try VATNumber(parsing: typed, country: country).text == text)
  }

  /// A French key may be the letters of another country: the number is taken for that country's when it can be.
  @Test func frenchKeysMayLookLikePrefixes() throws {
    let numbers = (100_000_000..<100_200_000).lazy.filter { problem("FRDK\($0)") == nil }
    let found = try #require(numbers.first)
    #expect(try VATNumber(parsing: "DK\(found)", country: "FR").text == "FRDK\(found)")
    #expect(problem("DE136695976", country: "FR")?.kind == .country)
  }

  @Test func prefixesAndVIES() throws {
    #expect(VATNumber.supportedPrefixes.count == 32)
    #expect(VATNumber.supportedPrefixes == VATNumber.supportedPrefixes.sorted())
    #expect(try VATNumber(parsing: "XI432525179").isInVIES)
    #expect(try VATNumber(parsing: "EL094259216").isInVIES)
    for text in ["GB432525179", "CHE107787577MWST", "NO995525828MVA", "IS00621"] {
      #expect(try !VATNumber(parsing: text).isInVIES)
    }
    #expect(try VATNumber(parsing: "DE136695976") == VATNumber(parsing: "de 136 695 976"))
  }
}
