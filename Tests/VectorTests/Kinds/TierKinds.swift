extension Kind {
  /// Prices by tiers and by packages. Figures: getlago/lago-api, openmeterio/openmeter, polarsource/polar, manuals.
  static let tiers: [Kind] = [
    Kind("tiered_price") { vector in
      try tiered(vector, book: "tiered_price")
    } answer: { vector, outcome in
      ["amount": .one(vector.amount(try outcome.figure("amount")))]
    },
    Kind("tiered_commitment") { vector in
      var question = try tiered(vector, book: "tiered_commitment")
      question.inputs["least-amount"] = try vector.input.optionalText("minimum").map(vector.money)
      question.inputs["most-amount"] = try vector.input.optionalText("maximum").map(vector.money)
      return question
    } answer: { vector, outcome in
      ["amount": .one(vector.amount(try outcome.figure("amount")))]
    },
    Kind("tier_error") { vector in
      try tiered(vector, book: "tiered_price")
    } answer: { _, _ in
      [:]
    },
    Kind("package_price") { vector in
      Question(
        book: try .named("package_price"),
        inputs: [
          "quantity": try vector.input.text("quantity"),
          "free-units": try vector.input.text("free_units"),
          "package-size": try vector.input.text("package_size"),
          "package-price": try vector.money(in: "package_price"),
        ])
    } answer: { vector, outcome in
      ["amount": .one(vector.amount(try outcome.figure("amount")))]
    },
  ]

  private static func tiered(_ vector: BillingVector, book: String) throws -> Question {
    let tiers = try Tiers(of: vector)
    let blocks = [tiers.rateBlock(per: "piece"), tiers.feeBlock()] + tiers.boundBlock()
    var inputs = ["quantity": try vector.input.text("quantity")]
    inputs["flat-at-zero"] = try vector.input.optionalText("flat_at_zero")
    return Question(book: try .named(book).adding(blocks), inputs: inputs)
  }
}
