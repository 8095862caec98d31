/// The way of the arrows through the history: only entries that begin with what stood before the cursor.
struct HistoryWalk {
  /// Oldest first, each once.
  private(set) var entries: [String]
  private let limit: Int
  /// Under way: where we are, what was typed first, and what is shown now.
  private var place: Place?

  private struct Place {
    var index: Int
    var prefix: String
    var typed: String
    var shown: String
  }

  init(entries: [String], limit: Int) {
    self.entries = entries
    self.limit = limit
  }

  /// Makes an entry the newest.
  mutating func add(_ entry: String) {
    entries.removeAll { $0 == entry }
    entries.append(entry)
    if entries.count > limit { entries.removeFirst(entries.count - limit) }
    place = nil
  }

  /// A new line begins at its newest end.
  mutating func restart() {
    place = nil
  }

  /// The next older entry that fits; nil when there is none.
  mutating func older(than text: String, before cursor: String) -> String? {
    var from = place(for: text, before: cursor)
    guard let index = entries[..<from.index].lastIndex(where: { $0.hasPrefix(from.prefix) && $0 != text }) else {
      return nil
    }
    from.index = index
    from.shown = entries[index]
    place = from
    return from.shown
  }

  /// The next newer one, at last what had been typed; nil when that is shown already.
  mutating func newer(than text: String, before cursor: String) -> String? {
    var from = place(for: text, before: cursor)
    guard from.index < entries.count else { return nil }
    let later = entries[(from.index + 1)...].firstIndex { $0.hasPrefix(from.prefix) && $0 != text }
    from.index = later ?? entries.count
    from.shown = later.map { entries[$0] } ?? from.typed
    place = from
    return from.shown
  }

  /// Goes on only while the line is as the last step left it.
  private func place(for text: String, before cursor: String) -> Place {
    if let place, place.shown == text { return place }
    return Place(index: entries.count, prefix: cursor, typed: text, shown: text)
  }
}
