import Diagnostics
import Foundation
import Notification
import PolicyLanguage
import PolicyModel
import PolicySQL
import Pricing
import Testing

/// The engine's figures and those of databases, for random orders: no difference.
@Suite struct WarehouseTests {
  static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  static let vocabulary = try? Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin])

  /// Orders for each book; `LISTINO_WAREHOUSE_ORDERS` asks for more.
  static var count: Int {
    ProcessInfo.processInfo.environment["LISTINO_WAREHOUSE_ORDERS"].flatMap { Int($0) } ?? 5_000
  }

  static func book(_ folder: URL) throws -> RuleBook {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".rules") }
      .sorted()
    let sources = try names.map {
      SourceText(name: $0, text: try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
    }
    let vocabulary = try #require(vocabulary)
    let outcome = BookLoader.load(sources, vocabulary: vocabulary)
    return try #require(outcome.book, "\(DiagnosticRenderer(sources: outcome.sources).text(outcome.diagnostics))")
  }

  /// Writes a folder for a book and compares it; the folder stays where `LISTINO_WAREHOUSE_FOLDER` says.
  static func compare(_ book: RuleBook, _ name: String, figures: [Int]? = nil) throws {
    let kept = ProcessInfo.processInfo.environment["LISTINO_WAREHOUSE_FOLDER"]
    let parent = kept.map { URL(filePath: $0) } ?? FileManager.default.temporaryDirectory
    let url = parent.appending(path: kept == nil ? "listino-warehouse-\(UUID().uuidString)" : name)
    defer { if kept == nil { try? FileManager.default.removeItem(at: url) } }
    var folder = WarehouseFolder(book, at: url, figures: figures)
    try folder.writeQueries()
    try folder.writeOrders(count, seed: 2_026)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", tests.appending(path: "Warehouse/compare.py").path, url.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(name): \(output)")
    print(
      "\(name): \(folder.states.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", "))")
    print(output, terminator: "")
  }

  @Test func rules() throws {
    let folder = Self.tests.deletingLastPathComponent().appending(path: "rules")
    try Self.compare(Self.book(folder), "rules")
  }
}
