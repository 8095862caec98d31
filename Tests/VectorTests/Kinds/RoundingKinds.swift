extension Kind {
  /// Rounding of numbers and of amounts. Figures: moneyphp/money, JodaOrg/joda-money, RubyMoney/money.
  static let roundings: [Kind] = [
    Kind("round") { vector in
      let scale = try vector.input.integer("scale")
      let book = try BookText.named("round")
      return Question(
        book: scale == 0 ? book : book.replacing("to whole", with: "to \(RoundingWords.step(scale))"),
        inputs: [
          "asked-number": try vector.input.text("value"),
          "asked-mode": try roundingWord(vector.input.text("mode")),
        ])
    } answer: { _, outcome in
      ["value": .one(try outcome.figure("rounded-number"))]
    },
    Kind("round_to_step") { vector in
      let mode = try RoundingWords.mode(vector.input.text("mode"))
      let step = try vector.money(in: "step")
      return Question(
        book: try .named("round_to_step").replacing("half up to 0.05 EUR", with: "\(mode) to \(step) EUR"),
        inputs: ["exact-amount": try vector.money(in: "value")])
    } answer: { vector, outcome in
      ["value": .one(vector.amount(try outcome.figure("cash-amount")))]
    },
  ]

  /// The word of the input `asked-mode`: no word of the language itself, since `up` and `down` are.
  private static func roundingWord(_ mode: String) throws -> String {
    switch mode {
    case "half-up", "half-down", "half-even", "half-odd", "half-floor": mode
    case "half-ceil": "half-ceiling"
    case "up": "away-from-zero"
    case "down": "toward-zero"
    case "ceil": "upwards"
    case "floor": "downwards"
    default: throw VectorFault.notExpressible("the language has no rounding mode \(mode)")
    }
  }
}
