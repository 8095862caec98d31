import PolicyLanguage
import PolicyProgram

/// Which nodes and values bring several lines of an order together.
struct LineReaders {
  let nodes: [Bool]
  let values: [Bool]

  /// Whether what an effect asks brings lines together.
  func reads(_ effect: EffectDefinition) -> Bool {
    (effect.condition >= 0 && nodes[Int(effect.condition)]) || (effect.dateNode >= 0 && nodes[Int(effect.dateNode)])
  }

  init(_ program: Program) {
    // Without inputs of lines an order has one line, and nothing to bring together.
    let hasLines = program.inputs.contains(where: \.isPerLine)
    (nodes, values) = ReadGraph(program).readers { index in
      if !hasLines { return false }
      return program.nodes[index].operation.crossesLines ? true : nil
    }
  }
}
