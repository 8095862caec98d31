package import PolicyEngine

/// For which answers something holds, and where a figure changes, as lines.
package struct SolutionText {
  package init() {}

  package func text(_ solution: Solution) -> String {
    let name = solution.input + (solution.line.map { " on line \($0)" } ?? "")
    var lines: [String] = []
    if solution.isUnchecked {
      // What was not settled may hold: no more is said than what is certain.
      lines.append(
        solution.ranges.isEmpty
          ? "\(name): open, no answer was found for which it holds" : "\(name): certainly \(words(solution.ranges))")
    } else if solution.ranges.isEmpty {
      lines.append("\(name): never")
    } else if let others = solution.others {
      if others.isEmpty, solution.withoutAnswer.isEmpty {
        lines.append("\(name): always")
      } else if solution.ranges.count > 12, others.count <= 40 {
        lines.append("\(name): all but \(list(others + solution.withoutAnswer.map(\.first)))")
      } else {
        lines.append("\(name): \(words(solution.ranges))")
      }
    } else if solution.ranges.count == 1, solution.ranges[0].first == solution.all.first,
      solution.ranges[0].last == solution.all.last
    {
      lines.append("\(name): always, from \(solution.all.first) to \(solution.all.last)")
    } else {
      lines.append("\(name): \(words(solution.ranges))")
      let rows = solution.ranges.flatMap(\.edges).map { edge in
        ["  \(edge.answer)", edge.holds ? "yes" : "no", edge.seen.joined(separator: ", ")]
      }
      if !rows.isEmpty {
        lines.append(Columns(headings: []).text(rows.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }))
      }
    }
    if !solution.withoutAnswer.isEmpty {
      let words =
        solution.withoutAnswer.count > 12 ? "\(solution.withoutAnswer.count) others" : words(solution.withoutAnswer)
      lines.append("turned down or without an answer: \(words)")
    }
    if solution.isUnchecked { lines.append("unchecked: the search ended before everything was settled") }
    return lines.joined(separator: "\n")
  }

  package func text(_ changes: ChangeList) -> String {
    if changes.runs.count == 1, !changes.isCut {
      return "\(changes.figure) is \(changes.runs[0].figure) for every \(changes.input)"
    }
    let rows = changes.runs.map { run in
      [run.first == run.last ? run.first : "\(run.first) to \(run.last)", run.figure]
    }
    let table = Columns(headings: [changes.input, changes.figure]).text(rows)
    return changes.isCut ? table + "\nthere are more; ask within narrower limits" : table
  }

  private func words(_ ranges: [Solution.Range]) -> String {
    list(ranges.map { $0.first == $0.last ? $0.first : "\($0.first) to \($0.last)" })
  }

  private func list(_ parts: [String]) -> String {
    parts.count < 2 ? parts.joined() : parts.dropLast().joined(separator: ", ") + ", and " + (parts.last ?? "")
  }
}
