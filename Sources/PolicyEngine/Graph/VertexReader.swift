import PolicyLanguage
import PolicyProgram

/// Finds the inputs and values that nodes of a program read, through the hidden steps between them.
struct VertexReader {
  private let program: Program
  private let reads: ReadGraph
  /// The vertex of each value; -1 for a step.
  private var vertexOfValue: [Int] = []

  init(_ program: Program) {
    self.program = program
    reads = ReadGraph(program)
    var next = program.inputs.count
    for value in program.values {
      vertexOfValue.append(value.isStep ? -1 : next)
      if !value.isStep { next += 1 }
    }
  }

  /// The vertex of a value, or nil for a step.
  func vertex(ofValue value: Int) -> Int? { vertexOfValue[value] >= 0 ? vertexOfValue[value] : nil }

  /// The vertices that some nodes read, each once, in the order in which they are met from left to right.
  func vertices(of roots: [Int32]) -> [Int] {
    var found: [Int] = []
    var known = Set<Int>()
    var visited = Set<Int32>()
    var pending: [Int32] = roots.filter { $0 >= 0 }.reversed()
    while let next = pending.popLast() {
      // A value stands here as its complement, as in the graph of reads.
      guard visited.insert(next).inserted else { continue }
      if next < 0 {
        let value = Int(~next)
        if let vertex = vertex(ofValue: value) {
          if known.insert(vertex).inserted { found.append(vertex) }
        } else {
          let nodes = reads.valueNodes[Int(reads.valueStarts[value])..<Int(reads.valueStarts[value + 1])]
          pending += nodes.reversed()
        }
        continue
      }
      let node = program.nodes[Int(next)]
      if node.operation == .input || node.operation == .startsWith {
        if known.insert(Int(node.first)).inserted { found.append(Int(node.first)) }
        continue
      }
      pending += reads.reads[Int(reads.starts[Int(next)])..<Int(reads.starts[Int(next) + 1])].reversed()
    }
    return found
  }
}
