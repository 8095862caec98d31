import PolicyLanguage
import PolicyProgram

/// Which nodes and values each node of a program reads, laid out flat.
struct ReadGraph {
  /// The reads of node `i` are those from `starts[i]` to `starts[i + 1]`: a node as it is, a value as its complement.
  private(set) var starts: [Int32] = [0]
  private(set) var reads: [Int32] = []
  /// The nodes of each value's cases, in the same way.
  private(set) var valueStarts: [Int32] = [0]
  private(set) var valueNodes: [Int32] = []

  init(_ program: Program) {
    let nodes = program.nodes
    starts.reserveCapacity(nodes.count + 1)
    reads.reserveCapacity(nodes.count * 2)
    for index in nodes.indices {
      append(nodes[index], program)
      starts.append(Int32(reads.count))
    }
    for value in program.values {
      for rule in value.cases {
        for node in [rule.condition, rule.dateNode, rule.result] where node >= 0 { valueNodes.append(node) }
      }
      valueStarts.append(Int32(valueNodes.count))
    }
  }

  private mutating func append(_ node: Node, _ program: Program) {
    switch node.operation {
    case .input, .startsWith: append(program.inputs[Int(node.first)].defaultNode)
    case .value, .ruleState: reads.append(~node.first)
    case .table:
      let table = program.tables[Int(node.first)]
      for key in table.keys { append(key) }
      append(table.dateNode)
      append(table.otherwise)
      for row in table.rows where row.result >= 0 && program.nodes[Int(row.result)].operation != .constant {
        append(row.result)
      }
    default: program.forEachOperand(of: node) { append($0) }
    }
  }

  private mutating func append(_ node: Int32) { if node >= 0 { reads.append(node) } }

  // MARK: Reach

  /// These values and all that they read, directly or through others.
  func values(behind roots: [Int]) -> Set<Int> {
    var seen = Set(roots)
    var open = roots
    var visited: Set<Int32> = []
    while let value = open.popLast() {
      var nodes = Array(valueNodes[Int(valueStarts[value])..<Int(valueStarts[value + 1])])
      while let node = nodes.popLast() {
        guard visited.insert(node).inserted else { continue }
        for read in reads[Int(starts[Int(node)])..<Int(starts[Int(node) + 1])] {
          if read >= 0 {
            nodes.append(read)
          } else if seen.insert(Int(~read)).inserted {
            open.append(Int(~read))
          }
        }
      }
    }
    return seen
  }

  /// The nodes and values that some nodes are read by, directly or through others, with those nodes.
  ///
  /// - Parameter decides: Whether a node is one of them (true), none whatever it reads (false), or one if what it reads is.
  func readers(_ decides: (Int) -> Bool?) -> (nodes: [Bool], values: [Bool]) {
    var nodes = [Bool](repeating: false, count: starts.count - 1)
    var values = [Bool?](repeating: nil, count: valueStarts.count - 1)
    func reads(_ value: Int) -> Bool {
      if let known = values[value] { return known }
      let answer = valueNodes[Int(valueStarts[value])..<Int(valueStarts[value + 1])].contains { nodes[Int($0)] }
      values[value] = answer
      return answer
    }
    for index in nodes.indices {
      nodes[index] =
        decides(index)
        ?? self.reads[Int(starts[index])..<Int(starts[index + 1])].contains {
          $0 >= 0 ? nodes[Int($0)] : reads(Int(~$0))
        }
    }
    return (nodes, values.indices.map(reads))
  }

  // MARK: Levels

  /// How high each node and each value stands above what it reads. With `ofValues`, only values count as levels.
  func levels(ofValues: Bool) -> (nodes: [Int32], values: [Int32]) {
    let step: Int32 = ofValues ? 0 : 1
    var nodes = [Int32](repeating: 0, count: starts.count - 1)
    var values = [Int32](repeating: -1, count: valueStarts.count - 1)
    func valueLevel(_ value: Int) -> Int32 {
      if values[value] >= 0 { return values[value] }
      var level: Int32 = 0
      for position in valueStarts[value]..<valueStarts[value + 1] {
        level = max(level, nodes[Int(valueNodes[Int(position)])])
      }
      values[value] = level + 1
      return level + 1
    }
    for index in nodes.indices {
      var level: Int32 = 0
      for position in starts[index]..<starts[index + 1] {
        let read = reads[Int(position)]
        // A node behind this one is no operand; it would be an input's default that reads a later input.
        level = max(level, read >= 0 ? (read < Int32(index) ? nodes[Int(read)] : 0) : valueLevel(Int(~read)))
      }
      nodes[index] = level + step
    }
    for value in values.indices { _ = valueLevel(value) }
    return (nodes, values)
  }
}
