import Foundation
import Notification
import PolicyModel
import Testing

/// Whole messages, byte by byte. `LISTINO_ACCEPT=1 swift test --filter GoldenMessageTests` rewrites them.
///
/// Git must leave their line ends alone: see `.gitattributes`.
@Suite struct GoldenMessageTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "golden")

  static let isAccepting = ProcessInfo.processInfo.environment["LISTINO_ACCEPT"] != nil

  static let messages: [String: ChannelMessage] = [
    "plain": Sample.message(),
    "italian": Sample.message(
      receiver: .init(name: "Società Più Caffè, Niccolò & Figli", address: "ordini@caffe.example"), language: "it",
      subject: "Il Suo sconto è scaduto perché l’ultimo ordine è di più di un anno fa: così è la città",
      paragraphs: [
        "Gentile cliente,",
        "il Suo sconto del 12,5 % è scaduto. Perché? L’ultimo ordine è di più di un anno fa, e così ha perso il grado "
          + "“oro”.\nUn nuovo ordine di 1.000 € lo riporta.", "Cordiali saluti\nListino",
      ]),
    "japanese": Sample.message(
      receiver: .init(name: "株式会社東京価格表", address: "tokyo@example.jp"), language: "ja",
      subject: "割引が終了しました。次の注文で再び有効になります。ご確認をお願いいたします。", paragraphs: ["割引が終了しました。"]),
    "long-subject": Sample.message(
      subject: "A subject that is longer than one line, which every mail program shows as one line all the same, "
        + "because a line may end at a blank"),
    "hostile": Sample.message(
      sender: .init(name: "Shop\r\nBcc: everybody@example.com", address: "rules@example.com"),
      receiver: .init(name: "\u{202E}\"Anna\" \\ <anna@example.org>,\u{0}\u{1B}[31m", address: "anna@example.com"),
      subject: "Hello\r\n\r\n<html>\u{85}Subject: =?utf-8?Q?other?=\u{2028}\u{1B}]0;title\u{7}",
      paragraphs: [
        ".", "From here\r\n..\rdot\u{0}\u{1B}[2J", "--\n=20 = \t ", "",
        String(repeating: "à", count: 30) + String(repeating: "z", count: 100),
      ]),
    "nobody": Sample.message(
      sender: .init(name: " \n\t", address: "rules@example.com"), receiver: .init(name: "", address: "a@b.example"),
      language: "x\r\n", subject: "\u{7}", paragraphs: [], day: "0987-01-02", secondOfDay: 86_400),
  ]

  @Test(arguments: messages.keys.sorted()) func message(name: String) throws {
    let bytes = try MailMessage(#require(Self.messages[name])).bytes
    let file = Self.folder.appending(path: name + ".eml")
    if Self.isAccepting { try Data(bytes).write(to: file) }
    let expected = try Data(contentsOf: file)
    #expect(Data(bytes) == expected, "\(name): \(String(decoding: bytes, as: UTF8.self))")
  }

  /// No file is left of a message that is not made any more.
  @Test(.disabled(if: isAccepting)) func eachFileIsAMessage() throws {
    let names = try Sample.names(in: Self.folder).filter { $0.hasSuffix(".eml") }
    #expect(names == Self.messages.keys.sorted().map { $0 + ".eml" })
  }
}
