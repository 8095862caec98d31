import PolicyLanguage

/// Prices one typed order after another, without reasons: in registers, and what these cannot tell by the evaluator. Used
/// by one thread at a time.
package final class OrderMachine {
  package let program: CompiledProgram
  private let block: OrderBlock
  private let batch: BatchMachine
  /// The answers by input, and which are given, in words of 64.
  private let answers: UnsafeMutablePointer<Int64>
  private let given: UnsafeMutablePointer<UInt64>
  private let inputCount: Int
  private let wordCount: Int
  /// The machines of the codes that were used, and the one in use with what it is for.
  private var machines: [Machine] = []
  private var current: Machine
  /// The totals of the figures asked for, at the scale of each.
  package let figures: UnsafeMutablePointer<Int64>
  package private(set) var state = OrderState.priced
  /// The figures where one of them is not known, or no whole number of 64 bits.
  package private(set) var wide: [Engine.Amount]?

  private struct Machine {
    var given: [UInt64]
    var machine: RegisterMachine
    /// Where each input that is given and read has its register, and where each figure and refusal is.
    var inputs: FlatBuffer<Pair>
    var figures: FlatBuffer<Int32>
    var refusals: FlatBuffer<Int32>
    var unknown: Int
  }

  private struct Pair: BitwiseCopyable {
    var input: Int32
    var place: Int32
  }

  package init(_ program: CompiledProgram) {
    self.program = program
    block = OrderBlock(program.plan, capacity: 1)
    batch = BatchMachine(program, capacity: 1)
    inputCount = program.plan.program.inputs.count
    wordCount = (inputCount + 63) / 64
    answers = .allocate(capacity: max(1, inputCount))
    answers.initialize(repeating: 0, count: max(1, inputCount))
    given = .allocate(capacity: max(1, wordCount))
    given.initialize(repeating: 0, count: max(1, wordCount))
    figures = .allocate(capacity: max(1, program.request.figures.count))
    figures.initialize(repeating: 0, count: max(1, program.request.figures.count))
    current = Self.machine(program, Array(repeating: 0, count: wordCount))
    machines = [current]
  }

  deinit {
    answers.deallocate()
    given.deallocate()
    figures.deallocate()
    for machine in machines {
      machine.inputs.deallocate()
      machine.figures.deallocate()
      machine.refusals.deallocate()
    }
  }

  /// How many figures there are.
  package var figureCount: Int { program.request.figures.count }

  /// Forgets the last order.
  package func begin() { for index in 0..<wordCount { given[index] = 0 } }

  /// Gives an input of the order.
  package func set(input: Int, _ value: Int64) {
    answers[input] = value
    given[input >> 6] |= 1 << UInt64(input & 63)
  }

  /// Prices the order that was given. Its answers are within the ranges of their inputs, its texts among the program's.
  package func price() {
    for index in 0..<wordCount where given[index] != current.given[index] {
      choose()
      break
    }
    let registers = current.machine.registers
    for index in 0..<current.inputs.count {
      let pair = current.inputs.start[index]
      registers[Int(pair.place)] = answers[Int(pair.input)]
    }
    current.machine.run()
    guard registers[current.unknown] == 0 else { return evaluate() }
    for index in 0..<current.figures.count { figures[index] = registers[Int(current.figures.start[index])] }
    var isRefused: Int64 = 0
    for index in 0..<current.refusals.count { isRefused |= registers[Int(current.refusals.start[index])] }
    state = isRefused == 0 ? .priced : .refused
    if wide != nil { wide = nil }
  }

  /// Takes the code for orders that give what this one gives.
  @inline(never)
  private func choose() {
    let words = (0..<wordCount).map { given[$0] }
    if let found = machines.last(where: { $0.given == words }) {
      current = found
      return
    }
    current = Self.machine(program, words)
    machines.append(current)
    if machines.count > 64 {
      let oldest = machines.removeFirst()
      oldest.inputs.deallocate()
      oldest.figures.deallocate()
      oldest.refusals.deallocate()
    }
  }

  private static func machine(_ program: CompiledProgram, _ given: [UInt64]) -> Machine {
    func isGiven(_ input: Int) -> Bool { given[input >> 6] >> UInt64(input & 63) & 1 == 1 }
    let inputs = program.plan.program.inputs.indices
    let code = program.code(inputs.map { isGiven($0) ? .always : .never }, isSingleLine: true)
    let machine = RegisterMachine(code, program.plan)
    var pairs: [Pair] = []
    for (input, place) in code.inputs.enumerated() {
      if place.answer >= 0, isGiven(input) { pairs.append(Pair(input: Int32(input), place: place.answer)) }
      // Code for all orders asks what is given, and reads some answer where nothing is.
      if place.given >= 0 { machine.registers[Int(place.given)] = isGiven(input) ? 1 : 0 }
      if place.answer >= 0, !isGiven(input) {
        machine.registers[Int(place.answer)] = Lowering.range(program.plan.program.inputs[input]).lowerBound
      }
    }
    return Machine(
      given: given, machine: machine, inputs: FlatBuffer(pairs), figures: FlatBuffer(code.figures.map(\.place)),
      refusals: FlatBuffer(code.effects), unknown: Int(code.unknown))
  }

  /// What registers cannot tell.
  @inline(never)
  private func evaluate() {
    block.removeAll()
    block.append(
      BoundOrder(
        answers: (0..<inputCount).filter { given[$0 >> 6] >> UInt64($0 & 63) & 1 == 1 }
          .map { .init(input: $0, value: Int128(answers[$0])) }))
    batch.evaluate(block)
    state = batch.states[0]
    wide = batch.wide[0]
    for index in 0..<figureCount { figures[index] = batch.figures[index][0] }
  }
}
