import AccountBook
import Desk
import Diagnostics
import Foundation
import Notification
import PolicyEngine
import PolicyLanguage
import PolicyModel
import Pricing
import Quantities
import Testing

/// An account book in a file of its own, which is thrown away with it, and the rules in rules/.
final class DeskBook: Sendable {
  let file: AccountFile
  /// The computer's day.
  static let today = CalendarDate(dayNumber: 20_454)

  init(_ kind: AccountFile.Kind = .rehearsal) throws {
    let folder = FileManager.default.temporaryDirectory
    file = try AccountFile(
      path: folder.appending(path: "desk-\(UUID().uuidString).sqlite").path, ifMissing: .make(kind))
  }

  deinit {
    for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file.path + ending) }
  }

  func desk(_ identity: Identity, on today: CalendarDate = DeskBook.today) throws(AccountProblem) -> Desk {
    try Desk(file: file, identity: identity) { today }
  }

  /// What is wrong with the book; nothing, after whatever was done.
  func faults() throws -> [String] {
    try file.damages() + file.read(.all) { try ConsistencyCheck.faults($0) }
  }

  // MARK: Rules

  static func vocabulary() throws -> Vocabulary {
    try Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin])
  }

  /// The files in rules/, with one text in place of another where that is asked for.
  static func ruleFiles(_ old: String = "", _ new: String = "") throws -> [SourceText] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "rules")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".rules") }
    return try names.sorted().map { name in
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      return SourceText(name: "rules/\(name)", text: old.isEmpty ? text : text.replacingOccurrences(of: old, with: new))
    }
  }

  static func rules() throws -> RulesInForce {
    let vocabulary = try vocabulary()
    let book = try #require(BookLoader.load(try ruleFiles(), vocabulary: vocabulary).book)
    return RulesInForce(book: book, engine: Engine(book), vocabulary: vocabulary)
  }
}
