package import PolicyEngine

/// What was proved about all orders, in a few lines.
package enum ExaminationText {
  package static func summary(_ examination: BookExamination) -> String {
    var lines: [String] = []
    let open = examination.uncheckedCount
    lines.append(
      "\(examination.questionCount) question\(examination.questionCount == 1 ? "" : "s") about all orders: \(examination.questionCount - open) settled, \(open) unchecked"
    )
    for title in examination.provedChecks { lines.append("proved    \(title)") }
    for acceptance in examination.accepted { lines.append("accepted  \(acceptance)") }
    return lines.joined(separator: "\n")
  }
}
