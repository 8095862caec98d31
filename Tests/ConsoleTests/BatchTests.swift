import PolicyEngine
import PolicyModel
import Testing

/// Batches give what quotes give, whatever the format and the number of threads.
@Suite struct BatchTests {
  private static func orders(_ count: Int) -> [[String: String]] {
    var random = SystemRandomNumberGenerator()
    func one(_ items: [String]) -> String { items.randomElement(using: &random) ?? "" }
    return (0..<count).map { number in
      [
        "action": one(["new", "new", "renewal", "top-up", "trial"]), "term": one(["1 month", "12 months", "12"]),
        "licences": one(["1", "9", "10", "49", "50", "100000", "3 licences", "0", "007"]),
        "buyer": one(["reseller", "customer", "Reseller"]), "country": one(["SE", "DE", "FI", "us", "NO", "GB", "XX"]),
        "currency": one(["EUR", "USD", "SEK", "JPY"]),
        "quote-date": one(["2026-03-01", "2020-12-31", "2024-02-29", "2025-02-29", "2016-01-01"]),
        "period-end": one(["", "2026-04-20", "2027-02-28"]), "vat-id": one(["", "none", "confirmed"]),
        "agreed-discount": one(["", "0%", "12.5%", "60%", "20"]), "own-administrators": one(["", "0", "1"]),
        "members-in-use": one(["", "5"]), "trials-so-far": one(["", "0", "1"]), "number": String(number),
      ]
    }
  }

  /// What a quote says of an order, as the batch writes it: figures, or why not.
  private static func expected(_ engine: Engine, _ inputs: [String: String]) -> String? {
    var inputs = inputs.filter { !$0.value.isEmpty }
    let number = inputs.removeValue(forKey: "number") ?? ""
    guard case .quote(let quote) = engine.quote(Order(inputs: inputs, lines: [])) else { return nil }
    if !quote.refusals.isEmpty { return "\(number),,,," + (quote.refusals[0].name ?? "") }
    let figures = ["net", "vat", "total"].map { name in quote.figures.first { $0.name == name }?.text ?? "" }
    return "\(number),\(figures.joined(separator: ",")),"
  }

  @Test(arguments: [1, 3]) func tablesAndLinesGiveWhatQuotesGive(jobs: Int) throws {
    let engine = try BatchRunner.book()
    // More than a chunk of them.
    let orders = Self.orders(6_000)
    let names = orders[0].keys.sorted()
    let table =
      ([names.joined(separator: ",")] + orders.map { order in names.map { order[$0] ?? "" }.joined(separator: ",") })
      .joined(separator: "\n") + "\n"
    let lines =
      orders.map { order in
        "{" + names.filter { order[$0] != "" }.map { "\"\($0)\":\"\(order[$0] ?? "")\"" }.joined(separator: ",") + "}"
      }.joined(separator: "\n") + "\n"
    let expected = orders.compactMap { Self.expected(engine, $0) }
    for (text, isTable) in [(table, true), (lines, false)] {
      let result = try BatchRunner(engine: engine, carry: ["number"], jobs: jobs).run(text, isTable: isTable)
      let rows = result.rows
      #expect(rows.count == expected.count)
      let difference = zip(rows, expected).first {
        // A refusal that is not the first of several may be told too.
        $0 != $1 && !($0.hasPrefix($1) && $0.dropFirst($1.count).hasPrefix(";"))
      }
      #expect(difference == nil, "\(difference.map { "\($0)" } ?? "")")
      #expect(result.counts.hasPrefix("\(orders.count) read:"))
    }
  }
}
