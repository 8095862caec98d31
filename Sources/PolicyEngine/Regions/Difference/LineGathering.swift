import PolicyLanguage
import PolicyProgram

/// Whether what a rule says itself brings the lines of an order together: sums, `any`, `all`, shares. What it reads by
/// name says so itself.
struct LineGathering {
  let program: Program

  /// The parts of a value that bring lines together.
  struct Parts {
    /// Whether what decides does.
    var isInConditions = false
    /// Results that do.
    var results: [Int32] = []
  }

  func parts(of value: Int) -> Parts {
    var parts = Parts()
    for item in program.values[value].cases {
      if gathers([item.condition, item.dateNode]) { parts.isInConditions = true }
      if gathers([item.result]) { parts.results.append(item.result) }
      for step in item.steps {
        let own = self.parts(of: step.value)
        parts.isInConditions = parts.isInConditions || own.isInConditions
        parts.results += own.results
      }
    }
    return parts
  }

  func gathers(_ effect: EffectDefinition) -> Bool { gathers([effect.condition, effect.dateNode]) }

  private func gathers(_ roots: [Int32]) -> Bool {
    var open = roots.filter { $0 >= 0 }
    var seen: Set<Int32> = []
    while let index = open.popLast() {
      guard seen.insert(index).inserted else { continue }
      let node = program.nodes[Int(index)]
      switch node.operation {
      case .aggregate, .spread: return true
      case .table:
        let table = program.tables[Int(node.first)]
        open += table.keys + [table.dateNode, table.otherwise].filter { $0 >= 0 }
        open += table.rows.map(\.result).filter { $0 >= 0 }
      default: program.forEachOperand(of: node) { open.append($0) }
      }
    }
    return false
  }
}
