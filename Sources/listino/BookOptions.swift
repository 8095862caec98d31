import ArgumentParser
import Console
import Diagnostics
import Glibc
import PolicyEngine
import PolicyLanguage
import PolicyModel

/// Which book, and which plugins: the options of every command that loads rules.
struct BookOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The folder of the rule files.", valueName: "dir"))
  var rules = "./rules"

  @Option(name: .long, help: ArgumentHelp("Leave a plugin out, by its name.", valueName: "plugin"))
  var without: [String] = []

  /// The files that the rules stand in.
  var ruleFiles: Set<FileIdentity> { RuleFolder(rules).identities }

  /// The vocabulary of the core and the plugins that are on.
  func vocabulary() throws -> Vocabulary {
    let names = Plugins.all.map(\.name)
    for name in without where !names.contains(name) {
      Streams.error(
        "there is no plugin “\(Display.harmless(name))”\n  cure: the plugins are \(names.joined(separator: ", "))")
      throw ExitCode(ExitStatus.usage)
    }
    do throws(VocabularyConflict) {
      return try Vocabulary([CorePlugin.plugin] + Plugins.all.filter { !without.contains($0.name) })
    } catch {
      Streams.error("\(error)")
      throw ExitCode(ExitStatus.software)
    }
  }

  /// Loads the book and proves it; on a mistake its messages are shown and the program ends. Warnings are for `check`
  /// only.
  ///
  /// - Parameters:
  ///   - stamps: Proofs that need not be made again; none for commands whose business is to find mistakes.
  ///   - needsTests: Whether the book's tests are asked for. Where they are not, those of a book that is known to be
  ///     without errors are passed over.
  func book(_ stamps: ProofStamps = .standard, needsTests: Bool = true) throws -> RuleBook {
    let vocabulary = try vocabulary()
    let files = try files()
    let hash = BookLoader.hash(of: files)
    let omitsTests = !needsTests && stamps.isProved(hash, vocabulary)
    let book = try loaded(files, vocabulary, hash, omitsTests: omitsTests)
    if omitsTests { return book }
    try show(stamps.errors(of: book, vocabulary), book.sources)
    return book
  }

  /// Loads the book without proving what it says of all orders.
  func loaded() throws -> RuleBook { try loaded(files(), vocabulary(), nil) }

  private func files() throws -> [SourceText] {
    switch RuleFolder(rules).read() {
    case .failure(let problem):
      Streams.error(problem.message)
      throw ExitCode(problem.status)
    case .success(let files): return files
    }
  }

  private func loaded(
    _ files: [SourceText], _ vocabulary: Vocabulary, _ hash: String?, omitsTests: Bool = false
  ) throws -> RuleBook {
    let outcome = BookLoader.load(files, vocabulary: vocabulary, omitsTests: omitsTests, hash: hash)
    if let book = outcome.book { return book }
    try show(outcome.diagnostics.filter { $0.severity == .error }, outcome.sources)
    throw ExitCode(ExitStatus.data)
  }

  /// Shows errors and ends the program, if there are any.
  private func show(_ errors: [Diagnostic], _ sources: [SourceText]) throws {
    if errors.isEmpty { return }
    Streams.error(DiagnosticRenderer(sources: sources, colour: Streams.isColoured(STDERR_FILENO)).text(errors))
    throw ExitCode(ExitStatus.data)
  }
}

/// What an order says, on the command line.
struct OrderOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("An order as JSON; - is standard input.", valueName: "file"))
  var order: String?

  /// The order of a file with the inputs of the command line over it.
  func order(_ assignments: [String]) throws -> Order {
    var result = Order()
    if let path = order {
      switch TextFile.read(path).flatMap({ OrderDocument.reading($0, name: path) }) {
      case .failure(let problem):
        Streams.error(problem.message)
        throw ExitCode(problem.status)
      case .success(let order): result = order
      }
    }
    for assignment in assignments {
      guard let equals = assignment.firstIndex(of: "="), equals != assignment.startIndex else {
        Streams.error("“\(Display.harmless(assignment))” is no input\n  cure: inputs are written NAME=VALUE")
        throw ExitCode(ExitStatus.usage)
      }
      result.inputs[String(assignment[..<equals])] = String(assignment[assignment.index(after: equals)...])
    }
    return result
  }
}

/// How a result is written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case table, json }
enum ReportFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
