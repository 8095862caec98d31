package import PolicyEngine
import PolicyLanguage
import PolicyProgram

/// What a batch came to, for people: sums by currency, orders by deciding rule, refusals.
package struct BatchSummaryText {
  private let engine: Engine
  private let figures: [Int]

  package init(_ engine: Engine, _ figures: [Int]) {
    self.engine = engine
    self.figures = figures
  }

  package func text(_ counts: BatchCounts) -> String {
    var rows: [[String]] = []
    for (currency, sums) in counts.sums.sorted(by: { $0.key < $1.key }) {
      for (figure, sum) in zip(figures, sums) where engine.program.values[figure].type.number?.isAmount == true {
        rows.append([
          engine.program.values[figure].name, engine.text(amount: sum, value: figure, currency: currency), currency,
        ])
      }
    }
    var lines = [Columns(headings: []).text(rows)]
    func add(_ title: String, _ entries: [String: Int]) {
      guard !entries.isEmpty else { return }
      lines += ["", title]
      lines.append(
        Columns(headings: []).text(entries.sorted { $0.key < $1.key }.map { ["  \($0.key)", String($0.value)] }))
    }
    if counts.textual > 0 {
      lines += ["", "\(counts.textual) of \(counts.read) rows were read the slow way"]
    }
    add("decided by", counts.decisions)
    add("refused", counts.refusals)
    return lines.joined(separator: "\n")
  }
}
