import Diagnostics
import Foundation
import Notification
import PolicyEngine
import PolicyLanguage
import PolicyModel
import Pricing
import Testing

/// What fuzzing found stays found: each input ends with a book or with messages, and its book can be quoted.
@Suite struct FoundInputsTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fuzz/found")

  static var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0 != "README" }.sorted()
  }

  @Test func everyInputEnds() throws {
    let vocabulary = try Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin])
    for name in Self.names {
      let text = String(decoding: try Data(contentsOf: Self.folder.appending(path: name)), as: UTF8.self)
      let outcome = BookLoader.load([SourceText(name: name, text: text)], vocabulary: vocabulary)
      #expect(outcome.book != nil || !outcome.diagnostics.isEmpty, "\(name)")
      #expect(!DiagnosticRenderer(sources: outcome.sources).text(outcome.diagnostics).isEmpty || outcome.book != nil)
      if let book = outcome.book { #expect(Engine(book).quote(Order()) == Engine(book).quote(Order()), "\(name)") }
    }
  }
}
