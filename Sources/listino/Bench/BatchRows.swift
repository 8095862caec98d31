/// Orders of the benchmark policy in columns, made at random and the same in every run. They are spread as those of
/// Tests/Peers/generate.py: quantities over the tiers, each edge hit often.
struct BatchRows {
  static let kinds = ["new", "renewal", "topup"]
  static let currencies = ["EUR", "USD", "SEK"]
  static let countries = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "US", "NO", "CH", "GB",
  ]
  /// How many of the countries, from the first, are member states.
  static let union = 27
  /// 2020-01-01 to 2026-12-31, in days since 1970-01-01.
  static let days = 18_262...20_818

  let count: Int
  /// Places in ``kinds``, ``currencies`` and ``countries``.
  private(set) var kind: [UInt8] = []
  private(set) var currency: [UInt8] = []
  private(set) var country: [UInt8] = []
  /// Months: 1 or 12.
  private(set) var term: [UInt8] = []
  /// Bits of ``Answers``.
  private(set) var answers: [UInt8] = []
  private(set) var quantity: [Int32] = []
  private(set) var quoteDate: [Int32] = []
  /// Of a top-up the first day no longer covered; of others the day of the quote, which nothing may read.
  private(set) var periodEnd: [Int32] = []
  /// 0 to 9,999: for the rules by customer.
  private(set) var customer: [Int32] = []

  /// The questions that are answered with yes or no.
  struct Answers: OptionSet {
    var rawValue: UInt8

    static let vatValid = Answers(rawValue: 1)
    static let reseller = Answers(rawValue: 2)
    static let ownAdmin = Answers(rawValue: 4)
  }

  init(_ count: Int, seed: UInt64 = 20_260_101) {
    self.count = count
    var random = SeededGenerator(seed)
    func one<Element>(of elements: [Element]) -> Element {
      elements[Int.random(in: 0..<elements.count, using: &random)]
    }
    for _ in 0..<count {
      let kind = one(of: [0, 0, 1, 2])
      var quantity = Int.random(in: 1...one(of: [9, 49, 249, 999, 5_000]), using: &random)
      if random.chance(10) { quantity = one(of: [9, 10, 49, 50, 249, 250, 999, 1_000]) }
      let day = Int.random(in: Self.days, using: &random)
      var answers: Answers = []
      if random.chance(60) { answers.insert(.vatValid) }
      if random.chance(40) { answers.insert(.reseller) }
      if random.chance(30) { answers.insert(.ownAdmin) }
      let isInside = random.chance(85)
      self.kind.append(UInt8(kind))
      currency.append(UInt8(one(of: [0, 0, 1, 2])))
      country.append(
        UInt8(Int.random(in: isInside ? 0..<Self.union : Self.union..<Self.countries.count, using: &random)))
      term.append(kind == 1 ? 12 : one(of: [1, 12]))
      self.answers.append(answers.rawValue)
      self.quantity.append(Int32(quantity))
      quoteDate.append(Int32(day))
      periodEnd.append(Int32(kind == 2 ? day + Int.random(in: 1...380, using: &random) : day))
      customer.append(Int32.random(in: 0..<10_000, using: &random))
    }
  }

  func isTopUp(_ row: Int) -> Bool { kind[row] == 2 }

  func has(_ answer: Answers, _ row: Int) -> Bool { Answers(rawValue: answers[row]).contains(answer) }
}
