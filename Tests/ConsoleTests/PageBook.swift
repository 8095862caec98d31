import Diagnostics
import Foundation
import Notification
import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Pricing

@testable import Console

/// A book for the tests of pages and drawings.
struct PageBook {
  struct Unreadable: Error, CustomStringConvertible { var description: String }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  /// The reseller programme, a small book with one of each, and one whose texts are markup.
  static let folders = [
    "rules", "Tests/EndToEndTests/golden/pages/shop", "Tests/EndToEndTests/golden/pages/hostile",
  ]

  var book: RuleBook
  var vocabulary: Vocabulary

  init(folder: String) throws {
    guard case .success(let files) = RuleFolder(Self.root.appending(path: folder).path).read() else {
      throw Unreadable(description: "no rules in \(folder)")
    }
    try self.init(files, [CorePlugin.plugin, Pricing.plugin, Notification.plugin])
  }

  init(_ text: String, plugins: [Plugin] = [Pricing.plugin, Notification.plugin]) throws {
    try self.init([SourceText(name: "sample.rules", text: text)], [CorePlugin.plugin] + plugins)
  }

  private init(_ files: [SourceText], _ plugins: [Plugin]) throws {
    vocabulary = try Vocabulary(plugins)
    let outcome = BookLoader.load(files, vocabulary: vocabulary)
    guard let book = outcome.book else {
      throw Unreadable(description: DiagnosticRenderer(sources: outcome.sources).text(outcome.diagnostics))
    }
    self.book = book
  }

  var page: Page { BookPage(book, vocabulary: vocabulary).page }
  var graph: BookGraph { BookGraph(book.program) }
}
