import Console
import Diagnostics
import Foundation
import Notification
import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Pricing
import Testing

/// What a batch gives for orders of several lines is what a quote of them shows, for every figure there is.
@Suite struct BatchTotalsTests {
  /// A book in a folder of the project, and orders of several lines for it.
  struct Case: Sendable, CustomTestStringConvertible {
    var folder: String
    var orders: [String]
    var testDescription: String { folder }
  }

  private static let ours =
    #""action":"new","country":"SE","currency":"EUR","quote-date":"2026-03-01","buyer":"reseller""#

  static let cases = [
    Case(
      folder: "rules",
      orders: [
        "{\(ours),\"term\":\"12 months\",\"lines\":[{\"licences\":5},{\"licences\":20},{\"licences\":70}]}",
        "{\(ours),\"term\":\"1 month\",\"lines\":[{\"licences\":70},{\"licences\":5}]}",
        #"{"action":"top-up","term":"12 months","country":"US","currency":"JPY","quote-date":"2026-03-01","period-end":"2026-09-15","buyer":"customer","lines":[{"licences":3},{"licences":3}]}"#,
        #"{"action":"renewal","term":"12 months","country":"DE","vat-id":"confirmed","members-in-use":40,"currency":"SEK","quote-date":"2026-03-01","period-end":"2026-03-15","buyer":"customer","lines":[{"licences":30},{"licences":13}]}"#,
      ]),
    Case(
      folder: "Tests/EndToEndTests/golden/pages/shop",
      orders: [
        #"{"place":"DE","order-date":"2026-02-01","currency":"EUR","lines":[{"parcels":5},{"parcels":120},{"parcels":11}]}"#,
        #"{"place":"US","order-date":"2025-02-01","currency":"JPY","customer":"known","rebate":"12.5%","lines":[{"parcels":1},{"parcels":2}]}"#,
        #"{"place":"GB","order-date":"2025-02-01","currency":"EUR","customer":"staff","lines":[{"parcels":400},{"parcels":300}]}"#,
      ]),
    Case(folder: "lines", orders: ["{\"lines\":[{\"pieces\":1},{\"pieces\":30},{\"pieces\":30}]}"]),
  ]

  /// A book with a figure of a line of each kind.
  private static let lines = """
    book lines "Lines"
      language 1
      currency EUR
      shows fee
    unit piece "piece" "pieces"
    input pieces "Pieces"
      whole number 1 to 1000 pieces
      for each line
    value fee "Fee"
      is 2 EUR when pieces is over 20 pieces
      otherwise 1 EUR
    value rate "Rate"
      is 10% when pieces is over 20 pieces
      otherwise 0%
    value price-of-one "Price of one"
      is 2.50 EUR per piece when pieces is over 20 pieces
      otherwise 3.00 EUR per piece
    value some "Pieces again"
      is pieces + 1 piece
    value weight "Weight"
      is pieces / 1 piece × 0.25
    value size "Size"
      one of small, large
      is large when pieces is over 20 pieces
      otherwise small
    value is-large "Large?"
      is yes when pieces is over 20 pieces
      otherwise no
    value some-day "Day"
      is 2026-01-02 when pieces is over 20 pieces
      otherwise 2026-01-01
    value wait "Days to wait"
      is 2 days when pieces is over 20 pieces
      otherwise 1 day
    value small-only "Small ones"
      is 1 EUR when pieces is under 20 pieces
      otherwise refuse "Too large"
    value all-pieces "All pieces"
      is sum of pieces

    """

  private func book(_ folder: String) throws -> RuleBook {
    let vocabulary = try Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin])
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let files =
      folder == "lines"
      ? [SourceText(name: "lines.rules", text: Self.lines)]
      : try RuleFolder(root.appending(path: folder).path).read().get()
    let outcome = BookLoader.load(files, vocabulary: vocabulary)
    return try #require(outcome.book, "\(outcome.diagnostics.map(\.message))")
  }

  @Test(arguments: cases) func batchesShowWhatQuotesShow(of item: Case) throws {
    let book = try book(item.folder)
    let engine = Engine(book)
    var shown = 0
    var refused = 0
    for value in book.program.values.indices where !book.program.values[value].isStep {
      let name = book.program.values[value].name
      // A quote of this figure alone.
      var program = book.program
      program.shows = [value]
      let quotes = Engine(program: program, sources: book.sources)
      let result = try BatchRunner(engine: engine, figures: [name]).run(
        item.orders.joined(separator: "\n") + "\n", isTable: false)
      var rows = result.rows
      let rejects = result.rejects.split(separator: "\n")
      for (index, text) in item.orders.enumerated() {
        let reject = rejects.first { $0.hasPrefix("\(index + 1),") }
        let row = reject == nil && !rows.isEmpty ? rows.removeFirst() : nil
        guard case .quote(let quote) = quotes.quote(try Order(document: JSON.parse(text))) else {
          // Something is missing, and a batch says so.
          #expect(reject != nil, "\(name) of \(text)")
          continue
        }
        let json = QuoteDocument.json(quote, collections: quotes.collections)
        guard let figure = json["figures"]?[name] else {
          #expect(reject?.contains("\(name) is a figure of each line") == true, "\(name) of \(text): \(result)")
          refused += 1
          continue
        }
        if quote.refusals.isEmpty {
          #expect(row == "\(figure.asString ?? ""),", "\(name) of \(text): \(result)")
          shown += 1
        } else {
          #expect(row?.hasPrefix(",") == true && row?.count ?? 0 > 1, "\(name) of \(text): \(result)")
        }
      }
    }
    #expect(shown > 3 && refused > 0)
  }
}
