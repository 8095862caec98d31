import Notification
import PolicyModel
import Testing

/// What becomes of single parts of a message.
@Suite struct MailMessageTests {
  /// The lines of a message, without their ends.
  static func lines(_ message: ChannelMessage) throws -> [String] {
    String(decoding: try MailMessage(message).bytes, as: UTF8.self).split(
      separator: "\r\n", omittingEmptySubsequences: false
    ).map { String($0) }
  }

  @Test func dateIsOfTheDay() throws {
    #expect(try Self.lines(Sample.message()).first == "Date: Wed, 25 Mar 2026 08:05:09 +0000")
    #expect(
      try Self.lines(Sample.message(day: "2024-02-29", secondOfDay: 86_399)).first
        == "Date: Thu, 29 Feb 2024 23:59:59 +0000")
    #expect(
      try Self.lines(Sample.message(day: "9999-12-31", secondOfDay: -1)).first
        == "Date: Fri, 31 Dec 9999 00:00:00 +0000")
  }

  @Test func namesAreQuotedOrEncoded() throws {
    let written = [
      "Anna Rossi": "Anna Rossi",
      "J. Smith": "\"J. Smith\"",
      "Rossi, Anna": "\"Rossi, Anna\"",
      "The \"Shop\" \\ Co": "\"The \\\"Shop\\\" \\\\ Co\"",
      "Zoë": "=?utf-8?Q?Zo=C3=AB?=",
      "=?utf-8?Q?x?=": "=?utf-8?Q?=3D=3Futf-8=3FQ=3Fx=3F=3D?=",
      "Анна": "=?utf-8?B?0JDQvdC90LA=?=",
    ]
    for (name, text) in written {
      let lines = try Self.lines(Sample.message(receiver: .init(name: name, address: "a@b.example")))
      #expect(lines.contains("To: \(text) <a@b.example>"), "\(name): \(lines[2])")
    }
  }

  @Test func shortTextIsSentAsItIs() throws {
    let lines = try Self.lines(Sample.message())
    #expect(lines.contains("Content-Transfer-Encoding: 7bit"))
    #expect(lines.suffix(4) == ["Dear reseller,", "", "your discount has ended.", ""])
  }

  /// What servers and mailbox files would change is encoded.
  @Test(
    arguments: [
      ("From here", "=46rom here"), (".", "=2E"), ("ends in a blank ", "ends in a blank=20"),
      ("1+1=2 é", "1+1=3D2 =C3=A9"),
      ("\t", "=09"),
    ]) func awkwardLines(text: String, encoded: String) throws
  {
    let lines = try Self.lines(Sample.message(paragraphs: [text]))
    #expect(lines.contains("Content-Transfer-Encoding: quoted-printable"))
    #expect(lines.suffix(2) == [encoded, ""])
  }

  @Test(arguments: ["a", "é", "漢", "🍋", " ", "=", "\u{0}", "\u{202E}", "a ", "\"", "\\"])
  func anyTextOfAnyLengthHasShortLines(unit: String) throws {
    for count in [1, 19, 37, 60, 61, 62, 63, 64, 74, 75, 76, 77, 78, 152, 10_000] {
      let text = String(repeating: unit, count: count)
      let lines = try Self.lines(
        Sample.message(
          sender: .init(name: text, address: "rules@example.com"), receiver: .init(name: text, address: "a@b.example"),
          subject: text, paragraphs: [text, text + "\n" + text]))
      for line in lines {
        #expect(line.utf8.count <= 76 && line.utf8.allSatisfy { 0x20 <= $0 && $0 < 0x7F }, "\(line)")
      }
    }
  }

  @Test(
    arguments: [
      "", "anna", "anna@", "@example.com", "a b@example.com", "a@b@c", "anna@exa mple.com", "anna@-a.com", "a..b@c.com",
      ".a@c.com", "a.@c.com", "anna@example.com\r\nBcc: b@example.com", "anna@example.com\u{0}", "anna@exämple.com",
      "<anna@example.com>", "\"anna\"@example.com", "anna@example.com,b@example.com", "anna@[127.0.0.1]", "a@b..c",
      "\u{1B}[31m@example.com", String(repeating: "a", count: 65) + "@example.com",
      "a@" + String(repeating: "b.", count: 130) + "c",
    ]) func unsafeAddress(address: String) throws
  {
    let mailbox = ChannelMessage.Mailbox(name: "Anna", address: address)
    for message in [Sample.message(sender: mailbox), Sample.message(receiver: mailbox)] {
      let problem = try #require(throws: ChannelProblem.self) { try MailMessage(message) }
      #expect(problem.message.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
      #expect(problem.message.utf8.count < 300 && !problem.cure.isEmpty)
    }
  }

  @Test(arguments: ["", ".", "..", "a/b", "../a", ".a", "a.", "a..b", "a b", "a\n", "é", "a\u{0}", "a@b", "a>"])
  func unsafeIdentifier(id: String) throws {
    #expect(throws: ChannelProblem.self) { try MailMessage(Sample.message(id: id)) }
  }

  /// What stands in quotes and what does not is the same in every run.
  @Test func sameBytesEachTime() throws {
    #expect(try MailMessage(Sample.message()).bytes == MailMessage(Sample.message()).bytes)
  }
}
