extension Kind {
  /// Whole invoices, and the VAT treatment of a sale. Figures: getlago/lago-api.
  static let invoices: [Kind] = [
    Kind("invoice") { vector in
      try vector.require("spread", among: "proportional")
      let coupons = try vector.input.objects("coupons").map { try Discount($0, in: vector) }
      return Question(
        book: try .named("invoice").adding(couponBlocks(coupons)),
        inputs: [:],
        lines: try vector.input.objects("lines").map { line in
          // A label: figures are compared in the order of the lines.
          _ = try line.optionalText("id")
          return ["line-net": vector.money(try line.text("net")), "tax-rate": "\(try line.text("rate"))%"]
        })
    } answer: { vector, outcome in
      [
        "coupon_per_line": .list(try outcome.lineFigures("coupons-of-line").map(vector.amount)),
        "tax_per_line": .list(try outcome.lineFigures("tax-of-line").map(vector.amount)),
        "net": .one(vector.amount(try outcome.figure("net"))),
        "tax": .one(vector.amount(try outcome.figure("tax"))),
        "total": .one(vector.amount(try outcome.figure("total"))),
      ]
    },
    Kind("eu_vat_decision") { vector in
      var inputs = [
        "seller": try vector.input.text("seller"),
        "buyer": try vector.input.text("buyer"),
      ]
      inputs["postcode"] = try vector.input.optionalText("postcode")
      inputs["strict-check"] = try vector.input.optionalText("strict_vies")
      inputs["vat-number"] =
        switch try vector.input.optionalText("vat_id") {
        case nil: "missing"
        case "valid": "confirmed"
        case "format-invalid": "malformed"
        case "present-unchecked": "unchecked"
        case let other?: throw VectorFault.notExpressible("no book is written for a number that is \(other)")
        }
      return Question(book: try .named("eu_vat_decision"), inputs: inputs)
    } answer: { vector, outcome in
      let buyer = try vector.input.text("buyer")
      return switch try outcome.figure("treatment") {
      case "standard": ["treatment": .one("standard:\(buyer)")]
      case "local-rules": ["treatment": .one("exception:\(buyer)")]
      case let other: ["treatment": .one(other)]
      }
    },
  ]

  /// The coupons as values, each taken from what the one before left, and `net-of-line` as what the last one leaves.
  private static func couponBlocks(_ coupons: [Discount]) -> [[String]] {
    var blocks = [["value left0 \"Before any coupon\"", "  is line-net"]]
    for (index, coupon) in coupons.enumerated() {
      let number = index + 1
      switch coupon.size {
      case .fixed(let amount):
        blocks.append(["value coupon\(number)", "  is lowest of (\(amount) EUR, sum of left\(index))"])
        blocks.append(["value share\(number)", "  is spread coupon\(number) over (left\(index), at least 0 EUR)"])
      case .percent(let percent):
        blocks.append(["value share\(number)", "  is \(percent) of left\(index), rounded half up to cent"])
      }
      blocks.append(["value left\(number)", "  is left\(index) - share\(number)"])
    }
    blocks.append(["value net-of-line \"Net of the line after all coupons\"", "  is left\(coupons.count)"])
    return blocks
  }
}
