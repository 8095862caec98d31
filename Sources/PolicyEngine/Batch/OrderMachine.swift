import PolicyLanguage

/// Prices one typed order after another, without reasons: in registers, and what these cannot tell by the evaluator. Used
/// by one thread at a time.
package final class OrderMachine {
  package let program: CompiledProgram
  private let machine: RegisterMachine
  private let block: OrderBlock
  private let batch: BatchMachine
  /// The places of the inputs that the code reads and the order gives.
  private var inputs: [InputPlace] = []
  /// The answers by input, and which are given.
  private var answers: [Int64]
  private var given: [UInt64]
  private var code: CompiledCode
  private var codeGiven: [UInt64]

  private struct InputPlace {
    var input: Int
    var place: Int
  }

  /// The totals of the figures asked for, at the scale of each.
  package private(set) var figures: [Int64]
  package private(set) var state = OrderState.priced
  /// The figures where one of them is no whole number of 64 bits.
  package private(set) var wide: [Engine.Amount]?

  package init(_ program: CompiledProgram) {
    self.program = program
    machine = RegisterMachine(program.plan)
    block = OrderBlock(program.plan, capacity: 1)
    batch = BatchMachine(program, capacity: 1)
    let count = program.plan.program.inputs.count
    answers = Array(repeating: 0, count: count)
    given = Array(repeating: 0, count: (count + 63) / 64)
    codeGiven = given
    figures = Array(repeating: 0, count: program.request.figures.count)
    code = program.code(Array(repeating: .never, count: count), isSingleLine: true)
    machine.prepare(code)
  }

  /// Forgets the last order.
  @inline(__always)
  package func begin() { for index in given.indices { given[index] = 0 } }

  /// Gives an input of the order.
  @inline(__always)
  package func set(input: Int, _ value: Int64) {
    answers[input] = value
    given[input >> 6] |= 1 << UInt64(input & 63)
  }

  /// Prices the order that was given. Its answers are within the ranges of their inputs, its texts among the program's.
  package func price() {
    if given != codeGiven { choose() }
    let registers = machine.registers
    for entry in inputs { registers[entry.place] = answers[entry.input] }
    machine.run(code)
    guard registers[Int(code.unknown)] == 0 else { return evaluate() }
    for index in figures.indices { figures[index] = registers[Int(code.figures[index].place)] }
    state = .priced
    for place in code.effects where registers[Int(place)] != 0 { state = .refused }
    if wide != nil { wide = nil }
  }

  private func isGiven(_ input: Int) -> Bool { given[input >> 6] >> UInt64(input & 63) & 1 == 1 }

  /// Takes the code for orders that give what this one gives.
  private func choose() {
    codeGiven = given
    code = program.code(answers.indices.map { isGiven($0) ? .always : .never }, isSingleLine: true)
    machine.prepare(code)
    inputs = code.inputs.enumerated().compactMap { input, place in
      place.answer >= 0 && isGiven(input) ? InputPlace(input: input, place: Int(place.answer)) : nil
    }
    // Where there is code for all orders, it asks what is given.
    for (input, place) in code.inputs.enumerated() where place.given >= 0 {
      machine.registers[Int(place.given)] = isGiven(input) ? 1 : 0
    }
  }

  /// What registers cannot tell.
  @inline(never)
  private func evaluate() {
    block.removeAll()
    block.append(
      BoundOrder(
        answers: answers.indices.filter(isGiven).map { .init(input: $0, value: Int128(answers[$0])) }))
    batch.price(block)
    state = batch.states[0]
    wide = batch.wide[0]
    for index in figures.indices { figures[index] = batch.figures[index][0] }
  }
}
