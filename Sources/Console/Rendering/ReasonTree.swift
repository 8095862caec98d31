import Diagnostics
package import PolicyModel

/// Reasons as a tree: what follows from what, with each rule's place.
package struct ReasonTree {
  let isColoured: Bool

  package init(isColoured: Bool = false) { self.isColoured = isColoured }

  package func text(_ explanation: Explanation) -> String {
    var lines: [String] = []
    add(explanation, prefix: "", continuation: "", to: &lines)
    return lines.joined(separator: "\n")
  }

  private func add(_ explanation: Explanation, prefix: String, continuation: String, to lines: inout [String]) {
    var line = prefix + Display.harmless(explanation.text)
    if let place = explanation.place, !place.isEmpty {
      line += isColoured ? "  \u{1B}[2m\(place)\u{1B}[0m" : "  (\(place))"
    }
    var reason = explanation.reason
    if let short = reason, short.count <= 12, explanation.children.isEmpty {
      line += " (\(short))"
      reason = nil
    }
    lines.append(line)
    let bar = explanation.children.isEmpty ? "   " : "│  "
    if let reason { lines.append(continuation + bar + Display.harmless(reason)) }
    for (index, child) in explanation.children.enumerated() {
      let isLast = index == explanation.children.count - 1
      add(
        child, prefix: continuation + (isLast ? "└─ " : "├─ "), continuation: continuation + (isLast ? "   " : "│  "),
        to: &lines)
    }
  }
}
