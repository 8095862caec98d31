import PolicyLanguage

/// Keeps the stack small in books whose values build on each other hundreds of levels deep.
///
/// The levels are cut into bands. What is read from a higher band is evaluated first, in the order of its level, and
/// remembered; so no evaluation goes deeper than one band. Ordinary books have one band and no checkpoint.
extension PlanLayout {
  /// Levels in a band: several frames of the evaluator each.
  private static let band = 256

  mutating func addCheckpoints() {
    var nodeHeights = [Int](repeating: 0, count: program.nodes.count)
    var valueHeights = [Int](repeating: -1, count: program.values.count)
    func valueHeight(_ value: Int) -> Int {
      if valueHeights[value] >= 0 { return valueHeights[value] }
      var height = 0
      for definition in program.values[value].cases {
        for node in [definition.condition, definition.dateNode, definition.result] where node >= 0 {
          height = max(height, nodeHeights[Int(node)])
        }
      }
      valueHeights[value] = height + 1
      return height + 1
    }
    var highest = 0
    for index in program.nodes.indices {
      var height = 0
      forEachRead(index) { read in
        switch read {
        case .node(let node): height = max(height, nodeHeights[node])
        case .value(let value): height = max(height, valueHeight(value))
        }
      }
      nodeHeights[index] = height + 1
      highest = max(highest, height + 1)
    }
    guard highest > Self.band else { return }

    var isMarkedValue = [Bool](repeating: false, count: program.values.count)
    var isMarkedNode = [Bool](repeating: false, count: program.nodes.count)
    func mark(_ node: Int32, readFrom height: Int) {
      if node >= 0, nodeHeights[Int(node)] / Self.band < height / Self.band { isMarkedNode[Int(node)] = true }
    }
    for index in program.nodes.indices {
      let height = nodeHeights[index]
      forEachRead(index) { read in
        switch read {
        case .node(let node): mark(Int32(node), readFrom: height)
        case .value(let value):
          if valueHeight(value) / Self.band < height / Self.band { isMarkedValue[value] = true }
        }
      }
    }
    for (index, value) in program.values.enumerated() {
      for definition in value.cases {
        for node in [definition.condition, definition.dateNode, definition.result] {
          mark(node, readFrom: valueHeight(index))
        }
      }
    }
    nodeSlots = [Int32](repeating: -1, count: program.nodes.count)
    var marked: [(height: Int, checkpoint: Plan.Checkpoint)] = []
    for index in program.nodes.indices where isMarkedNode[index] {
      nodeSlots[index] = newSlot(isPerLine: nodes[index].isPerLine)
      nodes[index].isRemembered = true
      marked.append((nodeHeights[index], .node(index)))
    }
    for index in program.values.indices where isMarkedValue[index] {
      marked.append((valueHeight(index), .value(index)))
    }
    checkpoints = marked.sorted { $0.height < $1.height }.map(\.checkpoint)
  }

  enum Read {
    case node(Int)
    case value(Int)
  }

  func forEachRead(_ index: Int, _ body: (Read) -> Void) {
    let node = program.nodes[index]
    func read(_ operand: Int32) { if operand >= 0, operand < Int32(index) { body(.node(Int(operand))) } }
    switch node.operation {
    case .constant: break
    case .input, .startsWith: read(program.inputs[Int(node.first)].defaultNode)
    case .value, .ruleState: body(.value(Int(node.first)))
    case .round, .rescale, .negate, .not, .has, .datePart, .aggregate: read(node.first)
    case .inList:
      read(node.first)
      read(node.third)
    case .spread:
      let spread = program.spreads[Int(node.third)]
      read(spread.amount)
      read(spread.weight)
      read(spread.cap)
    case .table:
      let table = program.tables[Int(node.first)]
      table.keys.forEach(read)
      read(table.dateNode)
      read(table.otherwise)
      for row in table.rows { read(row.result) }
    case .call: for operand in program.operands[Int(node.second)...].prefix(Int(node.third)) { read(operand) }
    default:
      read(node.first)
      read(node.second)
    }
  }
}
