import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Evaluates one order after another over a plan: lazily, exactly, each value once for the order or once for each line.
///
/// An evaluator has its memory for good, so evaluating allocates nothing. It is used by one thread at a time.
final class Evaluator {
  let plan: Plan
  let nodes: FlatBuffer<PlanNode>
  let values: FlatBuffer<PlanValue>
  let cases: FlatBuffer<PlanCase>
  let tables: FlatBuffer<PlanTable>
  let rows: FlatBuffer<PlanRow>
  /// Results: those of the order, then those of each line.
  let slots: FlatBuffer<Slot>
  /// How many lines there is room for.
  let lineCapacity: Int
  /// The states of the cases being decided; every case has its place.
  let applying: FlatBuffer<CaseState>
  let dropped: FlatBuffer<CaseState>
  /// The keys of the table being read; every key has its place.
  let keys: FlatBuffer<TableKey>
  let live: FlatBuffer<Live>
  private let orderSlots: Int
  private let lineSlots: Int
  /// Texts of this order that the program does not know.
  var texts: [String] = []
  var refusals: [RefusalRecord] = []

  /// A remembered result.
  struct Slot: BitwiseCopyable {
    var outcome: Outcome
    /// The case that decided a value; for an input, ``given`` or ``assumed``.
    var decided: Int32
    /// The case that decided, or the first of several; negative where none did.
    var decidedCase: Int { Int(decided < 0 ? decided : decided & ~Self.several) }
    /// The evaluation it belongs to.
    var epoch: UInt32

    /// Added to the case where several with equal constants decide.
    static let several: Int32 = 1 << 30
    static let given: Int32 = 0
    static let assumed: Int32 = 1
  }

  /// What changes with every order.
  struct Live: BitwiseCopyable {
    var epoch: UInt32
    var lineCount: Int
  }

  init(_ plan: Plan, lineCapacity: Int) {
    self.plan = plan
    self.lineCapacity = lineCapacity
    nodes = plan.nodes
    values = plan.values
    cases = plan.cases
    tables = plan.tables
    rows = plan.rows
    orderSlots = plan.orderSlots
    lineSlots = plan.lineSlots
    slots = FlatBuffer(
      repeating: Slot(outcome: .missing, decided: -1, epoch: 0), count: plan.orderSlots + lineCapacity * plan.lineSlots)
    applying = FlatBuffer(repeating: .no, count: plan.cases.count)
    dropped = FlatBuffer(repeating: .no, count: plan.cases.count)
    keys = FlatBuffer(repeating: TableKey(lower: 0, upper: 0, state: .known, refusal: -1), count: plan.tableKeys.count)
    live = FlatBuffer([Live(epoch: 0, lineCount: 1)])
  }

  deinit {
    slots.deallocate()
    applying.deallocate()
    dropped.deallocate()
    keys.deallocate()
    live.deallocate()
  }

  var lineCount: Int { live.start.pointee.lineCount }

  // MARK: Orders

  /// Forgets the last order and takes the next one.
  func begin(_ order: BoundOrder) {
    precondition(order.lineCount <= lineCapacity, "an evaluator is made for the lines of its orders")
    if live.start.pointee.epoch == .max {
      for index in 0..<slots.count { slots.start[index].epoch = 0 }
      live.start.pointee.epoch = 0
    }
    live.start.pointee.epoch += 1
    live.start.pointee.lineCount = order.lineCount
    if !refusals.isEmpty { refusals.removeAll(keepingCapacity: true) }
    texts = order.texts
    let epoch = live.start.pointee.epoch
    order.answers.withUnsafeBufferPointer { answers in
      for answer in answers {
        let input = plan.inputs[answer.input]
        slots[slotIndex(input.slot, input.isPerLine, Int(answer.line))] = Slot(
          outcome: .known(answer.value), decided: Slot.given, epoch: epoch)
      }
    }
    if !plan.checkpoints.isEmpty { evaluateCheckpoints() }
  }

  @inline(__always)
  func slotIndex(_ slot: Int32, _ isPerLine: Bool, _ line: Int) -> Int {
    isPerLine ? orderSlots + line * lineSlots + Int(slot) : Int(slot)
  }

  /// Whether a slot was filled in this evaluation.
  func isFilled(_ index: Int) -> Bool { slots[index].epoch == live.start.pointee.epoch }

  private func evaluateCheckpoints() {
    for checkpoint in plan.checkpoints {
      switch checkpoint {
      case .value(let value):
        for line in 0..<(values[value].isPerLine ? lineCount : 1) { _ = evaluate(value: Int32(value), line: line) }
      case .node(let node):
        for line in 0..<(nodes[node].isPerLine ? lineCount : 1) {
          let index = slotIndex(plan.nodeSlots[node], nodes[node].isPerLine, line)
          slots[index] = Slot(
            outcome: compute(Int32(node), line), decided: 0, epoch: live.start.pointee.epoch)
        }
      }
    }
  }

  // MARK: Values and inputs

  /// The result of a value, for the order or for a line.
  func evaluate(value: Int32, line: Int) -> Outcome {
    let record = values.start.advanced(by: Int(value))
    let index = slotIndex(record.pointee.slot, record.pointee.isPerLine, line)
    let slot = slots.start.advanced(by: index)
    let epoch = live.start.pointee.epoch
    if slot.pointee.epoch == epoch { return slot.pointee.outcome }
    var decided: Int32 = 0
    let outcome: Outcome
    if record.pointee.plainResult >= 0 {
      outcome = evaluate(record.pointee.plainResult, line)
    } else {
      switch decide(value: value, line: line) {
      case .by(let position, let isAlone):
        decided = isAlone ? position : position | Slot.several
        let result = cases[record.pointee.firstCase + position].result
        outcome =
          result >= 0
          ? evaluate(result, line)
          : refuse(RefusalRecord(kind: .caseRefuses, site: value, first: position, line: Int32(line)))
      case .missing:
        decided = -1
        outcome = .missing
      case .refused(let refusal):
        decided = -1
        outcome = .refused(refusal)
      }
    }
    slot.pointee = Slot(outcome: outcome, decided: decided, epoch: epoch)
    return outcome
  }

  /// The answer to an input, or its default.
  func evaluate(input: Int32, line: Int) -> Outcome {
    let record = plan.inputs.start.advanced(by: Int(input))
    let slot = slots.start.advanced(by: slotIndex(record.pointee.slot, record.pointee.isPerLine, line))
    if slot.pointee.epoch == live.start.pointee.epoch { return slot.pointee.outcome }
    guard record.pointee.defaultNode >= 0 else { return .missing }
    let outcome = evaluate(record.pointee.defaultNode, line)
    slot.pointee = Slot(outcome: outcome, decided: Slot.assumed, epoch: live.start.pointee.epoch)
    return outcome
  }

  // MARK: Refusals

  /// Notes a refusal and gives its outcome.
  @inline(never)
  func refuse(_ record: RefusalRecord) -> Outcome {
    refusals.append(record)
    return .refused(Int32(refusals.count - 1))
  }

  @inline(never)
  func refuse(_ kind: RefusalRecord.Kind, _ node: Int32, _ line: Int, _ left: Outcome, _ right: Outcome) -> Outcome {
    refuse(
      RefusalRecord(kind: kind, site: node, line: Int32(line), left: left.ratio, right: right.ratio))
  }

  /// Digits after the point of an amount in the order's currency; nil while the currency is missing.
  func minorDigits() -> Int? {
    let input = plan.program.currencyInput
    guard input >= 0 else { return plan.program.moneyScale }
    let currency = evaluate(input: Int32(input), line: 0)
    guard currency.isKnown, let code = Int(exactly: currency.numerator), code >= 0, code < plan.minorDigits.count,
      plan.minorDigits[code] >= 0
    else { return nil }
    return Int(plan.minorDigits[code])
  }
}
