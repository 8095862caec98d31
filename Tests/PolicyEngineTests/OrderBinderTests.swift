import Diagnostics
import PolicyEngine
import PolicyModel
import Testing

/// Answers as people type them, and what is said of those that cannot be taken.
@Suite struct OrderBinderTests {
  private static let book = """
    unit licence "licence" "licences"
    input action "Action"
      one of new, top-up
    input licences "Licences"
      whole number 1 to 1000 licences
      for each line
    input term "Term"
      one of 1 month, 12 months
    input start-day "Day"
      date from 2026-01-01 to 2026-12-31
    input end-day "Until"
      date from 2026-01-01
      only when action is top-up
    input share "Share"
      percent 0% to 60% in steps of 0.5%
    input budget "Budget"
      money 0 to 1000
    input weight "Weight"
      number 0 to 10 in steps of 0.25
    input country "Country"
      country
    input flag "Flag"
      yes or no
    input roles "Roles"
      any of admin, viewer
    input code "Code"
      text
    value total
      is sum of licences
    value all-term
      is term
    value all-day
      is start-day
    value all-end
      is end-day when action is top-up
      otherwise start-day
    value all-share
      is share
    value all-budget
      is budget
    value all-weight
      is weight
    value all-country
      is country
    value all-flag
      is flag
    value has-admin
      is roles has admin
    value has-viewer
      is roles has viewer
    value is-gift
      is code starts with "GIFT"
    value is-x
      is code is "X 1"
    """

  @Test(arguments: [
    ("all-term", "term 12 months", "12 months"), ("all-term", "term 1", "1 month"),
    ("all-term", "term 1 Month", "1 month"), ("all-day", "start-day 2026-02-28", "2026-02-28"),
    ("all-share", "share 20%", "20%"), ("all-share", "share 20.5 %", "20.5%"), ("all-share", "share 0%", "0%"),
    ("all-budget", "budget 12.5, currency EUR", "12.50 EUR"),
    ("all-budget", "budget 12.50 eur, currency EUR", "12.50 EUR"),
    ("all-budget", "budget 12, currency JPY", "12 JPY"), ("all-weight", "weight 2.75", "2.75"),
    ("all-country", "country se", "SE"), ("all-flag", "flag yes", "yes"), ("all-flag", "flag FALSE", "no"),
    ("has-admin", "roles admin and viewer", "yes"), ("has-viewer", "roles Admin viewer", "yes"),
    ("has-viewer", "roles admin", "no"), ("has-admin", "roles none", "no"),
    ("total", "licences 7 licences", "7 licences"),
    ("total", "licences 1", "1 licence"), ("total", "; licences 7 | licences 8", "15 licences"),
    ("total", "licences 4;|licences 8", "8 licences"), ("is-gift", "code GIFT7", "yes"), ("is-x", "code X 1", "yes"),
    ("is-x", "code X 2", "no"),
  ])
  func answersAreTaken(_ name: String, _ order: String, _ expected: String) throws {
    #expect(try TextBook(Self.book).figure(name, order) == expected)
  }

  @Test(arguments: [
    ("licenses 3", "O101 there is no input “licenses”; did you mean licences?"),
    ("total 3", "O101 total is worked out by the rules and cannot be given; give the inputs it reads"),
    ("action buy", "O105 action cannot be “buy”; allowed: new, top-up"),
    ("action topup", "O105 action cannot be “topup”; did you mean top-up? allowed: new, top-up"),
    ("licences 0", "O103 licences is 0, which is out of range; it is 1 to 1000 licences"),
    ("licences 1001 licences", "O103 licences is 1001 licences, which is out of range; it is 1 to 1000 licences"),
    ("licences 1.5", "O104 licences is 1.5, which lies between two steps; it is 1 to 1000 licences"),
    ("licences many", "O102 licences cannot be “many”; it is 1 to 1000 licences"),
    ("licences 7 months", "O102 licences cannot be “7 months”; it is 1 to 1000 licences"),
    ("licences ", "O102 licences is given without an answer; it is 1 to 1000 licences"),
    ("term 2 months", "O105 term cannot be “2 months”; allowed: 1 month, 12 months"),
    ("start-day 2026-02-30", "O106 start-day: there is no day 2026-02-30; give a day that its month has"),
    ("start-day 30.1.2026", "O102 start-day cannot be “30.1.2026”; write a date as year, month and day: 2026-01-31"),
    (
      "start-day 2027-01-01",
      "O103 start-day is 2027-01-01, which is out of range; it is a date from 2026-01-01 to 2026-12-31"
    ),
    ("share 20", "O102 share cannot be “20”; write a percentage with its sign: 20%"),
    ("share 20.3%", "O104 share is 20.3%, which lies between two steps; it is 0% to 60% in steps of 0.5%"),
    ("share 61%", "O103 share is 61%, which is out of range; it is 0% to 60% in steps of 0.5%"),
    ("budget 12.5051, currency EUR", "O107 budget is 12.5051, and EUR has 2 decimals; round it to 2 decimals"),
    (
      "budget 12.505, currency EUR",
      "O102 budget “12.505” can be 12505 or 12.505; it is 0.00 to 1000.00 EUR in steps of 0.01"
    ),
    ("budget 12.5, currency JPY", "O107 budget is 12.5, and JPY has no decimals; round it to whole JPY"),
    (
      "budget 12.50 USD, currency EUR",
      "O107 budget is in USD, and the order in EUR; give the amount in the order's currency"
    ),
    ("budget EUR 9.90, currency EUR", "O102 budget cannot be “EUR 9.90”; it is 0.00 to 1000.00 EUR in steps of 0.01"),
    ("weight 0.3", "O104 weight is 0.3, which lies between two steps; it is 0 to 10 in steps of 0.25"),
    ("weight 0,3", "O102 weight cannot be “0,3”; it is 0 to 10 in steps of 0.25"),
    ("country UK", "O105 country: there is no country “UK”; the United Kingdom is GB"),
    ("country Sweden", "O105 country: there is no country “Sweden”; write SE"),
    ("flag maybe", "O105 flag cannot be “maybe”; allowed: yes, no"),
    ("roles admin and owner", "O105 roles cannot be “owner”; allowed: admin, viewer"),
    (
      "; licences 3, term 1 month",
      "O108 term belongs to the whole order, not to a line; give it once, beside the lines"
    ),
  ])
  func mistakesAreTold(_ order: String, _ expected: String) throws {
    var order = TextBook.order(order)
    if order.inputs.isEmpty, order.lines.isEmpty { order.inputs["licences"] = " " }
    // The comma separates inputs in these one-line orders.
    if expected.contains("0,3") { order.inputs = ["weight": "0,3"] }
    guard case .invalid(let problems) = try TextBook(Self.book).engine.quote(order) else {
      Issue.record("nothing is said")
      return
    }
    #expect(problems.map { "\($0.code) \($0.message); \($0.cure)" } == [expected])
  }

  @Test func everyMistakeIsToldWithItsLine() throws {
    let problems = try TextBook(Self.book).problems("action buy, foo 1; licences 0 | bar 1 | licences x")
    #expect(problems.map(\.input) == ["action", "foo", "licences", "bar", "licences"])
    #expect(problems.map(\.line) == [nil, nil, 1, 2, 3])
  }

  @Test func tooManyLinesAreRefused() throws {
    let order = Order(lines: Array(repeating: ["licences": "1"], count: 10_001))
    guard case .invalid(let problems) = try TextBook(Self.book).engine.quote(order) else {
      Issue.record("nothing is said")
      return
    }
    #expect(problems.map(\.code) == ["O109"])
  }

  /// What is asked only in other orders is not used, and the quote says so.
  @Test func anInputThatIsNotAskedIsNoted() throws {
    let quote = try TextBook(Self.book, shows: "total, all-end").quote(
      "action new, licences 3, start-day 2026-05-01, end-day 2026-06-01")
    #expect(
      quote.warnings.map(\.text) == ["end-day was given and is not used: it is asked only when action is top-up"])
    #expect(quote.figures.map(\.display) == ["3 licences", "2026-05-01"])
  }

  @Test func everyCodeHasAPage() {
    let codes = DiagnosticCode.orderCodes
    #expect(codes.map(\.id) == ["O101", "O102", "O103", "O104", "O105", "O106", "O107", "O108", "O109"])
    for code in codes { #expect(!code.meaning.isEmpty && !code.cure.isEmpty) }
  }
}
