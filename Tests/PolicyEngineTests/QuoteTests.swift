import Diagnostics
import PolicyEngine
import PolicyModel
import Testing

/// Whole quotes of small books.
@Suite struct QuoteTests {
  static let shop = """
    unit licence "licence" "licences"
    list receivers "Who can be told"
      reseller, customer
    input licences "Licences"
      whole number 1 to 1000 licences
      for each line
    input buyer "Buyer"
      one of reseller, customer
    input country "Country"
      country
    input agreed "Agreed discount"
      percent 0% to 60%
      default 20%

    catalogue list-price "List price"
      per licence
      by currency
      EUR | 9.90
      JPY | 1490
    tiers volume "Volume discount"
      by licences
      on the whole quantity
      1 to 9 | 0%
      10 or more | 5%
    value discount "Discount"
      is 0%
    exception reseller-rate to discount "Reseller rate"
      is agreed
      when buyer is reseller
      because "Agreed in 2024"
      source "Agreement, 4"
    exception nothing-abroad to reseller-rate
      is 0%
      when country is not SE
      print "Sold to {country}"
    price net "Net"
      start list-price × licences "List amount"
      less volume of what is left "Volume discount"
      less discount of what is left "Discount"
      round half up to cent
    table vat-rate "VAT rate"
      by country
      one row applies
      SE | 25% | because "Swedish law"
      DE | 19%
      otherwise refuse "No VAT rate on file for {country}"
    price vat "VAT"
      start sum of net × vat-rate "VAT"
      round half up to cent
    price total "To pay"
      start sum of net "Net"
      plus vat "VAT"
    notify discount-lost
      when nothing-abroad decides
      tell reseller
      with template lost
      because "They should know"
    template lost "Lost"
      subject en "The discount is lost"
      text en "In {country} there is none."
    refuse too-many
      when sum of licences is over 500
      say "{licences-in-all} are more than 500"
    value licences-in-all
      is sum of licences
    warn many
      when sum of licences is over 100
      say "That is a lot"
    """

  @Test func effectsPrintsAndOverruledRules() throws {
    let quote = try TextBook(Self.shop, shows: "net, vat, total").quote(
      "currency JPY, buyer reseller, country DE, licences 120")
    #expect(quote.figures.map(\.display) == ["169860 JPY", "32273 JPY", "202133 JPY"])
    #expect(quote.prints == ["Sold to DE"])
    #expect(quote.decisions.first { $0.value == "discount" }?.overruled == ["reseller-rate"])
    #expect(quote.effects.map(\.name) == ["discount-lost"])
    #expect(quote.effects.first?.fieldTexts == ["reseller", "lost"])
    #expect(quote.effects.first?.because == "They should know")
    #expect(quote.warnings.map(\.text) == ["That is a lot"])
    // Yen have no decimals: the half of 32273.4 is no half.
    #expect(quote.steps.map(\.amount) == ["178800", "-8940", "0", "0", "32273", "0", "169860", "32273"])
  }

  /// A figure that reads a refused one is refused with it, once; the others stand.
  @Test func aRefusalIsListedOnce() throws {
    let quote = try TextBook(Self.shop, shows: "net, vat, total").quote(
      "currency EUR, buyer customer, country FR; licences 400 | licences 200")
    #expect(quote.figures.map(\.text) == ["5643.00", nil, nil])
    #expect(quote.figures.map(\.display) == ["5643.00 EUR", "refused", "refused"])
    #expect(quote.refusals.map(\.text) == ["No VAT rate on file for FR", "600 licences are more than 500"])
    #expect(quote.refusals.map(\.name) == ["vat-rate", "too-many"])
  }

  @Test func aClashNamesBothRulesAndTheirPlaces() throws {
    let book = try TextBook(
      """
      input buyer "Buyer"
        one of reseller, friend
      input age "Age"
        whole number 0 to 100
      value discount
        is 0%
      exception reseller-rate to discount
        is 20%
        when buyer is reseller
      exception senior-rate to discount
        is 30%
        when age is 65 or more
      exception also-twenty to discount
        is 20%
        when age is 10 or less
      value total
        is discount
      """)
    #expect(
      book.figure("total", "buyer reseller, age 70")
        == "refused: reseller-rate (sample.rules:12) and senior-rate (sample.rules:15) both decide discount; neither is an exception to the other"
    )
    // Equal constants are no clash: both are reasons.
    let quote = try book.quote("buyer reseller, age 9")
    #expect(quote.figures.map(\.display) == ["20%"])
    #expect(quote.decisions.map(\.by) == ["also-twenty, reseller-rate"])
  }

  @Test func gapsAreRefused() throws {
    let book = try TextBook(
      """
      input age "Age"
        whole number 0 to 100
      value group
        is 1 when age is under 10
        is 2 when age is over 10
      table rate
        by age
        one row applies
        0 to 9 | 1%
        10 or more | 2%
        20 to 30 | 3%
      table open
        by age
        first row applies
        0 to 9 | 1%
      value total
        is group
      """)
    #expect(book.figure("total", "age 10") == "refused: no case of group applies")
    #expect(
      book.figure("rate", "age 20")
        == "refused: two rows of rate fit (sample.rules:15 and sample.rules:16): age 20")
    #expect(book.figure("open", "age 50") == "refused: no row of open fits: age 50")
    #expect(book.figure("totl", "age 50") == "unknown, perhaps total")
  }

  @Test func checksThatDoNotHoldAreWarnings() throws {
    let book = try TextBook(
      """
      input amount-due "Amount"
        money -10 to 10
      value total
        is amount-due
      check "Nobody is paid to buy"
        total is 0 or more
      refuse large
        when currency is EUR and amount-due is over 5 EUR
        say "Too much"
      """)
    #expect(
      try book.quote("currency EUR, amount-due -1").warnings.map(\.text)
        == ["check \"Nobody is paid to buy\" does not hold"])
    #expect(try book.quote("currency EUR, amount-due 1").warnings.isEmpty)
  }

  /// The order of blocks decides nothing but the places.
  @Test func theOrderOfBlocksChangesNothing() throws {
    var blocks: [String] = []
    for line in Self.shop.split(separator: "\n", omittingEmptySubsequences: true) {
      if line.hasPrefix(" ") { blocks[blocks.count - 1] += "\n" + line } else { blocks.append(String(line)) }
    }
    func withoutPlaces(_ json: JSON) -> JSON {
      switch json {
      case .array(let elements): return .array(elements.map(withoutPlaces))
      case .object(let members):
        return .object(
          members.filter { $0.key != "at" && $0.key != "hash" }.map { .init($0.key, withoutPlaces($0.value)) })
      default: return json
      }
    }
    let orders = [
      "currency EUR, buyer reseller, country SE; licences 10 | licences 3",
      "currency JPY, buyer reseller, country DE, licences 120",
      "currency EUR, buyer customer, country FR, licences 700",
    ]
    func documents(_ book: TextBook) throws -> [JSON] {
      try orders.map { withoutPlaces(QuoteDocument.json(try book.quote($0), collections: book.engine.collections)) }
    }
    let expected = try documents(TextBook(Self.shop, shows: "net, vat, total"))
    var generator = SeededGenerator(10)
    for _ in 0..<20 {
      let text = blocks.shuffled(using: &generator).joined(separator: "\n")
      #expect(try documents(TextBook(text, shows: "net, vat, total")) == expected)
    }
  }
}
