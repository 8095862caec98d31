import ArgumentParser
import Console
import Diagnostics
import Glibc
import PolicyModel

/// `listino console`, or `listino` alone: the console; a script on standard input or in `--command`.
struct ConsoleCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "console", abstract: "The console (the default).")

  @OptionGroup var book: BookOptions
  @Option(name: .long, help: ArgumentHelp("Run these lines and end.", valueName: "text")) var command: String?
  @Option(name: .long, help: "libedit or plain.") var editor = EditorChoice.libedit

  enum EditorChoice: String, ExpressibleByArgument, CaseIterable { case libedit, plain }

  func run() throws {
    let isTerminal = command == nil && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    let folder = RuleFolder(book.rules)
    let vocabulary = try book.vocabulary()
    let (command, editor) = (command, editor)
    let status = runOnEditorThread {
      var session = ConsoleSession(
        vocabulary: vocabulary, isInteractive: isTerminal, isColoured: Streams.isColoured(STDOUT_FILENO), files: .disk
      ) { folder.read() }
      let loading = session.reload()
      if !loading.problem.isEmpty { Streams.error(loading.problem) }
      if loading.status != 0, !isTerminal { return loading.status }
      if isTerminal, let greeting = session.greeting { Streams.output(greeting) }
      let state = ConsoleState()
      guard let lineEditor = Self.open(command, editor, isTerminal, state) else { return ExitStatus.inputOutput }
      var loop = ConsoleLoop(
        core: ConsoleCore(session: session), editor: lineEditor, stopsAtProblems: !isTerminal, state: state)
      return loop.run()
    }
    if status != 0 { throw ExitCode(status) }
  }

  /// The editor that fits: libedit on a terminal, else a plain reader.
  private static func open(
    _ command: String?, _ choice: EditorChoice, _ isTerminal: Bool, _ state: ConsoleState
  ) -> (any LineEditor)? {
    if let command { return ScriptedEditor(ScriptLines.entries(of: command) { state.behaviour.isComplete($0) }) }
    let history = HistoryStore(path: isTerminal ? HistoryPath.standard : nil)
    if isTerminal, choice == .libedit,
      let editor = try? LibeditEditor(
        behaviour: state.behaviour, history: history, colour: Streams.isColoured(STDOUT_FILENO))
    {
      return editor
    }
    return PlainEditor(behaviour: state.behaviour, history: history)
  }
}
