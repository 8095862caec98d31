import Diagnostics
import Notification
import PolicyEngine
import PolicyLanguage
import PolicyModel
import Pricing
import Quantities
import Testing

/// Other words for the same decisions, and small parts of formulas: `diff` passes over neither.
@Suite struct TextChangesTests {
  private static let book = """
    book shop "Shop"
      language 1
      currency EUR
      shows fee
    unit piece "piece" "pieces"
    list receivers "Who"
      buyer, seller
    input pieces "Pieces"
      whole number 1 to 1000 pieces
    input place "Place"
      one of near, far, away
    value pieces-now "Pieces now"
      is pieces
    value rate "Rate"
      by-place
      near | 1% | because "Own lorries"
      far | 2% | source "Terms, section 3"
      any | refuse "Nothing goes there"
    price fee "Fee"
      start 10 EUR "List amount"
      plus rate of what is left "Surcharge"
      round half up to cent
    exception small to fee "Small fee"
      start 5 EUR "Small amount"
      when pieces is under 5
      because "Small orders are light"
      source "Terms, section 4"
      print "Small order of {pieces-now}"
    refuse too-few "Too few"
      when pieces is 2
      say "Two is no order"
      because "Nobody buys two"
    warn slow
      when place is far
      say "It takes {pieces-now} days"
    notify sent "Sent"
      when pieces is over 7
      tell buyer
      with template sent
    template sent "Sent"
      subject en "Your {pieces-now}"
      text en "They are sent."
      subject it "I tuoi"
      text it "Spediti."

    """.replacing("value rate \"Rate\"\n  by-place", with: "table rate \"Rate\"\n  by place\n  first row applies")

  private func difference(
    _ old: String, _ new: String, functions: [FunctionDeclaration] = []
  ) throws -> DifferenceReport {
    let plugin = Plugin(name: "trial", summary: "For these tests.", functions: functions)
    let vocabulary = try Vocabulary([CorePlugin.plugin, Pricing.plugin, Notification.plugin, plugin])
    let engines = try [old, new].map { text in
      let outcome = BookLoader.load([SourceText(name: "b.rules", text: text)], vocabulary: vocabulary)
      return Engine(try #require(outcome.book, "\(outcome.diagnostics.map(\.message))"))
    }
    return BookDifference(engines[0], engines[1]).run()
  }

  @Test(arguments: [
    ("Two is no order", "Order three", "refusal too-few says another text: “Two is no order” → “Order three”"),
    ("Nobody buys two", "Two are lost", "refusal too-few gives another reason: “Nobody buys two” → “Two are lost”"),
    (
      "It takes {pieces-now} days", "It takes {pieces} days",
      "warning slow says another text: “It takes {pieces-now} days” → “It takes {pieces} days”"
    ),
    ("tell buyer", "tell seller", "notify sent has another “to”: “buyer” → “seller”"),
    ("They are sent", "They come", "template sent has another “text en”: “They are sent.” → “They come.”"),
    ("I tuoi", "Tuoi", "template sent has another “subject it”: “I tuoi” → “Tuoi”"),
    (
      "  text it \"Spediti.\"\n", "  text it \"S\"\n  text it \"T\"\n",
      "template sent has another “text it”: “Spediti.” → “S T”"
    ),
    ("Nothing goes there", "Not there", "rate refuses with another text: “Nothing goes there” → “Not there”"),
    ("Own lorries", "Ours", "rate gives another reason: “Own lorries” → “Ours”"),
    ("Terms, section 3", "Terms", "rate gives another source: “Terms, section 3” → “Terms”"),
    ("\"Surcharge\"", "\"More\"", "fee has another label: “Surcharge” → “More”"),
    ("\"Small fee\"", "\"Light fee\"", "small of fee has another title: “Small fee” → “Light fee”"),
    ("Small orders are light", "Light", "small of fee gives another reason: “Small orders are light” → “Light”"),
    ("Small order of", "Few:", "small of fee prints another text: “Small order of {pieces-now}” → “Few: {pieces-now}”"),
    ("\"Fee\"", "\"Our fee\"", "fee has another title: “Fee” → “Our fee”"),
    ("\"Pieces\"", "\"How many\"", "input pieces has another title: “Pieces” → “How many”"),
  ])
  func anotherTextIsAChange(old: String, new: String, line: String) throws {
    try #require(Self.book.contains(old))
    let report = try difference(Self.book, Self.book.replacing(old, with: new))
    #expect(report.texts == [line])
    #expect(report.regions.isEmpty && report.unchecked.isEmpty && !report.isEmpty && !report.isOpen)
    let back = try difference(Self.book.replacing(old, with: new), Self.book)
    #expect(back.texts.count == 1)
  }

  @Test func theSameTextIsNone() throws {
    #expect(try difference(Self.book, Self.book).isEmpty)
    // Where a text stands is no part of it, nor is what its figures come to.
    #expect(try difference(Self.book, "# A comment\n" + Self.book).isEmpty)
  }

  @Test func anotherCurrencyIsAChange() throws {
    func book(_ currency: String) -> String {
      "book shop \"Shop\"\n  language 1\n  currency \(currency)\n  shows fee\ninput paid \"Paid\"\n"
        + "  money 0 to 100 in steps of 0.01\nvalue fee \"Fee\"\n  is paid\n"
    }
    #expect(try difference(book("EUR"), book("USD")).inputs.contains("amounts are in USD instead of EUR"))
    #expect(try difference(book("EUR"), book("EUR")).isEmpty)
  }

  // MARK: Arguments

  private static let functions = [
    FunctionDeclaration(
      name: "packing",
      phrase: [
        .word("packing"), .word("of"), .argument("things", .number(unit: nil, 0, 1_000_000)), .word("with"),
        .argument("size", .number(unit: nil, 1, 1_000)), .word("each"),
      ],
      result: .number(unit: nil, 0, 1_000_000), summary: "Boxes.", example: "packing of pieces with 12 each"
    ) { .value(($0[0] + $0[1] - 1) / $0[1]) },
    FunctionDeclaration(
      name: "wrapping",
      phrase: [
        .word("wrapping"), .word("of"), .argument("things", .number(unit: nil, 0, 1_000_000)), .comma,
        .argument("gold", .yesNo),
      ],
      result: .number(unit: nil, 0, 2_000_000), summary: "Papers.", example: "wrapping of pieces, gold"
    ) { .value($0[0] * (1 + $0[1])) },
    FunctionDeclaration(
      name: "shift", phrase: [.word("shift"), .argument("day", .date), .word("by"), .argument("period", .period)],
      result: .date, summary: "Later.", example: "shift day by 1 month"
    ) { .value($0[0] + $0[1] * ($0.periodUnit == .days ? 1 : $0.periodUnit == .weeks ? 7 : 30)) },
  ]

  @Test(arguments: [
    ("packing of pieces with 12 each", "packing of pieces with 120 each"),
    ("packing of pieces with 12 each", "packing of other with 12 each"),
    ("packing of pieces with 12 each", "packing of (pieces × 10) with 12 each"),
    ("packing of (pieces × 10) with 12 each", "packing of (pieces × 100) with 12 each"),
    ("packing of (weight, rounded up to 1) with 12 each", "packing of (weight, rounded down to 1) with 12 each"),
    ("packing of (weight, rounded up to 1) with 12 each", "packing of (weight, rounded up to 10) with 12 each"),
    ("packing of (weight × 0.1, rounded up to 1) with 12 each", "packing of (weight, rounded up to 1) with 12 each"),
    ("wrapping of pieces, yes", "wrapping of pieces, no"), ("wrapping of pieces, gold", "wrapping of pieces, silver"),
    ("wrapping of pieces, gold", "wrapping of pieces, yes"),
  ])
  func anotherArgumentIsAChange(old: String, new: String) throws {
    try expectChange(old, new)
  }

  @Test(arguments: [("1 month", "1 week"), ("1 day", "1 week"), ("7 days", "7 weeks"), ("1 month", "2 months")])
  func anotherPeriodIsAChange(old: String, new: String) throws {
    try expectChange("shift day by \(old)", "shift day by \(new)")
  }

  private func expectChange(_ old: String, _ new: String) throws {
    func book(_ formula: String) -> String {
      """
      book shop "Shop"
        language 1
        currency EUR
        shows boxes
      input pieces "Pieces"
        whole number 1 to 1000
      input other "Others"
        whole number 1 to 1000
      input weight "Weight"
        number 1 to 1000 in steps of 0.01
      input gold "Gold"
        yes or no
      input silver "Silver"
        yes or no
      input day "Day"
        date from 2026-01-01 to 2026-12-31
      value boxes "Boxes"
        is \(formula)

      """.replacing("input day ", with: "input start-day ")
    }
    let texts = [old, new].map { book($0.replacing("shift day", with: "shift start-day")) }
    let report = try difference(texts[0], texts[1], functions: Self.functions)
    #expect(!report.regions.isEmpty, "\(report)")
    #expect(try difference(texts[0], texts[0], functions: Self.functions).isEmpty)
  }

  /// The bits of a set count by its words, whatever their order.
  @Test func anotherSetAsADefaultIsAChange() throws {
    func book(_ words: String, _ tags: String) -> String {
      """
      book shop "Shop"
        language 1
        currency EUR
        shows fee
      input tags "Tags"
        any of \(words)
        default \(tags)
      value fee "Fee"
        is 2 EUR when tags has odd
        otherwise 1 EUR

      """
    }
    let line = "input tags has another default: orders that leave it out may differ"
    #expect(try difference(book("cold, odd", "cold"), book("odd, cold", "odd")).inputs.contains(line))
    #expect(try difference(book("cold, odd", "cold"), book("cold, odd", "odd")).inputs.contains(line))
    #expect(try !difference(book("cold, odd", "cold"), book("odd, cold", "cold")).inputs.contains(line))
  }

  /// A change of the unit alone.
  @Test func anotherUnitIsAChange() throws {
    func book(_ unit: String) -> String {
      "book shop \"Shop\"\n  language 1\n  currency EUR\n  shows fee\nunit piece \"piece\" \"pieces\"\n"
        + "unit box \"box\" \"boxes\"\ninput paid \"Paid\"\n  whole number 1 to 9\nvalue fee \"Fee\"\n"
        + "  is 5 \(unit) when paid is 1\n  otherwise 7 \(unit)\n"
    }
    #expect(try difference(book("pieces"), book("boxes")).texts == ["fee has another unit: “piece” → “box”"])
  }
}
