extension Kind {
  /// Discounts on one amount and over lines. Figures: polarsource/polar, getlago/lago-api, Sylius/Sylius, manuals.
  static let discounts: [Kind] = [
    Kind("discount_stack") { vector in
      if vector.expect.has("applied") || vector.expect.has("total_with_tax_20") {
        throw VectorFault.notExpressible("no book shows which discounts were applied, or a tax after them")
      }
      return Question(
        book: try .named("discount_stack").adding(DiscountStack(of: vector).blocks()),
        inputs: ["base-amount": try vector.money(in: "base")])
    } answer: { vector, outcome in
      [
        "total": .one(vector.amount(try outcome.figure("total"))),
        "discount": .one(vector.amount(try outcome.figure("discount"))),
      ]
    },
    Kind("discount_spread") { vector in
      Question(
        book: try .named("discount_spread"),
        inputs: try Discount(vector.input.object("discount"), in: vector).inputs,
        lines: try vector.moneys(in: "lines").map { ["line-amount": $0] })
    } answer: { vector, outcome in
      ["per_line": .list(try outcome.lineFigures("share").map(vector.amount))]
    },
    Kind("discount_spread_proration") { vector in
      let part = try Fraction(vector.input.text("ratio"))
      var inputs = try Discount(vector.input.object("discount"), in: vector).inputs
      inputs["parts-billed"] = part.numerator
      inputs["parts-of-period"] = part.denominator
      return Question(
        book: try .named("discount_spread_proration"), inputs: inputs,
        lines: try vector.moneys(in: "lines").map { ["line-amount": $0] })
    } answer: { vector, outcome in
      ["per_line": .list(try outcome.lineFigures("prorated").map(vector.amount))]
    },
    Kind("discount_with_floor") { vector in
      Question(
        book: try .named("discount_with_floor"),
        inputs: ["discount-amount": try vector.money(in: "discount")],
        lines: try vector.input.objects("lines").map { line in
          [
            "line-amount": vector.money(try line.text("total")),
            "floor-amount": vector.money(try line.text("floor")),
          ]
        })
    } answer: { vector, outcome in
      ["per_line": .list(try outcome.lineFigures("share").map(vector.amount))]
    },
  ]
}
