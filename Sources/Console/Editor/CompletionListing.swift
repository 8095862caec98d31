/// The candidates of Tab as rows below the line.
struct CompletionListing {
  /// Cells of a row.
  var columns: Int
  /// Rows there is room for, the last one for what was left out.
  var rows: Int
  var colour: Bool

  /// With summaries one candidate a row, otherwise in columns, down and then across.
  func lines(_ candidates: [Completion]) -> [String] {
    let room = max(1, columns - 1)
    let all =
      candidates.contains { !$0.summary.isEmpty }
      ? described(candidates, room: room) : packed(candidates.map(\.replacement), room: room)
    guard all.count > rows, rows > 1 else { return all }
    let left = all.count - (rows - 1)
    return all.prefix(rows - 1) + ["… \(left) more \(left == 1 ? "row" : "rows"): type on to narrow them"]
  }

  private func described(_ candidates: [Completion], room: Int) -> [String] {
    let first = candidates.map { width($0.replacement) }.max() ?? 0
    return candidates.map { candidate in
      guard !candidate.summary.isEmpty, first + 3 < room else { return cut(candidate.replacement, to: room) }
      let summary = cut(candidate.summary, to: room - first - 2)
      return padded(candidate.replacement, to: first + 2) + (colour ? "\u{1B}[2m\(summary)\u{1B}[0m" : summary)
    }
  }

  private func packed(_ words: [String], room: Int) -> [String] {
    let column = min(room, (words.map(width).max() ?? 0) + 2)
    let across = max(1, (room + 2) / max(1, column))
    let down = (words.count + across - 1) / across
    return (0..<down).map { row in
      let cells = stride(from: row, to: words.count, by: max(1, down)).map { words[$0] }
      let line = cells.dropLast().map { padded($0, to: column) }.joined() + (cells.last ?? "")
      return cut(line, to: room)
    }
  }

  private func width(_ text: String) -> Int {
    ScreenFrame.width(of: text)
  }

  private func padded(_ text: String, to cells: Int) -> String {
    text + String(repeating: " ", count: max(0, cells - width(text)))
  }

  /// A row must never wrap, or the line below it would not stand where libedit draws it.
  private func cut(_ text: String, to cells: Int) -> String {
    let text = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    guard width(text) > cells else { return text }
    var kept = ""
    var used = 0
    for character in text {
      let next = width(String(character))
      if used + next > cells - 1 { break }
      kept.append(character)
      used += next
    }
    return kept + "…"
  }
}
