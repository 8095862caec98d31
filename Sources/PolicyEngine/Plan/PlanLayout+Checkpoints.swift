import PolicyLanguage

/// Keeps the stack small in books whose values build on each other hundreds of levels deep.
///
/// The levels are cut into bands. What is read from a higher band is evaluated first, in the order of its level, and
/// remembered; so no evaluation goes deeper than one band. Ordinary books have one band and no checkpoint.
extension PlanLayout {
  /// Levels in a band: several frames of the evaluator each.
  private static let band: Int32 = 256

  mutating func addCheckpoints(_ graph: ReadGraph) {
    let (nodeLevels, valueLevels) = graph.levels(ofValues: false)
    guard nodeLevels.contains(where: { $0 > Self.band }) || valueLevels.contains(where: { $0 > Self.band }) else {
      return
    }
    var isMarkedNode = [Bool](repeating: false, count: nodeLevels.count)
    var isMarkedValue = [Bool](repeating: false, count: valueLevels.count)
    for index in nodeLevels.indices {
      for position in graph.starts[index]..<graph.starts[index + 1] {
        let read = graph.reads[Int(position)]
        if read >= 0 {
          if nodeLevels[Int(read)] / Self.band < nodeLevels[index] / Self.band { isMarkedNode[Int(read)] = true }
        } else if valueLevels[Int(~read)] / Self.band < nodeLevels[index] / Self.band {
          isMarkedValue[Int(~read)] = true
        }
      }
    }
    for value in valueLevels.indices {
      for position in graph.valueStarts[value]..<graph.valueStarts[value + 1] {
        let node = Int(graph.valueNodes[Int(position)])
        if nodeLevels[node] / Self.band < valueLevels[value] / Self.band { isMarkedNode[node] = true }
      }
    }
    nodeSlots = [Int32](repeating: -1, count: nodeLevels.count)
    var marked: [(level: Int32, checkpoint: Plan.Checkpoint)] = []
    for index in nodeLevels.indices where isMarkedNode[index] {
      nodeSlots[index] = newSlot(isPerLine: nodes[index].isPerLine)
      nodes[index].isRemembered = true
      marked.append((nodeLevels[index], .node(index)))
    }
    for value in valueLevels.indices where isMarkedValue[value] { marked.append((valueLevels[value], .value(value))) }
    checkpoints = marked.sorted { $0.level < $1.level }.map(\.checkpoint)
  }
}
