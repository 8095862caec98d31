import Diagnostics
import Foundation
import Notification
import PolicyLanguage
import PolicyModel
import Pricing

/// The rule files that come with the project, and the words they are written in.
enum RuleFiles {
  /// The core's words and both plugins'.
  static let vocabulary: Vocabulary = {
    do { return try Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin]) } catch {
      fatalError("\(error)")
    }
  }()

  /// The book of the reseller programme.
  static let programme = files(in: root.appendingPathComponent("rules", isDirectory: true))

  /// The books of the vector tests.
  static let vectors = files(in: root.appendingPathComponent("Tests/VectorTests/Books", isDirectory: true))

  /// A parsed file and what was found in it.
  static func parse(_ text: String, name: String = "test.rules") -> (file: FileSyntax, diagnostics: [Diagnostic]) {
    FileParser.parse(SourceText(name: name, text: text), index: 0, vocabulary: vocabulary)
  }

  static func load(_ texts: [String]) -> BookLoader.Outcome {
    BookLoader.load(
      texts.enumerated().map { SourceText(name: "file\($0.offset).rules", text: $0.element) }, vocabulary: vocabulary)
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func files(in folder: URL) -> [SourceText] {
    let found = FileManager.default.enumerator(at: folder.resolvingSymlinksInPath(), includingPropertiesForKeys: nil)?
      .compactMap { $0 as? URL }
    let paths = (found ?? []).filter { $0.pathExtension == "rules" }.sorted { $0.path < $1.path }
    return paths.compactMap { path in
      (try? Data(contentsOf: path)).map { data in
        SourceText(name: path.path.replacing(root.path + "/", with: ""), text: String(decoding: data, as: UTF8.self))
      }
    }
  }
}
