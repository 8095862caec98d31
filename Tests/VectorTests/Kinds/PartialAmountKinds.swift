extension Kind {
  /// Prices and credits for a part of a period. Figures: getlago/lago-api.
  static let partialAmounts: [Kind] = [
    Kind("partial_period") { vector in
      Question(
        book: try .named("partial_period").roundingCents(like: vector),
        inputs: [
          "full-price": try vector.money(in: "price"),
          "first-day": try vector.input.text("first_day"),
          "last-day": try vector.input.text("last_day"),
          "period-days": try vector.input.text("period_days"),
          "trial-days": try vector.input.text("trial_days"),
        ])
    } answer: { vector, outcome in
      ["amount": .one(vector.amount(try outcome.figure("amount")))]
    },
    Kind("early_end") { vector in
      Question(
        book: try .named("early_end").roundingCents(like: vector),
        inputs: [
          "full-price": try vector.money(in: "price"),
          "start-date": try vector.input.text("started"),
          "last-day": try vector.input.text("ended_on"),
          "period-days": try vector.input.text("period_days"),
        ])
    } answer: { vector, outcome in
      ["amount": .one(vector.amount(try outcome.figure("amount")))]
    },
    Kind("credit_note") { vector in
      Question(
        book: try .named("credit_note").roundingCents(like: vector),
        inputs: [
          "paid-net": try vector.money(in: "paid_net"),
          "tax-rate": "\(try vector.input.text("tax_rate"))%",
          "unused-days": try vector.input.text("unused_days"),
          "period-days": try vector.input.text("period_days"),
        ])
    } answer: { vector, outcome in
      [
        "net": .one(vector.amount(try outcome.figure("net"))),
        "tax": .one(vector.amount(try outcome.figure("tax"))),
        "total": .one(vector.amount(try outcome.figure("total"))),
      ]
    },
  ]
}
