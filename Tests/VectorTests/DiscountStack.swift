/// The discounts of a vector, written as the block `price total` of a book: the order of its lines is what decides.
struct DiscountStack: Sendable {
  let rule: String
  let discounts: [Discount]
  /// How each discount is rounded, in the words of the language.
  let rounding: String

  init(of vector: BillingVector) throws {
    rule = try vector.input.text("rule")
    let read = try vector.input.objects("discounts").map { try Discount($0, in: vector) }
    discounts = rule == "priority-desc" ? DiscountStack.byPriority(read) : read
    let scale = try vector.input.integer("scale")
    let step = scale == 2 ? "cent" : "\(RoundingWords.step(scale)) EUR"
    rounding = "\(try RoundingWords.mode(vector.input.text("rounding"))) to \(step)"
  }

  /// The blocks that a book with the input `base-amount` needs.
  func blocks() throws -> [[String]] {
    switch rule {
    case "in-order", "priority-desc":
      return [price(discounts.flatMap { steps($0) })]
    case "additive":
      return try additive()
    case "round-price":
      return [price(discounts.map { "  less \(amount($0, rounded: false))" } + ["  at least 0 EUR"])]
    case "exclusive-first":
      return exclusive()
    default:
      throw VectorFault.notExpressible("no book is written for stacking by \(rule)")
    }
  }

  private func price(_ steps: [String]) -> [String] {
    ["price total \"After discounts\"", "  start base-amount"] + steps + ["  round \(rounding)"]
  }

  /// Each discount is taken from what is left, rounded, and never more than is left.
  private func steps(_ discount: Discount) -> [String] {
    ["  less \(amount(discount, rounded: true))", "  at least 0 EUR"]
  }

  private func amount(_ discount: Discount, rounded: Bool) -> String {
    switch discount.size {
    case .percent(let percent): "\(percent) of what is left\(rounded ? ", rounded \(rounding)" : "")"
    case .fixed(let amount): "\(amount) EUR"
    }
  }

  /// The percentages are added up and taken once.
  private func additive() throws -> [[String]] {
    let percents = try discounts.map { discount in
      guard case .percent(let percent) = discount.size else {
        throw VectorFault.notExpressible("no book adds amounts to percentages")
      }
      return percent
    }
    return [
      ["value all-percents \"Discounts together\"", "  is \(percents.joined(separator: " + ")), at most 100%"],
      price(["  less all-percents of what is left, rounded \(rounding)"]),
    ]
  }

  /// The exclusive discount of highest priority is a final exception to the stack of all of them.
  private func exclusive() -> [[String]] {
    let stack = price(DiscountStack.byPriority(discounts).flatMap { steps($0) })
    guard let chosen = DiscountStack.byPriority(discounts.filter(\.isExclusive)).first else { return [stack] }
    let exception =
      ["exception exclusive-discount to total", "  start base-amount"] + steps(chosen)
      + ["  round \(rounding)", "  final"]
    return [stack, exception]
  }

  /// Highest priority first; the order of the vector among equals.
  private static func byPriority(_ discounts: [Discount]) -> [Discount] {
    discounts.enumerated()
      .sorted { ($1.element.priority, $0.offset) < ($0.element.priority, $1.offset) }
      .map(\.element)
  }
}
