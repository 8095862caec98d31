import Foundation
import PolicyModel
import Quantities

/// Messages and folders for the tests.
enum Sample {
  /// One to Anna, with what differs from it.
  static func message(
    id: String = "2026-03-25.order-7.reseller", sender: ChannelMessage.Mailbox = shop,
    receiver: ChannelMessage.Mailbox = anna, language: String = "en", subject: String = "Your discount has ended",
    paragraphs: [String] = ["Dear reseller,", "your discount has ended."], day: String = "2026-03-25",
    secondOfDay: Int = 29_109
  ) -> ChannelMessage {
    ChannelMessage(
      id: id, sender: sender, receiver: receiver, language: language, subject: subject, paragraphs: paragraphs,
      day: CalendarDate(parsing: day) ?? .first, secondOfDay: secondOfDay)
  }

  static let shop = ChannelMessage.Mailbox(name: "Listino", address: "rules@example.com")
  static let anna = ChannelMessage.Mailbox(name: "Anna Rossi", address: "anna@example.com")

  /// Calls with a folder of its own that does not exist yet, and removes it afterwards.
  static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "listino-maildrop-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  /// All names in a folder, hidden ones too.
  static func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }
}
