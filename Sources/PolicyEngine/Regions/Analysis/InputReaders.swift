import PolicyLanguage
import PolicyProgram

/// Which nodes read inputs and nothing that rules decide.
struct InputReaders {
  private let readsRules: [Bool]

  init(_ program: Program) {
    readsRules =
      ReadGraph(program).readers { index in
        switch program.nodes[index].operation {
        case .value, .table, .ruleState, .spread, .call: true
        default: nil
        }
      }.nodes
  }

  /// Whether a node, if there is one, reads inputs alone.
  func nodes(_ node: Int32) -> Bool { node < 0 || !readsRules[Int(node)] }
}
