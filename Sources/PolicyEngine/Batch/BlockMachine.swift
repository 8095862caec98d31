import Quantities

/// Runs compiled code over a block of orders, step by step, each over whole columns. Used by one thread at a time.
final class BlockMachine {
  let code: CompiledCode
  private let scalars: ScalarSteps
  private let columns: UnsafeMutablePointer<UnsafeMutableRawPointer>
  /// Columns that are this machine's own, by place; an input's column is the block's.
  private var owned: [UnsafeMutableRawPointer?]
  private let capacity: Int
  private var lineCapacity: Int

  init(_ code: CompiledCode, _ plan: Plan, capacity: Int) {
    self.code = code
    self.capacity = capacity
    lineCapacity = capacity
    scalars = ScalarSteps(program: plan.program)
    columns = .allocate(capacity: max(1, code.places.count))
    owned = Array(repeating: nil, count: code.places.count)
    let inputs = Set(code.inputs.flatMap { [$0.answer, $0.given] })
    for (index, place) in code.places.enumerated() where !inputs.contains(Int32(index)) {
      owned[index] = Self.column(place, capacity)
    }
    for (index, column) in owned.enumerated() { if let column { columns[index] = column } }
  }

  deinit {
    for column in owned { column?.deallocate() }
    columns.deallocate()
  }

  private static func column(_ place: CompiledCode.Place, _ capacity: Int) -> UnsafeMutableRawPointer {
    let column = UnsafeMutableRawPointer.allocate(byteCount: capacity * place.lane.byteCount + 16, alignment: 16)
    column.initializeMemory(as: UInt8.self, repeating: 0, count: capacity * place.lane.byteCount + 16)
    return column
  }

  /// Prices a block.
  func run(_ block: OrderBlock) {
    precondition(block.orderCount <= capacity)
    if block.lineCount > lineCapacity { grow(to: block.lineCount) }
    for (input, place) in code.inputs.enumerated() {
      if place.answer >= 0 { columns[Int(place.answer)] = block.columns[input].answers }
      if place.given >= 0 { columns[Int(place.given)] = UnsafeMutableRawPointer(block.columns[input].given) }
    }
    let kernels = Kernels(columns: columns)
    code.operands.withUnsafeBufferPointer { operands in
      let empty: [Int32] = [0]
      empty.withUnsafeBufferPointer { none in
        let operands = operands.baseAddress ?? none.baseAddress!
        for step in code.instructions {
          run(step, kernels, step.isPerLine ? block.lineCount : block.orderCount, block, operands)
        }
      }
    }
  }

  /// A result as bytes.
  func bytes(_ place: Int32) -> UnsafeMutablePointer<UInt8> { columns[Int(place)].assumingMemoryBound(to: UInt8.self) }

  /// Has a result of 64 bits written to other memory from now on; nil for its own again. False for results in other lanes.
  func write(_ place: Int32, _ lane: Lane, to target: UnsafeMutablePointer<Int64>?) -> Bool {
    guard lane == .long, let own = owned[Int(place)] else { return false }
    columns[Int(place)] = target.map { UnsafeMutableRawPointer($0) } ?? own
    return true
  }

  /// A result in any lane as numbers: the column itself where it may be written to, or a copy in `spare`.
  func numbers(
    _ place: Int32, _ lane: Lane, _ count: Int, spare: UnsafeMutablePointer<Int64>, isOwn: Bool
  ) -> UnsafeMutablePointer<Int64> {
    if isOwn, lane == .long, owned[Int(place)] != nil { return columns[Int(place)].assumingMemoryBound(to: Int64.self) }
    Kernels(columns: columns).reading(lane, place) { source in
      for row in 0..<count { spare[row] = source(row) }
    }
    return spare
  }

  private func grow(to count: Int) {
    lineCapacity = max(count, 2 * lineCapacity)
    for (index, place) in code.places.enumerated() where place.isPerLine && owned[index] != nil {
      owned[index]?.deallocate()
      let column = Self.column(place, lineCapacity)
      owned[index] = column
      columns[index] = column
    }
  }

  // MARK: Steps

  private func run(
    _ step: Instruction, _ kernels: Kernels, _ count: Int, _ block: OrderBlock, _ operands: UnsafePointer<Int32>
  ) {
    let starts = UnsafePointer(block.lineStarts.start)
    let orders = block.orderCount
    switch step.operation {
    case .constant: kernels.fill(step, count)
    case .convert: kernels.convert(step, count)
    case .add: kernels.numbers(step, count, { $0 &+ $1 }, { $0 &+ $1 }, { $0 &+ $1 })
    case .subtract: kernels.numbers(step, count, { $0 &- $1 }, { $0 &- $1 }, { $0 &- $1 })
    case .multiply: kernels.numbers(step, count, { $0 &* $1 }, { $0 &* $1 }, { $0 &* $1 })
    case .addChecked: kernels.checked(step, count) { $0.addingReportingOverflow($1) }
    case .subtractChecked: kernels.checked(step, count) { $0.subtractingReportingOverflow($1) }
    case .multiplyChecked: kernels.checked(step, count) { $0.multipliedReportingOverflow(by: $1) }
    case .minimum: kernels.numbers(step, count, { $0 < $1 ? $0 : $1 }, { $0 < $1 ? $0 : $1 }, { $0 < $1 ? $0 : $1 })
    case .maximum: kernels.numbers(step, count, { $0 > $1 ? $0 : $1 }, { $0 > $1 ? $0 : $1 }, { $0 > $1 ? $0 : $1 })
    case .equal: kernels.equal(step, count)
    case .less: kernels.less(step, count)
    case .lessOrEqual: kernels.lessOrEqual(step, count)
    case .and: kernels.pairs(step, count, UInt8.self, UInt8.self) { $0 & $1 }
    case .or: kernels.pairs(step, count, UInt8.self, UInt8.self) { $0 | $1 }
    case .andNot: kernels.pairs(step, count, UInt8.self, UInt8.self) { $0 & ($1 ^ 1) }
    case .not:
      let (result, first) = (kernels.column(step.result, UInt8.self), kernels.column(step.first, UInt8.self))
      for row in 0..<count { result[row] = first[row] ^ 1 }
    case .select:
      switch step.lane {
      case .byte: kernels.select(step, count, UInt8.self)
      case .int: kernels.select(step, count, Int32.self)
      case .long: kernels.select(step, count, Int64.self)
      }
    case .divide: kernels.divide(step, count, code.tables.divisors[Int(step.table)])
    case .bit:
      let (result, first) = (kernels.column(step.result, UInt8.self), kernels.column(step.first, Int64.self))
      for row in 0..<count { result[row] = UInt8(truncatingIfNeeded: first[row] >> step.constant & 1) }
    case .countCuts: kernels.countCuts(step, count, code.arrays[step.table])
    case .searchCuts: kernels.searchCuts(step, count, code.arrays[step.table])
    case .gather: kernels.gather(step, count, code.arrays[step.table])
    case .probe: kernels.probe(step, count, code.tables.probes[Int(step.table)], operands)
    case .lookup, .countFour, .countEight: preconditionFailure("a step for one order")
    case .toLines: kernels.toLines(step, orders, starts)
    case .firstLine: kernels.firstLine(step, orders, starts)
    case .lineCount: kernels.lineCount(step, orders, starts)
    case .any: kernels.any(step, orders, starts)
    case .sum: kernels.folded(step, orders, starts) { $0 &+ $1 }
    case .sumChecked: kernels.sumChecked(step, orders, starts)
    case .lowest: kernels.folded(step, orders, starts) { min($0, $1) }
    case .highest: kernels.folded(step, orders, starts) { max($0, $1) }
    case .packDate:
      let (result, first) = (kernels.column(step.result, Int32.self), kernels.column(step.first, Int32.self))
      for row in 0..<count { result[row] = PackedDate.packing(Int64(first[row])) }
    case .monthsUp:
      let isUp = step.constant == 1
      kernels.pairs(step, count, Int32.self, Int32.self) { PackedDate.monthsUp($0, $1, isUp: isUp) }
    case .startsWith:
      let (result, first) = (kernels.column(step.result, UInt8.self), kernels.column(step.first, Int32.self))
      for row in 0..<count {
        result[row] = scalars.startsWith(Int64(first[row]), step.table, block.texts) ? 1 : 0
      }
    case .spread: spread(step, kernels, orders, starts, operands)
    case .divideBy, .span, .spanExact, .addMonths, .datePart, .dayInMonth, .call:
      runScalar(step, kernels, count, operands)
    }
  }

  private func spread(
    _ step: Instruction, _ kernels: Kernels, _ orders: Int, _ starts: UnsafePointer<Int32>,
    _ operands: UnsafePointer<Int32>
  ) {
    func operand(_ position: Int) -> UnsafeMutablePointer<Int64> {
      kernels.column(operands[Int(step.first) + position], Int64.self)
    }
    let (amount, smallest, weight) = (operand(0), operand(1), operand(2))
    let cap = step.second > 3 ? operand(3) : nil
    let result = kernels.column(step.result, Int64.self)
    let other = kernels.column(step.other, UInt8.self)
    for order in 0..<orders {
      let lines = Int(starts[order])..<Int(starts[order + 1])
      let shares = scalars.shares(
        step.table, amount[order], step: smallest[order], weights: lines.map { weight[$0] },
        caps: cap.map { cap in lines.map { cap[$0] } })
      for (position, line) in lines.enumerated() {
        result[line] = shares?[position] ?? 0
        other[line] = shares == nil ? 1 : 0
      }
    }
  }

  /// Steps that are computed order by order.
  private func runScalar(
    _ step: Instruction, _ kernels: Kernels, _ count: Int, _ operands: UnsafePointer<Int32>
  ) {
    let longs = kernels.column(step.result, Int64.self)
    let ints = kernels.column(step.result, Int32.self)
    func day(_ place: Int32) -> UnsafeMutablePointer<Int32> { kernels.column(place, Int32.self) }
    switch step.operation {
    case .divideBy:
      let mode = RoundingMode(code: step.constant)
      let (first, second) = (kernels.column(step.first, Int64.self), kernels.column(step.second, Int64.self))
      let other = kernels.column(step.other, UInt8.self)
      for row in 0..<count {
        let isNone = second[row] <= 0
        longs[row] = isNone ? 0 : Int64(truncatingIfNeeded: mode.quotient(Int128(first[row]), Int128(second[row])))
        other[row] = isNone ? 1 : 0
      }
    case .span:
      let (first, second) = (day(step.first), day(step.second))
      for row in 0..<count {
        ints[row] = Int32(
          truncatingIfNeeded: scalars.span(step.table, step.constant, Int64(first[row]), Int64(second[row])))
      }
    case .spanExact:
      let (first, second) = (day(step.first), day(step.second))
      let other = kernels.column(step.other, Int32.self)
      for row in 0..<count {
        let (numerator, denominator) = scalars.spanExact(step.table, Int64(first[row]), Int64(second[row]))
        longs[row] = numerator
        other[row] = Int32(truncatingIfNeeded: denominator)
      }
    case .addMonths:
      let (first, second) = (day(step.first), kernels.column(step.second, Int64.self))
      let other = kernels.column(step.other, UInt8.self)
      for row in 0..<count {
        let (result, isNone) = scalars.addMonths(Int64(first[row]), second[row])
        ints[row] = Int32(truncatingIfNeeded: result)
        other[row] = isNone ? 1 : 0
      }
    case .datePart:
      let first = day(step.first)
      for row in 0..<count { ints[row] = Int32(truncatingIfNeeded: scalars.part(step.constant, Int64(first[row]))) }
    case .dayInMonth:
      let (first, second) = (day(step.first), kernels.column(step.second, Int64.self))
      for row in 0..<count {
        ints[row] = Int32(truncatingIfNeeded: scalars.dayInMonth(Int64(first[row]), second[row]))
      }
    default:
      let other = kernels.column(step.other, UInt8.self)
      for row in 0..<count {
        let (result, isNone) = scalars.call(function: step.third, period: step.constant, count: step.second) {
          position in
          kernels.column(operands[Int(step.first) + position], Int64.self)[row]
        }
        longs[row] = result
        other[row] = isNone ? 1 : 0
      }
    }
  }
}
