/// Yes and no: bytes that are 0 or 1.
extension CodeBuilder {
  var no: Int32 { mutating get { constant(0) } }
  var yes: Int32 { mutating get { constant(1) } }

  mutating func and(_ left: Int32, _ right: Int32) -> Int32 {
    if value(left) == 0 || value(right) == 0 { return no }
    if value(left) == 1 { return right }
    if value(right) == 1 || left == right { return left }
    if negated[left] == right || negated[right] == left { return no }
    return logic(.and, min(left, right), max(left, right))
  }

  mutating func or(_ left: Int32, _ right: Int32) -> Int32 {
    if value(left) == 1 || value(right) == 1 { return yes }
    if value(left) == 0 { return right }
    if value(right) == 0 || left == right { return left }
    if negated[left] == right || negated[right] == left { return yes }
    return logic(.or, min(left, right), max(left, right))
  }

  /// The left one, and not the right one.
  mutating func and(_ left: Int32, not right: Int32) -> Int32 {
    if value(left) == 0 || value(right) == 1 || left == right { return no }
    if value(right) == 0 { return left }
    if value(left) == 1 { return not(right) }
    if let inner = negated[right] { return and(left, inner) }
    if negated[left] == right { return left }
    return logic(.andNot, left, right)
  }

  mutating func not(_ operand: Int32) -> Int32 {
    if let value = value(operand) { return value == 0 ? yes : no }
    if let found = negated[operand] { return found }
    return emit(
      Instruction(operation: .not, lane: .byte, isPerLine: isPerLine(operand), first: operand), range: 0...1)
  }

  private mutating func logic(_ operation: Instruction.Operation, _ left: Int32, _ right: Int32) -> Int32 {
    let operands = aligned(left, right, lane: .byte)
    return emit(
      Instruction(
        operation: operation, lane: .byte, isPerLine: operands.isPerLine, first: operands.left,
        second: operands.right), range: 0...1)
  }

  // MARK: Comparisons

  mutating func compare(_ operation: Instruction.Operation, _ left: Int32, _ right: Int32) -> Int32 {
    let (first, second) = (range(left), range(right))
    switch operation {
    case .equal, .notEqual:
      if left == right { return operation == .equal ? yes : no }
      if !first.overlaps(second) { return operation == .equal ? no : yes }
    case .less:
      if first.upperBound < second.lowerBound { return yes }
      if left == right || first.lowerBound >= second.upperBound { return no }
    default:
      if left == right || first.upperBound <= second.lowerBound { return yes }
      if first.lowerBound > second.upperBound { return no }
    }
    if let left = value(left), let right = value(right) { return left == right && operation == .equal ? yes : no }
    // A yes or no compared with a constant is itself.
    if operation == .equal, first == 0...1, let constant = value(right) { return constant == 1 ? left : not(left) }
    let operands = aligned(left, right, lane: max(lane(left), lane(right)))
    return emit(
      Instruction(
        operation: operation, lane: max(lane(left), lane(right)), isPerLine: operands.isPerLine,
        first: operands.left, second: operands.right, constant: operands.constant), range: 0...1)
  }

  // MARK: Choices

  /// One of two registers.
  mutating func select(_ condition: Int32, _ chosen: Int32, _ otherwise: Int32) -> Int32 {
    if let value = value(condition) { return value == 1 ? chosen : otherwise }
    if chosen == otherwise { return chosen }
    let (first, second) = (range(chosen), range(otherwise))
    let range = min(first.lowerBound, second.lowerBound)...max(first.upperBound, second.upperBound)
    if range == 0...1 {
      if value(otherwise) == 0 { return value(chosen) == 1 ? condition : and(condition, chosen) }
      if value(chosen) == 0 { return value(otherwise) == 1 ? not(condition) : and(otherwise, not: condition) }
      if value(chosen) == 1 { return or(condition, otherwise) }
    }
    let lane = max(Lane(range), max(self.lane(chosen), self.lane(otherwise)))
    let isPerLine = [condition, chosen, otherwise].contains { self.isPerLine($0) }
    func operand(_ register: Int32, _ builder: inout CodeBuilder) -> Int32 {
      builder.column(register, lane: lane, onLines: isPerLine)
    }
    let left = value(chosen) == nil ? operand(chosen, &self) : -1
    // Only one of both can be the constant of the step.
    let right = value(otherwise) == nil || left < 0 ? operand(otherwise, &self) : -1
    let condition = isPerLine ? onLines(condition) : condition
    return emit(
      Instruction(
        operation: .select, lane: lane, isPerLine: isPerLine, first: condition, second: left, third: right,
        constant: (left < 0 ? value(chosen) : value(otherwise)) ?? 0), range: range, lane: lane)
  }
}
