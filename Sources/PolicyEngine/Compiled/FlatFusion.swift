/// Makes one step of several that always follow each other, where one order pays for each step.
struct FlatFusion {
  private(set) var steps: [Instruction]
  private var reads: [Int32: Int] = [:]
  private var places: [Int32: Int] = [:]

  /// - Parameters:
  ///   - steps: Steps over registers that are written once.
  ///   - outputs: Registers that are read at the end.
  init(_ steps: [Instruction], outputs: [Int32], operands: [Int32]) {
    self.steps = steps
    for register in outputs + operands { reads[register, default: 0] += 2 }
    for (index, step) in steps.enumerated() {
      for register in [step.first, step.second, step.third] { reads[register, default: 0] += 1 }
      places[step.result] = index
    }
    var isDropped = Set<Int>()
    for index in steps.indices where steps[index].operation == .gather { fuse(index, &isDropped) }
    self.steps = self.steps.enumerated().filter { !isDropped.contains($0.offset) }.map(\.element)
  }

  /// The step that makes a register, if nobody else reads it.
  private func maker(_ register: Int32, _ operation: Instruction.Operation) -> Int? {
    guard register >= 0, reads[register] == 1, let index = places[register], steps[index].operation == operation else {
      return nil
    }
    return index
  }

  /// A place in a grid, its sum, and what stands there.
  private mutating func fuse(_ index: Int, _ isDropped: inout Set<Int>) {
    guard steps[index].constant == 0, let sum = maker(steps[index].first, .add), steps[sum].first >= 0,
      steps[sum].second >= 0
    else { return }
    var (scaled, other) = (steps[sum].first, steps[sum].second)
    var stride: Int64 = 1
    for (candidate, rest) in [(scaled, other), (other, scaled)] {
      guard let product = maker(candidate, .multiply), steps[product].first < 0 || steps[product].second < 0 else {
        continue
      }
      (scaled, other) = (max(steps[product].first, steps[product].second), rest)
      stride = steps[product].constant
      isDropped.insert(product)
      break
    }
    isDropped.insert(sum)
    steps[index].operation = .lookup
    steps[index].first = scaled
    steps[index].second = other
    steps[index].constant = stride
  }
}
