/// Builds code in single assignment: each register is written once, equal steps are one step, and what is known at load
/// is never computed.
struct CodeBuilder {
  /// One register, as it is known before it has a place.
  struct Register {
    var lane: Lane
    var range: ClosedRange<Int64>
    var isPerLine: Bool

    /// What it is for every order, if its range says so.
    var constant: Int64? { range.lowerBound == range.upperBound ? range.lowerBound : nil }
  }

  struct Gather {
    var table: Int32
    var index: Int32
    var offset: Int64
  }

  struct Choice: Hashable {
    var register: Int32
    var bits: UInt64
  }

  private struct Key: Hashable {
    var operation: UInt8
    var lane: UInt8
    var first: Int32
    var second: Int32
    var third: Int32
    var table: Int32
    var constant: Int64
  }

  /// Orders have one line each: what is per line is per order.
  let isSingleLine: Bool
  private(set) var registers: [Register] = []
  private(set) var instructions: [Instruction] = []
  private var known: [Key: Int32] = [:]
  private var constants: [Int64: Int32] = [:]
  /// The second results by the first; each yes or no by its opposite.
  private var others: [Int32: Int32] = [:]
  private(set) var negated: [Int32: Int32] = [:]
  /// Which two registers a register is the product of.
  private(set) var products: [Int32: (Int32, Int32)] = [:]
  /// Registers that are elements of arrays.
  var gathers: [Int32: Gather] = [:]
  /// What the registers of inputs can be where that is a list.
  var domains: [Int32: [Int64]] = [:]
  /// Yes or no of one register that is small: the bit of each of its values that gives yes.
  var choices: [Int32: Choice] = [:]
  var choiceRegisters: [Choice: Int32] = [:]
  /// What a yes or no is put together from.
  var conjunctions: [Int32: (Int32, Int32)] = [:]
  var disjunctions: [Int32: (Int32, Int32)] = [:]
  /// Operands of calls and probes.
  var operands: [Int32] = []
  private(set) var tables = CodeTables()

  init(isSingleLine: Bool) { self.isSingleLine = isSingleLine }

  // MARK: Registers

  mutating func constant(_ value: Int64) -> Int32 {
    if let found = constants[value] { return found }
    let register = newRegister(value...value, isPerLine: false)
    constants[value] = register
    return register
  }

  /// The register of an input's column.
  mutating func input(_ range: ClosedRange<Int64>, lane: Lane, isPerLine: Bool) -> Int32 {
    registers.append(Register(lane: lane, range: range, isPerLine: isPerLine && !isSingleLine))
    return Int32(registers.count - 1)
  }

  mutating func newRegister(_ range: ClosedRange<Int64>, lane: Lane? = nil, isPerLine: Bool) -> Int32 {
    registers.append(Register(lane: lane ?? Lane(range), range: range, isPerLine: isPerLine))
    return Int32(registers.count - 1)
  }

  func range(_ register: Int32) -> ClosedRange<Int64> { registers[Int(register)].range }
  func value(_ register: Int32) -> Int64? { registers[Int(register)].constant }
  func lane(_ register: Int32) -> Lane { registers[Int(register)].lane }
  func isPerLine(_ register: Int32) -> Bool { registers[Int(register)].isPerLine }

  mutating func add(array: [Int64]) -> Int32 { tables.add(array) }
  mutating func add(divisor: Divisor) -> Int32 { tables.add(divisor) }
  mutating func add(probe: ProbeTable) -> Int32 { tables.add(probe) }

  mutating func noteNegation(_ result: Int32, of operand: Int32) {
    negated[result] = operand
    negated[operand] = result
  }

  mutating func noteProduct(_ product: Int32, _ left: Int32, _ right: Int32) { products[product] = (left, right) }

  // MARK: Steps

  /// Emits a step whose result has this range, or finds the one that does the same.
  mutating func emit(
    _ instruction: Instruction, range: ClosedRange<Int64>, lane: Lane? = nil
  ) -> Int32 {
    var instruction = instruction
    let key = Key(
      operation: instruction.operation.rawValue, lane: instruction.lane.rawValue, first: instruction.first,
      second: instruction.second, third: instruction.third, table: instruction.table, constant: instruction.constant)
    if let found = known[key] { return found }
    instruction.result = newRegister(range, lane: lane, isPerLine: instruction.isPerLine)
    instructions.append(instruction)
    known[key] = instruction.result
    return instruction.result
  }

  /// Emits a step with two results; the second lies in `other`.
  mutating func emitPair(
    _ instruction: Instruction, range: ClosedRange<Int64>, lane: Lane, other: ClosedRange<Int64>
  ) -> (result: Int32, other: Int32) {
    var instruction = instruction
    let key = Key(
      operation: instruction.operation.rawValue, lane: instruction.lane.rawValue, first: instruction.first,
      second: instruction.second, third: instruction.third, table: instruction.table, constant: instruction.constant)
    if let found = known[key], let other = others[found] { return (found, other) }
    instruction.result = newRegister(range, lane: lane, isPerLine: instruction.isPerLine)
    instruction.other = newRegister(other, isPerLine: instruction.isPerLine)
    instructions.append(instruction)
    known[key] = instruction.result
    others[instruction.result] = instruction.other
    return (instruction.result, instruction.other)
  }

  /// A register in a wider lane.
  mutating func widened(_ register: Int32, to lane: Lane) -> Int32 {
    let own = registers[Int(register)]
    guard own.lane < lane, own.constant == nil else { return register }
    return emit(
      Instruction(
        operation: .convert, lane: lane, source: own.lane, isPerLine: own.isPerLine, first: register),
      range: own.range, lane: lane)
  }

  /// A register of the order as one of each line.
  mutating func onLines(_ register: Int32) -> Int32 {
    let own = registers[Int(register)]
    guard !isSingleLine, !own.isPerLine, own.constant == nil else { return register }
    return emit(
      Instruction(operation: .toLines, lane: own.lane, isPerLine: true, first: register), range: own.range,
      lane: own.lane)
  }

  /// Two operands in one lane and one space; -1 stands for a constant.
  mutating func aligned(
    _ left: Int32, _ right: Int32, lane: Lane
  ) -> (left: Int32, right: Int32, constant: Int64, isPerLine: Bool) {
    let isPerLine = self.isPerLine(left) || self.isPerLine(right)
    func operand(_ register: Int32, _ builder: inout CodeBuilder) -> Int32 {
      if builder.value(register) != nil { return -1 }
      let own = isPerLine ? builder.onLines(register) : register
      return builder.widened(own, to: lane)
    }
    let first = operand(left, &self)
    let second = operand(right, &self)
    return (first, second, value(left) ?? value(right) ?? 0, isPerLine)
  }

  /// A register that stands in a column, also if it is a constant.
  mutating func column(_ register: Int32, lane: Lane? = nil, onLines isPerLine: Bool = false) -> Int32 {
    if let constant = value(register) {
      let lane = lane ?? self.lane(register)
      return emit(
        Instruction(
          operation: .constant, lane: lane, isPerLine: isPerLine && !isSingleLine, constant: constant),
        range: constant...constant, lane: lane)
    }
    let own = isPerLine ? onLines(register) : register
    return lane.map { widened(own, to: $0) } ?? own
  }
}
