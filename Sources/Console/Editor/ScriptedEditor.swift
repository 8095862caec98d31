/// An editor that reads a list, and keeps what it was told: for tests of everything above the terminal.
package final class ScriptedEditor: LineEditor {
  private var events: ArraySlice<EditorEvent>
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

  package func read(prompt: String) -> EditorEvent {
    prompts.append(prompt)
    guard !isClosed else { return .endOfInput }
    return events.popFirst() ?? .endOfInput
  }

  package func remember(_ entry: String) {
    remembered.append(entry)
  }

  package func close() {
    isClosed = true
  }
}
