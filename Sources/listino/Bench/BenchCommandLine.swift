import ArgumentParser
import Console
import Diagnostics
import Glibc
import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// `listino bench`: measures this program on this machine, beside its goals. Figures, not verdicts.
struct BenchCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure loading, quoting, starting and proofs, beside their goals.",
    discussion: "Medians on one thread. Run the release build on a quiet machine.")

  @OptionGroup var book: BookOptions
  @Option(name: .long, help: "How many customers the measured account book has, with ten members each.")
  var customers = 100_000
  @Flag(name: .long, help: "Measure only the proofs over all orders.")
  var proofs = false
  @Flag(name: .long, help: "Measure only the benchmark policy, beside a function written in C.")
  var policy = false
  @Option(name: .long, help: ArgumentHelp("The folder of the benchmark policy's rules.", valueName: "dir"))
  var policyRules = "Tests/Fixtures/policy"
  @Option(
    name: .long,
    help: ArgumentHelp("Price so many orders of the benchmark policy and measure nothing.", valueName: "count"))
  var instructions: Int?

  func run() throws {
    let vocabulary = try book.vocabulary()
    if policy || instructions != nil { return try runPolicy(vocabulary) }
    let ruleBook = try book.book()
    let files = try RuleFolder(book.rules).read().get()
    let engine = Engine(ruleBook)
    guard let order = BenchOrder.complete(of: ruleBook, engine) else {
      Streams.error(
        "no test of this book is an order that can be quoted\n  cure: give the book a test with all inputs of a quote")
      throw ExitCode(ExitStatus.data)
    }
    // First of all: a child is taken to have at least the memory that this process has when it is made.
    let children = proofs ? [] : (0..<21).map { _ in ChildProcess.run(Self.quote(order, book.rules)) }
    let proven = ProofsBench(book: ruleBook, vocabulary: vocabulary, order: order)
    if proofs { return print(Self.section(proven.rows())) }
    let bound = try engine.bind(order).get()
    var rows: [Measurement] = []
    var amounts: [Engine.Amount] = []
    rows.append(
      Measurement("loading \(book.rules)", goal: "20 ms", unit: .milliseconds) {
        Stopwatch.median(of: 21) { _ = BookLoader.load(files, vocabulary: vocabulary).book }
      })
    rows.append(
      Measurement("one quote with reasons, inputs bound", goal: "20 µs", unit: .microseconds) {
        Stopwatch.median(of: 21, repeating: 500) { _ = engine.quote(bound) }
      })
    rows.append(
      Measurement("binding the text of an order", goal: "", unit: .microseconds) {
        Stopwatch.median(of: 21, repeating: 2_000) { _ = engine.bind(order) }
      })
    rows.append(
      Measurement("one quote without reasons, inputs bound", goal: "2 µs", unit: .microseconds) {
        Stopwatch.median(of: 21, repeating: 5_000) { engine.amounts(bound, into: &amounts) }
      })
    rows.append(
      Measurement("start of the program to the first quote", goal: "8 ms", next: "5 ms", unit: .milliseconds) {
        children.map(\.nanoseconds).sorted()[children.count / 2]
      })
    rows.append(
      Measurement("peak memory of one quote", goal: "16 MiB", next: "12 MiB", unit: .mebibytes) {
        children.map(\.peakBytes).min() ?? 0
      })
    rows += try BookRowsBench(book: ruleBook, engine: engine, rules: book.rules).rows()
    rows += LoadingBench(vocabulary: vocabulary).rows()
    rows += try AccountsBench(book: ruleBook, vocabulary: vocabulary, customers: customers).rows()
    print(Measurement.table(rows))
    print("\n" + Self.section(proven.rows()))
  }

  private func runPolicy(_ vocabulary: Vocabulary) throws {
    do throws(FileProblem) {
      if let instructions {
        return try PolicyBench(folder: policyRules, vocabulary: vocabulary, rows: 1_024).repeatOrders(instructions)
      }
      let bench = try PolicyBench(folder: policyRules, vocabulary: vocabulary)
      print("the benchmark policy\n" + Measurement.table(try bench.measurements()))
    } catch {
      Streams.error(error.message)
      throw ExitCode(error.status)
    }
  }

  /// A quote of this order, as words of the command line.
  private static func quote(_ order: Order, _ rules: String) -> [String] {
    ["quote", "--rules", rules] + order.inputs.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      + (order.lines.first ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
  }

  private static func section(_ rows: [Measurement]) -> String {
    "proofs over all orders\n" + Measurement.table(rows)
  }
}

/// An order to measure with.
enum BenchOrder {
  /// The first order among the book's tests that has a quote with all figures.
  static func complete(of book: RuleBook, _ engine: Engine) -> Order? {
    book.program.tests.map(\.order).first { order in
      guard order.lines.count <= 1, case .quote(let quote) = engine.quote(order) else { return false }
      return quote.refusals.isEmpty
    }
  }
}
