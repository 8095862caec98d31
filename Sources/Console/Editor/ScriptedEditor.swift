/// An editor that reads a list or a text, and keeps what it was told.
package final class ScriptedEditor: LineEditor {
  private var events: ArraySlice<EditorEvent> = []
  private var lines: EntryLines?
  /// The prompts it was read with, in order.
  package private(set) var prompts: [String] = []
  /// The entries it was told to remember, in order.
  package private(set) var remembered: [String] = []
  package private(set) var isClosed = false

  /// Gives these out one by one, then `endOfInput`.
  package init(events: [EditorEvent]) {
    self.events = events[...]
  }

  /// Gives these entries out one by one, then `endOfInput`.
  package convenience init(_ entries: [String]) {
    self.init(events: entries.map { .text($0) })
  }

  /// Gives a text out, a line or a block at a time, then `endOfInput`.
  package init(_ text: String, behaviour: EditorBehaviour) {
    lines = EntryLines(of: text, behaviour: behaviour)
  }

  package func read(prompt: String) -> EditorEvent {
    prompts.append(prompt)
    guard !isClosed else { return .endOfInput }
    if let entry = lines?.next() { return .text(entry) }
    return events.popFirst() ?? .endOfInput
  }

  package func remember(_ entry: String) {
    remembered.append(entry)
  }

  package func close() {
    isClosed = true
  }
}
