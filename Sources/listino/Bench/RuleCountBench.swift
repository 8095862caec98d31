import Console
import Diagnostics
import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// One decision among ten to ten thousand rules, each for one customer.
struct RuleCountBench {
  let rows: BatchRows
  let vocabulary: Vocabulary

  private static let counts = [10, 100, 1_000, 10_000]

  /// - Throws: What to say where percentages are not those of the function in C.
  func measurements() throws(FileProblem) -> [Measurement] {
    var measurements: [Measurement] = []
    for form in RuleCountBook.Form.allCases {
      for count in Self.counts {
        let book = try RuleCountOrders(count, form, rows, vocabulary)
        measurements += [try book.compiled(), try book.plain()]
        if count == Self.counts.last { measurements.append(book.loading()) }
      }
    }
    return measurements
  }
}

/// A loaded book of so many rules, with orders for it.
struct RuleCountOrders {
  let engine: Engine
  let orders: [BoundOrder]
  /// What it is called in a table of figures.
  let name: String
  private let form: RuleCountBook.Form
  private let source: SourceText
  private let vocabulary: Vocabulary
  /// The sum of the percentages by the function in C.
  private let expected: Int64

  init(
    _ count: Int, _ form: RuleCountBook.Form, _ rows: BatchRows, _ vocabulary: Vocabulary
  ) throws(FileProblem) {
    self.form = form
    self.vocabulary = vocabulary
    name = form == .table ? "a table of \(count) rows" : "\(count) exceptions to a value"
    source = SourceText(name: "made.rules", text: RuleCountBook.text(rules: count, as: form))
    let outcome = BookLoader.load([source], vocabulary: vocabulary)
    guard let book = outcome.book else {
      let messages = Array(outcome.diagnostics.prefix(3))
      throw FileProblem(DiagnosticRenderer(sources: [source]).text(messages), ExitStatus.software)
    }
    engine = Engine(book)
    let customers = rows.customer.prefix(1_024).map { $0 % Int32(count) }
    let quantities = Array(rows.quantity.prefix(1_024))
    expected = CustomerFunction(rules: count).percents(customers, quantities)
    let codes = Dictionary(uniqueKeysWithValues: book.program.strings.enumerated().map { ($1, Int128($0)) })
    let inputs = (
      customer: book.program.input(named: "customer") ?? 0, quantity: book.program.input(named: "quantity") ?? 0
    )
    orders = zip(customers, quantities).map { customer, quantity in
      BoundOrder(answers: [
        .init(input: inputs.customer, value: codes[RuleCountBook.customer(Int(customer))] ?? -1),
        .init(input: inputs.quantity, value: Int128(quantity)),
      ])
    }
  }

  /// The plain evaluator.
  ///
  /// - Throws: What to say where its percentages are not those of the function in C.
  func plain() throws(FileProblem) -> Measurement {
    var amounts: [Engine.Amount] = []
    var sum: Int128 = 0
    for order in orders {
      engine.amounts(order, into: &amounts)
      sum += amounts.first.map { $0.state == .known ? $0.numerator : -1 } ?? -1
    }
    try compare("the plain evaluator", Int64(clamping: sum))
    let time = Stopwatch.median(of: 9) { for order in orders { engine.amounts(order, into: &amounts) } }
    return Measurement("one decision, \(name), plain evaluator", of: orders.count, in: time)
  }

  /// Register code.
  ///
  /// - Throws: What to say where its percentages are not those of the function in C.
  func compiled() throws(FileProblem) -> Measurement {
    let machine = OrderMachine(CompiledProgram(engine, figures: engine.program.shows))
    let typed = TypedOrders(orders, inputCount: engine.program.inputs.count)
    var sum: Int64 = 0
    typed.price(machine) { sum += machine.state == .priced ? machine.figures[0] : -1 }
    try compare("register code", sum)
    let time = Stopwatch.median(of: 21, repeating: 20) { typed.price(machine) {} }
    return Measurement(
      "one decision, \(name), compiled", goal: "40 ns", next: "20 ns", of: orders.count, in: time)
  }

  func loading() -> Measurement {
    let isTable = form == .table
    return Measurement(
      "loading \(name)", goal: isTable ? "40 ms" : "", next: isTable ? "20 ms" : "", unit: .milliseconds
    ) {
      Stopwatch.median(of: 5) { _ = BookLoader.load([source], vocabulary: vocabulary).book }
    }
  }

  /// - Throws: What to say where an evaluator's sum of percentages is not that of the function in C.
  func compare(_ evaluator: String, _ sum: Int64) throws(FileProblem) {
    guard sum != expected else { return }
    throw FileProblem(
      """
      \(name): \(evaluator) gives \(sum) percent over \(orders.count) orders, and the function in C \(expected)
        cure: this is a fault of the program, not of your rules
      """, ExitStatus.software)
  }
}
