extension Kind {
  /// Tax on lines and on amounts. Figures: Sylius/Sylius, vendure-ecommerce/vendure, getlago/lago-api, manuals.
  static let taxes: [Kind] = [
    Kind("tax") { vector in
      var inputs = ["prices-given": try vector.input.text("prices")]
      inputs["rounded-at"] =
        switch try vector.input.text("round_at") {
        case "unit": "each-unit"
        case "line": "each-line"
        case "order": "whole-order"
        case let other: throw VectorFault.notExpressible("no book rounds tax at \(other)")
        }
      let rates = Set(try vector.input.objects("lines").map { DecimalText.canonical(try $0.text("rate")) })
      if inputs["rounded-at"] == "whole-order", rates.count > 1 {
        throw VectorFault.notExpressible("the language has no level of the lines that share a rate")
      }
      return Question(
        book: try .named("tax").roundingCents(like: vector), inputs: inputs, lines: try taxedLines(of: vector))
    } answer: { vector, outcome in
      [
        "tax": .one(vector.amount(try outcome.figure("tax-due"))),
        "total": .one(vector.amount(try outcome.figure("total"))),
      ]
    },
    Kind("tax_parallel") { vector in
      Question(
        book: try .named("tax_parallel").roundingCents(like: vector),
        inputs: ["net-amount": try vector.money(in: "net")],
        lines: try vector.input.texts("rates").map { ["tax-rate": "\($0)%"] })
    } answer: { vector, outcome in
      [
        "taxes": .list(try outcome.lineFigures("tax-of-rate").map(vector.amount)),
        "tax": .one(vector.amount(try outcome.figure("tax"))),
        "total": .one(vector.amount(try outcome.figure("total"))),
      ]
    },
    Kind("tax_inclusive_split") { vector in
      Question(
        book: try .named("tax_inclusive_split").roundingCents(like: vector),
        inputs: [
          "gross-amount": try vector.money(in: "gross"),
          "tax-rate": "\(try vector.input.text("rate"))%",
          "rounded-first": try vector.input.text("round"),
        ])
    } answer: { vector, outcome in
      [
        "net": .one(vector.amount(try outcome.figure("net"))),
        "tax": .one(vector.amount(try outcome.figure("tax"))),
      ]
    },
    Kind("discount_then_tax") { vector in
      try vector.require("spread", among: "proportional")
      try vector.require("round_at", among: "line")
      let discount = try vector.input.text("order_discount")
      if discount.hasSuffix("%") {
        throw VectorFault.notExpressible("no book is written for a percentage of each unit before tax")
      }
      return Question(
        book: try .named("discount_then_tax").roundingCents(like: vector),
        inputs: ["prices-given": try vector.input.text("prices"), "order-discount": vector.money(discount)],
        lines: try taxedLines(of: vector))
    } answer: { vector, outcome in
      [
        "tax": .one(vector.amount(try outcome.figure("tax"))),
        "total": .one(vector.amount(try outcome.figure("total"))),
      ]
    },
  ]

  private static func taxedLines(of vector: BillingVector) throws -> [[String: String]] {
    try vector.input.objects("lines").map { line in
      [
        "unit-price": vector.money(try line.text("unit_price")),
        "quantity": try line.text("quantity"),
        "tax-rate": "\(try line.text("rate"))%",
      ]
    }
  }
}
