/// Lookups in arrays known at load.
extension Kernels {
  func countCuts(_ step: Instruction, _ count: Int, _ cuts: CodeArray) {
    switch step.source {
    case .byte: counted(step, count, cuts, UInt8.self)
    case .int: counted(step, count, cuts, Int32.self)
    case .long: counted(step, count, cuts, Int64.self)
    }
  }

  @inline(__always)
  private func counted<Element: FixedWidthInteger & BitwiseCopyable>(
    _ step: Instruction, _ count: Int, _ cuts: CodeArray, _: Element.Type
  ) {
    let result = column(step.result, Element.self)
    let first = column(step.first, Element.self)
    result.update(repeating: 0, count: count)
    for index in 0..<cuts.count {
      let cut = Element(truncatingIfNeeded: cuts.element(index))
      for row in 0..<count { result[row] &+= first[row] >= cut ? 1 : 0 }
    }
  }

  func searchCuts(_ step: Instruction, _ count: Int, _ cuts: CodeArray) {
    let result = column(step.result, Int32.self)
    reading(step.source, step.first) { key in
      for row in 0..<count { result[row] = Int32(truncatingIfNeeded: cuts.cutsBelow(key(row))) }
    }
  }

  func gather(_ step: Instruction, _ count: Int, _ array: CodeArray) {
    switch array.lane {
    case .byte: array.bytes.withUnsafeBufferPointer { gathered(step, count, $0) }
    case .int: array.ints.withUnsafeBufferPointer { gathered(step, count, $0) }
    case .long: array.longs.withUnsafeBufferPointer { gathered(step, count, $0) }
    }
  }

  @inline(__always)
  private func gathered<Element: BitwiseCopyable>(
    _ step: Instruction, _ count: Int, _ elements: UnsafeBufferPointer<Element>
  ) {
    guard let base = elements.baseAddress else { return }
    let result = column(step.result, Element.self)
    let offset = Int(step.constant)
    if elements.count == 2, step.source == .byte, offset == 0 {
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

extension CodeArray {
  @inline(__always)
  func element(_ index: Int) -> Int64 {
    switch lane {
    case .byte: Int64(bytes[index])
    case .int: Int64(ints[index])
    case .long: longs[index]
    }
  }

  /// How many elements of an ascending array are not above a value.
  @inline(__always)
  func cutsBelow(_ value: Int64) -> Int {
    var (lower, upper) = (0, count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if element(middle) <= value { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }
}
