/// The tiers of a vector, and the blocks of rules that say the same.
struct Tiers: Sendable {
  struct Row: Sendable {
    /// The last quantity of the tier; nil for an open one.
    let upTo: String?
    /// In decimals of the currency, 0 where the vector has none.
    let unitPrice: String
    let flatPrice: String
  }

  let rows: [Row]
  /// Whether each part has the price of its own tier, not the whole quantity the price of one.
  let isGraduated: Bool

  init(of vector: BillingVector) throws {
    rows = try vector.input.objects("tiers").map { fields in
      Row(
        upTo: try fields.optionalText("up_to"),
        unitPrice: vector.money(try fields.optionalText("unit_price") ?? "0"),
        flatPrice: vector.money(try fields.optionalText("flat_price") ?? "0"))
    }
    switch try vector.input.text("mode") {
    case "volume": isGraduated = false
    case "graduated": isGraduated = true
    case let other: throw VectorFault.notExpressible("no book is written for tiers of mode \(other)")
    }
  }

  /// The last quantity that the tiers cover, or nil where the last is open.
  var bound: String? { rows.last?.upTo }

  /// The block `tiers unit-rate`: the price of one `unit`. A graduated price charges nothing past a bounded last tier.
  func rateBlock(per unit: String, counted: Bool = false) -> [String] {
    block("unit-rate", mode: isGraduated ? "slice by slice" : "on the whole quantity", counted: counted) {
      "\($0?.unitPrice ?? "0") EUR per \(unit)"
    }
  }

  /// The block `tiers flat-fee`: the flat prices of the tiers used.
  func feeBlock() -> [String] {
    block("flat-fee", mode: isGraduated ? "each tier reached" : "on the whole quantity", counted: false) {
      "\($0?.flatPrice ?? "0") EUR"
    }
  }

  /// The refusal of a quantity that no tier covers; a graduated price just stops there.
  func boundBlock() -> [[String]] {
    guard let bound, !isGraduated else { return [] }
    return [
      [
        "refuse quantity-past-last-tier",
        "  when quantity is over \(bound)",
        "  say \"quantity-past-last-tier: {quantity} is more than the last tier holds\"",
      ]
    ]
  }

  private func block(_ name: String, mode: String, counted: Bool, cell: (Row?) -> String) -> [String] {
    var lines = ["tiers \(name)", "  by quantity", "  \(mode)"]
    var last: String?
    for row in rows {
      let key = counted ? countedKey(after: last, upTo: row.upTo) : measuredKey(after: last, upTo: row.upTo)
      lines.append("  \(key) | \(cell(row))")
      last = row.upTo
    }
    if let bound, isGraduated { lines.append("  over \(bound) | \(cell(nil))") }
    return lines
  }

  /// The key of a tier of a quantity that may be a fraction.
  private func measuredKey(after last: String?, upTo bound: String?) -> String {
    switch (last, bound) {
    case (nil, nil): "0 or more"
    case (nil, let bound?): "0 to \(bound)"
    case (let last?, nil): "over \(last)"
    case (let last?, let bound?): "over \(last) to \(bound)"
    }
  }

  /// The key of a tier of a whole number, from 1.
  private func countedKey(after last: String?, upTo bound: String?) -> String {
    let first = (last.flatMap { Int($0) } ?? 0) + 1
    return bound.map { "\(first) to \($0)" } ?? "\(first) or more"
  }
}
