import Console
import Diagnostics
import Glibc
import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// What is proved or found over all orders of a book, and the questions about one order.
struct ProofsBench {
  let book: RuleBook
  let vocabulary: Vocabulary
  let order: Order

  func rows() -> [Measurement] {
    let today = AccountOptions.today()
    var growth: Int64 = 0
    var rows: [Measurement] = []
    func examine(_ name: String, _ book: RuleBook, goal: String, next: String, passes: Int) -> BookExamination {
      let engine = Engine(book)
      let memory = MemoryGrowth()
      let examination = BookExamination(engine, on: today)
      growth = max(growth, memory.bytes)
      rows.append(
        Measurement(name, goal: goal, next: next, unit: .milliseconds) {
          Stopwatch.median(of: passes) { _ = BookExamination(engine, on: today) }
        })
      return examination
    }
    _ = examine("check of the rules", book, goal: "20 ms", next: "8 ms", passes: 9)
    if let book = made(RuleSet.text(rules: 200)) {
      _ = examine("200 rules over 20 inputs, all on one value", book, goal: "150 ms", next: "60 ms", passes: 5)
    }
    if let book = made(RuleSet.text(rules: 200, figures: 15)) {
      let examination = examine("the same, 15 % of conditions on figures", book, goal: "1 s", next: "300 ms", passes: 3)
      rows.append(
        Measurement("  of its questions undecided", goal: "under 1 %", unit: .percent) {
          Int64(examination.uncheckedCount) * 1_000_000 / Int64(max(1, examination.questionCount))
        })
    }
    if let book = made(ProofBooks.table()) {
      _ = examine("a keyed table of 10,000 rows, 4 columns", book, goal: "50 ms", next: "20 ms", passes: 5)
    }
    if let book = made(ProofBooks.table(any: 20)) {
      _ = examine("the same, 20 % `any`, first row applies", book, goal: "1 s", next: "500 ms", passes: 3)
    }
    rows += questions()
    rows.append(
      Measurement("most memory that a proof takes", goal: "32 MiB", next: "16 MiB", unit: .mebibytes) { growth })
    return rows
  }

  /// A book from text that this program wrote.
  private func made(_ text: String) -> RuleBook? {
    let source = SourceText(name: "made.rules", text: text)
    let outcome = BookLoader.load([source], vocabulary: vocabulary)
    if outcome.book == nil {
      Streams.error(DiagnosticRenderer(sources: [source]).text(Array(outcome.diagnostics.prefix(3))))
    }
    return outcome.book
  }

  // MARK: Questions about one order

  private func questions() -> [Measurement] {
    let engine = Engine(book)
    let rules = book.program.values.flatMap { $0.cases.dropFirst($0.baseCount).map(\.name) }
    let whyNot = slowest(rules) { _ = OrderQuestions(engine).whyNot($0, order) }
    var rows = [
      Measurement("why not, the slowest of \(rules.count) rules", goal: "20 ms", next: "5 ms", unit: .milliseconds) {
        whyNot
      }
    ]
    rows.append(
      Measurement("boundaries of all figures", goal: "20 ms", next: "5 ms", unit: .milliseconds) {
        Stopwatch.median(of: 5) { _ = OrderQuestions(engine).boundaries(of: nil) }
      })
    rows.append(
      Measurement("mutate the rules", goal: "60 s", unit: .milliseconds) {
        Stopwatch.median(of: 1) { _ = MutationRunner(book, vocabulary: vocabulary).run() }
      })
    guard let (condition, extended, node) = condition() else { return rows }
    let asked = Engine(program: extended, sources: book.sources + [condition])
    let inputs = Array(order.inputs.keys) + Array((order.lines.first ?? [:]).keys)
    let solve = slowest(inputs.sorted()) { _ = OrderQuestions(asked).solve($0, where: node, order) }
    rows.append(
      Measurement("solve, the slowest of \(inputs.count) inputs", goal: "20 ms", next: "5 ms", unit: .milliseconds) {
        solve
      })
    return rows
  }

  /// The longest of the medians.
  private func slowest(_ names: [String], _ ask: (String) -> Void) -> Int64 {
    names.map { name in Stopwatch.median(of: 5) { ask(name) } }.max() ?? 0
  }

  /// A condition on the last amount that a quote shows.
  private func condition() -> (SourceText, Program, Int)? {
    guard let shown = book.program.shows.last, let currency = order.inputs["currency"] else { return nil }
    let name = book.program.values[shown].name
    let source = SourceText(
      name: "condition", text: "currency is \(currency) and (\(name) is 400 \(currency) or less)")
    guard case .success(let (program, node)) = book.reading(source) else { return nil }
    return (source, program, node)
  }
}

/// How far the resident memory of this process grows at most from now on.
struct MemoryGrowth {
  private let start: Int64

  init() {
    // What was given back to the heap goes back to the system, or the proof would take it unseen.
    if let trim = dlsym(nil, "malloc_trim") {
      _ = unsafeBitCast(trim, to: (@convention(c) (Int) -> Int32).self)(0)
    }
    // Forgets the greatest size so far.
    if let file = fopen("/proc/self/clear_refs", "w") {
      fputs("5", file)
      fclose(file)
    }
    start = Self.size("VmRSS")
  }

  var bytes: Int64 { max(0, Self.size("VmHWM") - start) }

  private static func size(_ name: String) -> Int64 {
    guard let file = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasPrefix(name + ":") else { continue }
      return (Int64(text.filter(\.isNumber)) ?? 0) * 1_024
    }
    return 0
  }
}
