/// Lines that are there already, as entries: a block is one, up to the empty line that ends it or to the line that is none
/// of its own. Entries are taken one at a time, for what a line is depends on those before.
struct EntryLines {
  private var lines: ArraySlice<String>
  private let behaviour: EditorBehaviour
  /// No more lines come: a block at their end is closed.
  private let isWhole: Bool
  /// The block that is being read.
  private var open: String?

  /// Lines to which others may come.
  init(_ lines: ArraySlice<String> = [], behaviour: EditorBehaviour) {
    self.lines = lines
    self.behaviour = behaviour
    isWhole = false
  }

  /// All lines of a text.
  init(of text: String, behaviour: EditorBehaviour) {
    // As scalars: a mark at a line's beginning would make one character of it and the line's end.
    lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }[...]
    self.behaviour = behaviour
    isWhole = true
  }

  var isEmpty: Bool { lines.isEmpty && open == nil }

  /// The bytes of the block that is being read.
  var length: Int { open?.utf8.count ?? 0 }

  mutating func append(_ line: String) { lines.append(line) }

  /// The next entry; nil when what is left may still go on.
  ///
  /// - Parameter waits: Whether somebody waits for an answer to what has come; then a heading that is complete by itself
  ///   is not kept for the lines below it.
  mutating func next(waits: Bool = false) -> String? {
    while let line = lines.first {
      var entry = line
      if let block = open {
        guard behaviour.continues(block, line) else { return finish() }
        entry = block + "\n" + line
      }
      lines.removeFirst()
      open = entry
      // An empty line goes on with every block.
      if behaviour.isComplete(entry), waits || !behaviour.continues(entry, "") { return finish() }
    }
    return isWhole ? finish() : nil
  }

  /// What is left, when there are no more lines.
  mutating func finish() -> String? {
    defer { open = nil }
    return open
  }

  /// Forgets everything.
  mutating func discard() {
    lines = []
    open = nil
  }
}
