import ArgumentParser
import Console
import Diagnostics
import Glibc
import PolicyEngine
import PolicyLanguage
import PolicyModel

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
    let proven = ProofsBench(book: ruleBook, vocabulary: vocabulary, order: order)
    if proofs { return print(Self.section(proven.rows())) }
    let table = [SourceText(name: "table.rules", text: BenchBooks.table(rows: 10_000))]
    let bound = try engine.bind(order).get()
    var rows: [Measurement] = []
    var amounts: [Engine.Amount] = []
    rows.append(
      Measurement("loading \(book.rules)", goal: "20 ms", unit: .milliseconds) {
        Stopwatch.median(of: 21) { _ = BookLoader.load(files, vocabulary: vocabulary).book }
      })
    rows.append(
      Measurement("loading a table of 10,000 rows", goal: "200 ms", unit: .milliseconds) {
        Stopwatch.median(of: 9) { _ = BookLoader.load(table, vocabulary: vocabulary).book }
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
    let arguments =
      ["quote", "--rules", book.rules] + order.inputs.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      + (order.lines.first ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let children = (0..<21).map { _ in ChildProcess.run(arguments) }
    rows.append(
      Measurement("start of the program to the first quote", goal: "30 ms", unit: .milliseconds) {
        children.map(\.nanoseconds).sorted()[children.count / 2]
      })
    rows.append(
      Measurement("peak memory of one quote", goal: "", unit: .mebibytes) {
        children.map(\.peakBytes).sorted()[children.count / 2]
      })
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

/// Books made for measuring.
enum BenchBooks {
  /// A book with one table of many rows, keyed by a country, a number and a date.
  static func table(rows: Int) -> String {
    var text = """
      book large "A large table"
        language 1
        currency EUR
        dated by day
        shows rate
      input customer "Customer"
        whole number 0 to 100000
      input day "Day"
        date from 2016-01-01
      table rate "Rate"
        by customer
        one row applies

      """
    for row in 0..<rows / 2 {
      text += "  \(row) | \(row % 60)% | from 2016-01-01\n  \(row) | \(row % 59).5% | from 2020-0\(row % 9 + 1)-01\n"
    }
    return text + "  otherwise 0%\n"
  }
}
