import PolicyModel
import Quantities

/// A random order of the benchmark policy, and what the policy's formulas make of it: written from the policy's
/// description and not from its rules.
struct PolicyOrder: CustomStringConvertible {
  var kind: String
  var currency: String
  var quantity: Int
  var term: Int
  var quoteDate: CalendarDate
  /// The first day no longer covered, of a top-up.
  var periodEnd: CalendarDate?
  var country: String
  var isVATNumberValid: Bool
  var isReseller: Bool
  var hasOwnAdministrator: Bool

  private static let union = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
  ]
  private static let others = ["US", "NO", "CH", "GB"]
  /// 2020-01-01 to 2026-12-31.
  private static let days = 18_262...20_818

  /// An order as the benchmark's rows have them: quantities spread over the tiers, each edge hit often.
  init(using random: inout SeededGenerator) {
    func one<Element>(of elements: [Element]) -> Element {
      elements[Int.random(in: 0..<elements.count, using: &random)]
    }
    kind = one(of: ["new", "new", "renewal", "topup"])
    currency = one(of: ["EUR", "EUR", "USD", "SEK"])
    quantity = Int.random(in: 1...one(of: [9, 49, 249, 999, 5_000]), using: &random)
    if Int.random(in: 0..<10, using: &random) == 0 { quantity = one(of: [9, 10, 49, 50, 249, 250, 999, 1_000]) }
    term = kind == "renewal" ? 12 : one(of: [1, 12])
    let day = Int.random(in: Self.days, using: &random)
    quoteDate = CalendarDate(dayNumber: day)
    periodEnd =
      kind == "topup" ? CalendarDate(dayNumber: day + Int.random(in: 1...380, using: &random)) : nil
    country = one(of: Int.random(in: 0..<100, using: &random) < 85 ? Self.union : Self.others)
    isVATNumberValid = Int.random(in: 0..<10, using: &random) < 6
    isReseller = Int.random(in: 0..<10, using: &random) < 4
    hasOwnAdministrator = Int.random(in: 0..<10, using: &random) < 3
  }

  var order: Order {
    var inputs = [
      "kind": kind, "currency": currency, "quantity": String(quantity), "term": String(term),
      "quote-date": "\(quoteDate)", "country": country, "vat-valid": isVATNumberValid ? "yes" : "no",
      "reseller": isReseller ? "yes" : "no", "own-admin": hasOwnAdministrator ? "yes" : "no",
    ]
    if let periodEnd { inputs["period-end"] = "\(periodEnd)" }
    return Order(inputs: inputs, lines: [])
  }

  var description: String {
    order.inputs.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
  }

  // MARK: The formulas

  /// Net, VAT and gross in minor units, and the flags.
  var figures: [Int128] {
    let base = price * quantity * months
    let reseller = isReseller && !hasOwnAdministrator ? 20 : 0
    let net = (base * (100 - volumeDiscount) * (100 - reseller) + 5_000) / 10_000
    let isReversed = Self.union.contains(country) && country != "SE" && isVATNumberValid
    let vat = (net * (isReversed ? 0 : rate) + 500) / 1_000
    let isForfeited = isReseller && hasOwnAdministrator
    let flags = (isForfeited ? 1 + 8 : 0) + (isReversed ? 2 : 0) + (kind == "new" ? 4 : 0)
    return [Int128(net), Int128(vat), Int128(net + vat), Int128(flags)]
  }

  private var price: Int {
    switch currency {
    case "EUR": term == 1 ? 990 : 792
    case "USD": term == 1 ? 1_090 : 872
    default: term == 1 ? 10_900 : 8_720
    }
  }

  private var months: Int {
    guard let end = periodEnd else { return kind == "renewal" ? 12 : term }
    let begun = (end.year * 12 + end.month) - (quoteDate.year * 12 + quoteDate.month)
    return max(1, begun + (end.day > quoteDate.day ? 1 : 0))
  }

  private var volumeDiscount: Int {
    switch quantity {
    case ..<10: 0
    case ..<50: 5
    case ..<250: 10
    case ..<1_000: 15
    default: 20
    }
  }

  /// The buyer country's rate in tenths of a percent.
  private var rate: Int {
    func isFrom(_ year: Int, _ month: Int) -> Bool { quoteDate.year * 12 + quoteDate.month >= year * 12 + month }
    switch country {
    case "LU": return 170
    case "MT": return 180
    case "CY": return 190
    case "AT", "BG", "FR": return 200
    case "BE", "CZ", "ES", "LT", "LV", "NL": return 210
    case "IT", "SI": return 220
    case "IE", "PL", "PT": return 230
    case "GR": return 240
    case "DK", "HR", "SE": return 250
    case "HU": return 270
    case "DE": return isFrom(2020, 7) && !isFrom(2021, 1) ? 160 : 190
    case "EE": return isFrom(2025, 7) ? 240 : isFrom(2024, 1) ? 220 : 200
    case "FI": return isFrom(2024, 9) ? 255 : 240
    case "RO": return isFrom(2025, 8) ? 210 : 190
    case "SK": return isFrom(2025, 1) ? 230 : 200
    default: return 0
    }
  }
}
