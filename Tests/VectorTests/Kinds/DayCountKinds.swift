extension Kind {
  /// Parts of a period as days over days, not reduced. Figures: getlago/lago-api and a manual.
  static let dayCounts: [Kind] = [
    Kind("day_count") { vector in
      Question(
        book: try .named("day_count"),
        inputs: [
          "first-day": try vector.input.text("first_day"),
          "last-day": try vector.input.text("last_day"),
          "convention": try convention(vector.input.text("convention")),
        ])
    } answer: { _, outcome in
      ["ratio": .one("\(try outcome.figure("days-counted"))/\(try outcome.figure("basis-days"))")]
    },
    Kind("coefficient") { vector in
      Question(
        book: try .named("coefficient"),
        inputs: [
          "first-day": try vector.input.text("first_day"),
          "last-day": try vector.input.text("last_day"),
          "period-days": try vector.input.text("period_days"),
        ])
    } answer: { _, outcome in
      ["ratio": .one("\(try outcome.figure("days-used"))/\(try outcome.figure("days-of-period"))")]
    },
  ]

  private static func convention(_ name: String) throws -> String {
    switch name {
    case "actual/30": "actual-over-thirty"
    case "actual/actual": "actual-over-actual"
    case "strict-30/30": "thirty-over-thirty"
    default: throw VectorFault.notExpressible("no book is written for the convention \(name)")
    }
  }
}
