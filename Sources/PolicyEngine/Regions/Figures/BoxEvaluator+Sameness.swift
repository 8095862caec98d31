import PolicyLanguage
import PolicyProgram

/// Whether two figures are one and the same over a box, whatever they come to: the same expression twice, or a value
/// and what decides it.
extension BoxEvaluator {
  func areSame(_ one: Int32, _ other: Int32, _ line: Int, depth: Int = 0) -> Bool {
    let (one, other) = (settled(one, line), settled(other, line))
    if one == other { return true }
    let (left, right) = (plan.nodes[one], plan.nodes[other])
    guard depth < 8, left.operation == right.operation, left.isPerLine == right.isPerLine,
      left.constant == right.constant, left.shift == right.shift
    else { return false }
    switch left.operation {
    case .constant: return true
    case .input, .value: return left.first == right.first
    case .spanWhole, .spanExact:
      guard plan.program.spans[Int(left.third)] == plan.program.spans[Int(right.third)] else { return false }
    case .add, .subtract, .addDays, .addMonths: break
    default: return false
    }
    return areSame(left.first, right.first, line, depth: depth + 1)
      && areSame(left.second, right.second, line, depth: depth + 1)
  }

  /// What a value comes to where one case decides it for every order of the box; any other node as it is.
  func settled(_ index: Int32, _ line: Int) -> Int32 {
    let node = plan.nodes[index]
    guard node.operation == .value else { return index }
    let record = plan.values[node.first]
    var result = record.plainResult
    if result < 0 {
      let states = states(of: node.first, line)
      guard let first = states.remaining.firstIndex(where: \.canBeYes), !states.remaining[first].canBeNo,
        states.remaining.lastIndex(where: \.canBeYes) == first
      else { return index }
      result = plan.cases[Int(record.firstCase) + first].result
    }
    // A value of a line that is read for the order would be another line's.
    guard result >= 0, plan.nodes[result].isPerLine == node.isPerLine, plan.scale(of: result) == plan.scale(of: index)
    else { return index }
    return settled(result, line)
  }
}
