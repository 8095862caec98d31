/// What a line editor gives back.
package enum EditorEvent: Sendable, Equatable {
  /// One whole entry, which may hold several lines, without its last newline.
  case text(String)
  /// Ctrl-C on a line: what had been typed is gone.
  case cancelled
  /// Ctrl-D, the end of the input, or a signal that ends the program (`Interrupt.endingSignal`).
  case endOfInput
  /// A line that is not UTF-8. It has been read past, with the block it belonged to; nothing of it was given out.
  /// `line` counts from 1 in the whole input, `byte` from 1 in the line.
  case invalidText(line: Int, byte: Int)
  /// Reading is over for a reason worth telling.
  case failed(String)
}

/// A source of entries: the terminal, a plain stream, or a test's list.
package protocol LineEditor: AnyObject {
  /// The next entry; waits for it.
  func read(prompt: String) -> EditorEvent
  /// Adds an entry to the history.
  func remember(_ entry: String)
  /// Gives the terminal back. Later reads say `endOfInput`.
  func close()
}
