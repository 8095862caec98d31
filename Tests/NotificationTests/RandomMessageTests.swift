import Foundation
import Notification
import PolicyModel
import Quantities
import Testing

/// Random texts, most of them hostile, come back from an independent reader as they were meant.
@Suite struct RandomMessageTests {
  /// How many times the usual number of messages: the environment variable `LISTINO_ROUNDS`, or 1.
  static let rounds = Int(ProcessInfo.processInfo.environment["LISTINO_ROUNDS"] ?? "") ?? 1

  static let pieces = [
    "a", "Z", "7", " ", "  ", "word", "Rossi", "è", "perché", "€", "ß", "漢字", "🍋", "👩‍👩‍👧", "e\u{301}", "עברית", "\u{200F}",
    "\u{202E}", "\u{2066}", "\u{FEFF}", "\u{A0}", "\u{3000}", "\r\n", "\n", "\r", "\r\nBcc: x@example.com", "\n\n",
    "\t", "\u{0}", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{2028}", "\u{B}", "\u{C}", "\u{1C}", "\u{FFFF}", "\u{10FFFF}",
    "=?utf-8?Q?x?=", "=?", "?=", "=", "=3D", "_", "?", "\"", "\\", "(", ")", "<", ">", "@", ",", ";", ":", ".", "..",
    "From ", "\nFrom x", "\n.\n", "--", "'", "%s", "~", "[", "]", "\u{E000}", String(repeating: "long", count: 20),
    String(repeating: "à", count: 40), String(repeating: " ", count: 90),
  ]

  static func text(_ generator: inout SeededGenerator, upTo count: Int) -> String {
    (0..<Int.random(in: 0...count, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }
      .joined()
  }

  static func mailbox(_ generator: inout SeededGenerator) -> ChannelMessage.Mailbox {
    let letters = Array("abcXYZ019!#$%&'*+-/=?^_`{|}~")
    let local = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
      letters.randomElement(using: &generator) ?? "a"
    }
    let domain =
      ["example.com", "a", "sub-1.example.org", "xn--caff-8oa.example"].randomElement(using: &generator) ?? "a"
    return .init(name: text(&generator, upTo: 12), address: String(local) + "@" + domain)
  }

  @Test func pythonReadsWhatWasMeant() throws {
    var generator = SeededGenerator(seed: 20_260_325)
    let messages = (0..<400 * Self.rounds).map { index in
      var subject = Self.text(&generator, upTo: 15)
      if index % 40 == 0 { while subject.utf8.count < 10_000 { subject += Self.text(&generator, upTo: 200) } }
      return ChannelMessage(
        id: "random-\(index).a", sender: Self.mailbox(&generator), receiver: Self.mailbox(&generator),
        language: ["en", "it", "de"].randomElement(using: &generator) ?? "en", subject: subject,
        paragraphs: (0..<Int.random(in: 0...4, using: &generator)).map { _ in Self.text(&generator, upTo: 30) },
        day: CalendarDate(dayNumber: Int.random(in: -20_000...60_000, using: &generator)),
        secondOfDay: Int.random(in: 0...86_399, using: &generator))
    }
    try Sample.withFolder { folder in
      for message in messages { try Maildrop.channel.deliver(message, folder.path).get() }
      try JSONSerialization.data(withJSONObject: messages.map(Self.fields)).write(
        to: folder.appending(path: "messages.json"))
      let report = try MailReader.report(on: folder)
      #expect(report == "\(messages.count) messages read\n")
    }
  }

  /// A message as the Python script reads it.
  static func fields(_ message: ChannelMessage) -> [String: Any] {
    let time = [message.secondOfDay / 3600, message.secondOfDay / 60 % 60, message.secondOfDay % 60]
    return [
      "id": message.id, "language": message.language, "subject": message.subject, "paragraphs": message.paragraphs,
      "from": [message.sender.name, message.sender.address], "to": [message.receiver.name, message.receiver.address],
      "date": "\(message.day)T" + time.map { String(format: "%02d", $0) }.joined(separator: ":") + "+00:00",
    ]
  }
}
