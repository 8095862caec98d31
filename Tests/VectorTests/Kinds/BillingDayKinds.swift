extension Kind {
  /// Billing days and the periods between them. Figures: killbill/killbill, getlago/lago-api, manuals.
  static let billingDays: [Kind] = [
    Kind("billing_day_in_month") { vector in
      Question(
        book: try .named("billing_day_in_month"),
        inputs: [
          "asked-date": try vector.input.text("date"),
          "billing-day": try vector.input.text("billing_day"),
        ])
    } answer: { _, outcome in
      ["date": .one(try outcome.figure("day-this-month"))]
    },
    Kind("next_billing_day") { vector in
      Question(
        book: try .named("next_billing_day"),
        inputs: [
          "asked-date": try vector.input.text("date"),
          "billing-day": try vector.input.text("billing_day"),
          "billing-length": try length(ofPeriod: vector),
        ])
    } answer: { _, outcome in
      ["date": .one(try outcome.figure("next-day"))]
    },
    Kind("period_end") { vector in
      Question(
        book: try .named("period_end"),
        inputs: [
          "start-day": try vector.input.text("start"),
          "anchor-day": try vector.input.text("anchor_day"),
          "billing-length": try length(ofPeriod: vector),
        ])
    } answer: { _, outcome in
      ["date": .one(try outcome.figure("end-day"))]
    },
    Kind("period_start") { vector in
      try vector.require("anchor", among: "anniversary")
      return Question(
        book: try .named("period_start"),
        inputs: [
          "subscription-date": try vector.input.text("subscription_date"),
          "billing-date": try vector.input.text("billing_date"),
          "billing-length": try length(ofPeriod: vector),
          "pay-in-advance": try vector.input.text("pay_in_advance"),
        ])
    } answer: { _, outcome in
      ["date": .one(try outcome.figure("covered-from"))]
    },
    Kind("anchor_series") { vector in
      let count = try vector.input.integer("count")
      return Question(
        book: try .named("anchor_series"),
        inputs: [
          "anchor-date": try vector.input.text("anchor"),
          "billing-length": try length(ofPeriod: vector),
        ],
        lines: (0..<count).map { ["periods-later": String($0 + 1)] })
    } answer: { _, outcome in
      ["dates": .list(try outcome.lineFigures("billing-date"))]
    },
  ]

  /// The number of periods billed in advance. Figures: killbill/killbill.
  static let cycles: [Kind] = [
    Kind("billing_cycles") { vector in
      try vector.require("mode", among: "in-advance")
      var inputs = [
        "service-start": try vector.input.text("start"),
        "target-day": try vector.input.text("target"),
        "billing-day": try vector.input.text("billing_day"),
        "billing-length": try length(ofPeriod: vector),
      ]
      inputs["service-end"] = try vector.input.optionalText("end")
      return Question(book: try .named("billing_cycles").roundingRatios(like: vector), inputs: inputs)
    } answer: { _, outcome in
      ["cycles": .one(try outcome.figure("cycles"))]
    }
  ]
}
