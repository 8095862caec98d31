import ArgumentParser
import Console
import Diagnostics
import Glibc
import PolicyLanguage
import PolicyProgram
import PolicySQL

/// `listino sql`: the book as one query over a table of orders.
struct SQLCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sql", abstract: "Write the book as one SQL query over a table of orders.",
    discussion: """
      The table has one row for each order of one line, and one column for each input, named as the input:
        one of words, country, text   a text, spelled as in the book; countries in capital letters
        any of words                  a text, the words with commas between them; none for none
        yes or no                     BOOLEAN
        date                          DATE
        whole number, number, money   an integer or a DECIMAL, never floating point
        percent                       the number before the sign: 20 for 20%
      NULL means that the order does not say it. The query gives
        state       priced; refused, by a rule or because there is no figure; missing, where an input is needed;
                    invalid, where a column holds what its input does not allow
        refusals    the names of the refusals that turn the order down
      and each figure as an exact DECIMAL, NULL unless the order is priced; percentages again as the number before the sign.
      With --reasons, a further column says which rule decides, for each value with several cases; cases without a name
      of their own are counted: `billed-months 2`. Notices, warnings and checks are not asked.
      What a database cannot say exactly is not written: exit code 1.
      """)

  @OptionGroup var book: BookOptions
  @Option(name: .long, help: "duckdb, postgres or spark.") var dialect: String
  @Option(name: .long, help: ArgumentHelp("The table of orders, perhaps with its schema.", valueName: "name"))
  var table = "orders"
  @Option(name: .long, help: ArgumentHelp("A column that comes back with each row.", valueName: "column"))
  var key: String?
  @Option(name: .long, help: ArgumentHelp("The figures asked for, with commas between them.", valueName: "names"))
  var figures: String?
  @Flag(name: .long, help: "Add the name of the rule that decides each value.") var reasons = false
  @Option(name: .long, help: ArgumentHelp("Write to a file.", valueName: "file")) var out: String?

  func run() throws {
    guard let dialect = Dialect.all.first(where: { $0.name == dialect }) else {
      let guess = Spelling.closest(to: dialect, among: Dialect.all.map(\.name)).first
      throw usage(
        "there is no dialect “\(Display.harmless(dialect))”" + (guess.map { "; did you mean “\($0)”?" } ?? ""),
        "the dialects are \(Dialect.all.map(\.name).joined(separator: ", "))")
    }
    let parts = try names(table)
    if let key {
      try check(key, "column")
      if SQLQuery.ownColumns.contains(key) {
        throw usage("the query has a column “\(key)” of its own", "give the table's column another name in a view")
      }
    }
    let book = try book.book()
    let query = SQLQuery(
      book.program, dialect: dialect, table: parts, key: key, figures: try chosen(book.program), reasons: reasons)
    let text: String
    do throws(Untranslatable) {
      text = try query.text()
    } catch {
      Streams.error(
        DiagnosticRenderer(sources: book.sources, colour: Streams.isColoured(STDERR_FILENO)).text([error.diagnostic]))
      throw ExitCode(ExitStatus.no)
    }
    if case .failure(let problem) = OutputFile.write(text, to: out, inputs: self.book.ruleFiles) {
      Streams.error(problem.message)
      throw ExitCode(problem.status)
    }
  }

  private func usage(_ message: String, _ cure: String) -> ExitCode {
    Streams.error("\(message)\n  cure: \(cure)")
    return ExitCode(ExitStatus.usage)
  }

  /// The parts of a table's name.
  private func names(_ table: String) throws -> [String] {
    let parts = table.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 3 else {
      throw usage(
        "“\(Display.harmless(table))” is no name of a table",
        "write at most a catalogue, a schema and a table: `sales.orders`")
    }
    for part in parts { try check(part, "table", of: table) }
    return parts
  }

  private func check(_ name: String, _ what: String, of whole: String? = nil) throws {
    guard name.isEmpty || name.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else { return }
    throw usage(
      "“\(Display.harmless(whole ?? name))” is no name of a \(what)",
      "write its name as it stands in the database: `sales.orders`")
  }

  private func chosen(_ program: Program) throws -> [Int]? {
    guard let figures else { return nil }
    var values: [Int] = []
    for name in figures.split(separator: ",").map({ $0.trimmingPrefix(while: { $0 == " " }) }) {
      guard let value = program.value(named: String(name)), !program.values[value].isStep else {
        let known = program.values.filter { !$0.isStep }.map(\.name)
        let guess = Spelling.closest(to: String(name), among: known).first
        Streams.error(
          "no value is named “\(Display.harmless(String(name)))”" + (guess.map { "; did you mean “\($0)”?" } ?? "")
            + "\n  cure: `listino graph` shows all of them")
        throw ExitCode(ExitStatus.data)
      }
      if !values.contains(value) { values.append(value) }
    }
    return values
  }
}
