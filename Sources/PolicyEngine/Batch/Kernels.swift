import Quantities

/// Loops over whole columns, one for each kind of step and lane: plain enough for the compiler to take several rows at
/// once.
struct Kernels {
  /// The columns by place.
  let columns: UnsafeMutablePointer<UnsafeMutableRawPointer>

  @inline(__always)
  func column<Element: BitwiseCopyable>(_ place: Int32, _: Element.Type) -> UnsafeMutablePointer<Element> {
    columns[Int(place)].assumingMemoryBound(to: Element.self)
  }

  /// Two operands, of which one may be the step's constant.
  @inline(__always)
  func pairs<Element: FixedWidthInteger & BitwiseCopyable, Result: BitwiseCopyable>(
    _ step: Instruction, _ count: Int, _: Element.Type, _: Result.Type, _ body: (Element, Element) -> Result
  ) {
    let result = column(step.result, Result.self)
    let constant = Element(truncatingIfNeeded: step.constant)
    if step.second < 0 {
      let first = column(step.first, Element.self)
      for row in 0..<count { result[row] = body(first[row], constant) }
    } else if step.first < 0 {
      let second = column(step.second, Element.self)
      for row in 0..<count { result[row] = body(constant, second[row]) }
    } else {
      let first = column(step.first, Element.self)
      let second = column(step.second, Element.self)
      for row in 0..<count { result[row] = body(first[row], second[row]) }
    }
  }

  /// Whole numbers in every lane.
  @inline(__always)
  func numbers(
    _ step: Instruction, _ count: Int, _ byte: (UInt8, UInt8) -> UInt8, _ int: (Int32, Int32) -> Int32,
    _ long: (Int64, Int64) -> Int64
  ) {
    switch step.lane {
    case .byte: pairs(step, count, UInt8.self, UInt8.self, byte)
    case .int: pairs(step, count, Int32.self, Int32.self, int)
    case .long: pairs(step, count, Int64.self, Int64.self, long)
    }
  }

  func equal(_ step: Instruction, _ count: Int) {
    switch step.lane {
    case .byte: pairs(step, count, UInt8.self, UInt8.self) { $0 == $1 ? 1 : 0 }
    case .int: pairs(step, count, Int32.self, UInt8.self) { $0 == $1 ? 1 : 0 }
    case .long: pairs(step, count, Int64.self, UInt8.self) { $0 == $1 ? 1 : 0 }
    }
  }

  func less(_ step: Instruction, _ count: Int) {
    switch step.lane {
    case .byte: pairs(step, count, UInt8.self, UInt8.self) { $0 < $1 ? 1 : 0 }
    case .int: pairs(step, count, Int32.self, UInt8.self) { $0 < $1 ? 1 : 0 }
    case .long: pairs(step, count, Int64.self, UInt8.self) { $0 < $1 ? 1 : 0 }
    }
  }

  func lessOrEqual(_ step: Instruction, _ count: Int) {
    switch step.lane {
    case .byte: pairs(step, count, UInt8.self, UInt8.self) { $0 <= $1 ? 1 : 0 }
    case .int: pairs(step, count, Int32.self, UInt8.self) { $0 <= $1 ? 1 : 0 }
    case .long: pairs(step, count, Int64.self, UInt8.self) { $0 <= $1 ? 1 : 0 }
    }
  }

  /// Steps whose result may not fit.
  @inline(__always)
  func checked(
    _ step: Instruction, _ count: Int, _ body: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  ) {
    let result = column(step.result, Int64.self)
    let other = column(step.other, UInt8.self)
    let first = step.first < 0 ? nil : column(step.first, Int64.self)
    let second = step.second < 0 ? nil : column(step.second, Int64.self)
    for row in 0..<count {
      let outcome = body(first?[row] ?? step.constant, second?[row] ?? step.constant)
      result[row] = outcome.partialValue
      other[row] = outcome.overflow ? 1 : 0
    }
  }

  @inline(__always)
  func select<Element: FixedWidthInteger & BitwiseCopyable>(_ step: Instruction, _ count: Int, _: Element.Type) {
    let result = column(step.result, Element.self)
    let condition = column(step.first, UInt8.self)
    let constant = Element(truncatingIfNeeded: step.constant)
    if step.second < 0 {
      let otherwise = column(step.third, Element.self)
      for row in 0..<count { result[row] = condition[row] != 0 ? constant : otherwise[row] }
    } else if step.third < 0 {
      let chosen = column(step.second, Element.self)
      for row in 0..<count { result[row] = condition[row] != 0 ? chosen[row] : constant }
    } else {
      let chosen = column(step.second, Element.self)
      let otherwise = column(step.third, Element.self)
      for row in 0..<count { result[row] = condition[row] != 0 ? chosen[row] : otherwise[row] }
    }
  }

  @inline(__always)
  private func converted<
    Source: FixedWidthInteger & BitwiseCopyable, Target: FixedWidthInteger & BitwiseCopyable
  >(
    _ step: Instruction, _ count: Int, _: Source.Type, _: Target.Type
  ) {
    let result = column(step.result, Target.self)
    let first = column(step.first, Source.self)
    for row in 0..<count { result[row] = Target(truncatingIfNeeded: first[row]) }
  }

  func convert(_ step: Instruction, _ count: Int) {
    switch (step.source, step.lane) {
    case (.byte, .int): converted(step, count, UInt8.self, Int32.self)
    case (.byte, .long): converted(step, count, UInt8.self, Int64.self)
    case (.int, .long): converted(step, count, Int32.self, Int64.self)
    case (.long, .int): converted(step, count, Int64.self, Int32.self)
    default: preconditionFailure("no step converts these lanes")
    }
  }

  @inline(__always)
  private func filled<Element: FixedWidthInteger & BitwiseCopyable>(_ step: Instruction, _ count: Int, _: Element.Type)
  {
    column(step.result, Element.self).update(repeating: Element(truncatingIfNeeded: step.constant), count: count)
  }

  func fill(_ step: Instruction, _ count: Int) {
    switch step.lane {
    case .byte: filled(step, count, UInt8.self)
    case .int: filled(step, count, Int32.self)
    case .long: filled(step, count, Int64.self)
    }
  }

  /// Runs a body with a reader of a column in any lane.
  @inline(__always)
  func reading(_ lane: Lane, _ place: Int32, _ body: ((Int) -> Int64) -> Void) {
    switch lane {
    case .byte:
      let source = column(place, UInt8.self)
      body { Int64(source[$0]) }
    case .int:
      let source = column(place, Int32.self)
      body { Int64(source[$0]) }
    case .long:
      let source = column(place, Int64.self)
      body { source[$0] }
    }
  }

  // MARK: Division

  func divide(_ step: Instruction, _ count: Int, _ divisor: Divisor) {
    let result = column(step.result, Int64.self)
    let first = column(step.first, Int64.self)
    if divisor.isPlain, divisor.mode == .halfUp {
      // Half the divisor more, cut off: of an odd divisor nothing lies exactly between.
      let half = divisor.value / 2
      for row in 0..<count {
        result[row] = Int64(bitPattern: divisor.quotient(UInt64(bitPattern: first[row] &+ half)))
      }
    } else if divisor.isPlain, divisor.mode == .down || divisor.mode == .floor {
      for row in 0..<count { result[row] = Int64(bitPattern: divisor.quotient(UInt64(bitPattern: first[row]))) }
    } else {
      for row in 0..<count { result[row] = divisor.rounded(first[row]) }
    }
  }
}
