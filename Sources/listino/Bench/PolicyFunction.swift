import CPolicyBenchmark

/// The benchmark policy as a function written in C, over rows: what the evaluators are measured against.
struct PolicyFunction {
  private let rows: BatchRows
  private var net: [Int64]
  private var vat: [Int64]
  private var gross: [Int64]
  private var flags: [UInt8]

  init(_ rows: BatchRows) {
    policy_prepare()
    self.rows = rows
    net = Array(repeating: 0, count: rows.count)
    vat = net
    gross = net
    flags = Array(repeating: 0, count: rows.count)
  }

  /// Prices all rows, from columns to columns.
  mutating func priceColumns() {
    policy_price_all(
      rows.kind, rows.currency, rows.term, rows.country, rows.answers, rows.quantity, rows.quoteDate, rows.periodEnd,
      &net, &vat, &gross, &flags, rows.count)
  }

  /// The first rows as orders of their own.
  func orders(_ count: Int) -> [policy_order] {
    (0..<count).map { row in
      policy_order(
        kind: rows.kind[row], currency: rows.currency[row], term: rows.term[row], country: rows.country[row],
        answers: rows.answers[row], quantity: rows.quantity[row], quote_date: rows.quoteDate[row],
        period_end: rows.periodEnd[row])
    }
  }

  /// Prices orders one by one, as a program that serves single orders does.
  static func checksum(_ orders: [policy_order]) -> UInt64 {
    var checksum = PolicyChecksum()
    for order in orders {
      let figures = policy_price(order)
      checksum.add(net: figures.net, vat: figures.vat, flags: Int64(figures.flags))
    }
    return checksum.sum
  }

  /// The checksum of the first rows' figures.
  func checksum(_ count: Int) -> UInt64 { policy_checksum(net, vat, flags, count) }
}

/// The sum by which figures are compared: of `(i + 1) × (net + 3 VAT + 7 flags)` over rows `i`, modulo 2⁶⁴.
struct PolicyChecksum {
  private(set) var sum: UInt64 = 0
  private var row: UInt64 = 0

  mutating func add(net: Int64, vat: Int64, flags: Int64) {
    row &+= 1
    sum &+= row &* UInt64(bitPattern: net &+ 3 &* vat &+ 7 &* flags)
  }
}

/// Rules by customer as a function in C: an array that is read at the customer's number.
struct CustomerFunction {
  private var rules: [policy_customer_rule]

  init(rules count: Int) {
    rules = Array(repeating: policy_customer_rule(), count: count)
    policy_customer_rules(&rules, count)
  }

  /// The sum of the percentages.
  ///
  /// - Parameters:
  ///   - customers: Each below the number of rules.
  ///   - quantities: As many.
  func percents(_ customers: [Int32], _ quantities: [Int32]) -> Int64 {
    policy_customer_percents(rules, customers, quantities, customers.count)
  }
}
