import PolicyEngine
import PolicyModel
import Testing

/// The tree of reasons behind a figure.
@Suite struct ExplainerTests {
  static func text(_ tree: Explanation, _ depth: Int = 0) -> String {
    var text = String(repeating: "  ", count: depth) + tree.text
    if let reason = tree.reason { text += " — \(reason)" }
    if let place = tree.place, !place.isEmpty { text += " (\(place))" }
    return ([text] + tree.children.map { Self.text($0, depth + 1) }).joined(separator: "\n")
  }

  private func why(_ figure: String, _ order: String) throws -> String {
    let book = try TextBook(QuoteTests.shop, shows: "net, vat, total")
    switch book.engine.explain(figure: figure, TextBook.order(order)) {
    case .explained(let tree): return Self.text(tree)
    case .missing(let missing): return "missing \(missing.map(\.input))"
    case .invalid(let problems): return "\(problems)"
    case .unknown(let suggestion): return "unknown, perhaps \(suggestion ?? "nothing")"
    }
  }

  @Test func fromTheFigureToTheInputs() throws {
    #expect(
      try why("vat", "currency EUR, buyer reseller, country DE, licences 12") == """
        vat = 21.44 EUR (sample.rules:52)
          VAT: 21.4434 EUR  start sum of net × vat-rate "VAT" (sample.rules:53)
            net = 112.86 EUR (sample.rules:41)
              List amount: 118.80 EUR  start list-price × licences "List amount" (sample.rules:42)
                list-price = 9.90 EUR per licence  row EUR | 9.90 (sample.rules:23)
                  currency = EUR — given
                licences = 12 licences — given
              Volume discount: 112.86 EUR  less volume of what is left "Volume discount" (sample.rules:43)
                what is left = 118.80 EUR
                volume = 5%  row 10 or more | 5% (sample.rules:29)
                  licences = 12 licences — given
              Discount: 112.86 EUR  less discount of what is left "Discount" (sample.rules:44)
                what is left = 112.86 EUR
                discount = 0%  by nothing-abroad (sample.rules:37)
                  overrules reseller-rate — Agreed in 2024 (Agreement, 4) (sample.rules:32)
                  when country is not SE
                    country = DE — given
              Rounding: 112.86 EUR  round half up to cent (sample.rules:45)
                what is left = 112.86 EUR
            vat-rate = 19%  row DE | 19% (sample.rules:50)
              country = DE — given
          Rounding: 21.44 EUR  round half up to cent (sample.rules:54)
            what is left = 21.4434 EUR
        """)
  }

  @Test func aRefusedFigureSaysWhy() throws {
    #expect(
      try why("vat-rate", "country FR") == """
        vat-rate = refused — No VAT rate on file for FR (sample.rules:51)
          country = FR — given
        """)
  }

  @Test func everyLineHasItsBranch() throws {
    let tree = try why("net", "currency EUR, buyer customer, country SE; licences 1 | licences 2")
    #expect(tree.hasPrefix("net = 29.70 EUR\n  line 1: net = 9.90 EUR"))
    #expect(tree.contains("\n  line 2: net = 19.80 EUR"))
  }

  @Test func otherAnswers() throws {
    #expect(try why("vat", "currency EUR, buyer customer, licences 1") == "missing [\"country\"]")
    #expect(try why("vats", "") == "unknown, perhaps vat")
  }
}
