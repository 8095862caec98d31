package import Diagnostics
package import PolicyEngine
package import PolicyLanguage
package import PolicyModel
import PolicyProgram
package import Quantities

/// Everything a console knows: the loaded book, the what-ifs laid over it, and the order so far. It touches nothing
/// outside: rule files come through a closure.
package struct ConsoleSession: Sendable {
  package let vocabulary: Vocabulary
  /// Other files that commands name, and their names for Tab.
  package let files: FileAccess
  /// Reads the rule files, as they are now.
  package let readFiles: @Sendable () -> Result<[SourceText], FileProblem>
  /// Proofs that need not be made again.
  private let stamps: ProofStamps
  /// The shell's day; nil where there is no clock.
  package let today: @Sendable () -> CalendarDate?
  /// The shell's day and time in words; nil where there is no clock.
  let now: @Sendable () -> String?
  /// Blocks typed here, in their order; each replaces its namesake in the files.
  package var whatIfs: [SourceText] = []
  /// The order as it was typed, input by input.
  package var order = Order()
  /// What was priced and shown last.
  package var shown: ShownOrder?
  /// The inputs that are being asked for.
  package var question: Question?
  /// The reseller's desk, where an account book is at hand.
  package var desk: DeskSession?
  /// A person is there to answer questions.
  package let isInteractive: Bool
  package let isColoured: Bool
  /// The files of the book.
  package private(set) var texts: [SourceText] = []
  /// Files that are on the disk in their place and do not load; nil where the book is that of the disk.
  private(set) var unloaded: UnloadedFiles?
  package private(set) var book: RuleBook?
  package private(set) var engine: Engine?

  package init(
    vocabulary: Vocabulary, isInteractive: Bool = false, isColoured: Bool = false,
    files: FileAccess = .none, desk: DeskAccess? = nil, stamps: ProofStamps = .none,
    today: @escaping @Sendable () -> CalendarDate? = { nil }, now: @escaping @Sendable () -> String? = { nil },
    readFiles: @escaping @Sendable () -> Result<[SourceText], FileProblem>
  ) {
    self.vocabulary = vocabulary
    self.isInteractive = isInteractive
    self.isColoured = isColoured
    self.files = files
    self.stamps = stamps
    self.today = today
    self.now = now
    self.desk = desk.map { DeskSession($0) }
    self.readFiles = readFiles
  }

  /// A session over a book that is already loaded.
  package init(book: RuleBook, order: Order, vocabulary: Vocabulary) {
    self.init(vocabulary: vocabulary) { .success(book.sources) }
    self.order = order
    take(book)
  }

  /// The first line of a console: which book this is, and how to begin.
  package var greeting: String? {
    book.map {
      "\($0.program.title), \($0.blocks.count) blocks. `quote` asks for what it needs; `help` lists the rest."
    }
  }

  /// Reads the files and loads the book. On a mistake the last good book stays, and nothing is sold by it.
  ///
  /// - Returns: The messages, if any.
  package mutating func reload() -> ConsoleResponse { load(readFiles()) }

  /// Sees whether the files are still those of the book, and loads them if not.
  ///
  /// - Returns: What is to be said of it; nothing where nothing has changed.
  mutating func followFiles() -> ConsoleResponse {
    let read = readFiles()
    if case .success(let files) = read, SourceText.areSame(files, texts) {
      if unloaded == nil { return ConsoleResponse() }
      unloaded = nil
      return ConsoleResponse(output: "the rule files are again those that this console has read")
    }
    if let unloaded, unloaded.isOf(read, whatIfs) { return ConsoleResponse(problem: unloaded.message) }
    let response = load(read)
    if let unloaded {
      // What is wrong with the rules is the business of those who write them.
      return ConsoleResponse(problem: (isReseller ? "" : response.problem + "\n\n") + unloaded.message)
    }
    return ConsoleResponse(
      output: "the rule files have changed: the rules were read anew", problem: isReseller ? "" : response.problem)
  }

  private mutating func load(_ read: Result<[SourceText], FileProblem>) -> ConsoleResponse {
    let response = loading(read)
    unloaded =
      response.status == 0 ? nil : UnloadedFiles(read: read, whatIfs: whatIfs, since: unloaded?.since ?? now())
    return response
  }

  private mutating func loading(_ read: Result<[SourceText], FileProblem>) -> ConsoleResponse {
    switch read {
    case .failure(let problem): return .problem(problem.message, problem.status)
    case .success(let files):
      // What a what-if breaks for other orders keeps nobody from trying it: the files have to be whole without it.
      let alone = BookLoader.load(files, vocabulary: vocabulary)
      let found = alone.book.map { stamps.errors(of: $0, vocabulary) } ?? []
      guard alone.book != nil, found.isEmpty else {
        return .problem(render(alone.diagnostics + found, alone.sources))
      }
      let outcome = whatIfs.isEmpty ? alone : BookLoader.load(files, overlay: whatIfs, vocabulary: vocabulary)
      let text = render(outcome.diagnostics, outcome.sources)
      guard let book = outcome.book else { return .problem(text) }
      texts = files
      take(book)
      return ConsoleResponse(problem: text)
    }
  }

  /// Loads the files already read with other what-ifs; keeps the old ones on a mistake.
  package mutating func replaceWhatIfs(_ whatIfs: [SourceText]) -> ConsoleResponse {
    let outcome = BookLoader.load(texts, overlay: whatIfs, vocabulary: vocabulary)
    guard let book = outcome.book else {
      return .problem(render(outcome.diagnostics.filter { $0.severity == .error }, outcome.sources))
    }
    // What a what-if breaks for other orders is told, and does not keep anybody from trying it on this one.
    let found = BookExamination(Engine(book)).diagnostics.filter { $0.severity == .error }
    self.whatIfs = whatIfs
    take(book)
    return ConsoleResponse(problem: found.isEmpty ? "" : render(found, outcome.sources))
  }

  private mutating func take(_ book: RuleBook) {
    self.book = book
    engine = Engine(book)
  }

  package func render(_ diagnostics: [Diagnostic], _ sources: [SourceText]) -> String {
    DiagnosticRenderer(sources: sources, colour: isColoured).text(diagnostics)
  }

  /// The prompt: what is being asked, or the book with the number of what-ifs.
  package var prompt: String {
    if let question { return "\(question.current.input)? " }
    if let field = desk?.questions?.open(interactive: true).first { return "\(field.name)? " }
    let edits = whatIfs.isEmpty ? "" : " +\(whatIfs.count)"
    let rules = book == nil ? "no book" : unloaded.map { "listino (\($0.words))" } ?? "listino"
    return "\(rules)\(edits)\(desk?.promptText ?? "")> "
  }
}

/// The inputs that a quote still needs, asked one at a time.
package struct Question: Sendable, Equatable {
  package var current: MissingInput

  package init(_ current: MissingInput) { self.current = current }
}

/// What a session may know of the disk.
package struct FileAccess: Sendable {
  /// The text of a file.
  package var read: @Sendable (String) -> Result<String, FileProblem>
  /// The names that begin with a path's last part, folders with a slash behind them.
  package var names: @Sendable (_ prefix: String) -> [String]

  package init(
    read: @escaping @Sendable (String) -> Result<String, FileProblem>, names: @escaping @Sendable (String) -> [String]
  ) {
    self.read = read
    self.names = names
  }

  /// No files at all.
  package static let none = FileAccess(
    read: { _ in .failure(FileProblem("files cannot be read here", ExitStatus.noInput)) }, names: { _ in [] })
}

/// A file that could not be read: what to say, and the exit code.
package struct FileProblem: Error, Equatable, Sendable {
  package var message: String
  package var status: Int32

  package init(_ message: String, _ status: Int32) {
    self.message = message
    self.status = status
  }
}
