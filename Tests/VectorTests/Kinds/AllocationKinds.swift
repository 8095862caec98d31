extension Kind {
  /// Amounts split by weights and equally. Figures: RubyMoney/money, moneyphp/money, brick/money, dinerojs/dinero.js,
  /// Sylius/Sylius, vendure-ecommerce/vendure.
  static let allocations: [Kind] = [
    Kind("allocate") { vector in
      let weights = try vector.input.texts("weights")
      var inputs = ["whole-amount": try vector.money(in: "amount")]
      inputs["split-method"] =
        switch try vector.input.text("method") {
        case "largest-remainder", "largest-weight": try vector.input.text("method")
        case "first": "first-lines"
        case "floor-with-rest": "nobody"
        case "round-half-down-rest-to-first": "missing-to-first"
        case let other: throw VectorFault.notExpressible("no book is written for the method \(other)")
        }
      try vector.require("all_zero", among: "equal")
      if vector.input.has("all_zero") { inputs["without-weights"] = "equal-parts" }
      return Question(book: try .named("allocate"), inputs: inputs, lines: weights.map { ["weight": $0] })
    } answer: { vector, outcome in
      [
        "parts": .list(try outcome.lineFigures("part").map(vector.amount)),
        "rest": .one(vector.amount(try outcome.figure("rest"))),
      ]
    },
    Kind("split_equal") { vector in
      Question(
        book: try .named("split_equal"),
        inputs: ["whole-amount": try vector.money(in: "amount")],
        lines: (0..<(try vector.input.integer("parts"))).map { _ in ["parts-of-line": "1"] })
    } answer: { vector, outcome in
      ["parts": .list(try outcome.lineFigures("part").map(vector.amount))]
    },
  ]
}
