import Diagnostics
import Foundation
import Notification
import PolicyLanguage
import PolicyModel
import Pricing

/// A rule text with one mistake, loaded with the prelude, and the messages it must give.
struct MistakeCase: CustomStringConvertible {
  var name: String
  var text: String
  /// Where the messages are kept.
  var expectedFile: URL

  var description: String { name }

  /// The core and both plugins.
  static let vocabulary = Result { try Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin]) }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Mistakes")

  /// What the first line of a case says that is loaded alone.
  static let aloneMark = "# Without the prelude."

  /// A small book without a mistake.
  static let prelude = read(folder.appendingPathComponent("prelude.rules")) ?? ""

  /// All rule files of the folder but the prelude.
  static let files: [MistakeCase] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".rules") && $0 != "prelude.rules" }.sorted().map { name in
      let file = folder.appendingPathComponent(name)
      return MistakeCase(
        name: String(name.dropLast(".rules".count)), text: read(file) ?? "",
        expectedFile: file.deletingPathExtension().appendingPathExtension("expected"))
    }
  }()

  /// The examples of all pages of what loading can find. One of them is a whole folder without a book.
  static let examples: [MistakeCase] = codes.map { code in
    MistakeCase(
      name: code.id, text: (code.id == "L220" ? aloneMark + "\n" : "") + code.example + "\n",
      expectedFile: folder.appendingPathComponent("Examples/\(code.id).expected"))
  }

  /// All codes of the vocabulary that loading can find.
  static let codes: [DiagnosticCode] = {
    let calendar = Set(DiagnosticCatalogue.all).subtracting(DiagnosticCatalogue.loading)
    return ((try? vocabulary.get())?.codes ?? []).filter { !calendar.contains($0) }
  }()

  /// Loads the case.
  func load() throws -> BookLoader.Outcome {
    var files = [SourceText(name: "\(name).rules", text: text)]
    if !text.hasPrefix(Self.aloneMark) { files.append(SourceText(name: "prelude.rules", text: preludeForCase)) }
    return BookLoader.load(files, vocabulary: try Self.vocabulary.get())
  }

  /// All messages as a person reads them.
  func rendered() throws -> String {
    let outcome = try load()
    return DiagnosticRenderer(sources: outcome.sources).text(outcome.diagnostics) + "\n"
  }

  /// The prelude without the blocks that the case has itself; their lines are blank, so that the others keep their
  /// numbers.
  private var preludeForCase: String {
    let own = Set(text.split(separator: "\n").compactMap(Self.heading))
    var isLeftOut = false
    let lines = Self.prelude.split(separator: "\n", omittingEmptySubsequences: false).map { line -> Substring in
      if let heading = Self.heading(line) { isLeftOut = own.contains(heading) }
      return isLeftOut ? "" : line
    }
    return lines.joined(separator: "\n")
  }

  /// The block word and the name on a line at the margin; the book is the same with any name.
  private static func heading(_ line: Substring) -> String? {
    guard let first = line.first, first.isLetter else { return nil }
    let words = line.split(separator: " ", maxSplits: 2)
    return words[0] == "book" ? "book" : words.count > 1 ? "\(words[0]) \(words[1])" : nil
  }

  private static func read(_ file: URL) -> String? { try? String(contentsOf: file, encoding: .utf8) }
}
