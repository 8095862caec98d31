import PolicyEngine
import PolicyLanguage
import PolicyModel
import Testing

@Suite("Quotes of very long books", .timeLimit(.minutes(2)))
struct DeepQuoteTests {
  private static let books = [
    "chain of values": HostileBooks.chainOfValues,
    "chain of conditions": HostileBooks.chainOfConditions,
    "chain of exceptions": HostileBooks.chainOfExceptions,
    "chain of exceptions, the last one first": HostileBooks.chainOfExceptionsBackwards,
    "chain of defaults": HostileBooks.chainOfDefaults,
    "chain of guards": HostileBooks.chainOfGuards,
    "many or": HostileBooks.manyOr,
    "many steps": HostileBooks.manySteps,
    "long table": HostileBooks.tableOfHundredThousandRows,
  ]

  @Test("a long chain or table gives an amount or a refusal", arguments: books.keys.sorted())
  func quote(name: String) throws {
    let text = try #require(Self.books[name])
    let engine = Engine(try #require(RuleFiles.load([text]).book))
    var order = Order(inputs: ["pieces": "7", "flag": "yes", "due": "2026-01-31"])
    if text.contains("input i0 ") { order.inputs["i0"] = "yes" }
    let result = engine.quote(order)
    guard case .quote(let quote) = result else {
      Issue.record("no quote: \("\(result)".prefix(300))")
      return
    }
    #expect(quote.figures.first?.text != nil || !quote.refusals.isEmpty)
    #expect(engine.quote(order) == result)
    if case .explained(let reasons) = engine.explain(figure: "result", order) { #expect(!reasons.text.isEmpty) }
  }
}
