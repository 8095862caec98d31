import PolicyLanguage

/// Which nodes read inputs and nothing that rules decide.
struct InputReaders {
  private let reads: [Bool]

  init(_ program: Program) {
    let graph = ReadGraph(program)
    var reads = [Bool](repeating: true, count: program.nodes.count)
    for index in program.nodes.indices {
      switch program.nodes[index].operation {
      case .value, .table, .ruleState, .spread, .call: reads[index] = false
      default:
        reads[index] = (Int(graph.starts[index])..<Int(graph.starts[index + 1])).allSatisfy { position in
          let read = graph.reads[position]
          // A default may stand behind the input that has it.
          return read < 0 ? false : read >= Int32(index) || reads[Int(read)]
        }
      }
    }
    self.reads = reads
  }

  /// Whether a node, if there is one, reads inputs alone.
  func nodes(_ node: Int32) -> Bool { node < 0 || reads[Int(node)] }
}
