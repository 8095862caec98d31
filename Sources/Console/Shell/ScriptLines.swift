/// The text of `--command` as entries: lines, and blocks up to their empty line.
package enum ScriptLines {
  package static func entries(of text: String, isComplete: (String) -> Bool) -> [String] {
    var entries: [String] = []
    var open: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let entry = open.map { $0 + "\n" + line } ?? String(line)
      if isComplete(entry) {
        entries.append(entry)
        open = nil
      } else {
        open = entry
      }
    }
    if let open { entries.append(open) }
    return entries
  }
}

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
