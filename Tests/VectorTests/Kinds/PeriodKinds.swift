extension Kind {
  /// Months, weeks and parts of periods between two dates. Figures: killbill/killbill, AxCrypt reseller help.
  static let periods: [Kind] = [
    Kind("topup_months") { vector in
      let mode = try RoundingWords.mode(vector.input.text("rounding"))
      return Question(
        book: try .named("topup_months").replacing("rounded ceiling", with: "rounded \(mode)"),
        inputs: ["days-left": try vector.input.text("days_left")])
    } answer: { _, outcome in
      ["months": .one(try outcome.figure("months-charged"))]
    },
    Kind("proration_ratio") { vector in
      var inputs = [
        "side": try vector.input.text("side"),
        "first-day": try vector.input.text("from"),
        "end-day": try vector.input.text("to"),
        "billing-length": try length(ofPeriod: vector),
      ]
      let basis = try vector.input.text("days_basis")
      inputs["days-basis"] = basis == "actual" ? "actual" : "fixed"
      if basis != "actual" { inputs["month-length"] = String(basis.dropFirst("fixed-".count)) }
      return Question(book: try .named("proration_ratio").roundingRatios(like: vector), inputs: inputs)
    } answer: { _, outcome in
      ["ratio": .one(try outcome.figure("ratio"))]
    },
    Kind("fixed_month_days") { vector in
      Question(
        book: try .named("fixed_month_days"),
        inputs: [
          "first-day": try vector.input.text("from"),
          "end-day": try vector.input.text("to"),
          "month-length": try vector.input.text("days_in_month"),
        ])
    } answer: { _, outcome in
      ["days": .one(try outcome.figure("fixed-days"))]
    },
    Kind("whole_periods") { vector in
      let mode = try RoundingWords.mode(vector.input.text("rounding"))
      return Question(
        book: try .named("whole_periods").replacing("rounded floor", with: "rounded \(mode)"),
        inputs: [
          "first-day": try vector.input.text("from"),
          "end-day": try vector.input.text("to"),
          "reckoning": try reckoning(of: vector),
        ])
    } answer: { _, outcome in
      ["periods": .one(try outcome.figure("periods-between"))]
    },
    Kind("advance_periods") { vector in
      Question(
        book: try .named("advance_periods"),
        inputs: [
          "asked-date": try vector.input.text("date"),
          "periods-moved": try vector.input.text("count"),
          "reckoning": try reckoning(of: vector),
        ])
    } answer: { _, outcome in
      ["date": .one(try outcome.figure("moved-date"))]
    },
  ]

  /// The billing length of a vector, as the books write it.
  static func length(ofPeriod vector: BillingVector) throws -> String {
    switch try vector.input.text("period") {
    case "month": "1 month"
    case "quarter": "3 months"
    case "year": "12 months"
    case let other: throw VectorFault.notExpressible("no book is written for periods of a \(other)")
    }
  }

  /// What a period is in the books that count periods of several kinds.
  private static func reckoning(of vector: BillingVector) throws -> String {
    switch try vector.input.text("period") {
    case "month": "calendar-months"
    case "year": "calendar-years"
    case "week": "seven-day-weeks"
    case "30-days": "thirty-day-months"
    case let other: throw VectorFault.notExpressible("no book is written for periods of \(other)")
    }
  }
}
