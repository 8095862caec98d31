import Diagnostics
import PolicyEngine
import PolicyLanguage
import PolicyProgram
import Testing

/// Quotes as JSON documents.
@Suite struct QuoteDocumentTests {
  private func document(_ order: String) throws -> String {
    let book = try TextBook(QuoteTests.shop, shows: "net, vat, total")
    return QuoteDocument.json(try book.quote(order), collections: book.engine.collections).text(pretty: true)
      .replacing(book.engine.program.hash, with: "HASH")
  }

  @Test func aQuoteAsADocument() throws {
    #expect(
      try document("currency EUR, buyer reseller, country SE; licences 10 | licences 3") == """
        {
          "schema": 1,
          "book": "sample",
          "hash": "HASH",
          "currency": "EUR",
          "figures": {
            "net": "99.00",
            "vat": "24.75",
            "total": "123.75"
          },
          "lines": [
            {
              "figures": {
                "net": "75.24"
              }
            },
            {
              "figures": {
                "net": "23.76"
              }
            }
          ],
          "steps": [
            {
              "price": "net",
              "line": 1,
              "label": "List amount",
              "amount": "99.00",
              "total": "99.00",
              "rule": "net",
              "at": "sample.rules:42"
            },
            {
              "price": "net",
              "line": 1,
              "label": "Volume discount",
              "amount": "-4.95",
              "total": "94.05",
              "rule": "net",
              "at": "sample.rules:43"
            },
            {
              "price": "net",
              "line": 1,
              "label": "Discount",
              "amount": "-18.81",
              "total": "75.24",
              "rule": "net",
              "at": "sample.rules:44"
            },
            {
              "price": "net",
              "line": 1,
              "label": "Rounding",
              "amount": "0.00",
              "total": "75.24",
              "rule": "net",
              "at": "sample.rules:45"
            },
            {
              "price": "net",
              "line": 2,
              "label": "List amount",
              "amount": "29.70",
              "total": "29.70",
              "rule": "net",
              "at": "sample.rules:42"
            },
            {
              "price": "net",
              "line": 2,
              "label": "Volume discount",
              "amount": "0.00",
              "total": "29.70",
              "rule": "net",
              "at": "sample.rules:43"
            },
            {
              "price": "net",
              "line": 2,
              "label": "Discount",
              "amount": "-5.94",
              "total": "23.76",
              "rule": "net",
              "at": "sample.rules:44"
            },
            {
              "price": "net",
              "line": 2,
              "label": "Rounding",
              "amount": "0.00",
              "total": "23.76",
              "rule": "net",
              "at": "sample.rules:45"
            },
            {
              "price": "vat",
              "label": "VAT",
              "amount": "24.75",
              "total": "24.75",
              "rule": "vat",
              "at": "sample.rules:53"
            },
            {
              "price": "vat",
              "label": "Rounding",
              "amount": "0.00",
              "total": "24.75",
              "rule": "vat",
              "at": "sample.rules:54"
            },
            {
              "price": "total",
              "label": "Net",
              "amount": "99.00",
              "total": "99.00",
              "rule": "total",
              "at": "sample.rules:56"
            },
            {
              "price": "total",
              "label": "VAT",
              "amount": "24.75",
              "total": "123.75",
              "rule": "total",
              "at": "sample.rules:57"
            }
          ],
          "notices": [],
          "refusals": [],
          "warnings": [],
          "decided": {
            "discount": {
              "by": "reseller-rate",
              "at": "sample.rules:32",
              "overruled": [],
              "because": "Agreed in 2024",
              "source": "Agreement, 4"
            },
            "vat-rate": {
              "by": "vat-rate",
              "at": "sample.rules:49",
              "overruled": [],
              "because": "Swedish law"
            }
          },
          "read": {
            "discount": "20%",
            "list-price": "9.90",
            "vat-rate": "25%",
            "volume (line 1)": "5%",
            "volume (line 2)": "0%"
          },
          "assumed": {
            "agreed": "20%"
          },
          "printed": []
        }
        """)
  }
}
