import CLibeditShim
import Glibc

/// What happens while libedit waits for a key: painting, mail, and printing around the line.
extension LibeditEditor {
  /// The next character for libedit; nil once `ending` says why there is none.
  func nextCharacter() -> Unicode.Scalar? {
    while ending == nil {
      if !unfinished.isEmpty { return Unicode.Scalar(EditorKey.typeOn.rawValue) }
      // Painted only once nothing more waits: a fast typist or a paste is not held up.
      if !input.isReady { paint() }
      switch input.next() {
      case .character(let scalar): return scalar
      case .key(let key): return Unicode.Scalar(key.rawValue)
      case .mail: readMail()
      case .end: ending = .ended
      }
    }
    return nil
  }

  /// Mail while a line is being edited.
  func readMail() {
    for message in mailbox.drain() {
      switch message {
      case .interrupt: ending = ending ?? .cancelled
      case .terminate:
        isOver = true
        ending = .ended
      case .notice(let text): printAbove(text)
      case .resized: resize()
      case .suspend: suspend()
      case .continued:
        if expectsContinue { expectsContinue = false } else { resume() }
      }
    }
  }

  /// Mail from before the prompt is drawn. An interrupt was meant for what ran then, and takes with it, as the kernel
  /// does, what was typed ahead.
  func readMailBetweenLines() {
    for message in mailbox.drain() {
      switch message {
      case .notice(let text): output.write(text + "\n")
      case .suspend: SignalThread.deliver(SIGTSTP)
      case .terminate: isOver = true
      case .interrupt:
        Interrupt.reset()
        discardTypedAhead()
      case .resized, .continued: break
      }
    }
  }

  /// The line as it stands, as libedit counts: scalars.
  var line: (scalars: [Unicode.Scalar], cursor: Int) {
    guard let handle else { return ([], 0) }
    var length = 0
    var cursor = 0
    let start = shim_line(handle, &length, &cursor)
    let text = string(UnsafeBufferPointer(start: start, count: length))
    return (Array(text.unicodeScalars), cursor)
  }

  /// Shows prompt and line as they are now.
  func paint() {
    guard paints else { return }
    let (scalars, cursor) = line
    paint(scalars, cursor)
    if rang.pointee { output.write("\u{7}") }
    rang.pointee = false
  }

  private func paint(_ scalars: [Unicode.Scalar], _ cursor: Int) {
    let size = screenSize
    let frame = ScreenFrame(prompt: prompt.scalars, line: scalars, cursor: cursor, columns: size.columns)
    output.write(painter.paint(frame, screenRows: size.rows))
  }

  /// Shows the line for the last time (its final text if given) and leaves the cursor behind it.
  func finishPicture(of text: [Unicode.Scalar]? = nil) {
    guard paints else { return }
    if let text { paint(text, text.count) } else { paint() }
    output.write(painter.finish())
    painter.forget()
  }

  /// Asks the terminal for its size. A terminal that does not say has 24 rows of 80 columns.
  func measureScreen() {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard shim_terminal_size(STDOUT_FILENO, &columns, &rows) else { return }
    screenSize = (Int(columns), rows > 0 ? Int(rows) : 24)
  }

  /// Prints whole lines where the prompt stands; prompt and line come again below.
  func printAbove(_ text: String) {
    output.write(paints ? painter.erase() : "\r\n")
    printRows(text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) })
  }

  /// Prints lines below; prompt and line come again under them.
  func printBelow(_ lines: [String]) {
    finishPicture()
    output.write("\r\n")
    printRows(lines)
  }

  private func printRows(_ rows: [String]) {
    output.write(rows.map { $0 + "\r\n" }.joined())
    if let handle, !paints { shim_refresh(handle) }
  }

  /// An empty screen with the line at its top.
  func clearScreen() {
    if isCapable { output.write("\u{1B}[H\u{1B}[2J") }
    painter.forget()
  }

  /// Asks the terminal to mark what is pasted.
  func setPasteBrackets(_ wanted: Bool) {
    if paints { output.write(wanted ? "\u{1B}[?2004h" : "\u{1B}[?2004l") }
  }

  private func resize() {
    guard let handle else { return }
    if paints {
      measureScreen()
      output.write(painter.erase(newColumns: screenSize.columns))
    } else {
      shim_resize(handle)
    }
  }

  /// Leaves the terminal as a shell wants it, and stops.
  private func suspend() {
    lendTerminal {
      expectsContinue = true
      SignalThread.deliver(SIGTSTP)
    }
  }

  /// Something stopped the process without asking; whoever let it go on has written to the screen.
  private func resume() {
    guard let handle else { return }
    output.write("\r")
    painter.forget()
    shim_set_raw(handle, false)
    takeTerminal(handle)
  }

  /// Lets something else have the terminal for a while, below the line.
  func lendTerminal(_ body: () -> Void) {
    guard let handle else { return }
    finishPicture()
    output.write("\r\n")
    setPasteBrackets(false)
    shim_set_raw(handle, false)
    body()
    takeTerminal(handle)
  }

  /// libedit believes what it did last: raw again only after `shim_set_raw(false)`.
  private func takeTerminal(_ handle: OpaquePointer) {
    if paints || shim_is_editing(handle) {
      shim_set_raw(handle, true)
      setPasteBrackets(true)
    }
    if paints { measureScreen() } else { shim_resize(handle) }
  }
}
