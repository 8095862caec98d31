import Quantities

/// Runs compiled code for one order of one line, in unboxed registers of 64 bits. Used by one thread at a time.
final class RegisterMachine {
  let code: CompiledCode
  let registers: UnsafeMutablePointer<Int64>
  private let scalars: ScalarSteps

  init(_ code: CompiledCode, _ plan: Plan) {
    self.code = code
    scalars = ScalarSteps(program: plan.program)
    let initial = code.flat.registers
    registers = .allocate(capacity: initial.count)
    registers.initialize(from: initial.start, count: initial.count)
  }

  deinit { registers.deallocate() }

  /// Runs all steps over registers in which the inputs are.
  static func run(
    _ steps: FlatBuffer<FlatStep>, _ registers: UnsafeMutablePointer<Int64>, _ machine: Unmanaged<RegisterMachine>
  ) {
    var step = UnsafePointer(steps.start)
    let end = step + steps.count
    @inline(__always) func register(_ place: Int32) -> Int64 { registers[Int(place)] }
    while step < end {
      let first = step.pointee.first
      let second = step.pointee.second
      let result: Int64
      switch step.pointee.operation {
      case .add: result = register(first) &+ register(second)
      case .subtract: result = register(first) &- register(second)
      case .multiply: result = register(first) &* register(second)
      case .minimum: result = min(register(first), register(second))
      case .maximum: result = max(register(first), register(second))
      case .equal: result = register(first) == register(second) ? 1 : 0
      case .less: result = register(first) < register(second) ? 1 : 0
      case .lessOrEqual: result = register(first) <= register(second) ? 1 : 0
      case .and: result = register(first) & register(second)
      case .or: result = register(first) | register(second)
      case .andNot: result = register(first) & (register(second) ^ 1)
      case .not: result = register(first) ^ 1
      case .select: result = register(first) != 0 ? register(second) : register(step.pointee.third)
      case .divide:
        result = step.pointee.table!.assumingMemoryBound(to: FlatDivisor.self).pointee.divided(register(first))
      case .bit: result = register(first) >> step.pointee.number & 1
      case .countCuts: result = countCuts(step, register(first))
      case .countFour: result = countAll(step, register(first), 4)
      case .countEight: result = countAll(step, register(first), 8)
      case .lookup:
        let index = register(first) &* step.pointee.number &+ register(second)
        result = step.pointee.table!.assumingMemoryBound(to: Int64.self)[Int(index)]
      case .gather:
        result = step.pointee.table!.assumingMemoryBound(to: Int64.self)[Int(register(first))]
      case .packDate: result = Int64(PackedDate.packing(register(first)))
      case .monthsUp:
        result = Int64(
          PackedDate.monthsUp(
            Int32(truncatingIfNeeded: register(first)), Int32(truncatingIfNeeded: register(second)),
            isUp: step.pointee.number == 1))
      default: result = machine.takeUnretainedValue().runSeldom(step)
      }
      registers[Int(step.pointee.result)] = result
      step += 1
    }
  }

  /// How many of a few cuts are not above a value.
  @inline(__always)
  private static func countCuts(_ step: UnsafePointer<FlatStep>, _ value: Int64) -> Int64 {
    let cuts = step.pointee.table!.assumingMemoryBound(to: Int64.self)
    var found: Int64 = 0
    for index in 0..<Int(step.pointee.number) { found &+= cuts[index] <= value ? 1 : 0 }
    return found
  }

  /// The same of a number of cuts that the compiler knows: without a loop.
  @inline(__always)
  private static func countAll(_ step: UnsafePointer<FlatStep>, _ value: Int64, _ count: Int) -> Int64 {
    let cuts = step.pointee.table!.assumingMemoryBound(to: Int64.self)
    var found: Int64 = 0
    for index in 0..<count { found &+= cuts[index] <= value ? 1 : 0 }
    return found
  }

  /// The same of many.
  private func searchCuts(_ step: FlatStep, _ value: Int64) -> Int64 {
    let cuts = step.table!.assumingMemoryBound(to: Int64.self)
    var (lower, upper) = (0, Int(step.number))
    while lower < upper {
      let middle = (lower + upper) / 2
      if cuts[middle] <= value { lower = middle + 1 } else { upper = middle }
    }
    return Int64(lower)
  }

  /// Steps that are long in themselves, or have two results.
  @inline(never)
  private func runSeldom(_ pointer: UnsafePointer<FlatStep>) -> Int64 {
    let step = pointer.pointee
    func register(_ place: Int32) -> Int64 { registers[Int(place)] }
    var result: Int64 = 0
    var other: Int64 = 0
    func checked(_ outcome: (partialValue: Int64, overflow: Bool)) {
      result = outcome.partialValue
      other = outcome.overflow ? 1 : 0
    }
    switch step.operation {
    case .addChecked: checked(register(step.first).addingReportingOverflow(register(step.second)))
    case .subtractChecked: checked(register(step.first).subtractingReportingOverflow(register(step.second)))
    case .multiplyChecked: checked(register(step.first).multipliedReportingOverflow(by: register(step.second)))
    case .searchCuts: result = searchCuts(step, register(step.first))
    case .divideBy:
      let divisor = register(step.second)
      if divisor > 0 {
        let mode = RoundingMode(code: step.number)
        result = Int64(truncatingIfNeeded: mode.quotient(Int128(register(step.first)), Int128(divisor)))
      } else {
        other = 1
      }
    case .probe:
      result = Int64(
        code.tables.probes[Int(step.index)].place(Int(register(step.first))) { column in
          register(code.flat.operands[Int(step.second) + column])
        })
    case .span: result = scalars.span(step.index, step.number, register(step.first), register(step.second))
    case .spanExact: (result, other) = scalars.spanExact(step.index, register(step.first), register(step.second))
    case .addMonths:
      let (date, isNone) = scalars.addMonths(register(step.first), register(step.second))
      (result, other) = (date, isNone ? 1 : 0)
    case .datePart: result = scalars.part(step.number, register(step.first))
    case .dayInMonth: result = scalars.dayInMonth(register(step.first), register(step.second))
    case .startsWith: result = scalars.startsWith(register(step.first), step.index, []) ? 1 : 0
    case .spread:
      let operands = (0..<Int(step.second)).map { register(code.flat.operands[Int(step.first) + $0]) }
      let shares = scalars.shares(
        step.index, operands[0], step: operands[1], weights: [operands[2]],
        caps: operands.count > 3 ? [operands[3]] : nil)
      (result, other) = (shares?[0] ?? 0, shares == nil ? 1 : 0)
    case .call:
      let (value, isNone) = scalars.call(function: step.third, period: step.number, count: step.second) {
        register(code.flat.operands[Int(step.first) + $0])
      }
      (result, other) = (value, isNone ? 1 : 0)
    default: preconditionFailure("an order of one line has no step between lines")
    }
    if step.other >= 0 { registers[Int(step.other)] = other }
    return result
  }
}
