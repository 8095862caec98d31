import Diagnostics
import Foundation
import Notification
import PolicyLanguage
import PolicyModel
import PolicySQL
import Pricing
import Testing

/// Books and databases to compare by.
enum Warehouse {
  static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  static let vocabulary = try? Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin])

  /// Orders for each book; `LISTINO_WAREHOUSE_ORDERS` asks for more.
  static var count: Int {
    ProcessInfo.processInfo.environment["LISTINO_WAREHOUSE_ORDERS"].flatMap { Int($0) } ?? 5_000
  }

  static func book(_ folder: URL) throws -> RuleBook {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".rules") }
    return try book(names.sorted().map { ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8)) })
  }

  static func book(_ files: [(name: String, text: String)]) throws -> RuleBook {
    let sources = files.map { SourceText(name: $0.name, text: $0.text) }
    let outcome = BookLoader.load(sources, vocabulary: try #require(vocabulary))
    return try #require(outcome.book, "\(DiagnosticRenderer(sources: outcome.sources).text(outcome.diagnostics))")
  }

  /// Whether there is a database to compare with. In CI there has to be: without one the comparison fails there.
  static let hasDatabase: Bool = {
    if ProcessInfo.processInfo.environment["CI"] != nil { return true }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", tests.appending(path: "Warehouse/compare.py").path, "--installed"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  /// Writes a folder for each book and compares them; the folders stay where `LISTINO_WAREHOUSE_FOLDER` says.
  static func compare(_ books: [(name: String, book: RuleBook)]) throws {
    let kept = ProcessInfo.processInfo.environment["LISTINO_WAREHOUSE_FOLDER"]
    let parent =
      kept.map { URL(filePath: $0) }
      ?? FileManager.default.temporaryDirectory.appending(path: "listino-warehouse-\(UUID().uuidString)")
    defer { if kept == nil { try? FileManager.default.removeItem(at: parent) } }
    var folders: [String] = []
    for (name, book) in books {
      var folder = WarehouseFolder(book, at: parent.appending(path: name))
      try folder.writeQueries()
      try folder.writeOrders(count, seed: 2_026)
      folders.append(folder.url.path)
      print(
        "\(name): \(folder.states.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", "))")
    }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", tests.appending(path: "Warehouse/compare.py").path] + folders
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(output)")
    print(output, terminator: "")
  }
}
