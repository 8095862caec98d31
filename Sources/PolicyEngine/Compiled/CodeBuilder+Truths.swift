/// Yes and no: bytes that are 0 or 1.
extension CodeBuilder {
  var no: Int32 { mutating get { constant(0) } }
  var yes: Int32 { mutating get { constant(1) } }

  mutating func and(_ left: Int32, _ right: Int32) -> Int32 {
    if value(left) == 0 || value(right) == 0 { return no }
    if value(left) == 1 { return right }
    if value(right) == 1 { return left }
    if implies(left, right) { return left }
    if implies(right, left) { return right }
    if excludes(left, right) { return no }
    if let rest = remainder(left, right, disjunctions) { return and(left, rest) }
    if let rest = remainder(right, left, disjunctions) { return and(right, rest) }
    if let choice = combined(left, right, { $0 & $1 }), let found = known(choice) { return found }
    let result = logic(.and, min(left, right), max(left, right))
    conjunctions[result] = (left, right)
    if let choice = combined(left, right, { $0 & $1 }) { note(result, choice) }
    return result
  }

  mutating func or(_ left: Int32, _ right: Int32) -> Int32 {
    if value(left) == 1 || value(right) == 1 { return yes }
    if value(left) == 0 { return right }
    if value(right) == 0 { return left }
    if implies(left, right) { return right }
    if implies(right, left) { return left }
    if let inverse = negated[left], implies(inverse, right) { return yes }
    if let inverse = negated[right], implies(inverse, left) { return yes }
    if let rest = remainder(left, right, conjunctions) { return or(left, rest) }
    if let rest = remainder(right, left, conjunctions) { return or(right, rest) }
    if let choice = combined(left, right, { $0 | $1 }), let found = known(choice) { return found }
    let result = logic(.or, min(left, right), max(left, right))
    disjunctions[result] = (left, right)
    if let choice = combined(left, right, { $0 | $1 }) { note(result, choice) }
    return result
  }

  /// The left one, and not the right one.
  mutating func and(_ left: Int32, not right: Int32) -> Int32 {
    if value(left) == 0 || value(right) == 1 || left == right { return no }
    if value(right) == 0 || excludes(left, right) { return left }
    if value(left) == 1 { return not(right) }
    if let inner = negated[right] { return and(left, inner) }
    return and(left, not(right))
  }

  mutating func not(_ operand: Int32) -> Int32 {
    if let value = value(operand) { return value == 0 ? yes : no }
    if let found = negated[operand] { return found }
    if let choice = choices[operand], let found = known(inverse(choice)) { return found }
    let result = emit(
      Instruction(operation: .not, lane: .byte, isPerLine: isPerLine(operand), first: operand), range: 0...1)
    noteNegation(result, of: operand)
    if let choice = choices[operand] { note(result, inverse(choice)) }
    return result
  }

  /// In `a and (not a or b)`, and in `a or (not a and b)`, only b is left to ask.
  private func remainder(_ left: Int32, _ right: Int32, _ made: [Int32: (Int32, Int32)]) -> Int32? {
    guard let opposite = negated[left], let parts = made[right] else { return nil }
    return parts.0 == opposite ? parts.1 : parts.1 == opposite ? parts.0 : nil
  }

  // MARK: What follows from what

  /// Whether one is yes wherever the other is, as far as their making says.
  private func implies(_ left: Int32, _ right: Int32, depth: Int = 5) -> Bool {
    if left == right { return true }
    if let first = choices[left], let second = choices[right], first.register == second.register {
      return first.bits & ~second.bits == 0
    }
    guard depth > 0 else { return false }
    if let parts = conjunctions[left],
      implies(parts.0, right, depth: depth - 1) || implies(parts.1, right, depth: depth - 1)
    {
      return true
    }
    if let parts = disjunctions[right],
      implies(left, parts.0, depth: depth - 1) || implies(left, parts.1, depth: depth - 1)
    {
      return true
    }
    if let inner = negated[right], excludes(left, inner, depth: depth - 1) { return true }
    if let parts = disjunctions[left] {
      return implies(parts.0, right, depth: depth - 1) && implies(parts.1, right, depth: depth - 1)
    }
    return false
  }

  /// Whether both are never yes together.
  private func excludes(_ left: Int32, _ right: Int32, depth: Int = 5) -> Bool {
    if let first = choices[left], let second = choices[right], first.register == second.register {
      return first.bits & second.bits == 0
    }
    if negated[left] == right { return true }
    guard depth > 0 else { return false }
    for (one, other) in [(left, right), (right, left)] {
      if let parts = conjunctions[one],
        excludes(parts.0, other, depth: depth - 1) || excludes(parts.1, other, depth: depth - 1)
      {
        return true
      }
      if let inner = negated[one], !isNegation(one, of: other), implies(other, inner, depth: depth - 1) { return true }
    }
    return false
  }

  private func isNegation(_ one: Int32, of other: Int32) -> Bool { negated[other] == one }

  // MARK: Choices of one small register

  private func combined(_ left: Int32, _ right: Int32, _ body: (UInt64, UInt64) -> UInt64) -> Choice? {
    guard let first = choices[left], let second = choices[right], first.register == second.register else {
      return nil
    }
    return Choice(register: first.register, bits: body(first.bits, second.bits))
  }

  /// The bits of all values of a register; nil where it is not small.
  private func allBits(_ register: Int32) -> UInt64? {
    let range = range(register)
    guard range.lowerBound >= 0, range.upperBound < 64 else { return nil }
    guard let domain = domains[register] else {
      let count = UInt64(range.upperBound - range.lowerBound + 1)
      return (count == 64 ? .max : (1 << count) - 1) << UInt64(range.lowerBound)
    }
    return domain.reduce(0) { $0 | 1 << UInt64($1) }
  }

  private func inverse(_ choice: Choice) -> Choice {
    Choice(register: choice.register, bits: (allBits(choice.register) ?? 0) & ~choice.bits)
  }

  private mutating func known(_ choice: Choice) -> Int32? {
    if choice.bits == 0 { return no }
    if choice.bits == allBits(choice.register) { return yes }
    return choiceRegisters[choice]
  }

  private mutating func note(_ register: Int32, _ choice: Choice) {
    choices[register] = choice
    if choiceRegisters[choice] == nil { choiceRegisters[choice] = register }
  }

  /// Notes that a register is yes where another one equals a constant.
  private mutating func noteEquality(_ result: Int32, _ register: Int32, _ constant: Int64) {
    guard let all = allBits(register), (0..<64).contains(constant) else { return }
    note(result, Choice(register: register, bits: all & 1 << UInt64(constant)))
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
    case .equal:
      if left == right { return yes }
      if !first.overlaps(second) { return no }
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
    let result = emit(
      Instruction(
        operation: operation, lane: max(lane(left), lane(right)), isPerLine: operands.isPerLine,
        first: operands.left, second: operands.right, constant: operands.constant), range: 0...1)
    if operation == .equal {
      if let constant = value(right) { noteEquality(result, left, constant) }
      if let constant = value(left) { noteEquality(result, right, constant) }
    }
    return result
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
    if let first = value(chosen), let second = value(otherwise) { return gather([second, first], at: condition) }
    let lane = max(Lane(range), max(self.lane(chosen), self.lane(otherwise)))
    let isPerLine = [condition, chosen, otherwise].contains { self.isPerLine($0) }
    func operand(_ register: Int32, _ builder: inout CodeBuilder) -> Int32 {
      builder.column(register, lane: lane, onLines: isPerLine)
    }
    let left = value(chosen) == nil ? operand(chosen, &self) : -1
    let right = value(otherwise) == nil ? operand(otherwise, &self) : -1
    let condition = isPerLine ? onLines(condition) : condition
    return emit(
      Instruction(
        operation: .select, lane: lane, isPerLine: isPerLine, first: condition, second: left, third: right,
        constant: (left < 0 ? value(chosen) : value(otherwise)) ?? 0), range: range, lane: lane)
  }
}
