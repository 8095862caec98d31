/// Between orders and their lines: the lines of order `i` are those from `starts[i]` to `starts[i + 1]`.
extension Kernels {
  func toLines(_ step: Instruction, _ orders: Int, _ starts: UnsafePointer<Int32>) {
    switch step.lane {
    case .byte: spread(step, orders, starts, UInt8.self)
    case .int: spread(step, orders, starts, Int32.self)
    case .long: spread(step, orders, starts, Int64.self)
    }
  }

  private func spread<Element: BitwiseCopyable>(
    _ step: Instruction, _ orders: Int, _ starts: UnsafePointer<Int32>, _: Element.Type
  ) {
    let result = column(step.result, Element.self)
    let first = column(step.first, Element.self)
    for order in 0..<orders {
      for line in Int(starts[order])..<Int(starts[order + 1]) { result[line] = first[order] }
    }
  }

  func firstLine(_ step: Instruction, _ orders: Int, _ starts: UnsafePointer<Int32>) {
    switch step.lane {
    case .byte: taken(step, orders, starts, UInt8.self)
    case .int: taken(step, orders, starts, Int32.self)
    case .long: taken(step, orders, starts, Int64.self)
    }
  }

  private func taken<Element: BitwiseCopyable>(
    _ step: Instruction, _ orders: Int, _ starts: UnsafePointer<Int32>, _: Element.Type
  ) {
    let result = column(step.result, Element.self)
    let first = column(step.first, Element.self)
    for order in 0..<orders { result[order] = first[Int(starts[order])] }
  }

  func lineCount(_ step: Instruction, _ orders: Int, _ starts: UnsafePointer<Int32>) {
    let result = column(step.result, Int32.self)
    for order in 0..<orders { result[order] = starts[order + 1] - starts[order] }
  }

  func any(_ step: Instruction, _ orders: Int, _ starts: UnsafePointer<Int32>) {
    let result = column(step.result, UInt8.self)
    let first = column(step.first, UInt8.self)
    for order in 0..<orders {
      var found: UInt8 = 0
      for line in Int(starts[order])..<Int(starts[order + 1]) { found |= first[line] }
      result[order] = found
    }
  }

  /// One number for the lines of each order, each of which has one at least.
  @inline(__always)
  func folded(
    _ step: Instruction, _ orders: Int, _ starts: UnsafePointer<Int32>, _ body: (Int64, Int64) -> Int64
  ) {
    let result = column(step.result, Int64.self)
    let first = column(step.first, Int64.self)
    for order in 0..<orders {
      var total = first[Int(starts[order])]
      for line in (Int(starts[order]) + 1)..<Int(starts[order + 1]) { total = body(total, first[line]) }
      result[order] = total
    }
  }

  func sumChecked(_ step: Instruction, _ orders: Int, _ starts: UnsafePointer<Int32>) {
    let result = column(step.result, Int64.self)
    let other = column(step.other, UInt8.self)
    let first = column(step.first, Int64.self)
    for order in 0..<orders {
      var total: Int64 = 0
      var isTooLarge = false
      for line in Int(starts[order])..<Int(starts[order + 1]) {
        let (sum, overflow) = total.addingReportingOverflow(first[line])
        total = sum
        isTooLarge = isTooLarge || overflow
      }
      result[order] = total
      other[order] = isTooLarge ? 1 : 0
    }
  }
}
