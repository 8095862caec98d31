import Diagnostics
import Foundation
import Notification
import PolicyLanguage
import PolicyModel
import PolicySQL
import Pricing
import Testing

/// The engine's figures and those of databases, for random orders: no difference.
@Suite(.serialized) struct WarehouseTests {
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

  @Test func rules() throws {
    let folder = Self.tests.deletingLastPathComponent().appending(path: "rules")
    try Self.compare([("rules", Self.book(folder))])
  }

  /// Books of the test vectors that are about orders of one line and have words in SQL.
  static let books = [
    "advance_periods", "anchor_series", "billing_cycles", "billing_day_in_month", "coefficient", "credit_note",
    "dates/go-to-next-month", "dates/keep-last-day", "dates/refuse", "day_count", "discounted_plan_change", "early_end",
    "eu_vat_decision", "fixed_month_days", "next_billing_day", "package_price", "partial_period", "period_end",
    "plan_change_days", "plan_change_proration/dates", "plan_change_proration/parts", "proration_ratio", "round",
    "round_to_step", "seat_change", "tax", "tax_inclusive_split", "tax_parallel", "topup_months",
    "until_period/day-anchored", "until_period/java-backward", "until_period/temporal-backward", "whole_periods",
  ]

  @Test func vectors() throws {
    let folder = Self.tests.appending(path: "VectorTests/Books")
    try Self.compare(
      Self.books.map { ($0.replacingOccurrences(of: "/", with: "-"), try Self.book(folder.appending(path: $0))) })
  }
}
