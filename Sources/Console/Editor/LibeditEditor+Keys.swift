import CLibeditShim
import Glibc

/// Which key does what, and our own functions of keys.
extension LibeditEditor {
  /// Binds every key, with the user's .editrc in between: a `bind -v` there wipes what was bound before it.
  func bindKeys(_ handle: OpaquePointer) {
    addFunctions(handle)
    let defaults = [
      ("^P", "listino-older"), ("^N", "listino-newer"), ("^A", "listino-home"), ("^E", "listino-end"),
    ]
    for (key, function) in defaults { shim_bind(handle, false, key, function) }
    if !behaviour.isRestricted { sourceSettings(handle) }
    var required = [
      ("^J", "listino-enter"), ("^M", "listino-enter"), ("^I", "listino-complete"), ("^L", "listino-clear"),
    ]
    if behaviour.isRestricted {
      // These read commands of libedit, with which a key could be bound to one that starts vi.
      required += [("^[x", "ed-unassigned"), ("^[X", "ed-unassigned")]
    } else {
      required.append(("^X^E", "listino-edit"))
    }
    for commandMode in [false, true] {
      for (key, function) in required { shim_bind(handle, commandMode, key, function) }
      for key in EditorKey.allCases { shim_bind(handle, commandMode, key.binding, key.function) }
    }
    shim_bind(handle, false, "^R", "em-inc-search-prev")
    input.swallowsUnknownSequences = shim_is_vi(handle)
  }

  private func sourceSettings(_ handle: OpaquePointer) {
    let file = getenv("EDITRC") ?? getenv("HOME")
    if !shim_source_settings(handle), let file, hasSettings(String(cString: file)) {
      mailbox.post(.notice("listino: .editrc is read only as far as the first line libedit does not know"))
    }
  }

  private func hasSettings(_ path: String) -> Bool {
    let path = getenv("EDITRC") == nil ? path + "/.editrc" : path
    return access(path, R_OK) == 0
  }

  private func addFunctions(_ handle: OpaquePointer) {
    shim_add_function(handle, "listino-enter", "hand in, or another line of an open block") { handle, _ in
      LibeditEditor.answer(handle) { $0.enter() }
    }
    shim_add_function(handle, "listino-newline", "another line") { handle, _ in
      LibeditEditor.answer(handle) { $0.insert("\n  ") }
    }
    shim_add_function(handle, "listino-complete", "complete the word") { handle, _ in
      LibeditEditor.answer(handle) { $0.complete() }
    }
    shim_add_function(handle, "listino-paste", "take in what is pasted") { handle, _ in
      LibeditEditor.answer(handle) { $0.paste() }
    }
    shim_add_function(handle, "listino-type-on", "go on with what was pasted") { handle, _ in
      LibeditEditor.answer(handle) { $0.typeOn() }
    }
    shim_add_function(handle, "listino-edit", "edit in $VISUAL or $EDITOR") { handle, _ in
      LibeditEditor.answer(handle) { $0.editOutside() }
    }
    shim_add_function(handle, "listino-up", "a row up, or an older entry") { handle, _ in
      LibeditEditor.answer(handle) { $0.moveUp() }
    }
    shim_add_function(handle, "listino-down", "a row down, or a newer entry") { handle, _ in
      LibeditEditor.answer(handle) { $0.moveDown() }
    }
    shim_add_function(handle, "listino-older", "an older entry that begins so") { handle, _ in
      LibeditEditor.answer(handle) { $0.recall(older: true) }
    }
    shim_add_function(handle, "listino-newer", "a newer entry that begins so") { handle, _ in
      LibeditEditor.answer(handle) { $0.recall(older: false) }
    }
    shim_add_function(handle, "listino-home", "to the row's beginning, then to the block's") { handle, _ in
      LibeditEditor.answer(handle) { $0.moveHome() }
    }
    shim_add_function(handle, "listino-end", "to the row's end, then to the block's") { handle, _ in
      LibeditEditor.answer(handle) { $0.moveEnd() }
    }
    shim_add_function(handle, "listino-clear", "an empty screen") { handle, _ in
      LibeditEditor.answer(handle) {
        $0.clearScreen()
        return SHIM_REFRESH
      }
    }
    shim_add_function(handle, "listino-ignore", "nothing") { handle, _ in UInt8(SHIM_NOTHING.rawValue) }
  }

  private static func answer(_ handle: OpaquePointer, _ act: (LibeditEditor) -> shim_after_key) -> UInt8 {
    UInt8((owner(of: handle).map(act) ?? SHIM_REFRESH_AND_BEEP).rawValue)
  }

  func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  func insert(_ addition: String) -> shim_after_key {
    guard let handle, shim_insert(handle, wide(addition)) else { return SHIM_REFRESH_AND_BEEP }
    return SHIM_REFRESH
  }

  /// Puts `addition` in the place of some scalars and the cursor after it.
  func replace(_ range: Range<Int>, with addition: String) -> shim_after_key {
    guard let handle else { return SHIM_REFRESH_AND_BEEP }
    shim_move(handle, Int32(range.upperBound - line.cursor))
    shim_delete_before(handle, Int32(range.count))
    return insert(addition)
  }

  private func enter() -> shim_after_key {
    guard behaviour.isComplete(text(line.scalars)) else { return insert("\n  ") }
    return submit()
  }

  /// Hands the line in. Not by CC_NEWLINE: libedit would leave the cursor in the middle of a block, and take an empty
  /// line for the end.
  func submit() -> shim_after_key {
    guard let handle else { return SHIM_REFRESH_AND_BEEP }
    shim_push(handle, wchar_t(bitPattern: EditorKey.submit.rawValue))
    return SHIM_NOTHING
  }

  private func complete() -> shim_after_key {
    let (scalars, cursor) = line
    let whole = text(scalars)
    let result = behaviour.complete(whole, text(scalars[..<cursor]).count)
    switch result.step(in: whole) {
    case .insert(let replacement):
      let replaced = result.replaces.clamped(to: 0..<whole.count)
      let start = whole.prefix(replaced.lowerBound).unicodeScalars.count
      let length = whole.dropFirst(replaced.lowerBound).prefix(replaced.count).unicodeScalars.count
      return replace(start..<start + length, with: replacement)
    case .list:
      let size = screenSize
      let frame = ScreenFrame(prompt: prompt.scalars, line: scalars, cursor: cursor, columns: size.columns)
      let room = max(5, size.rows - frame.rows.count - 1)
      let listing = CompletionListing(columns: size.columns, rows: room, colour: painter.colour)
      printBelow(listing.lines(result.candidates))
      return SHIM_NOTHING
    case .nothing:
      // At the beginning of a row Tab indents.
      let row = scalars[..<cursor].reversed().prefix { $0 != "\n" }
      return cursor > 0 && row.allSatisfy { $0 == " " } ? insert("  ") : SHIM_REFRESH_AND_BEEP
    }
  }

  private func editOutside() -> shim_after_key {
    let scalars = line.scalars
    var edited: String?
    lendTerminal {
      SignalThread.editorIsWaiting = false
      do throws(ExternalEditor.Problem) {
        edited = try ExternalEditor.edit(text(scalars))
      } catch {
        output.write(error.message + "\n")
      }
      // Ctrl-C over there was for the other editor.
      readMailBetweenLines()
      SignalThread.editorIsWaiting = true
    }
    if isOver { ending = .ended }
    guard let edited else { return SHIM_NOTHING }
    return replace(0..<scalars.count, with: edited)
  }

  private func moveUp() -> shim_after_key {
    let (scalars, cursor) = line
    guard let handle, let lineEnd = scalars[..<cursor].lastIndex(of: "\n") else { return recall(older: true) }
    let column = cursor - lineEnd - 1
    let start = (scalars[..<lineEnd].lastIndex(of: "\n") ?? -1) + 1
    shim_move(handle, Int32(min(start + column, lineEnd) - cursor))
    return SHIM_REFRESH
  }

  private func moveDown() -> shim_after_key {
    let (scalars, cursor) = line
    guard let handle, let lineEnd = scalars[cursor...].firstIndex(of: "\n") else { return recall(older: false) }
    let column = cursor - (scalars[..<cursor].lastIndex(of: "\n") ?? -1) - 1
    let next = scalars[(lineEnd + 1)...].firstIndex(of: "\n") ?? scalars.count
    shim_move(handle, Int32(min(lineEnd + 1 + column, next) - cursor))
    return SHIM_REFRESH
  }

  private func moveHome() -> shim_after_key {
    let (scalars, cursor) = line
    guard let handle else { return SHIM_REFRESH_AND_BEEP }
    let start = (scalars[..<cursor].lastIndex(of: "\n") ?? -1) + 1
    shim_move(handle, Int32((start == cursor ? 0 : start) - cursor))
    return SHIM_REFRESH
  }

  private func moveEnd() -> shim_after_key {
    let (scalars, cursor) = line
    guard let handle else { return SHIM_REFRESH_AND_BEEP }
    let end = scalars[cursor...].firstIndex(of: "\n") ?? scalars.count
    shim_move(handle, Int32((end == cursor ? scalars.count : end) - cursor))
    return SHIM_REFRESH
  }

  /// Shows another entry, with the cursor where the next press of the same key goes on.
  private func recall(older: Bool) -> shim_after_key {
    let (scalars, cursor) = line
    let whole = text(scalars)
    let before = text(scalars[..<cursor])
    let entry = older ? walk.older(than: whole, before: before) : walk.newer(than: whole, before: before)
    guard let handle, let entry else { return SHIM_REFRESH_AND_BEEP }
    let answer = replace(0..<scalars.count, with: entry)
    if older, let end = entry.unicodeScalars.firstIndex(of: "\n") {
      shim_move(handle, Int32(-entry.unicodeScalars.distance(from: end, to: entry.unicodeScalars.endIndex)))
    }
    return answer
  }
}
