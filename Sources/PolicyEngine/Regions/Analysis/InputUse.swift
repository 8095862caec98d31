import PolicyLanguage
import PolicyProgram

/// Which nodes and values read an input, directly or through others.
struct InputUse {
  let nodes: [Bool]
  let values: [Bool]

  /// - Parameter throughDefaults: Whether an input whose default reads the other counts as reading it.
  init(_ program: Program, input: Int, graph: ReadGraph, throughDefaults: Bool = false) {
    (nodes, values) = graph.readers { index in
      let node = program.nodes[index]
      guard node.operation == .input || node.operation == .startsWith else { return nil }
      if Int(node.first) == input { return true }
      // A default is another order's answer: inputs are free of each other.
      return throughDefaults ? nil : false
    }
  }
}
