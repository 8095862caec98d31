import PolicyLanguage

/// Which nodes and values bring several lines of an order together.
struct LineReaders {
  private(set) var nodes: [Bool]
  private(set) var values: [Bool]

  /// Whether what an effect asks brings lines together.
  func reads(_ effect: EffectDefinition) -> Bool {
    (effect.condition >= 0 && nodes[Int(effect.condition)]) || (effect.dateNode >= 0 && nodes[Int(effect.dateNode)])
  }

  init(_ program: Program) {
    nodes = [Bool](repeating: false, count: program.nodes.count)
    values = [Bool](repeating: false, count: program.values.count)
    // Without inputs of lines an order has one line, and nothing to bring together.
    guard program.inputs.contains(where: \.isPerLine) else { return }
    let graph = ReadGraph(program)
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
      let operation = program.nodes[index].operation
      nodes[index] =
        operation == .aggregate || operation == .spread
        || (Int(graph.starts[index])..<Int(graph.starts[index + 1])).contains { position in
          let reads = graph.reads[position]
          return reads >= 0 ? nodes[Int(reads)] : read(Int(~reads))
        }
    }
    for value in program.values.indices { values[value] = read(value) }
  }
}
