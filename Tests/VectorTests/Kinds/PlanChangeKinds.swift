extension Kind {
  /// Changes of plan in the middle of a cycle. Figures: polarsource/polar and manuals.
  static let planChanges: [Kind] = [
    Kind("plan_change_proration") { vector in
      var inputs = [
        "old-price": try vector.money(in: "old_price"),
        "new-price": try vector.money(in: "new_price"),
      ]
      if let elapsed = try vector.input.optionalText("elapsed") {
        let parts = try Fraction(elapsed)
        inputs["parts-gone"] = parts.numerator
        inputs["parts-of-cycle"] = parts.denominator
        return Question(book: try .named("plan_change_proration/parts").roundingCents(like: vector), inputs: inputs)
      }
      inputs["reset-cycle"] = try vector.input.optionalText("reset_cycle")
      return Question(
        book: try .named("plan_change_proration/dates").roundingCents(like: vector),
        inputs: try inputs.merging(cycle(of: vector)) { first, _ in first })
    } answer: { vector, outcome in
      [
        "credit": .one(vector.amount(try outcome.figure("credit"))),
        "debit": .one(vector.amount(try outcome.figure("debit"))),
        "net": .one(vector.amount(try outcome.figure("balance"))),
      ]
    },
    Kind("plan_change_days") { vector in
      let mode = try RoundingWords.mode(vector.input.text("rounding"))
      return Question(
        book: try .named("plan_change_days").replacing("rounded ceiling", with: "rounded \(mode)"),
        inputs: [
          "days-left": try vector.input.text("days_left"),
          "old-day-price": try vector.money(in: "old_price_per_day"),
          "new-day-price": try vector.money(in: "new_price_per_day"),
        ])
    } answer: { _, outcome in
      ["days_granted": .one(try outcome.figure("days-granted"))]
    },
    Kind("discounted_plan_change") { vector in
      try vector.require("order", among: "discount-then-prorate")
      var inputs = try cycle(of: vector)
      for plan in ["old", "new"] {
        inputs["\(plan)-price"] = try vector.money(in: "\(plan)_price")
        guard vector.input.has("\(plan)_discount") else { continue }
        let discount = try Discount(vector.input.object("\(plan)_discount"), in: vector)
        switch discount.size {
        case .percent(let percent): inputs["\(plan)-percent"] = percent
        case .fixed(let amount): inputs["\(plan)-amount"] = amount
        }
      }
      return Question(book: try .named("discounted_plan_change").roundingCents(like: vector), inputs: inputs)
    } answer: { vector, outcome in
      [
        "credit": .one(vector.amount(try outcome.figure("credit"))),
        "debit": .one(vector.amount(try outcome.figure("debit"))),
      ]
    },
  ]

  /// Seats added or removed in the middle of a cycle. Figures: polarsource/polar.
  static let seats: [Kind] = [
    Kind("seat_change") { vector in
      try vector.require("basis", among: "time-left")
      if vector.input.has("base_fee") || vector.input.has("discount") {
        throw VectorFault.notExpressible("no book is written for seats with a base fee and a discount")
      }
      var inputs = try cycle(of: vector)
      inputs["unit-price"] = try vector.money(in: "unit_price")
      inputs["old-seats"] = try vector.input.text("old_seats")
      inputs["new-seats"] = try vector.input.text("new_seats")
      return Question(book: try .named("seat_change").roundingCents(like: vector), inputs: inputs)
    } answer: { vector, outcome in
      [
        "credit": .one(vector.amount(try outcome.figure("credit"))),
        "debit": .one(vector.amount(try outcome.figure("debit"))),
      ]
    },
    Kind("seat_price") { vector in
      Question(
        book: try .named("seat_price").adding([Tiers(of: vector).rateBlock(per: "seat", counted: true)]),
        inputs: [
          "base-fee": try vector.money(in: "base_fee"),
          "quantity": try vector.input.text("seats"),
        ])
    } answer: { vector, outcome in
      ["amount": .one(vector.amount(try outcome.figure("amount")))]
    },
  ]

  private static func cycle(of vector: BillingVector) throws -> [String: String] {
    [
      "cycle-start": try vector.input.text("cycle_start"),
      "cycle-end": try vector.input.text("cycle_end"),
      "change-date": try vector.input.text("change_at"),
    ]
  }
}
