import Quantities

/// Whole numbers. Where the ranges prove that a result fits, it is not checked; otherwise a second register tells where it
/// did not.
extension CodeBuilder {
  /// A result, and where there is none (a byte).
  struct Checked {
    var result: Int32
    var overflow: Int32
  }

  mutating func add(_ left: Int32, _ right: Int32) -> Checked {
    let (first, second) = (wide(left), wide(right))
    if value(left) == 0 { return Checked(result: right, overflow: no) }
    if value(right) == 0 { return Checked(result: left, overflow: no) }
    if let array = mapped(left, right, { $0.addingReportingOverflow($1) }) {
      return Checked(result: array, overflow: no)
    }
    return arithmetic(
      .add, .addChecked, min(left, right), max(left, right),
      (first.lowerBound + second.lowerBound)...(first.upperBound + second.upperBound))
  }

  mutating func subtract(_ left: Int32, _ right: Int32) -> Checked {
    let (first, second) = (wide(left), wide(right))
    if value(right) == 0 { return Checked(result: left, overflow: no) }
    if let common = factored(left, right) {
      // a × b − a × c is a × (b − c): one product, and its range is known better.
      let difference = subtract(common.left, common.right)
      if value(difference.overflow) == 0 { return multiply(common.factor, difference.result) }
    }
    if let array = mapped(left, right, { $0.subtractingReportingOverflow($1) }) {
      return Checked(result: array, overflow: no)
    }
    return arithmetic(
      .subtract, .subtractChecked, left, right,
      (first.lowerBound - second.upperBound)...(first.upperBound - second.lowerBound))
  }

  mutating func multiply(_ left: Int32, _ right: Int32) -> Checked {
    if value(left) == 1 { return Checked(result: right, overflow: no) }
    if value(right) == 1 { return Checked(result: left, overflow: no) }
    if value(left) == 0 || value(right) == 0 { return Checked(result: no, overflow: no) }
    if let array = mapped(left, right, { $0.multipliedReportingOverflow(by: $1) }) {
      return Checked(result: array, overflow: no)
    }
    let (first, second) = (wide(left), wide(right))
    let corners = [
      first.lowerBound * second.lowerBound, first.lowerBound * second.upperBound,
      first.upperBound * second.lowerBound, first.upperBound * second.upperBound,
    ]
    let product = arithmetic(
      .multiply, .multiplyChecked, min(left, right), max(left, right), corners.min()!...corners.max()!)
    if value(product.overflow) == 0 { noteProduct(product.result, left, right) }
    return product
  }

  /// A factor that two registers have in common, and the rest of each.
  private func factored(_ left: Int32, _ right: Int32) -> (factor: Int32, left: Int32, right: Int32)? {
    guard let first = products[left], let second = products[right] else { return nil }
    if first.0 == second.0, value(first.0) == nil { return (first.0, first.1, second.1) }
    if first.0 == second.1, value(first.0) == nil { return (first.0, first.1, second.0) }
    if first.1 == second.0, value(first.1) == nil { return (first.1, first.0, second.1) }
    if first.1 == second.1, value(first.1) == nil { return (first.1, first.0, second.0) }
    return nil
  }

  /// A constant together with the element of a short array is the element of another array.
  private mutating func mapped(
    _ left: Int32, _ right: Int32, _ body: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  ) -> Int32? {
    let constant = value(left) ?? value(right)
    let isLeft = value(left) != nil
    guard let constant, let read = gathers[isLeft ? right : left] else { return nil }
    let elements = self.elements(of: read)
    guard elements.count <= 4_096 else { return nil }
    var results: [Int64] = []
    for element in elements {
      let result = isLeft ? body(constant, element) : body(element, constant)
      if result.overflow { return nil }
      results.append(result.partialValue)
    }
    return gather(results, at: read.index, from: read.offset)
  }

  private func wide(_ register: Int32) -> ClosedRange<Int128> {
    let range = range(register)
    return Int128(range.lowerBound)...Int128(range.upperBound)
  }

  private mutating func arithmetic(
    _ proven: Instruction.Operation, _ checked: Instruction.Operation, _ left: Int32, _ right: Int32,
    _ range: ClosedRange<Int128>
  ) -> Checked {
    if let lower = Int64(exactly: range.lowerBound), let upper = Int64(exactly: range.upperBound) {
      if lower == upper { return Checked(result: constant(lower), overflow: no) }
      // In the narrowest lane that holds operands and result; on its way it may wrap around.
      let lane = max(Lane(lower...upper), max(lane(left), lane(right)))
      let operands = aligned(left, right, lane: lane)
      let result = emit(
        Instruction(
          operation: proven, lane: lane, isPerLine: operands.isPerLine, first: operands.left, second: operands.right,
          constant: operands.constant), range: lower...upper, lane: lane)
      return Checked(result: result, overflow: no)
    }
    guard range.overlaps(Int128(Int64.min)...Int128(Int64.max)) else { return Checked(result: no, overflow: yes) }
    let operands = aligned(left, right, lane: .long)
    let pair = emitPair(
      Instruction(
        operation: checked, lane: .long, isPerLine: operands.isPerLine, first: operands.left,
        second: operands.right, constant: operands.constant),
      range: Int64.min...Int64.max, lane: .long, other: 0...1)
    return Checked(result: pair.result, overflow: pair.other)
  }

  mutating func extreme(_ operation: Instruction.Operation, _ left: Int32, _ right: Int32) -> Int32 {
    if left == right { return left }
    let (first, second) = (range(left), range(right))
    let isMinimum = operation == .minimum
    if first.upperBound <= second.lowerBound { return isMinimum ? left : right }
    if second.upperBound <= first.lowerBound { return isMinimum ? right : left }
    let range =
      isMinimum
      ? min(first.lowerBound, second.lowerBound)...min(first.upperBound, second.upperBound)
      : max(first.lowerBound, second.lowerBound)...max(first.upperBound, second.upperBound)
    let lane = max(lane(left), lane(right))
    let operands = aligned(min(left, right), max(left, right), lane: lane)
    return emit(
      Instruction(
        operation: operation, lane: lane, isPerLine: operands.isPerLine, first: operands.left,
        second: operands.right, constant: operands.constant), range: range, lane: lane)
  }

  // MARK: Division

  /// A number divided by a positive constant, rounded.
  mutating func divide(_ number: Int32, by divisor: Int64, _ mode: RoundingMode) -> Int32 {
    if divisor == 1 { return number }
    let range = range(number)
    func rounded(_ bound: Int64) -> Int64 { Int64(mode.quotient(Int128(bound), Int128(divisor))) }
    if let constant = value(number) { return self.constant(rounded(constant)) }
    let isPlain = range.lowerBound >= 0 && range.upperBound <= Int64.max - divisor
    let table = add(divisor: Divisor(divisor, mode: mode, isPlain: isPlain))
    let column = widened(number, to: .long)
    return emit(
      Instruction(operation: .divide, lane: .long, isPerLine: isPerLine(column), first: column, table: table),
      range: rounded(range.lowerBound)...rounded(range.upperBound), lane: .long)
  }

  /// A number divided by a register, rounded; nothing where the register is not positive.
  mutating func divide(_ number: Int32, by divisor: Int32, _ mode: RoundingMode) -> Checked {
    if let constant = value(divisor) {
      return constant > 0
        ? Checked(result: divide(number, by: constant, mode), overflow: no) : Checked(result: no, overflow: yes)
    }
    let isPerLine = isPerLine(number) || isPerLine(divisor)
    let position = mode.code
    let range = range(number)
    let bound = max(range.upperBound, range.lowerBound == .min ? .max : -range.lowerBound, 1)
    let first = column(number, lane: .long, onLines: isPerLine)
    let second = column(divisor, lane: .long, onLines: isPerLine)
    let pair = emitPair(
      Instruction(
        operation: .divideBy, lane: .long, isPerLine: isPerLine, first: first, second: second, constant: position),
      range: (range.lowerBound == .min ? .min : -bound)...bound, lane: .long, other: 0...1)
    return Checked(result: pair.result, overflow: pair.other)
  }
}
