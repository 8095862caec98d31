package import PolicyEngine

/// Why a rule does not decide, and what would make it, as lines.
package struct WhyNotText {
  package init() {}

  package func text(_ answer: WhyNot) -> String {
    let about = answer.value == answer.rule ? "" : answer.value.map { " \($0)" } ?? ""
    if answer.holds {
      return "\(answer.rule) \(answer.value == nil ? "comes about" : "decides\(about)") for this order"
    }
    var lines = ["\(answer.rule) does not \(answer.value == nil ? "come about" : "decide\(about)") for this order:"]
    let rows = answer.failing.map { condition in
      [
        "  \(condition.text)", condition.seen.isEmpty ? "" : "but \(condition.seen.joined(separator: ", "))",
        condition.place,
      ]
    }
    if !rows.isEmpty { lines.append(Columns(headings: []).text(rows)) }
    for rule in answer.withoutTarget { lines.append("  it is an exception to \(rule), which does not apply") }
    for rule in answer.overruledBy { lines.append("  \(rule) applies and goes before it") }
    lines.append("")
    if answer.changes.isEmpty {
      lines.append(
        answer.isUnchecked
          ? "no change of one or two answers was found that makes it; the search was not complete"
          : "no change of one or two answers makes it")
    } else {
      lines.append(
        answer.changes[0].answers.count == 1 ? "with one change it would:" : "with these changes together it would:")
      lines.append(Columns(headings: []).text(answer.changes.map(row)))
    }
    return lines.joined(separator: "\n")
  }

  private func row(_ change: WhyNot.Change) -> [String] {
    let answers = change.answers.map { answer in
      let line = answer.line.map { " on line \($0)" } ?? ""
      return "\(answer.input)\(line) \(answer.after) (is \(answer.before))"
    }
    if change.isTurnedDown { return ["  \(answers.joined(separator: ", "))", "the order is turned down then"] }
    guard let figure = change.figure, let after = change.after else { return ["  \(answers.joined(separator: ", "))"] }
    var effect = "\(figure) \(after)"
    if let before = change.before { effect += before == after ? ", as now" : " instead of \(before)" }
    return ["  \(answers.joined(separator: ", "))", effect, change.saved.map { "\($0) less" } ?? ""]
  }
}
