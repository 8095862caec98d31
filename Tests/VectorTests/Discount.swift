/// One discount or coupon of a vector: a percentage or an amount.
struct Discount: Sendable {
  enum Size: Sendable {
    /// With its sign, such as `15%`.
    case percent(String)
    /// In decimals of the currency.
    case fixed(String)
  }

  let size: Size
  let priority: Int
  let isExclusive: Bool

  init(_ fields: JSONFields, in vector: BillingVector) throws {
    let value = try fields.text("value")
    switch try fields.text("type") {
    case "percent": size = .percent("\(value)%")
    case "fixed": size = .fixed(vector.money(value))
    case let other: throw VectorFault.notExpressible("no book is written for discounts of type \(other)")
    }
    if fields.has("only") {
      throw VectorFault.notExpressible("no book is written for coupons that are limited to some lines")
    }
    priority = fields.has("priority") ? try fields.integer("priority") : 0
    isExclusive = try fields.optionalText("exclusive") == "yes"
  }

  /// The inputs of the books that spread one discount over lines.
  var inputs: [String: String] {
    switch size {
    case .percent(let percent): ["discount-kind": "percentage", "discount-percent": percent]
    case .fixed(let amount): ["discount-kind": "fixed-amount", "discount-amount": amount]
    }
  }
}
