/// Tables made for measuring proofs, the same in every run.
enum ProofBooks {
  private static let head = """
    book large "A large table"
      language 1
      currency EUR
      shows rate
    input customer "Customer"
      whole number 0 to 499
    input product "Product"
      one of basic, plain, fine, grand, royal
    input sale-day "Day"
      date from 2016-01-01
    input quantity "Quantity"
      whole number 1 to 100000

    """

  /// 10,000 rows by customer, product, span of days and band of quantities, that leave nothing out.
  ///
  /// - Parameter open: How many cells of a hundred are `any`; where there are some, the first row applies.
  static func table(any open: Int = 0) -> String {
    var random = SeededGenerator(2_027)
    var seen: Set<[String]> = []
    var text =
      head + "table rate \"Rate\"\n  by customer, product, sale-day, quantity\n"
      + "  \(open == 0 ? "one" : "first") row applies\n"
    for customer in 0..<500 {
      for product in ["basic", "plain", "fine", "grand", "royal"] {
        let edge = Int.random(in: 2...500, using: &random)
        let turn = "\(Int.random(in: 2_018...2_030, using: &random))-01-01"
        for days in ["before \(turn)", "\(turn) or later"] {
          for band in ["under \(edge)", "\(edge) or more"] {
            let cells = ["\(customer)", product, days, band].map { random.chance(open) ? "any" : $0 }
            guard seen.insert(cells).inserted else { continue }
            text += "  \(cells.joined(separator: " | ")) | \(Int.random(in: 0...59, using: &random))%\n"
          }
        }
      }
    }
    return text
  }
}
