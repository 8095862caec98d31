import Diagnostics
import PolicyEngine
import PolicyLanguage
import PolicyModel
import Quantities
import Testing

@Suite("Quotes of random books")
struct RandomQuoteTests {
  /// The books of some seeds that load, each with orders for it.
  private func forEachBook(
    _ seeds: Range<Int>, _ body: (Int, RandomBook, RuleBook, [Order], inout SeededGenerator) -> Void
  ) {
    for seed in seeds.lowerBound..<seeds.lowerBound + seeds.count * RandomMutantTests.rounds {
      let book = BookGenerator.book(seed: UInt64(seed))
      guard let rules = RuleFiles.load([book.text()]).book else { continue }
      var random = SeededGenerator(seed: UInt64(seed) &* 31)
      let orders = (0..<12).map { _ in book.order(&random) }
      body(seed, book, rules, orders, &random)
    }
  }

  private func bytes(_ result: QuoteResult, _ engine: Engine) -> String {
    switch result {
    case .quote(let quote): QuoteDocument.json(quote, collections: engine.collections).text()
    case .missing(let missing, _): QuoteDocument.json(missing: missing).text()
    case .invalid(let problems): QuoteDocument.json(problems: problems).text()
    }
  }

  /// The first part in which two results differ.
  private func difference(_ first: QuoteResult, _ second: QuoteResult) -> String {
    func parts(_ result: QuoteResult) -> [String] {
      switch result {
      case .quote(let quote): Mirror(reflecting: quote).children.map { "\($0.label ?? ""): \($0.value)" }
      case .missing(let missing, let partial):
        ["\(missing)"] + Mirror(reflecting: partial).children.map { "\($0.label ?? ""): \($0.value)" }
      case .invalid(let problems): ["\(problems)"]
      }
    }
    for (one, other) in zip(parts(first), parts(second)) where one != other { return "\n\(one)\n\(other)" }
    return "of another kind"
  }

  @Test("the order of files, blocks and rows never changes a quote, and printing a book does not either")
  func orderOfText() {
    forEachBook(0..<12) { seed, book, rules, orders, random in
      let engine = Engine(rules)
      let printer = SyntaxPrinter(vocabulary: RuleFiles.vocabulary)
      let printed = printer.text(RuleFiles.parse(book.text()).file)
      for texts in [book.files(shuffledBy: &random), book.files(shuffledBy: &random), [printed]] {
        guard let other = RuleFiles.load(texts).book.map({ Engine($0) }) else {
          Issue.record("seed \(seed): does not load in another order")
          return
        }
        for order in orders {
          let (first, second) = (engine.quote(order).withoutPlaces, other.quote(order).withoutPlaces)
          guard first == second else {
            Issue.record("seed \(seed), \(order): \(difference(first, second))")
            return
          }
        }
      }
    }
  }

  @Test("a quote repeated is byte for byte the same, also after other quotes and by another engine")
  func repeated() {
    forEachBook(40..<52) { seed, _, rules, orders, _ in
      let engine = Engine(rules)
      let first = orders.map { bytes(engine.quote($0), engine) }
      let again = orders.reversed().map { bytes(engine.quote($0), engine) }
      #expect(first == again.reversed(), "seed \(seed)")
      let other = Engine(rules)
      #expect(first == orders.map { bytes(other.quote($0), other) }, "seed \(seed)")
    }
  }

  @Test("steps add up to the figure")
  func steps() {
    var checked = 0
    forEachBook(80..<95) { seed, _, rules, orders, _ in
      let engine = Engine(rules)
      for order in orders {
        guard case .quote(let quote) = engine.quote(order) else { continue }
        let prices = Dictionary(grouping: quote.steps) { "\($0.price)#\($0.line ?? 0)" }
        for steps in prices.values {
          let amounts = steps.compactMap { ExactDecimal(parsing: $0.amount)?.rescaled(to: 6) }
          let last = steps.last.flatMap { ExactDecimal(parsing: $0.total)?.rescaled(to: 6) }
          #expect(amounts.count == steps.count, "seed \(seed)")
          #expect(amounts.reduce(0, +) == last, "seed \(seed): \(steps)")
          checked += 1
        }
        for figure in quote.figures where figure.isMoney {
          let last = prices.filter { $0.key.hasPrefix("\(figure.name)#") }.values.compactMap(\.last?.total)
          guard !last.isEmpty, let text = figure.text, quote.lines.count < 2 || last.count == quote.lines.count else {
            continue
          }
          let sum = last.compactMap { ExactDecimal(parsing: $0)?.rescaled(to: 6) }.reduce(0, +)
          #expect(sum == ExactDecimal(parsing: text)?.rescaled(to: 6), "seed \(seed): \(figure) \(last)")
        }
      }
    }
    #expect(checked > 150)
  }

  @Test("most orders give a quote, and nothing falls over")
  func variety() {
    var counts = [0, 0, 0]
    forEachBook(140..<155) { seed, _, rules, orders, _ in
      let engine = Engine(rules)
      for order in orders {
        switch engine.quote(order) {
        case .quote: counts[0] += 1
        case .missing: counts[1] += 1
        case .invalid(let problems):
          counts[2] += 1
          if counts[2] == 1 { Issue.record("seed \(seed): \(problems)") }
        }
      }
    }
    #expect(counts[0] > 75 && counts[1] > 0 && counts[2] == 0, "\(counts)")
  }
}

extension QuoteResult {
  /// What is said, without where it is written and in which order rules are listed.
  var withoutPlaces: QuoteResult {
    switch self {
    case .quote(let quote): .quote(quote.withoutPlaces)
    case .missing(let missing, let partial):
      .missing(missing.sorted { $0.input < $1.input }, partial: partial.withoutPlaces)
    case .invalid: self
    }
  }
}

extension Quote {
  fileprivate var withoutPlaces: Quote {
    var copy = self
    copy.hash = ""
    copy.steps = steps.map { step in
      var step = step
      step.place = ""
      return step
    }
    func plain(_ refusals: [Refusal]) -> [Refusal] {
      refusals.map { refusal in
        let text = refusal.text.replacing(/file\d\.rules:\d+/, with: "")
        return Refusal(name: refusal.name, text: text, because: refusal.because, place: "")
      }
      .sorted { ($0.name ?? "", $0.text) < ($1.name ?? "", $1.text) }
    }
    copy.refusals = plain(refusals)
    copy.warnings = plain(warnings)
    copy.effects = effects.map { effect in
      var effect = effect
      effect.place = ""
      return effect
    }.sorted { ($0.name, $0.line ?? 0) < ($1.name, $1.line ?? 0) }
    copy.decisions = decisions.map { decision in
      var decision = decision
      decision.place = ""
      decision.overruled.sort()
      return decision
    }.sorted { ($0.value, $0.line ?? 0) < ($1.value, $1.line ?? 0) }
    copy.readings.sort { $0.name < $1.name }
    copy.assumptions.sort { $0.name < $1.name }
    copy.prints.sort()
    return copy
  }
}
