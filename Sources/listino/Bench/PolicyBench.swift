import Console
import Diagnostics
import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// The benchmark policy: evaluators beside a function written in C, over the same orders. What they make of the orders
/// is compared before it is said how long they took.
struct PolicyBench {
  let engine: Engine
  let rows: BatchRows
  /// The first rows in the program's terms: more than branch prediction remembers, few enough to stay in the cache.
  let orders: [BoundOrder]
  let compiled: CompiledProgram
  private let columns: PolicyColumns
  let folder: String
  private let files: [SourceText]
  private let vocabulary: Vocabulary

  /// - Parameters:
  ///   - folder: The folder of the policy's rules.
  ///   - count: How many rows to make.
  /// - Throws: What to say where the policy is not there, or where the book is another one.
  init(folder: String, vocabulary: Vocabulary, rows count: Int = 1_000_000) throws(FileProblem) {
    self.vocabulary = vocabulary
    self.folder = folder
    let name = Display.harmless(folder)
    let cure = "cure: name the folder of the benchmark policy with --policy-rules"
    switch RuleFolder(folder).read() {
    case .success(let files): self.files = files
    case .failure(let problem):
      throw FileProblem("the benchmark policy cannot be read from \(name)\n  \(cure)", problem.status)
    }
    guard let book = BookLoader.load(files, vocabulary: vocabulary).book else {
      throw FileProblem(
        "the rules in \(name) do not load\n  cure: `listino check --rules \(name)` says why", ExitStatus.data)
    }
    let engine = Engine(book)
    let rows = BatchRows(count)
    do throws(OrderMistakes) {
      let coding = try PolicyCoding(engine)
      columns = PolicyColumns(rows, coding, engine)
      orders = (0..<min(count, 1_024)).map { coding.order(rows, $0) }
    } catch {
      let problem = error.problems.first.map(\.message) ?? "its inputs are others"
      throw FileProblem("the book in \(name) is not the benchmark policy: \(problem)\n  \(cure)", ExitStatus.data)
    }
    self.engine = engine
    compiled = CompiledProgram(engine, figures: engine.program.shows)
    self.rows = rows
  }

  /// - Throws: What to say where figures differ.
  func measurements() throws(FileProblem) -> [Measurement] {
    var function = PolicyFunction(rows)
    function.priceColumns()
    try compare("the plain evaluator", plainChecksum(), orders.count, with: function)
    return [loading()] + (try functionRows(&function)) + [try compiledColumns(function), try compiledOrder(function)]
      + [plainOrder()] + (try textMeasurements(function))
      + (try RuleCountBench(rows: rows, vocabulary: vocabulary).measurements())
  }

  // MARK: What is measured

  private func loading() -> Measurement {
    Measurement("loading the policy", goal: "1 ms", next: "0.5 ms", unit: .milliseconds) {
      Stopwatch.median(of: 21) { _ = BookLoader.load(files, vocabulary: vocabulary).book }
    }
  }

  private func functionRows(_ function: inout PolicyFunction) throws(FileProblem) -> [Measurement] {
    let columns = Stopwatch.median(of: 21) { function.priceColumns() }
    let singles = function.orders(orders.count)
    var sum: UInt64 = 0
    let single = Stopwatch.median(of: 21, repeating: 200) { sum = PolicyFunction.checksum(singles) }
    try compare("the function in C for one order", sum, orders.count, with: function)
    return [
      Measurement("one of \(rows.count) rows in columns, function in C", of: rows.count, in: columns),
      Measurement("one order, function in C", of: orders.count, in: single),
    ]
  }

  private func plainOrder() -> Measurement {
    var amounts: [Engine.Amount] = []
    let time = Stopwatch.median(of: 21) { for order in orders { engine.amounts(order, into: &amounts) } }
    return Measurement("one order, plain evaluator", of: orders.count, in: time)
  }

  private func compiledColumns(_ function: PolicyFunction) throws(FileProblem) -> Measurement {
    let machine = BatchMachine(compiled)
    let block = OrderBlock(engine)
    let results = PolicyResults(rows.count)
    guard columns.price(machine, block, results) else {
      throw FileProblem("the benchmark policy's columns are of another width", ExitStatus.software)
    }
    try compare("the columns", results.checksum, rows.count, with: function)
    let time = Stopwatch.median(of: 11) { _ = columns.price(machine, block, results) }
    return Measurement(
      "one of \(rows.count) rows in columns, compiled", goal: "20 ns", next: "12 ns", of: rows.count, in: time)
  }

  private func compiledOrder(_ function: PolicyFunction) throws(FileProblem) -> Measurement {
    let machine = OrderMachine(compiled)
    let typed = TypedOrders(orders, inputCount: engine.program.inputs.count)
    var checksum = PolicyChecksum()
    typed.price(machine) { checksum.add(net: machine.figures[0], vat: machine.figures[1], flags: machine.figures[3]) }
    try compare("the register code", checksum.sum, orders.count, with: function)
    let time = Stopwatch.median(of: 21, repeating: 20) { typed.price(machine) {} }
    return Measurement("one order, compiled", goal: "60 ns", next: "40 ns", of: orders.count, in: time)
  }

  /// Prices orders so many times, one after another, and says nothing: to have its instructions counted.
  func repeatOrders(_ count: Int) {
    let machine = OrderMachine(compiled)
    let typed = TypedOrders(orders, inputCount: engine.program.inputs.count)
    var left = count
    while left > 0 {
      typed.price(machine, atMost: left) {}
      left -= orders.count
    }
  }

  // MARK: What is compared

  private func plainChecksum() -> UInt64 {
    var checksum = PolicyChecksum()
    var amounts: [Engine.Amount] = []
    for order in orders {
      engine.amounts(order, into: &amounts)
      let figures = amounts.map { $0.state == .known && $0.denominator == 1 ? Int64(clamping: $0.numerator) : -1 }
      guard figures.count == 4 else { return 0 }
      checksum.add(net: figures[0], vat: figures[1], flags: figures[3])
    }
    return checksum.sum
  }

  /// - Throws: What to say where an evaluator's checksum over the first rows is not that of the function in C.
  func compare(_ name: String, _ sum: UInt64, _ count: Int, with function: PolicyFunction) throws(FileProblem) {
    let expected = function.checksum(count)
    guard sum != expected else { return }
    throw FileProblem(
      """
      \(name) and the function in C disagree over \(count) orders: their checksums are \(sum) and \(expected)
        cure: `swift test --filter BenchmarkPolicyTests` names the first order that differs
      """, ExitStatus.software)
  }
}
