import AccountBook
import ArgumentParser
import Console
import Desk
import Diagnostics
import Glibc
import PolicyModel

/// `listino console`, or `listino` alone: the console; a script on standard input or in `--command`.
struct ConsoleCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "console", _superCommandName: Listino.name, abstract: "The console (the default).")

  @OptionGroup var book: BookOptions
  @OptionGroup var accounts: AccountOptions
  @Flag(
    name: .long,
    help: "For a reseller who must not leave this program: no settings, no history, no other program.")
  var restricted = false
  @Option(name: .long, help: ArgumentHelp("Run these lines and end.", valueName: "text")) var command: String?
  @Option(name: .long, help: "libedit or plain.") var editor = EditorChoice.libedit

  enum EditorChoice: String, ExpressibleByArgument, CaseIterable { case libedit, plain }

  func run() throws {
    let isTerminal = command == nil && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    let folder = RuleFolder(book.rules)
    let vocabulary = try book.vocabulary()
    let (command, editor, isRestricted) = (command, editor, restricted)
    let identity = try accounts.person()
    if isRestricted, identity.isStaff {
      Streams.error("--restricted is for resellers\n  cure: say who it is with --as reseller:NAME")
      throw ExitCode(ExitStatus.usage)
    }
    let access = try desk(identity, isTerminal: isTerminal)
    let status = runOnEditorThread {
      var session = ConsoleSession(
        vocabulary: vocabulary, isInteractive: isTerminal, isColoured: Streams.isColoured(STDOUT_FILENO),
        files: identity.isStaff ? .disk : .none, desk: access, stamps: .standard, today: { Clock.today },
        now: { Clock.now }
      ) { folder.read() }
      let loading = session.reload()
      if Interrupt.isRequested { return ExitStatus.interrupted }
      if !loading.problem.isEmpty { Streams.error(loading.problem) }
      if loading.status != 0, !isTerminal { return loading.status }
      if let problem = session.begin() {
        Streams.error(problem.problem)
        return problem.status
      }
      if isTerminal, let greeting = session.greeting { Streams.output(greeting) }
      let state = ConsoleState(isRestricted: isRestricted)
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
    if let command { return ScriptedEditor(command, behaviour: state.behaviour) }
    let isKept = isTerminal && !state.behaviour.isRestricted
    let history = HistoryStore(path: isKept ? HistoryPath.standard : nil)
    if isTerminal, choice == .libedit,
      let editor = try? LibeditEditor(
        behaviour: state.behaviour, history: history, colour: Streams.isColoured(STDOUT_FILENO))
    {
      return editor
    }
    return PlainEditor(behaviour: state.behaviour, history: history)
  }

  /// How the console comes to the account book. A reseller's is opened at once, to know whether there is one.
  private func desk(_ identity: Identity, isTerminal: Bool) throws -> DeskAccess {
    let path = try accounts.path()
    let endpoint = restricted ? nil : Streams.environment("LISTINO_VIES")
    let channels = Plugins.all.filter { !book.without.contains($0.name) }.flatMap { $0.channels }
    let show: @Sendable (String) -> Void = { Mailbox.process.post(.notice($0)) }
    let open: @Sendable () -> Swift.Result<Desk, AccountProblem> = {
      do throws(AccountProblem) {
        let file = try AccountFile(path: path, ifMissing: identity.isStaff ? .makeAtFirstChange : .refuse)
        return .success(try Desk(file: file, identity: identity, today: AccountOptions.today))
      } catch {
        return .failure(error)
      }
    }
    return DeskAccess(
      identity: identity, consultVIES: AccountOptions.consult(endpoint), channels: channels,
      showAbovePrompt: isTerminal ? show : nil, open: open)
  }
}
