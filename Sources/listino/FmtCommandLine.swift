import ArgumentParser
import Console
import Diagnostics
import Glibc
import PolicyLanguage

/// `listino fmt`: rule files in the one layout.
struct FmtCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", abstract: "Put rule files into the one layout.",
    discussion: """
      What the rules say and every comment stay. Rows pasted from a spreadsheet, with tabs between their cells, get \
      their bars. A file with mistakes is left alone. Exit code 0; with --check, 1 if a file is not in the layout; 65 if \
      a file has mistakes.
      """)

  @Flag(name: .long, help: "Write nothing: name the files that would change.") var check = false
  @Option(name: .long, help: ArgumentHelp("The folder of the rule files; ./rules if not given.", valueName: "dir"))
  var rules: String?
  @Argument(help: ArgumentHelp("Rule files; - is standard input, written to standard output.", valueName: "file"))
  var files: [String] = []

  mutating func run() throws {
    if rules != nil, !files.isEmpty {
      Streams.error("both a folder and files are named\n  cure: name one of the two")
      throw ExitCode(ExitStatus.usage)
    }
    if files.contains("-"), files.count > 1 {
      Streams.error("standard input stands alone\n  cure: leave the other files out, or -")
      throw ExitCode(ExitStatus.usage)
    }
    let formatter = RuleFormatter(vocabulary: try BookOptions.parse([]).vocabulary())
    var outcome = Outcome()
    if files.isEmpty { files = [rules ?? "./rules"] }
    // Each file is read when its turn comes: two names may lead to one file.
    for path in files {
      switch read(path, isFolder: rules != nil || path == "./rules") {
      case .success(let sources):
        for source in sources { format(source.text, at: source.path, formatter, &outcome) }
      case .failure(let problem):
        Streams.error(problem.message)
        outcome.keep(problem.status)
      }
    }
    if check, outcome.differs { outcome.keep(ExitStatus.no) }
    if outcome.status != 0 { throw ExitCode(outcome.status) }
  }

  /// What came of the files so far.
  private struct Outcome {
    var status: Int32 = 0
    var differs = false

    mutating func keep(_ new: Int32) { if status == 0 { status = new } }
  }

  private func format(_ source: SourceText, at path: String, _ formatter: RuleFormatter, _ outcome: inout Outcome) {
    let name = Display.harmless(source.name)
    switch formatter.format(source) {
    case .mistakes(let mistakes):
      let renderer = DiagnosticRenderer(sources: [source], colour: Streams.isColoured(STDERR_FILENO))
      Streams.error(renderer.text(mistakes))
      outcome.keep(ExitStatus.data)
    case .wouldChange:
      Streams.error("\(name) would not say the same in the one layout, and is left alone")
      outcome.keep(ExitStatus.software)
    case .text(let text):
      if files == ["-"], !check { return Streams.output(whole: text) }
      guard let difference = LayoutDifference(source.text, text) else { return }
      outcome.differs = true
      if check {
        Streams.output("\(name):\(difference.line) is not in the one layout\n\(difference.text)")
      } else if let problem = FileReplacement.replace(path, source.text, with: text) {
        Streams.error(problem.message)
        outcome.keep(problem.status)
      } else {
        Streams.output("formatted \(name)")
      }
    }
  }

  /// The text of a file, or those of a folder, with their paths.
  private func read(_ path: String, isFolder: Bool) -> Result<[(text: SourceText, path: String)], FileProblem> {
    var information = stat()
    if isFolder || (path != "-" && stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR) {
      let folder = RuleFolder(path)
      return folder.read().map { $0.map { ($0, folder.path(of: $0)) } }
    }
    return TextFile.read(path).map { [(SourceText(name: path == "-" ? "standard input" : path, text: $0), path)] }
  }
}
