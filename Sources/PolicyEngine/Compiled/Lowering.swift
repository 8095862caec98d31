import PolicyLanguage
import PolicyProgram
import Quantities

/// Lowers a program to code: nodes and values in their order, each once.
///
/// What is not known becomes a register beside the result, by the same three-valued rules as the ``Evaluator``'s; it may
/// say unknown where the evaluator still finds an answer, never the other way round.
struct Lowering {
  let plan: Plan
  var builder: CodeBuilder
  /// The registers of the inputs: the answer, and whether it is given.
  var inputs: [InputColumn] = []
  private var nodes: [Lowered?]
  private var values: [Lowered?]
  /// The states of the cases of values whose cases are asked for.
  var states: [Int: CaseStates] = [:]

  /// The first node that reads each input and each value.
  private(set) var firstReader: [FirstReader: Int32] = [:]

  struct FirstReader: Hashable {
    var isInput: Bool
    var index: Int32
  }

  /// Registers of an input.
  struct InputColumn {
    var answer: Int32
    /// -1 where it is always or never given.
    var given: Int32
    var presence: Presence
    var range: ClosedRange<Int64>
    var lane: Lane
  }

  init(_ plan: Plan, presence: [Presence], isSingleLine: Bool) {
    self.plan = plan
    builder = CodeBuilder(isSingleLine: isSingleLine)
    nodes = Array(repeating: nil, count: plan.program.nodes.count)
    values = Array(repeating: nil, count: plan.program.values.count)
    for (index, node) in plan.program.nodes.enumerated() where node.operation == .input || node.operation == .value {
      let reader = FirstReader(isInput: node.operation == .input, index: node.first)
      if firstReader[reader] == nil { firstReader[reader] = Int32(index) }
    }
    for (index, definition) in plan.program.inputs.enumerated() {
      let range = Self.range(definition)
      let lane = Self.lane(definition)
      let answer = builder.input(range, lane: lane, isPerLine: definition.isPerLine)
      if let domain = Self.domain(definition) { builder.domains[answer] = domain }
      let given =
        presence[index] == .varies ? builder.input(0...1, lane: .byte, isPerLine: definition.isPerLine) : -1
      inputs.append(
        InputColumn(answer: answer, given: given, presence: presence[index], range: range, lane: lane))
    }
  }

  var program: Program { plan.program }

  /// What an input's register can hold. Answers beyond 64 bits are the evaluator's.
  static func range(_ input: InputDefinition) -> ClosedRange<Int64> {
    switch input.type {
    case .yesNo: return 0...1
    case .word(let codes): return Int64(codes.min() ?? 0)...Int64(max(codes.max() ?? 0, codes.min() ?? 0))
    case .words(let codes): return codes.count < 63 ? 0...(Int64(1) << Int64(codes.count)) - 1 : 0...Int64.max
    case .country: return 0...Int64(Country.all.count - 1)
    case .text, .unknown: return 0...Int64(Int32.max)
    case .number, .date:
      let lower = input.allowed.min().map { min($0, input.lower) } ?? input.lower
      let upper = input.allowed.max().map { max($0, input.upper) } ?? input.upper
      let (first, last) = (Int64(clamping: lower), Int64(clamping: upper))
      return first <= last ? first...last : first...first
    }
  }

  /// What an input can be where that is listed.
  private static func domain(_ input: InputDefinition) -> [Int64]? {
    if case .word(let codes) = input.type { return codes.map { Int64($0) } }
    return input.allowed.isEmpty ? nil : input.allowed.compactMap { Int64(exactly: $0) }
  }

  /// The lane of an input's column, the same for all code of a program: a constant is not narrower than what it stands in.
  static func lane(_ input: InputDefinition) -> Lane { Lane(range(input)) }

  // MARK: Unknown

  mutating func unknownNumber() -> Lowered {
    .number(Number(numerator: builder.no, denominator: builder.yes, unknown: builder.yes))
  }

  mutating func unknownTruth() -> Truth { Truth(yes: builder.no, unknown: builder.yes) }

  func isTruth(_ type: ValueType) -> Bool { type == .yesNo }

  /// An unknown of a node's type.
  mutating func unknown(_ type: ValueType) -> Lowered {
    isTruth(type) ? .truth(unknownTruth()) : unknownNumber()
  }

  // MARK: Nodes and values

  mutating func lower(_ index: Int32) -> Lowered {
    if let found = nodes[Int(index)] { return found }
    let lowered = compute(index)
    nodes[Int(index)] = lowered
    return lowered
  }

  mutating func lower(value index: Int32) -> Lowered {
    if let found = values[Int(index)] { return found }
    let record = plan.values[index]
    let lowered = record.plainResult >= 0 ? lower(record.plainResult) : decide(index)
    values[Int(index)] = lowered
    return lowered
  }

  /// Lowers all that some nodes and values read, from the bottom up, so that no book is too deep for the stack.
  mutating func prepare(nodes roots: [Int32], values rootValues: [Int]) {
    let graph = ReadGraph(program)
    var isRead = [Bool](repeating: false, count: nodes.count)
    var isReadValue = [Bool](repeating: false, count: values.count)
    var open = roots.filter { $0 >= 0 }
    func note(_ value: Int) {
      guard !isReadValue[value] else { return }
      isReadValue[value] = true
      open += graph.valueNodes[Int(graph.valueStarts[value])..<Int(graph.valueStarts[value + 1])]
    }
    for value in rootValues { note(value) }
    while let node = open.popLast() {
      guard !isRead[Int(node)] else { continue }
      isRead[Int(node)] = true
      for read in graph.reads[Int(graph.starts[Int(node)])..<Int(graph.starts[Int(node) + 1])] {
        if read >= 0 { open.append(read) } else { note(Int(~read)) }
      }
    }
    for index in isRead.indices where isRead[index] { _ = lower(Int32(index)) }
  }

  mutating func truth(_ index: Int32) -> Truth {
    switch lower(index) {
    case .truth(let truth): return truth
    case .number(let number):
      let holds = builder.not(builder.compare(.equal, number.numerator, builder.no))
      return Truth(yes: builder.and(holds, not: number.unknown), unknown: number.unknown)
    }
  }

  mutating func number(_ index: Int32) -> Number {
    switch lower(index) {
    case .number(let number): return number
    case .truth(let truth): return Number(numerator: truth.yes, denominator: builder.yes, unknown: truth.unknown)
    }
  }

  // MARK: Inputs

  mutating func lower(input index: Int32) -> Lowered {
    let column = inputs[Int(index)]
    let type = program.inputs[Int(index)].type
    let answer: Lowered? =
      column.presence == .never ? nil : lowered(column.answer, unknown: builder.no, type)
    if column.presence == .always, let answer { return answer }
    let defaultNode = plan.inputs[index].defaultNode
    let standing = defaultNode >= 0 ? lower(defaultNode) : unknown(type)
    guard let answer else { return standing }
    return choose(column.given, answer, standing)
  }

  private mutating func lowered(_ register: Int32, unknown: Int32, _ type: ValueType) -> Lowered {
    isTruth(type)
      ? .truth(Truth(yes: builder.and(register, not: unknown), unknown: unknown))
      : .number(Number(numerator: register, denominator: builder.yes, unknown: unknown))
  }

  /// One of two results, by a condition that is known.
  mutating func choose(_ condition: Int32, _ chosen: Lowered, _ otherwise: Lowered) -> Lowered {
    let unknown = builder.select(condition, chosen.unknown, otherwise.unknown)
    switch (chosen, otherwise) {
    case (.truth(let first), .truth(let second)):
      return .truth(Truth(yes: builder.select(condition, first.yes, second.yes), unknown: unknown))
    case (.number(let first), .number(let second)):
      // What is not known may be anything: the other side's range then stands.
      if builder.value(first.unknown) == 1 {
        return .number(Number(numerator: second.numerator, denominator: second.denominator, unknown: unknown))
      }
      if builder.value(second.unknown) == 1 {
        return .number(Number(numerator: first.numerator, denominator: first.denominator, unknown: unknown))
      }
      return .number(
        Number(
          numerator: builder.select(condition, first.numerator, second.numerator),
          denominator: builder.select(condition, first.denominator, second.denominator), unknown: unknown))
    case (.truth, _), (_, .truth): return unknownNumber()
    }
  }

  // MARK: Kleene

  mutating func and(_ left: Truth, _ right: Truth) -> Truth {
    let yes = builder.and(left.yes, right.yes)
    if builder.value(left.unknown) == 0, builder.value(right.unknown) == 0 {
      return Truth(yes: yes, unknown: builder.no)
    }
    let possible = builder.and(builder.or(left.yes, left.unknown), builder.or(right.yes, right.unknown))
    return Truth(yes: yes, unknown: builder.and(possible, not: yes))
  }

  mutating func or(_ left: Truth, _ right: Truth) -> Truth {
    let yes = builder.or(left.yes, right.yes)
    return Truth(yes: yes, unknown: builder.and(builder.or(left.unknown, right.unknown), not: yes))
  }

  mutating func not(_ operand: Truth) -> Truth {
    Truth(yes: builder.not(builder.or(operand.yes, operand.unknown)), unknown: operand.unknown)
  }

  mutating func known(_ value: Bool) -> Truth { Truth(yes: value ? builder.yes : builder.no, unknown: builder.no) }

  /// A byte that is known but where something is unknown.
  mutating func truth(_ register: Int32, unless unknown: Int32) -> Truth {
    Truth(yes: builder.and(register, not: unknown), unknown: unknown)
  }
}
