/// Where the history is kept.
package enum HistoryPath {
  /// `LISTINO_HISTORY` (empty: none), or the XDG state folder.
  package static var standard: String? {
    if let path = Streams.environment("LISTINO_HISTORY") { return path.isEmpty ? nil : path }
    if let state = Streams.environment("XDG_STATE_HOME"), state.hasPrefix("/") {
      return state + "/listino/history.jsonl"
    }
    return Streams.environment("HOME").flatMap { $0.hasPrefix("/") ? $0 + "/.local/state/listino/history.jsonl" : nil }
  }
}
