import ArgumentParser
import Console
import Diagnostics
import Glibc
import PolicyEngine
import PolicyLanguage
import PolicyProgram

/// `listino batch`: prices a file of orders.
struct BatchCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch", abstract: "Price a file of orders: a table or JSON lines, millions of them.",
    discussion: """
      Each row of a table (CSV after RFC 4180, with a heading) is one order of one line; each of the JSON lines is one order, \
      with “lines” for several lines. Columns are named as inputs; quote_date is quote-date. An empty cell is an input that is \
      not given. A row that cannot be priced goes to the rejects, with its line, column and message, and the rest goes on.
      Exit code 0: all rows were priced or refused by a rule; 65: some were rejected.
      """)

  @OptionGroup var book: BookOptions
  @Option(name: .customLong("in"), help: ArgumentHelp("The orders; - is standard input.", valueName: "file"))
  var input = "-"
  @Option(name: .long, help: ArgumentHelp("Where the prices go; - is standard output.", valueName: "file"))
  var out = "-"
  @Option(name: .long, help: "csv or jsonl; by the file's name if left out.")
  var inFormat: RowFormat?
  @Option(name: .long, help: "csv or jsonl; by the file's name if left out, or as the orders.")
  var outFormat: RowFormat?
  @Option(
    name: .long,
    help: ArgumentHelp("Figures to write, with commas; those the book shows if left out.", valueName: "a,b"))
  var figures: String?
  @Option(
    name: .long,
    help: ArgumentHelp("Columns to take along, with commas; * for all that are no input.", valueName: "a,b"))
  var carry: String?
  @Option(name: .long, help: ArgumentHelp("A column's input; empty for none.", valueName: "column=input"))
  var map: [String] = []
  @Flag(name: .long, help: "Write which exception decided each value, where one did.")
  var reasons = false
  @Option(name: .long, help: ArgumentHelp("Where rejected rows go; standard error if left out.", valueName: "file"))
  var rejects: String?
  @Option(name: .long, help: "How many threads.")
  var jobs = 1
  @Flag(name: .long, help: "Print sums by currency, orders by deciding rule and refusals, on standard error.")
  var summary = false

  func run() throws {
    guard (1...256).contains(jobs) else { throw usage("--jobs is 1 to 256") }
    Interruption.listen()
    let ruleBook = try book.book()
    let engine = Engine(ruleBook)
    let chosen = try chosenFigures(ruleBook.program)
    let decisions = reasons || summary ? Self.decisions(ruleBook.program) : []
    let descriptor = try openInput()
    let readsTable = (inFormat ?? RowFormat(path: input) ?? .csv) == .csv
    let writesTable = (outFormat ?? RowFormat(path: out) ?? (readsTable ? .csv : .jsonl)) == .csv
    let reader = ChunkReader(descriptor, isTable: readsTable)
    var columns = BatchColumns(ruleBook.program, map: try mapping(ruleBook.program), carry: list(carry))
    let heading = try self.heading(reader, &columns, readsTable)
    if Interruption.isNoted { throw Self.interrupted(BatchCounts()) }
    let job = BatchJob(
      engine: engine, program: CompiledProgram(engine, figures: chosen, decisions: decisions), columns: columns,
      heading: heading, readsTable: readsTable, writesTable: writesTable, showsReasons: reasons,
      summarizes: summary, jobs: jobs)
    try run(job, reader, descriptor)
  }

  private func run(_ job: BatchJob, _ reader: ChunkReader, _ descriptor: Int32) throws {
    let (output, rejected): (BatchFile, BatchFile)
    do throws(FileProblem) {
      (output, rejected) = try outputs(descriptor)
    } catch {
      Interruption.clean()
      Streams.error(error.message)
      throw ExitCode(error.status)
    }
    if rejects != nil {
      let heading = Array("line,column,message,row\n".utf8)
      _ = heading.withUnsafeBufferPointer { rejected.write($0.baseAddress!, $0.count) }
    }
    var status = stat()
    let size = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
    let progress = isatty(STDERR_FILENO) == 1 && out != "-" ? BatchProgress(total: size) : nil
    let (counts, isWhole) = BatchRun(
      job, reader: reader, output: output, rejects: rejected, progress: progress
    ).run()
    output.close(isWhole: isWhole)
    rejected.close(isWhole: isWhole)
    try tell(job, reader, counts, isWhole, output.problem ?? rejected.problem)
  }

  /// The files that are written, none of which is a file that is read.
  private func outputs(_ input: Int32) throws(FileProblem) -> (prices: BatchFile, rejects: BatchFile) {
    var inputs = book.ruleFiles
    if let orders = FileIdentity(descriptor: input) {
      inputs.insert(orders)
      // Rows that are written behind those being read would be read in turn, without end.
      if out == "-", FileIdentity(descriptor: STDOUT_FILENO) == orders {
        throw FileProblem(
          "standard output is the file that the orders are read from\n  cure: name another file with --out",
          ExitStatus.usage)
      }
    }
    let target = out == "-" ? nil : try OutputTarget(out, inputs: inputs)
    guard let rejects else { return (try BatchFile(target), .standardError) }
    let rejectTarget = try OutputTarget(rejects, inputs: inputs)
    if let target, target.place == rejectTarget.place, !target.isSpecial {
      throw FileProblem(
        "--out and --rejects are both \(Display.harmless(rejects))\n  cure: name two files", ExitStatus.usage)
    }
    return (try BatchFile(target), try BatchFile(rejectTarget))
  }

  private func tell(
    _ job: BatchJob, _ reader: ChunkReader, _ counts: BatchCounts, _ isWhole: Bool, _ problem: FileProblem?
  ) throws {
    if let problem {
      Streams.error("\(problem.message)\n\(counts.sentence) so far")
      throw ExitCode(problem.status)
    }
    if Interruption.isNoted { throw Self.interrupted(counts) }
    if reader.failure != 0 {
      Streams.error(
        "cannot read \(Display.harmless(input)): \(String(cString: strerror(reader.failure)))\n\(counts.sentence) so far"
      )
      throw ExitCode(ExitStatus.inputOutput)
    }
    if !reader.endsWithLineEnd {
      Streams.error("the last line has no line end: the file may have been cut off there")
    }
    tellUnread(counts.unread)
    if summary { Streams.error(BatchSummaryText(job.engine, job.program.figures).text(counts)) }
    Streams.error(counts.sentence)
    if counts.rejected > 0 { throw ExitCode(ExitStatus.data) }
  }

  private func tellUnread(_ names: [String]) {
    if names.isEmpty { return }
    Streams.error("not read, as they are no inputs: \(names.map { Display.harmless($0) }.joined(separator: ", "))")
  }

  private static func interrupted(_ counts: BatchCounts) -> ExitCode {
    Streams.error("interrupted; nothing was left under the name of the output\n\(counts.sentence) so far")
    return ExitCode(130)
  }

  // MARK: Options

  private func usage(_ message: String, cure: String = "`listino batch --help` shows the options") -> ExitCode {
    Streams.error("\(message)\n  cure: \(cure)")
    return ExitCode(ExitStatus.usage)
  }

  private func list(_ text: String?) -> [String] {
    text.map { $0.split(separator: ",").map { String($0.trimmingPrefix { $0 == " " }) } } ?? []
  }

  private func chosenFigures(_ program: Program) throws -> [Int] {
    guard let figures else { return program.shows }
    return try list(figures).map { name in
      if let value = program.value(named: name), !program.values[value].isStep { return value }
      let known = program.values.filter { !$0.isStep }.map(\.name)
      let guess = Spelling.closest(to: name, among: known).first
      throw usage(
        "no figure is named “\(Display.harmless(name))”" + (guess.map { "; did you mean “\($0)”?" } ?? ""),
        cure: "the book shows \(program.shows.map { program.values[$0].name }.joined(separator: ", "))")
    }
  }

  /// The values that have exceptions.
  private static func decisions(_ program: Program) -> [Int] {
    program.values.indices
      .filter { !program.values[$0].isStep && program.values[$0].cases.count > program.values[$0].baseCount }
      .sorted { program.values[$0].name < program.values[$1].name }
  }

  private func mapping(_ program: Program) throws -> [String: String] {
    var mapping: [String: String] = [:]
    for entry in map {
      guard let equals = entry.lastIndex(of: "="), equals != entry.startIndex else {
        throw usage("“\(Display.harmless(entry))” maps nothing", cure: "write --map COLUMN=INPUT")
      }
      let input = String(entry[entry.index(after: equals)...])
      guard input.isEmpty || program.input(named: input) != nil else {
        let guess = Spelling.closest(to: input, among: program.inputs.map(\.name)).first
        throw usage(
          "there is no input “\(Display.harmless(input))”" + (guess.map { "; did you mean “\($0)”?" } ?? ""),
          cure: "the inputs are: \(program.inputs.map(\.name).joined(separator: ", "))")
      }
      mapping[String(entry[..<equals])] = input
    }
    return mapping
  }

  private func openInput() throws -> Int32 {
    if input == "-" { return STDIN_FILENO }
    let descriptor = open(input, O_RDONLY | O_CLOEXEC)
    var status = stat()
    let isFolder = descriptor >= 0 && fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    guard descriptor >= 0, !isFolder else {
      let reason = isFolder ? "it is a folder" : String(cString: strerror(errno))
      Streams.error(
        "cannot read the file \(Display.harmless(input)): \(reason)\n  cure: name a file of orders with --in, or - for standard input"
      )
      throw ExitCode(ExitStatus.noInput)
    }
    return descriptor
  }

  /// What each column of the heading is for. What is no column of the book is told.
  private func heading(
    _ reader: ChunkReader, _ columns: inout BatchColumns, _ isTable: Bool
  ) throws -> [(name: String, use: BatchColumn)] {
    let name = input == "-" ? "standard input" : Display.harmless(input)
    func fail(_ message: String, _ cure: String, place: String = ":1:") -> ExitCode {
      Streams.error("\(name)\(place) \(message)" + (cure.isEmpty ? "" : "\n  cure: \(cure)"))
      return ExitCode(ExitStatus.data)
    }
    if let kind = reader.foreignKind() { throw fail("is \(kind.what)", kind.cure, place: "") }
    var names = isTable ? reader.heading() : []
    var known = names
    if !isTable {
      // The first line shows which members there are; the first hundred, whether these are orders at all.
      let members = reader.firstLines(100).map { ((try? JSON.parse($0))?.asObject ?? []).map(\.key) }
      names = (members.first ?? []).filter { $0 != "lines" }
      known = members.flatMap(\.self)
    } else if names.isEmpty, !Interruption.isNoted {
      throw fail("there is no heading", "the first row names the inputs, with commas between them")
    }
    columns.carryOthers(of: names)
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw fail("two columns are named “\(Display.harmless(twice))”", "give one of them another name")
    }
    var uses: [(name: String, use: BatchColumn)] = []
    for name in names {
      let use: BatchColumn
      do throws(OrderDocumentProblem) { use = try columns.use(of: name) } catch { throw fail(error.text, "") }
      if case .input = use, let other = uses.first(where: { $0.use == use }) {
        throw fail(
          "“\(Display.harmless(name))” and “\(Display.harmless(other.name))” are one input",
          "leave one out with --map \(Display.harmless(name))=")
      }
      uses.append((name, use))
    }
    if !columns.haveInput(known), isTable || columns.asksForInput(known) {
      throw fail(
        "no \(isTable ? "column" : "member of its lines") is an input of this book: does it hold orders?",
        columns.separatorCure(names) ?? "name the inputs as the book does, or with --map COLUMN=INPUT", place: ":")
    }
    if isTable, let lost = columns.carried.first(where: { !names.contains($0) }) {
      throw fail("there is no column “\(Display.harmless(lost))” to take along", "name a column of the heading")
    }
    tellUnread(uses.filter { $0.use == .ignored }.map(\.name))
    return isTable ? uses : []
  }
}

/// How rows are written in a file.
enum RowFormat: String, ExpressibleByArgument, CaseIterable {
  case csv, jsonl

  init?(path: String) {
    if path.hasSuffix(".csv") {
      self = .csv
    } else if path.hasSuffix(".jsonl") || path.hasSuffix(".ndjson") {
      self = .jsonl
    } else {
      return nil
    }
  }
}
