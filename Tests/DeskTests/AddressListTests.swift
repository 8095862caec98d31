import AccountBook
import Desk
import Testing

/// Addresses as people paste and export them.
@Suite struct AddressListTests {
  private func addresses(_ text: String, isTable: Bool = false) throws -> [String] {
    try AddressList.reading(text, isTable: isTable).map(\.text)
  }

  @Test func aTextHoldsThemInAnyWay() throws {
    #expect(
      try addresses("anna@example.com bo@example.com,\n<c@example.com>; Dora@Example.com\r\n\nanna@EXAMPLE.com")
        == ["anna@example.com", "bo@example.com", "c@example.com", "Dora@Example.com"])
  }

  @Test func aTableHasOneInEachRow() throws {
    #expect(
      try addresses("\u{FEFF}name,e-mail\r\n\"Anna A\",anna@example.com\r\nBo;\"bo@example.com\"\n", isTable: true)
        == ["anna@example.com", "bo@example.com"])
  }

  @Test(arguments: [
    "anna", "anna@", "@example.com", "a@b", "a b@example.com", "a@@example.com", ".a@example.com", "a..b@example.com",
    "a@-b.com", "a@b..com", "ä@example.com", "a@example.com\u{1B}[2J", "a@exa\u{202E}mple.com",
    String(repeating: "a", count: 65) + "@example.com", "a@" + String(repeating: "b.", count: 200) + "com",
  ]) func whatIsNoAddressIsRefused(text: String) throws {
    #expect(throws: AccountProblem.self) { try EmailAddress(parsing: text) }
  }

  @Test func theLineOfAMistakeIsSaid() throws {
    let problem = #expect(throws: AccountProblem.self) { try addresses("anna@example.com\nbo\n") }
    #expect(problem?.message == "line 2: this is no e-mail address")
  }

  @Test func tablesComeBackAsTheyWere() throws {
    let rows = [["a", "b,c", "d\"e"], ["", "f\ng", "h\r\ni"], ["j", "k", ""]]
    let text = rows.map(CSVText.row).joined(separator: "\r\n") + "\r\n"
    #expect(CSVText.rows(text)?.map(\.fields) == rows)
    #expect(CSVText.rows("a,\"b") == nil)
  }
}
