import Diagnostics
import Glibc
import PolicyLanguage
import Synchronization

/// Reads entries from an editor and hands them to the core, until one ends it.
package struct ConsoleLoop {
  private var core: ConsoleCore
  private let editor: any LineEditor
  /// A script stops at the first thing that goes wrong, with its exit code.
  private let stopsAtProblems: Bool
  private let state: ConsoleState

  package init(core: ConsoleCore, editor: any LineEditor, stopsAtProblems: Bool, state: ConsoleState) {
    self.core = core
    self.editor = editor
    self.stopsAtProblems = stopsAtProblems
    self.state = state
  }

  /// Runs to the end.
  ///
  /// - Returns: The exit code.
  package mutating func run() -> Int32 {
    defer { editor.close() }
    while true {
      state.publish(core)
      switch editor.read(prompt: core.session.prompt) {
      case .endOfInput: return 0
      case .cancelled:
        core.cancel()
        if stopsAtProblems { return ExitStatus.interrupted }
      case .invalidText(let line, let byte):
        Streams.error("line \(line): byte \(byte) is not UTF-8\n  cure: save the script as UTF-8")
        if stopsAtProblems { return ExitStatus.data }
      case .failed(let message):
        Streams.error(message)
        return ExitStatus.data
      case .text(let entry):
        let response = answer(entry)
        if !response.output.isEmpty { Streams.output(response.output) }
        if !response.problem.isEmpty { Streams.error(response.problem) }
        editor.remember(entry)
        if response.ends { return response.status }
        if response.status != 0, stopsAtProblems { return response.status }
      }
    }
  }

  /// The answer to an entry; if it was interrupted, all is as it was before. An editor forgets interrupts when it begins
  /// to read a line for a person: one that comes when the line is handed in is for what runs then, and one that stops a
  /// script is for all of it.
  private mutating func answer(_ entry: String) -> ConsoleResponse {
    let before = core
    let response = core.handle(entry)
    guard Cancellation.isInForce else { return response }
    core = before
    return .problem("interrupted", ExitStatus.interrupted)
  }
}

/// The core as the editor's closures see it: a copy after each entry.
package final class ConsoleState: Sendable {
  private let core: Mutex<ConsoleCore?>

  private let isRestricted: Bool

  package init(isRestricted: Bool = false) {
    core = Mutex(nil)
    self.isRestricted = isRestricted
  }

  func publish(_ core: ConsoleCore) { self.core.withLock { $0 = core } }

  /// What an editor asks while a line is typed.
  package var behaviour: EditorBehaviour {
    EditorBehaviour(
      complete: { text, cursor in
        guard let core = self.core.withLock({ $0 }) else { return .nothing(at: cursor) }
        return Completer(core.session).complete(text, cursor: cursor)
      },
      isComplete: { text in self.core.withLock { $0 }?.isComplete(text) ?? true },
      continues: { text, line in self.core.withLock { $0 }?.continues(text, line) ?? false },
      isRestricted: isRestricted)
  }
}
