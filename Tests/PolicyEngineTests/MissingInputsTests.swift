import Diagnostics
import PolicyEngine
import PolicyModel
import Testing

/// What an order is asked for, and what not.
@Suite struct MissingInputsTests {
  private static let book = """
    unit licence "licence" "licences"
    input action "Action"
      one of new, top-up, trial
    input licences "Licences"
      whole number 1 to 1000 licences
      for each line
    input term "Term"
      one of 1 month, 12 months
    input closes "End"
      date from 2026-01-01
      only when action is top-up
    input begins "Start"
      date from 2026-01-01 to 2026-12-31
    input tax-point "Tax point"
      date from 2026-01-01
      default begins
    input vip "VIP"
      yes or no
    input share "Share"
      percent 0% to 60% in steps of 0.5%
    input country "Country"
      country
    value billed
      is term when action is new
      is months from begins until closes, rounded up when action is top-up
      is 0 months when action is trial
    value total
      is billed × sum of licences
    value either
      is 1 when vip or country is SE
      otherwise 0
    value taxed
      is month of tax-point
    value shared
      is share
    exception free to shared
      is 0%
      when action is trial
      final
    """

  private func asked(_ order: String, shows: String = "total") throws -> [String] {
    try TextBook(Self.book, shows: shows).missing(order).map(\.input)
  }

  @Test func whatIsNeededInAnyCaseComesFirst() throws {
    #expect(try asked("") == ["action", "licences", "term", "closes", "begins"])
    #expect(try asked("action new") == ["licences", "term"])
    #expect(try asked("action top-up") == ["licences", "closes", "begins"])
    #expect(try asked("action trial") == ["licences"])
    #expect(try asked("action new, term 1 month") == ["licences"])
    #expect(try asked("action new, term 1 month; licences 3 | ").isEmpty == false)
    #expect(try asked("action new, term 1 month, licences 3") == [])
  }

  @Test func aDefaultAsksForWhatItReads() throws { #expect(try asked("", shows: "taxed") == ["begins"]) }

  @Test func aSideThatSettlesItIsEnough() throws {
    #expect(try asked("vip yes", shows: "either") == [])
    #expect(try asked("country SE", shows: "either") == [])
    #expect(try asked("vip no", shows: "either") == ["country"])
    #expect(try asked("country DE", shows: "either") == ["vip"])
    #expect(try asked("", shows: "either") == ["vip", "country"])
  }

  @Test func anExceptionIsAskedBeforeItsBase() throws {
    #expect(try asked("", shows: "shared") == ["action", "share"])
    #expect(try asked("action trial", shows: "shared") == [])
  }

  @Test func questionsSayWhatIsAllowed() throws {
    let book = try TextBook(Self.book, shows: "total, either, shared")
    let missing = Dictionary(uniqueKeysWithValues: book.missing("").map { ($0.input, $0) })
    func said(_ name: String) -> [String] { missing[name].map { [$0.type] + $0.allowed } ?? [] }
    #expect(said("action") == ["one of", "new", "top-up", "trial"])
    #expect(said("licences") == ["whole number", "1 to 1000 licences"])
    #expect(said("term") == ["one of", "1 month", "12 months"])
    #expect(said("closes") == ["date", "a date from 2026-01-01"])
    #expect(said("begins") == ["date", "a date from 2026-01-01 to 2026-12-31"])
    #expect(said("vip") == ["yes or no", "yes", "no"])
    #expect(said("share") == ["percent", "0% to 60% in steps of 0.5%"])
    #expect(said("country") == ["country", "a country by its two letters"])
    #expect(
      QuoteDocument.json(missing: book.missing("vip no, country SE, action trial"))
        == [
          "missing": [
            ["input": "licences", "title": "Licences", "type": "whole number", "allowed": ["1 to 1000 licences"]]
          ]
        ])
  }

  /// Answering the first question until none is left always closes, in a quote.
  @Test func answeringOneByOneEndsInAQuote() throws {
    let book = try TextBook(Self.book, shows: "total, either, shared, taxed")
    var generator = SeededGenerator(11)
    let answers: [String: [String]] = [
      "action": ["new", "top-up", "trial"], "licences": ["3"], "term": ["1 month", "12 months"],
      "closes": ["2026-09-01"],
      "begins": ["2026-02-03"], "vip": ["yes", "no"], "share": ["5%"], "country": ["SE", "DE"],
    ]
    for _ in 0..<50 {
      var order = Order()
      var questions = 0
      asking: while questions < 20 {
        switch book.engine.quote(order) {
        case .quote: break asking
        case .missing(let missing, _):
          let first = try #require(missing.first)
          #expect(order.inputs[first.input] == nil)
          order.inputs[first.input] = answers[first.input]?.randomElement(using: &generator)
          questions += 1
        case .invalid(let problems):
          Issue.record("\(problems)")
          break asking
        }
      }
      #expect(questions < 20)
    }
  }
}
