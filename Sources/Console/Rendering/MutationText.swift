import Diagnostics
package import PolicyEngine

/// Which small changes no test notices, as lines.
package struct MutationText {
  package init() {}

  package func text(_ report: MutationRunner.Report) -> String {
    let count = report.noticed + report.unloadable + report.equivalent.count + report.survivors.count
    var parts: [String] = []
    for change in report.survivors {
      var lines = ["no test notices  \(change.text)  (\(change.place))"]
      if let region = change.region {
        let figures = region.figures.filter { $0.change != .same }.map { "\($0.name) \($0.before) → \($0.after)" }
        let what =
          figures.isEmpty ? "\(region.subject): \(region.before) → \(region.after)" : figures.joined(separator: "; ")
        lines.append("  \(region.isReasonOnly ? "only the reason changes: " : "")\(what)")
        lines.append("  this order would: quote \(region.example)")
      } else {
        lines.append("  whether any order would was not settled")
      }
      parts.append(lines.map { Display.harmless($0) }.joined(separator: "\n"))
    }
    if !report.equivalent.isEmpty {
      parts.append(
        (["changes of no order:"] + report.equivalent.map { "  \(Display.harmless($0.text))  (\($0.place))" }).joined(
          separator: "\n"))
    }
    parts.append(
      "\(count) changes: \(report.noticed) noticed by a test, \(report.unloadable) do not load, \(report.equivalent.count) change no order, \(report.survivors.count) survive"
    )
    return parts.joined(separator: "\n\n")
  }
}
