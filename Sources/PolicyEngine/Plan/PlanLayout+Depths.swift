import PolicyLanguage

extension Plan {
  /// How many values stand below each value, at most: an order that does not depend on the order of blocks.
  static func valueDepths(_ program: Program) -> [Int] {
    var nodeDepths = [Int](repeating: 0, count: program.nodes.count)
    var valueDepths = [Int](repeating: -1, count: program.values.count)
    let layout = PlanLayout(program)
    func valueDepth(_ value: Int) -> Int {
      if valueDepths[value] >= 0 { return valueDepths[value] }
      var depth = 0
      for definition in program.values[value].cases {
        for node in [definition.condition, definition.dateNode, definition.result] where node >= 0 {
          depth = max(depth, nodeDepths[Int(node)])
        }
      }
      valueDepths[value] = depth + 1
      return depth + 1
    }
    for index in program.nodes.indices {
      layout.forEachRead(index) { read in
        switch read {
        case .node(let node): nodeDepths[index] = max(nodeDepths[index], nodeDepths[node])
        case .value(let value): nodeDepths[index] = max(nodeDepths[index], valueDepth(value))
        }
      }
    }
    return program.values.indices.map(valueDepth)
  }
}
