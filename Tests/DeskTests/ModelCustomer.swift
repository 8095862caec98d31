/// One customer of the model: everything that the desk has to agree with.
struct ModelCustomer {
  struct Subscription: Equatable {
    var isTrial: Bool
    /// 1 or 12; 0 for a trial.
    var term: Int
    var first: Int
    var end: Int
    var capacity: Int

    func covers(_ day: Int) -> Bool { first <= day && day < end }
  }

  enum State: String { case waiting, active, paid, cancelled }

  /// Money in the smallest coins.
  struct Money: Equatable {
    var net: Int
    var vat: Int
    var total: Int { net + vat }
  }

  struct Order {
    var action: String
    var licences: Int
    var term: Int
    var money: Money
    var members: [String] = []
    var state = State.waiting
    /// Its invoice, unless it was free.
    var invoice: String?
    var paidOn: Int?
    var credit: String?
    /// The end that it was priced until.
    var end: Int?
    /// How many licences there were when it was ordered.
    var held: Int?
    /// The subscription before and after it became active.
    var before: Subscription?
    var after: Subscription?
    /// How many changes of the subscription there had been when it became active.
    var change = 0
    /// Which of the customer's subscriptions it made or changed.
    var subscription = 0
  }

  struct Quote: Equatable {
    var action: String
    var licences: Int
    var term: Int
    var total: Int
  }

  enum VAT { case none, wellFormed, confirmed }

  /// What is the same on a past day.
  struct Record: Equatable {
    var subscription: Subscription?
    var members: Set<String>
    var administrators: Set<String>
    var resellerIsAdministrator: Bool
  }

  var reseller: ModelReseller
  var country: String
  var name: String
  var vat = VAT.none
  var subscription: Subscription?
  /// How often an order changed the subscription.
  var changes = 0
  /// How many subscriptions have begun.
  var subscriptions = 0
  var members: Set<String> = []
  var administrators: Set<String> = []
  var resellerIsAdministrator = true
  var trials = 0
  var orders: [Order] = []
  var quotes: [Quote] = []

  var record: Record {
    Record(
      subscription: subscription, members: members, administrators: administrators,
      resellerIsAdministrator: resellerIsAdministrator)
  }

  var free: Int { (subscription?.capacity ?? 0) - members.count }
  var administratorCount: Int { administrators.count + (resellerIsAdministrator ? 1 : 0) }

  // MARK: Prices

  private func halfUp(_ numerator: Int, _ denominator: Int) -> Int { (2 * numerator + denominator) / (2 * denominator) }

  /// Per mille. Finland's rate rose on 2024-09-01.
  private func rate(_ day: Int) -> Int {
    switch country {
    case "SE": 250
    case "DE": vat == .confirmed ? 0 : 190
    case "FI": vat == .confirmed ? 0 : day < 19_967 ? 240 : 255
    default: 0
    }
  }

  /// What an order costs on a day; nil where it is turned down.
  func price(_ action: String, _ licences: Int, _ term: Int, on day: Int) -> Money? {
    guard (1...100_000).contains(licences) else { return nil }
    var (months, tariff) = (12, 12)
    switch action {
    case "trial": return trials == 0 ? Money(net: 0, vat: 0) : nil
    case "new":
      guard term == 1 || term == 12 else { return nil }
      (months, tariff) = (term, term)
    case "renewal":
      guard licences >= members.count else { return nil }
    default:
      guard let subscription, !subscription.isTrial, subscription.end > day else { return nil }
      tariff = subscription.term
      months = ModelCalendar.months(from: day, until: subscription.end)
    }
    let list = (tariff == 1 ? reseller.monthly : reseller.yearly) * licences * months
    let volume = licences >= 50 ? 90 : licences >= 10 ? 95 : 100
    let discount = administrators.isEmpty ? reseller.discount : 0
    let net = halfUp(list * volume * (1000 - discount), 100_000)
    return Money(net: net, vat: halfUp(net * rate(day), 1000))
  }
}

/// The terms of a reseller; the discount per mille, prices in the smallest coin.
struct ModelReseller {
  var name: String
  var currency: String
  var discount: Int
  var monthly: Int
  var yearly: Int

  var discountText: String { discount % 10 == 0 ? "\(discount / 10)%" : "\(discount / 10).\(discount % 10)%" }

  static let all = [
    ModelReseller(name: "nordwind", currency: "EUR", discount: 200, monthly: 990, yearly: 792),
    ModelReseller(name: "tokyo", currency: "JPY", discount: 125, monthly: 1490, yearly: 1192),
    ModelReseller(name: "sydvind", currency: "SEK", discount: 335, monthly: 10_900, yearly: 8720),
  ]
}
