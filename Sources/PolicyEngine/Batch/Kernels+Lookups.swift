/// Lookups in arrays known at load.
extension Kernels {
  func countCuts(_ step: Instruction, _ count: Int, _ cuts: LaneArray) {
    switch step.source {
    case .byte: counted(step, count, cuts, UInt8.self)
    case .int: counted(step, count, cuts, Int32.self)
    case .long: counted(step, count, cuts, Int64.self)
    }
  }

  @inline(__always)
  private func counted<Element: FixedWidthInteger & BitwiseCopyable>(
    _ step: Instruction, _ count: Int, _ cuts: LaneArray, _: Element.Type
  ) {
    let result = column(step.result, Element.self)
    let first = column(step.first, Element.self)
    result.update(repeating: 0, count: count)
    for index in 0..<cuts.count {
      let cut = Element(truncatingIfNeeded: cuts.element(index))
      for row in 0..<count { result[row] &+= first[row] >= cut ? 1 : 0 }
    }
  }

  func searchCuts(_ step: Instruction, _ count: Int, _ cuts: LaneArray) {
    let result = column(step.result, Int32.self)
    reading(step.source, step.first) { key in
      for row in 0..<count { result[row] = Int32(truncatingIfNeeded: cuts.cutsBelow(key(row))) }
    }
  }

  func gather(_ step: Instruction, _ count: Int, _ array: LaneArray) {
    switch array.lane {
    case .byte: gathered(step, count, array, UInt8.self)
    case .int: gathered(step, count, array, Int32.self)
    case .long: gathered(step, count, array, Int64.self)
    }
  }

  @inline(__always)
  private func gathered<Element: BitwiseCopyable>(
    _ step: Instruction, _ count: Int, _ array: LaneArray, _: Element.Type
  ) {
    let base = array.memory.assumingMemoryBound(to: Element.self)
    let result = column(step.result, Element.self)
    let offset = Int(step.constant)
    if array.count == 2, step.source == .byte, offset == 0 {
      // One of two: a select of constants, many rows at once.
      let index = column(step.first, UInt8.self)
      let (first, second) = (base[0], base[1])
      for row in 0..<count { result[row] = index[row] == 0 ? first : second }
      return
    }
    switch step.source {
    case .byte:
      let index = column(step.first, UInt8.self)
      for row in 0..<count { result[row] = base[Int(index[row]) &- offset] }
    case .int:
      let index = column(step.first, Int32.self)
      for row in 0..<count { result[row] = base[Int(index[row]) &- offset] }
    case .long:
      let index = column(step.first, Int64.self)
      for row in 0..<count { result[row] = base[Int(index[row]) &- offset] }
    }
  }

  func probe(_ step: Instruction, _ count: Int, _ table: ProbeTable, _ operands: UnsafePointer<Int32>) {
    let result = column(step.result, Int32.self)
    let classes = column(step.first, Int32.self)
    let first = Int(step.second)
    for row in 0..<count {
      result[row] = table.place(Int(classes[row])) { column in
        self.column(operands[first + column], Int64.self)[row]
      }
    }
  }
}
