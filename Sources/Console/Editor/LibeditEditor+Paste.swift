import CLibeditShim

/// What is pasted: its lines are handed in one by one, as if each had been typed, and the last stays if it has no end.
extension LibeditEditor {
  /// Takes everything up to the end mark as text: no key in it is a command.
  func paste() -> shim_after_key {
    let end: [Unicode.Scalar] = ["\u{1B}", "[", "2", "0", "1", "~"]
    var pasted: [Unicode.Scalar] = []
    while ending == nil {
      switch input.nextRaw() {
      case .character(let scalar):
        pasted.append(scalar)
        if scalar == "~", pasted.suffix(end.count) == end[...] { return take(pasted.dropLast(end.count)) }
      case .mail: readMail()
      case .key, .end: ending = .ended
      }
    }
    return SHIM_NOTHING
  }

  private func take(_ pasted: ArraySlice<Unicode.Scalar>) -> shim_after_key {
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(pasted.count)
    var last: Unicode.Scalar?
    for scalar in pasted {
      // A terminal sends CR for a line's end; CRLF is one end, too.
      if scalar != "\n" || last != "\r" { scalars.append(scalar == "\r" ? "\n" : scalar) }
      last = scalar
    }
    guard scalars.contains("\n") else { return insert(text(scalars)) }
    let (typed, cursor) = line
    let whole = text(typed[..<cursor]) + text(scalars) + text(typed[cursor...])
    // As scalars: a pasted mark must not make one character of a line's end.
    var lines = whole.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    let end = lines.removeLast()
    var entries = EntryLines(lines[...], behaviour: behaviour)
    guard let first = entries.next() else {
      // A block that is still open: what is behind it can be typed.
      if scalars.last == "\n" { scalars.removeLast() }
      return insert(text(scalars))
    }
    self.pasted = entries
    unfinished = end
    _ = replace(0..<typed.count, with: first)
    return submit()
  }

  /// The next entry of what was pasted; nil when the rest is to be typed on.
  func nextPasted() -> String? {
    if let entry = pasted.next() { return entry }
    guard let block = pasted.finish() else { return nil }
    if unfinished.isEmpty {
      unfinished = block
    } else if behaviour.continues(block, unfinished) {
      unfinished = block + "\n" + unfinished
    } else {
      return block
    }
    return nil
  }

  func typeOn() -> shim_after_key {
    defer { unfinished = "" }
    return insert(unfinished)
  }

  /// Of several lines that were handed in as one the first entry; the others come next.
  func first(of text: String) -> String {
    guard text.unicodeScalars.contains("\n") else { return text }
    var entries = EntryLines(of: text, behaviour: behaviour)
    let first = entries.next() ?? text
    // The first of what was pasted is one entry, and the rest waits already.
    if !entries.isEmpty { pasted = entries }
    return first
  }

  /// An entry as if it had been typed.
  func show(_ entry: String) {
    measureScreen()
    painter.forget()
    if paints {
      finishPicture(of: Array(entry.unicodeScalars))
      output.write("\r\n")
    } else {
      output.write(String(String.UnicodeScalarView(prompt.scalars)) + entry + "\r\n")
    }
  }

  /// What Ctrl-C takes with it.
  func discardTypedAhead() {
    input.discard()
    pasted.discard()
    unfinished = ""
  }
}
