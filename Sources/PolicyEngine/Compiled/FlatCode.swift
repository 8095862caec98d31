import Quantities

/// Code laid out for one order of one line: every result has a register of its own, lanes are all one width, constants
/// stand in registers, and arrays are plain memory. No references are counted and no bounds are checked for an order.
///
/// Unchecked: its memory never changes once it is made.
final class FlatCode: @unchecked Sendable {
  let steps: FlatBuffer<FlatStep>
  let divisors: FlatBuffer<FlatDivisor>
  /// What registers hold before any order: constants.
  let registers: FlatBuffer<Int64>
  private let arrays: [FlatBuffer<Int64>]

  /// Operands of calls, probes and spreads.
  let operands: [Int32]
  let places: CompiledCode.Places

  /// - Parameters:
  ///   - steps: What is read of the builder's steps.
  ///   - places: Its registers that go in and come out.
  init(_ steps: [Instruction], _ builder: CodeBuilder, _ places: CompiledCode.Places) {
    let tables = builder.tables
    let divisors = FlatBuffer(tables.divisors.map { FlatDivisor($0) })
    let arrays = tables.arrays.map { array in FlatBuffer(array.elements) }
    var registers = builder.registers.map { $0.constant ?? 0 }
    var constants: [Int64: Int32] = [:]
    func constant(_ value: Int64) -> Int32 {
      if let found = constants[value] { return found }
      registers.append(value)
      constants[value] = Int32(registers.count - 1)
      return Int32(registers.count - 1)
    }
    // What only changes its width stays where it is, and constants are there already.
    var alias = Array(Int32(0)..<Int32(builder.registers.count))
    func place(_ register: Int32) -> Int32 { register < 0 ? -1 : alias[Int(register)] }
    var kept: [Instruction] = []
    for step in steps {
      switch step.operation {
      case .convert, .toLines, .firstLine, .any, .sum, .lowest, .highest:
        alias[Int(step.result)] = alias[Int(step.first)]
      case .constant: break
      default: kept.append(step)
      }
    }
    operands = builder.operands.map { alias[Int($0)] }
    let renamed = places.renamed(place)
    self.places = renamed
    kept = kept.map { instruction in
      var step = instruction
      // Of a call, a probe and a spread these count operands.
      if !instruction.listsOperands {
        step.first = place(instruction.first)
        step.second = place(instruction.second)
        step.third = place(instruction.third)
      } else if instruction.operation == .probe {
        step.first = place(instruction.first)
      }
      return step
    }
    let fused = FlatFusion(kept, outputs: renamed.outputs, operands: operands).steps
    var cuts: [FlatBuffer<Int64>] = []
    let flat = fused.map { instruction in
      var step = FlatStep(instruction)
      if instruction.hasOperands {
        if instruction.first < 0 { step.first = constant(instruction.constant) }
        if instruction.second < 0 { step.second = constant(instruction.constant) }
        if instruction.operation == .select, instruction.third < 0 { step.third = constant(instruction.constant) }
      }
      switch instruction.operation {
      case .gather:
        // The array as it is indexed: from its offset.
        step.table = UnsafeRawPointer(arrays[Int(instruction.table)].start - Int(instruction.constant))
      case .lookup: step.table = UnsafeRawPointer(arrays[Int(instruction.table)].start)
      case .countCuts where Self.arePadded(tables.arrays[Int(instruction.table)], builder.range(instruction.first)):
        // As many as fill a step of one size; no number reaches the greatest of all.
        let elements = tables.arrays[Int(instruction.table)].elements
        let size = elements.count <= 4 ? 4 : 8
        cuts.append(FlatBuffer(elements + Array(repeating: .max, count: size - elements.count)))
        step.operation = size == 4 ? .countFour : .countEight
        step.table = UnsafeRawPointer(cuts[cuts.count - 1].start)
      case .countCuts, .searchCuts:
        step.table = UnsafeRawPointer(arrays[Int(instruction.table)].start)
        step.number = Int64(arrays[Int(instruction.table)].count)
      case .divide: step.table = UnsafeRawPointer(divisors.start + Int(instruction.table))
      default: break
      }
      return step
    }
    self.steps = FlatBuffer(flat)
    self.registers = FlatBuffer(registers)
    self.divisors = divisors
    self.arrays = arrays + cuts
  }

  private static func arePadded(_ cuts: CodeArray, _ range: ClosedRange<Int64>) -> Bool {
    cuts.elements.count <= 8 && range.upperBound < .max
  }

  deinit {
    steps.deallocate()
    divisors.deallocate()
    registers.deallocate()
    for array in arrays { array.deallocate() }
  }
}

extension Instruction {
  /// Whether its operands are in a list.
  fileprivate var listsOperands: Bool { operation == .call || operation == .probe || operation == .spread }

  /// Whether a missing operand stands for its constant.
  fileprivate var hasOperands: Bool {
    switch operation {
    case .add, .subtract, .multiply, .addChecked, .subtractChecked, .multiplyChecked, .minimum, .maximum, .equal,
      .less, .lessOrEqual, .and, .or, .andNot, .select, .monthsUp:
      true
    default: false
    }
  }
}

/// An ``Instruction`` with its tables at hand.
struct FlatStep: BitwiseCopyable {
  var operation: Instruction.Operation
  var result: Int32
  var other: Int32
  var first: Int32
  var second: Int32
  var third: Int32
  var index: Int32
  var number: Int64
  var table: UnsafeRawPointer?

  init(_ instruction: Instruction) {
    operation = instruction.operation
    result = instruction.result
    other = instruction.other
    first = instruction.first
    second = instruction.second
    third = instruction.third
    index = instruction.table
    number = instruction.constant
    table = nil
  }
}

/// A ``Divisor`` in plain memory.
struct FlatDivisor: BitwiseCopyable {
  var value: Int64
  var factor: UInt64
  var shift: UInt64
  var half: Int64
  var mode: RoundingMode
  /// Dividends are never negative, and half the divisor is added.
  var isHalfUp: Bool

  init(_ divisor: Divisor) {
    value = divisor.value
    factor = divisor.factor
    shift = divisor.shift
    half = divisor.value / 2
    mode = divisor.mode
    isHalfUp = divisor.isPlain && divisor.mode == .halfUp
  }

  @inline(__always)
  func divided(_ number: Int64) -> Int64 {
    guard isHalfUp else { return rounded(number) }
    return Int64(bitPattern: UInt64(bitPattern: number &+ half).multipliedFullWidth(by: factor).high >> shift)
  }

  @inline(never)
  private func rounded(_ number: Int64) -> Int64 {
    Int64(truncatingIfNeeded: mode.quotient(Int128(number), Int128(value)))
  }
}
