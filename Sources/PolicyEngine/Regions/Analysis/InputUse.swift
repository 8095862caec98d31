import PolicyLanguage

/// Which nodes and values read an input, directly or through others.
struct InputUse {
  private(set) var nodes: [Bool]
  private(set) var values: [Bool]

  /// - Parameter throughDefaults: Whether an input whose default reads the other counts as reading it.
  init(_ program: Program, input: Int, graph: ReadGraph, throughDefaults: Bool = false) {
    nodes = [Bool](repeating: false, count: program.nodes.count)
    values = [Bool](repeating: false, count: program.values.count)
    var known = [Bool?](repeating: nil, count: program.values.count)
    func read(_ value: Int) -> Bool {
      if let answer = known[value] { return answer }
      known[value] = false
      let range = Int(graph.valueStarts[value])..<Int(graph.valueStarts[value + 1])
      let answer = range.contains { nodes[Int(graph.valueNodes[$0])] }
      known[value] = answer
      return answer
    }
    for index in program.nodes.indices {
      let node = program.nodes[index]
      if node.operation == .input || node.operation == .startsWith, Int(node.first) == input {
        nodes[index] = true
        continue
      }
      // A default is another order's answer: inputs are free of each other.
      if node.operation == .input, !throughDefaults { continue }
      nodes[index] = (Int(graph.starts[index])..<Int(graph.starts[index + 1])).contains { position in
        let reads = graph.reads[position]
        return reads >= 0 ? nodes[Int(reads)] : read(Int(~reads))
      }
    }
    for value in program.values.indices { values[value] = read(value) }
  }
}
