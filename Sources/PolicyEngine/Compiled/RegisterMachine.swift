import Quantities

/// Runs compiled code for one order of one line, in unboxed registers of 64 bits. Used by one thread at a time.
final class RegisterMachine {
  private let scalars: ScalarSteps
  private(set) var registers: UnsafeMutablePointer<Int64>
  private var capacity = 0

  init(_ plan: Plan) {
    scalars = ScalarSteps(program: plan.program)
    registers = .allocate(capacity: 1)
  }

  deinit { registers.deallocate() }

  /// Makes room for a code's registers.
  func prepare(_ code: CompiledCode) {
    guard code.places.count > capacity else { return }
    capacity = code.places.count
    registers.deallocate()
    registers = .allocate(capacity: capacity)
    registers.initialize(repeating: 0, count: capacity)
  }

  /// Runs all steps over the registers, in which the inputs are.
  func run(_ code: CompiledCode) {
    let registers = registers
    let tables = code.flat
    @inline(__always) func first(_ step: UnsafePointer<Instruction>) -> Int64 {
      step.pointee.first < 0 ? step.pointee.constant : registers[Int(step.pointee.first)]
    }
    @inline(__always) func second(_ step: UnsafePointer<Instruction>) -> Int64 {
      step.pointee.second < 0 ? step.pointee.constant : registers[Int(step.pointee.second)]
    }
    var step = UnsafePointer(tables.steps.start)
    let end = step + tables.steps.count
    while step < end {
      let result = Int(step.pointee.result)
      switch step.pointee.operation {
      case .constant: registers[result] = step.pointee.constant
      case .convert, .toLines, .firstLine, .any, .sum, .lowest, .highest:
        registers[result] = registers[Int(step.pointee.first)]
      case .add: registers[result] = first(step) &+ second(step)
      case .subtract: registers[result] = first(step) &- second(step)
      case .multiply: registers[result] = first(step) &* second(step)
      case .addChecked: checked(step, first(step).addingReportingOverflow(second(step)))
      case .subtractChecked: checked(step, first(step).subtractingReportingOverflow(second(step)))
      case .multiplyChecked: checked(step, first(step).multipliedReportingOverflow(by: second(step)))
      case .minimum: registers[result] = min(first(step), second(step))
      case .maximum: registers[result] = max(first(step), second(step))
      case .equal: registers[result] = first(step) == second(step) ? 1 : 0
      case .notEqual: registers[result] = first(step) != second(step) ? 1 : 0
      case .less: registers[result] = first(step) < second(step) ? 1 : 0
      case .lessOrEqual: registers[result] = first(step) <= second(step) ? 1 : 0
      case .and: registers[result] = first(step) & second(step)
      case .or: registers[result] = first(step) | second(step)
      case .andNot: registers[result] = first(step) & (second(step) ^ 1)
      case .not: registers[result] = registers[Int(step.pointee.first)] ^ 1
      case .select:
        let third = step.pointee.third
        let otherwise = third < 0 ? step.pointee.constant : registers[Int(third)]
        registers[result] = registers[Int(step.pointee.first)] != 0 ? second(step) : otherwise
      case .divide:
        registers[result] = tables.divisors[step.pointee.table].divided(registers[Int(step.pointee.first)])
      case .bit: registers[result] = registers[Int(step.pointee.first)] >> step.pointee.constant & 1
      case .countCuts:
        registers[result] = tables.arrays[step.pointee.table].countBelow(registers[Int(step.pointee.first)])
      case .searchCuts:
        registers[result] = tables.arrays[step.pointee.table].searchBelow(registers[Int(step.pointee.first)])
      case .gather:
        registers[result] =
          tables.arrays[step.pointee.table].elements[
            Int(registers[Int(step.pointee.first)] &- step.pointee.constant)]
      case .packDate: registers[result] = Int64(PackedDate.packing(registers[Int(step.pointee.first)]))
      case .monthsUp:
        registers[result] = Int64(
          PackedDate.monthsUp(
            Int32(truncatingIfNeeded: registers[Int(step.pointee.first)]),
            Int32(truncatingIfNeeded: registers[Int(step.pointee.second)]), isUp: step.pointee.constant == 1))
      default: runSeldom(code, step)
      }
      step += 1
    }
  }

  @inline(__always)
  private func checked(_ step: UnsafePointer<Instruction>, _ outcome: (partialValue: Int64, overflow: Bool)) {
    registers[Int(step.pointee.result)] = outcome.partialValue
    registers[Int(step.pointee.other)] = outcome.overflow ? 1 : 0
  }

  /// Steps that are long in themselves.
  @inline(never)
  private func runSeldom(_ code: CompiledCode, _ step: UnsafePointer<Instruction>) {
    let step = step.pointee
    func register(_ place: Int32) -> Int64 { registers[Int(place)] }
    var result: Int64 = 0
    var other: Int64 = 0
    switch step.operation {
    case .divideBy:
      let divisor = register(step.second)
      if divisor > 0 {
        let mode = Evaluator.roundingMode(Int32(step.constant))
        result = Int64(truncatingIfNeeded: mode.quotient(Int128(register(step.first)), Int128(divisor)))
      } else {
        other = 1
      }
    case .probe:
      result = Int64(
        code.tables.probes[Int(step.table)].place(Int(register(step.first))) { column in
          register(code.operands[Int(step.second) + column])
        })
    case .span: result = scalars.span(step.table, step.constant, register(step.first), register(step.second))
    case .spanExact: (result, other) = scalars.spanExact(step.table, register(step.first), register(step.second))
    case .addMonths:
      let (date, isNone) = scalars.addMonths(register(step.first), register(step.second))
      (result, other) = (date, isNone ? 1 : 0)
    case .datePart: result = scalars.part(step.constant, register(step.first))
    case .dayInMonth: result = scalars.dayInMonth(register(step.first), register(step.second))
    case .startsWith: result = scalars.startsWith(register(step.first), step.table, []) ? 1 : 0
    case .spread:
      let operands = (0..<Int(step.second)).map { register(code.operands[Int(step.first) + $0]) }
      let shares = scalars.shares(
        step.table, operands[0], step: operands[1], weights: [operands[2]], caps: operands.count > 3 ? [operands[3]] : nil)
      (result, other) = (shares?[0] ?? 0, shares == nil ? 1 : 0)
    case .call:
      let (value, isNone) = scalars.call(step) { register(code.operands[Int(step.first) + $0]) }
      (result, other) = (value, isNone ? 1 : 0)
    default: preconditionFailure("an order of one line has no step between lines")
    }
    registers[Int(step.result)] = result
    if step.other >= 0 { registers[Int(step.other)] = other }
  }
}
