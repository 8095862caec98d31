import CLibeditShim
import Glibc

/// The line editor of the terminal: keys, keymaps, searching and .editrc are libedit's, the picture is ours.
///
/// libedit's own drawing loses text where a change reaches the right edge of a row in a line of several rows, so it
/// draws only where it must: on a terminal that knows no cursor movement, and after `edit off`.
///
/// It belongs to one thread, best the one of `runOnEditorThread`: nothing else may call it. What other threads
/// have to say goes through the mailbox. A second editor in one process costs a few bytes libedit never frees.
package final class LibeditEditor: LineEditor {
  package enum Unavailable: Error, Equatable {
    /// Input or output is no terminal: `PlainEditor` reads it.
    case noTerminal
    /// There is no UTF-8 locale at all; libedit would crash.
    case noUTF8Locale
    case notStarted
  }

  /// Why a read ended without a line.
  enum Ending: Equatable {
    case cancelled
    case ended
  }

  let behaviour: EditorBehaviour
  let mailbox: Mailbox
  let output = TerminalOutput(descriptor: STDOUT_FILENO)
  /// The terminal understands cursor movement, colours and bracketed paste.
  let isCapable: Bool

  /// libedit's editor; nil once closed.
  var handle: OpaquePointer?
  var input: TerminalInput
  var walk: HistoryWalk
  var prompt = PromptText("")
  var painter = ScreenPainter()
  /// The terminal's size as the painter knows it: what is shown was laid out for it.
  var screenSize = (columns: 80, rows: 24)
  /// libedit draws nothing, so everything shown comes from the painter.
  private(set) var paints = false
  /// libedit would have rung the bell.
  let rang = UnsafeMutablePointer<Bool>.allocate(capacity: 1)
  var ending: Ending?
  /// The program was asked to end; stays.
  var isOver = false
  /// The stop of Ctrl-Z has been answered already when SIGCONT comes.
  var expectsContinue = false

  /// The terminal, opened by this editor; -1 if it could not be, or is closed.
  private var keyboard: Int32
  /// What was pasted, or typed as several lines, and has not been handed out.
  var pasted: EntryLines
  /// The end of what was pasted, to be typed on when all before it is handed out.
  var unfinished = ""
  private let history: HistoryStore
  private var historyHandle: OpaquePointer?
  private var promptBuffer: UnsafeMutablePointer<wchar_t>?
  private var saidHistoryFails = false

  /// Takes over the terminal of the standard streams, sourcing the user's .editrc.
  package init(
    behaviour: EditorBehaviour, history: HistoryStore, colour: Bool, mailbox: Mailbox = .process
  ) throws(Unavailable) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .noTerminal }
    guard shim_use_utf8_locale() else { throw .noUTF8Locale }
    guard let handle = shim_editor_new("listino") else { throw .notStarted }
    guard let historyHandle = shim_history_new(Int32(HistoryStore.limit)) else {
      shim_editor_free(handle)
      throw .notStarted
    }
    let terminal = getenv("TERM").map { String(cString: $0) } ?? ""
    isCapable = !["", "dumb", "unknown"].contains(terminal) && shim_is_ansi(handle)
    self.behaviour = behaviour
    pasted = EntryLines(behaviour: behaviour)
    self.history = history
    self.mailbox = mailbox
    painter.colour = colour && isCapable
    rang.initialize(to: false)
    self.handle = handle
    self.historyHandle = historyHandle
    keyboard = shim_open_unwaiting(STDIN_FILENO)
    input = TerminalInput(descriptor: keyboard < 0 ? STDIN_FILENO : keyboard, mail: mailbox.descriptor)
    walk = HistoryWalk(entries: history.load(), limit: HistoryStore.limit)
    connect(handle, historyHandle)
  }

  deinit {
    close()
    rang.deallocate()
  }

  private func connect(_ handle: OpaquePointer, _ historyHandle: OpaquePointer) {
    shim_set_client(handle, Unmanaged.passUnretained(self).toOpaque())
    shim_set_prompt(handle) { handle in
      LibeditEditor.owner(of: handle)?.promptBuffer.map { UnsafePointer($0) }
    }
    shim_set_reader(handle) { handle, character in
      guard let scalar = LibeditEditor.owner(of: handle)?.nextCharacter() else {
        errno = EINTR
        return -1
      }
      character.pointee = wchar_t(bitPattern: scalar.value)
      return 1
    }
    for entry in walk.entries { shim_history_add(historyHandle, wide(entry)) }
    shim_set_history(handle, historyHandle)
    bindKeys(handle)
    paints = isCapable && shim_is_editing(handle) && shim_hide_output(handle, rang)
  }

  static func owner(of handle: OpaquePointer) -> LibeditEditor? {
    shim_client(handle).map { Unmanaged<LibeditEditor>.fromOpaque($0).takeUnretainedValue() }
  }

  package func read(prompt: String) -> EditorEvent {
    guard let handle else { return .endOfInput }
    shim_flush_streams()
    Interrupt.reset()
    readMailBetweenLines()
    guard !isOver, Interrupt.endingSignal == nil else { return .endOfInput }
    setPrompt(prompt)
    walk.restart()
    if let entry = nextPasted() {
      show(entry)
      return .text(entry)
    }
    var entry: String?
    while true {
      switch readLine(handle) {
      case .text(let line):
        let text = entry.map { $0 + "\n" + line } ?? line
        // With `edit off` there is no function of Enter to keep a block open.
        if paints || shim_is_editing(handle) || behaviour.isComplete(text) { return .text(first(of: text)) }
        entry = text
      case let other: return other
      }
    }
  }

  private func readLine(_ handle: OpaquePointer) -> EditorEvent {
    ending = nil
    setPasteBrackets(true)
    painter.forget()
    measureScreen()
    SignalThread.editorIsWaiting = true
    var count: Int32 = 0
    let line = shim_read(handle, &count)
    SignalThread.editorIsWaiting = false
    // libedit's text: to be copied before anything else is called.
    let text = line.map { string(UnsafeBufferPointer(start: $0, count: Int(count))) }
    let entry = text.map { $0.hasSuffix("\n") || $0.hasSuffix("\r") ? String($0.dropLast()) : $0 }
    // Typed ahead, the line may never have been painted.
    if let entry, ending == nil { finishPicture(of: Array(entry.unicodeScalars)) } else { finishPicture() }
    if ending == .cancelled, paints || shim_is_editing(handle) { output.write("^C") }
    if paints || entry == nil || ending != nil { output.write("\r\n") }
    setPasteBrackets(false)
    if ending == .cancelled {
      Interrupt.reset()
      // As the kernel does with what it still holds.
      discardTypedAhead()
      return .cancelled
    }
    return ending == nil ? entry.map { .text($0) } ?? .endOfInput : .endOfInput
  }

  package func remember(_ entry: String) {
    guard HistoryStore.keeps(entry), let historyHandle else { return }
    walk.add(entry)
    let wide = wide(entry)
    shim_history_drop(historyHandle, wide)
    shim_history_add(historyHandle, wide)
    do throws(HistoryProblem) {
      try history.append(entry)
    } catch {
      if !saidHistoryFails { mailbox.post(.notice(error.message)) }
      saidHistoryFails = true
    }
  }

  package func close() {
    if let handle { shim_editor_free(handle) }
    if let historyHandle { shim_history_free(historyHandle) }
    promptBuffer?.deallocate()
    if keyboard >= 0 { _ = Glibc.close(keyboard) }
    keyboard = -1
    handle = nil
    historyHandle = nil
    promptBuffer = nil
  }

  private func setPrompt(_ text: String) {
    prompt = PromptText(text)
    promptBuffer?.deallocate()
    let wide = prompt.wide
    let buffer = UnsafeMutablePointer<wchar_t>.allocate(capacity: wide.count)
    buffer.initialize(from: wide, count: wide.count)
    promptBuffer = buffer
  }

  /// For libedit, which ends a text at a NUL.
  func wide(_ text: String) -> [wchar_t] {
    text.unicodeScalars.map { wchar_t(bitPattern: $0.value == 0 ? 0xFFFD : $0.value) } + [0]
  }

  func string(_ characters: UnsafeBufferPointer<wchar_t>) -> String {
    var text = String.UnicodeScalarView()
    for character in characters { text.append(Unicode.Scalar(UInt32(bitPattern: character)) ?? "\u{FFFD}") }
    return String(text)
  }
}
