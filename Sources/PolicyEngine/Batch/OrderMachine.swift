import PolicyLanguage
import PolicyProgram

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
  /// The codes that were used, what is read of each, and of the one in use.
  private var codes: [OrderCode] = []
  private let lives: UnsafeMutablePointer<OrderCode.Live>
  private let current: UnsafeMutablePointer<OrderCode.Live>
  private static let mostCodes = 64
  /// The totals of the figures asked for, at the scale of each.
  package let figures: UnsafeMutablePointer<Int64>
  package var state: OrderState { outcome.pointee.state }
  /// The figures where one of them is not known, or no whole number of 64 bits.
  package var wide: [Engine.Amount]? { outcome.pointee.isWide ? seldom : nil }
  /// What changes with every order, in memory of its own: nothing guards it on an order's way.
  private let outcome: UnsafeMutablePointer<Outcome>
  private var seldom: [Engine.Amount]?

  private struct Outcome: BitwiseCopyable {
    var state = OrderState.priced
    var isWide = false
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
    outcome = .allocate(capacity: 1)
    outcome.initialize(to: Outcome())
    figures = .allocate(capacity: max(1, program.request.figures.count))
    figures.initialize(repeating: 0, count: max(1, program.request.figures.count))
    let code = OrderCode(program, given: Array(repeating: 0, count: wordCount))
    codes = [code]
    lives = .allocate(capacity: Self.mostCodes)
    lives.initialize(to: code.live)
    current = .allocate(capacity: 1)
    current.initialize(to: code.live)
  }

  deinit {
    answers.deallocate()
    given.deallocate()
    figures.deallocate()
    outcome.deallocate()
    lives.deallocate()
    current.deallocate()
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
  package func price() { price(answers, given: given) }

  /// Prices an order as it lies in memory.
  ///
  /// - Parameters:
  ///   - answers: One for each input, by its place in the program; any number where it is not given.
  ///   - given: A bit for each input, in words of 64.
  package func price(_ answers: UnsafePointer<Int64>, given: UnsafePointer<UInt64>) {
    if !isFor(current.pointee, given) { choose(given) }
    let live = current.pointee
    for index in 0..<live.inputs.count {
      let pair = live.inputs.start[index]
      live.registers[Int(pair.place)] = answers[Int(pair.input)]
    }
    RegisterMachine.run(live.steps, live.registers, live.machine)
    guard live.registers[live.unknown] == 0 else { return evaluate(answers, given) }
    for index in 0..<live.figures.count { figures[index] = live.registers[Int(live.figures.start[index])] }
    var isRefused: Int64 = 0
    for index in 0..<live.refusals.count { isRefused |= live.registers[Int(live.refusals.start[index])] }
    outcome.pointee = Outcome(state: isRefused == 0 ? .priced : .refused)
  }

  /// Whether code is for orders that give what this one gives.
  @inline(__always)
  private func isFor(_ live: OrderCode.Live, _ given: UnsafePointer<UInt64>) -> Bool {
    for index in 0..<wordCount where given[index] != live.given[index] { return false }
    return true
  }

  /// Takes the code for orders that give what this one gives.
  private func choose(_ given: UnsafePointer<UInt64>) {
    for index in 0..<codes.count where isFor(lives[index], given) {
      current.pointee = lives[index]
      return
    }
    let code = OrderCode(program, given: (0..<wordCount).map { given[$0] })
    // Orders of very many kinds take turns.
    if codes.count == Self.mostCodes {
      codes.removeFirst()
      lives.update(from: lives + 1, count: Self.mostCodes - 1)
    }
    codes.append(code)
    lives[codes.count - 1] = code.live
    current.pointee = code.live
  }

  /// What registers cannot tell.
  @inline(never)
  private func evaluate(_ answers: UnsafePointer<Int64>, _ given: UnsafePointer<UInt64>) {
    block.removeAll()
    block.append(
      BoundOrder(
        answers: (0..<inputCount).filter { given[$0 >> 6] >> UInt64($0 & 63) & 1 == 1 }
          .map { .init(input: $0, value: Int128(answers[$0])) }))
    batch.evaluate(block)
    seldom = batch.wide[0]
    outcome.pointee = Outcome(state: batch.states[0], isWide: seldom != nil)
    for index in 0..<figureCount { figures[index] = batch.figures[index][0] }
  }
}
