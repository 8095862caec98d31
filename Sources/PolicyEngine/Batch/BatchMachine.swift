import PolicyLanguage
import PolicyProgram

/// Prices blocks of orders: in columns, and what these cannot tell by the evaluator. Used by one thread at a time.
package final class BatchMachine {
  package let program: CompiledProgram
  private let evaluators: EvaluatorPool
  private var machines: [Machine] = []
  private var presence: [Presence]
  private let capacity: Int
  private let spare: [UnsafeMutablePointer<Int64>]
  /// The totals of each figure, row by row, at the scale of its type.
  package private(set) var figures: [UnsafeMutablePointer<Int64>]
  package let states: UnsafeMutablePointer<OrderState>
  /// Rows of which a figure is not known, or no whole number of 64 bits: all their figures.
  package private(set) var wide: [Int: [Engine.Amount]] = [:]
  /// Whether each refusal fires, row by row, in the order of ``refusals``.
  package private(set) var fires: [UnsafeMutablePointer<UInt8>]
  /// The position of the case that decides each value asked for, by the lines of a value per line, otherwise by the
  /// orders; -1 or the number of cases where none is known.
  private var decisions: [UnsafeMutablePointer<Int64>]
  /// How many lines the columns of `decisions` have room for.
  private var lineCapacity: Int
  /// How many orders the evaluator priced.
  package private(set) var evaluatedCount = 0

  private struct Machine {
    var code: CompiledCode
    var machine: BlockMachine
  }

  package init(_ program: CompiledProgram, capacity: Int = OrderBlock.usualCapacity) {
    self.program = program
    self.capacity = capacity
    lineCapacity = capacity
    evaluators = EvaluatorPool(program.plan)
    presence = Array(repeating: .varies, count: program.plan.program.inputs.count)
    spare = program.request.figures.map { _ in .allocate(capacity: capacity) }
    figures = spare
    decisions = program.request.decisions.map { _ in .allocate(capacity: capacity) }
    fires = program.request.effects.map { _ in .allocate(capacity: capacity) }
    states = .allocate(capacity: capacity)
  }

  deinit {
    for column in spare { column.deallocate() }
    for column in decisions { column.deallocate() }
    for column in fires { column.deallocate() }
    states.deallocate()
  }

  /// The effects that turn orders down.
  package var refusals: [Int] { program.request.effects }

  /// Prices all orders of a block.
  ///
  /// - Parameter targets: Where the figures are written, with room for all rows; memory of this machine if left out.
  package func price(_ block: OrderBlock, into targets: [UnsafeMutablePointer<Int64>]? = nil) {
    let count = block.orderCount
    if !wide.isEmpty { wide.removeAll(keepingCapacity: true) }
    guard count > 0 else { return }
    block.presence(into: &presence)
    let machine = machine(program.code(presence, isSingleLine: block.isSingleLine))
    let code = machine.code
    for (index, figure) in code.figures.enumerated() where !figure.isShared {
      _ = machine.write(figure.place, figure.lane, to: targets?[index])
    }
    machine.run(block)
    for (index, figure) in code.figures.enumerated() {
      figures[index] = machine.numbers(
        figure.place, figure.lane, count, spare: targets?[index] ?? spare[index], isOwn: !figure.isShared)
    }
    if block.lineCount > lineCapacity, !decisions.isEmpty { grow(to: block.lineCount) }
    for (index, place) in code.decisions.enumerated() { readDecisions(index, place, machine, block) }
    for (index, place) in code.effects.enumerated() {
      fires[index].update(from: machine.bytes(place), count: count)
    }
    let unknown = machine.bytes(code.unknown)
    for row in 0..<count { states[row] = .priced }
    for column in fires {
      for row in 0..<count where column[row] != 0 { states[row] = .refused }
    }
    if !decisions.isEmpty {
      let clashes = machine.bytes(code.clashes)
      for row in 0..<count where clashes[row] != 0 && unknown[row] == 0 { evaluateDecisions(block, row) }
    }
    for row in 0..<count where unknown[row] != 0 { evaluate(block, row) }
    for row in block.wide.keys where unknown[row] == 0 { evaluate(block, row) }
  }

  /// Prices all orders of a block by the evaluator.
  func evaluate(_ block: OrderBlock) {
    wide.removeAll(keepingCapacity: true)
    figures = spare
    if block.lineCount > lineCapacity, !decisions.isEmpty { grow(to: block.lineCount) }
    for row in 0..<block.orderCount { evaluate(block, row) }
  }

  private func machine(_ code: CompiledCode) -> BlockMachine {
    if let found = machines.last(where: { $0.code === code }) { return found.machine }
    // A few are kept: an order book seldom has more kinds of blocks.
    if machines.count >= 16 { machines.removeFirst() }
    let machine = BlockMachine(code, program.plan, capacity: capacity)
    machines.append(Machine(code: code, machine: machine))
    return machine
  }

  // MARK: Decisions

  /// The positions of the cases that decide a value asked for, on each line of an order or for the order; -1 or the
  /// number of its cases where none is known.
  package func decided(_ index: Int, _ block: OrderBlock, _ row: Int) -> UnsafeBufferPointer<Int64> {
    let places = places(index, block, row)
    return UnsafeBufferPointer(start: decisions[index] + places.lowerBound, count: places.count)
  }

  /// Where the decisions of an order lie.
  private func places(_ index: Int, _ block: OrderBlock, _ row: Int) -> Range<Int> {
    guard program.plan.program.values[program.request.decisions[index]].isPerLine else { return row..<(row + 1) }
    return Int(block.lineStarts[row])..<Int(block.lineStarts[row + 1])
  }

  private func readDecisions(_ index: Int, _ place: Int32, _ machine: BlockMachine, _ block: OrderBlock) {
    let isPerLine = machine.code.places[Int(place)].isPerLine
    let count = isPerLine ? block.lineCount : block.orderCount
    _ = machine.numbers(place, .int, count, spare: decisions[index], isOwn: false)
    guard !isPerLine, !block.isSingleLine else { return }
    // The same on all lines of an order. From the last on, as there are no more orders than lines.
    for row in (0..<block.orderCount).reversed() {
      let decided = decisions[index][row]
      for place in places(index, block, row) { decisions[index][place] = decided }
    }
  }

  /// The decisions of an order of which the columns know the figures.
  private func evaluateDecisions(_ block: OrderBlock, _ row: Int) {
    let order = block.order(row)
    evaluators.withEvaluator(lines: order.lineCount) { evaluator in
      evaluator.begin(order)
      readDecisions(evaluator, block, row)
    }
  }

  private func readDecisions(_ evaluator: Evaluator, _ block: OrderBlock, _ row: Int) {
    for (index, value) in program.request.decisions.enumerated() {
      for (line, place) in places(index, block, row).enumerated() {
        decisions[index][place] = Int64(evaluator.decidedCase(ofValue: value, line: line) ?? -1)
      }
    }
  }

  private func grow(to count: Int) {
    lineCapacity = max(count, 2 * lineCapacity)
    for index in decisions.indices {
      decisions[index].deallocate()
      decisions[index] = .allocate(capacity: lineCapacity)
    }
  }

  /// One order by the evaluator.
  private func evaluate(_ block: OrderBlock, _ row: Int) {
    evaluatedCount += 1
    let order = block.order(row)
    evaluators.withEvaluator(lines: order.lineCount) { evaluator in
      evaluator.begin(order)
      var state = OrderState.priced
      var amounts: [Engine.Amount] = []
      for (index, figure) in program.request.figures.enumerated() {
        let outcome = evaluator.total(ofValue: figure)
        state.take(outcome)
        amounts.append(Engine.Amount(outcome))
        figures[index][row] = Int64(truncatingIfNeeded: outcome.numerator)
      }
      for (index, effect) in program.request.effects.enumerated() {
        let outcome = evaluator.firesOnAnyLine(program.plan.program.effects[effect])
        state.take(outcome)
        if outcome.isYes, state == .priced { state = .refused }
        fires[index][row] = outcome.isYes ? 1 : 0
      }
      readDecisions(evaluator, block, row)
      states[row] = state
      if amounts.contains(where: { !$0.isWhole }) { wide[row] = amounts }
    }
  }
}

/// What came of an order.
package enum OrderState: UInt8, Sendable, BitwiseCopyable {
  case priced
  /// A refusal fires, or a figure is refused.
  case refused
  /// An input is missing.
  case missing

  /// A missing input goes before all: the order is not complete.
  fileprivate mutating func take(_ outcome: Outcome) {
    switch outcome.state {
    case .known: break
    case .missing: self = .missing
    case .refused: if self == .priced { self = .refused }
    }
  }
}

extension Evaluator {
  /// Whether an effect fires on any line.
  func firesOnAnyLine(_ effect: EffectDefinition) -> Outcome {
    var open: Outcome?
    for line in 0..<(effect.isPerLine ? lineCount : 1) {
      let outcome = fires(effect, line: line)
      if outcome.isYes { return outcome }
      if !outcome.isKnown { open = open?.state == .missing ? open : outcome }
    }
    return open ?? .no
  }

  /// The position of the case that decides a value for the order or one of its lines; nil while none is known.
  func decidedCase(ofValue value: Int, line: Int = 0) -> Int? {
    let record = values[value]
    if record.plainResult >= 0 { return 0 }
    guard case .by(let position, _) = decide(value: Int32(value), line: line) else { return nil }
    return Int(position)
  }
}
