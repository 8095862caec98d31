import Testing

/// One operation of date-vectors.csv: asked as one expression, or through a book where several figures answer it.
struct DateOperation: Sendable, CustomTestStringConvertible {
  let name: String
  /// What the engine says, as the file writes it.
  let ask: @Sendable (DateVector) throws -> String

  var testDescription: String { name }

  init(_ name: String, ask: @escaping @Sendable (DateVector) throws -> String) {
    self.name = name
    self.ask = ask
  }

  func judge(_ vector: DateVector) -> Verdict {
    do {
      let given = try ask(vector)
      return given == vector.expected ? .agreed : .disagreed("is \(given), not \(vector.expected)")
    } catch VectorFault.notExpressible(let reason) {
      return .notExpressible(reason)
    } catch {
      return .disagreed("\(error)")
    }
  }

  /// All operations of the file.
  static let all: [DateOperation] = [
    DateOperation("add_period") { vector in
      let expression = try sum(of: vector.first, and: PeriodText(vector.second))
      switch Engine.evaluate(expression, book: try BookText.named(monthEndBook(vector.mode)).text) {
      case .text(let text): return text
      case .refused(let why):
        guard vector.mode == "abort" else { throw VectorFault.unusable("\(expression) was refused: \(why)") }
        return "error"
      }
    },
    DateOperation("until_days") { vector in
      try value(of: "days from \(vector.first) until \(vector.second)")
    },
    DateOperation("until_months") { vector in
      let mode = try RoundingWords.mode(vector.mode)
      return try value(of: "months from \(vector.first) until \(vector.second), rounded \(mode)")
    },
    DateOperation("until_years") { vector in
      let mode = try RoundingWords.mode(vector.mode)
      return try value(of: "years from \(vector.first) until \(vector.second), rounded \(mode)")
    },
    DateOperation("until_period") { vector in
      let figures = try span(vector)
      return try PeriodText(
        years: figures.whole("whole-years"), months: figures.whole("months-left"), days: figures.whole("days-left")
      ).description
    },
    DateOperation("until_period_months") { vector in
      let figures = try span(vector)
      return try PeriodText(years: 0, months: figures.whole("total-months"), days: figures.whole("days-left"))
        .description
    },
    DateOperation("first_day_of_month") { vector in try value(of: "day 1 in the month of \(vector.first)") },
    DateOperation("last_day_of_month") { vector in try value(of: "day 31 in the month of \(vector.first)") },
  ]

  /// `2012-02-28 + 14 months + 3 days`: years and months are one amount, added first.
  private static func sum(of date: String, and period: PeriodText) -> String {
    let months = period.years * 12 + period.months
    return date + term(months, "month") + term(period.days, "day")
  }

  private static func term(_ count: Int, _ unit: String) -> String {
    guard count != 0 else { return "" }
    return " \(count < 0 ? "-" : "+") \(abs(count)) \(unit)\(abs(count) == 1 ? "" : "s")"
  }

  private static func monthEndBook(_ mode: String) throws -> String {
    switch mode {
    case "down": "dates/keep-last-day"
    case "up": "dates/go-to-next-month"
    case "abort": "dates/refuse"
    default: throw VectorFault.notExpressible("the language has no month end \(mode)")
    }
  }

  /// The value of an expression whose month end is the last day.
  private static func value(of expression: String) throws -> String {
    switch Engine.evaluate(expression, book: try BookText.named("dates/keep-last-day").text) {
    case .text(let text): return Outcome.bare(text)
    case .refused(let why): throw VectorFault.unusable("\(expression) was refused: \(why)")
    }
  }

  /// The figures of the book that counts a span as the mode of the vector does.
  private static func span(_ vector: DateVector) throws -> Outcome {
    let outcome = Engine.run(
      book: try BookText.named("until_period/\(vector.mode)").text,
      inputs: ["start-date": vector.first, "end-date": vector.second], lines: [])
    if let obstacle = outcome.obstacle { throw VectorFault.unusable(obstacle) }
    return outcome
  }
}

extension Outcome {
  fileprivate func whole(_ name: String) throws -> Int {
    guard let number = Int(try figure(name)) else { throw VectorFault.unusable("\(name) is not a whole number") }
    return number
  }
}
