/// Gives registers their places: what nobody reads is left out, and a place is taken again when its register was read for
/// the last time, so that a block's columns stay in the cache.
struct RegisterAllocation {
  private(set) var instructions: [Instruction] = []
  /// The same before registers had places.
  private(set) var steps: [Instruction] = []
  private(set) var operands: [Int32]
  private(set) var places: [CompiledCode.Place] = []
  private let builder: CodeBuilder
  private let keep: [Int32]
  private let inputs: [Int32]
  private var placeOf: [Int32]

  init(_ builder: CodeBuilder, keep: [Int32], inputs: [Int32]) {
    self.builder = builder
    self.keep = keep
    self.inputs = inputs
    operands = builder.operands
    placeOf = Array(repeating: -1, count: builder.registers.count)
  }

  func place(_ register: Int32) -> Int32 { register < 0 ? -1 : placeOf[Int(register)] }

  mutating func run() {
    let read = readInstructions()
    steps = read.map { builder.instructions[$0] }
    let last = lastReads(read)
    var free: [Int: [Int32]] = [:]
    for input in inputs where last[Int(input)] >= 0 { placeOf[Int(input)] = newPlace(input) }
    let kept = Set(keep).union(inputs)
    instructions.reserveCapacity(read.count)
    for (position, index) in read.enumerated() {
      var instruction = builder.instructions[index]
      // Results first: a step never writes over what it reads.
      let own = [instruction.result, instruction.other].filter { $0 >= 0 }
      for register in own {
        let key = self.key(register)
        placeOf[Int(register)] = free[key]?.popLast() ?? newPlace(register)
      }
      for register in Set(reads(instruction)) where last[Int(register)] == position && !kept.contains(register) {
        free[key(register), default: []].append(placeOf[Int(register)])
      }
      // A second result that nobody reads.
      for register in own where last[Int(register)] < 0 && !kept.contains(register) {
        free[key(register), default: []].append(placeOf[Int(register)])
      }
      rename(&instruction)
      instructions.append(instruction)
    }
  }

  // MARK: Reads

  /// The registers a step reads.
  private func reads(_ instruction: Instruction) -> [Int32] {
    switch instruction.operation {
    case .constant, .lineCount: return []
    case .call, .spread: return (0..<instruction.second).map { builder.operands[Int(instruction.first + $0)] }
    case .probe:
      return [instruction.first] + (0..<instruction.third).map { builder.operands[Int(instruction.second + $0)] }
    default: return [instruction.first, instruction.second, instruction.third].filter { $0 >= 0 }
    }
  }

  /// The steps whose results are read, in their order.
  private func readInstructions() -> [Int] {
    var isRead = [Bool](repeating: false, count: builder.registers.count)
    for register in keep { isRead[Int(register)] = true }
    var found: [Int] = []
    for index in builder.instructions.indices.reversed() {
      let instruction = builder.instructions[index]
      guard isRead[Int(instruction.result)] || (instruction.other >= 0 && isRead[Int(instruction.other)]) else {
        continue
      }
      found.append(index)
      for register in reads(instruction) { isRead[Int(register)] = true }
    }
    return found.reversed()
  }

  private func lastReads(_ read: [Int]) -> [Int] {
    var last = [Int](repeating: -1, count: builder.registers.count)
    for (position, index) in read.enumerated() {
      for register in reads(builder.instructions[index]) { last[Int(register)] = position }
    }
    for register in keep { last[Int(register)] = read.count }
    return last
  }

  // MARK: Places

  private func key(_ register: Int32) -> Int {
    let own = builder.registers[Int(register)]
    return Int(own.lane.rawValue) * 2 + (own.isPerLine ? 1 : 0)
  }

  private mutating func newPlace(_ register: Int32) -> Int32 {
    let own = builder.registers[Int(register)]
    places.append(CompiledCode.Place(lane: own.lane, isPerLine: own.isPerLine))
    return Int32(places.count - 1)
  }

  private mutating func rename(_ instruction: inout Instruction) {
    instruction.result = place(instruction.result)
    instruction.other = place(instruction.other)
    switch instruction.operation {
    case .call, .spread:
      for position in 0..<instruction.second {
        let index = Int(instruction.first + position)
        operands[index] = place(builder.operands[index])
      }
    case .probe:
      instruction.first = place(instruction.first)
      for position in 0..<instruction.third {
        let index = Int(instruction.second + position)
        operands[index] = place(builder.operands[index])
      }
    default:
      instruction.first = place(instruction.first)
      instruction.second = place(instruction.second)
      instruction.third = place(instruction.third)
    }
  }
}
