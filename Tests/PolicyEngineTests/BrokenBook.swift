import Diagnostics
import Foundation
import Notification
import PolicyEngine
import PolicyLanguage
import PolicyModel
import Pricing
import Quantities

/// A small book that loads and has one fault, which only all of its orders together show.
struct BrokenBook: CustomStringConvertible {
  var name: String
  var text: String
  /// Where the findings are kept.
  var expectedFile: URL

  var description: String { name }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("BrokenBooks")

  /// All rule files of the folder.
  static let all: [BrokenBook] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".rules") }.sorted().map { name in
      let file = folder.appendingPathComponent(name)
      return BrokenBook(
        name: String(name.dropLast(".rules".count)), text: (try? String(contentsOf: file, encoding: .utf8)) ?? "",
        expectedFile: file.deletingPathExtension().appendingPathExtension("expected"))
    }
  }()

  /// What the beginning of a name says of the code that is found.
  static let codes = [
    "gap": "R101", "clash": "R102", "never": "R103", "overruled": "R104", "row-gap": "R105", "rows-overlap": "R106",
    "hidden": "R107", "row-never": "R108", "effect-never": "R109", "refuses-everything": "R110", "check": "R111",
    "overflow": "R112", "cliff": "R113", "end": "R114", "needless": "R115", "open": "R190",
  ]

  /// The longest beginning of the name that has a code.
  var expectedCode: String? {
    Self.codes.keys.filter { name.hasPrefix($0 + "-") || name == $0 }.max { $0.count < $1.count }.flatMap {
      Self.codes[$0]
    }
  }

  /// The day from which dates are judged.
  static let day = CalendarDate(parsing: "2026-06-01")

  /// What loading says, and what is found about all orders.
  func examine() throws -> (loading: [Diagnostic], findings: [Diagnostic], sources: [SourceText]) {
    let vocabulary = try Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin])
    let outcome = BookLoader.load([SourceText(name: "\(name).rules", text: text)], vocabulary: vocabulary)
    let findings = outcome.book.map { BookExamination(Engine($0), on: Self.day).diagnostics } ?? []
    return (outcome.diagnostics, findings, outcome.sources)
  }
}
