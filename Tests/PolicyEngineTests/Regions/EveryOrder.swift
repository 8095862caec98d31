import PolicyProgram
import Quantities

@testable import PolicyEngine
@testable import PolicyLanguage

/// Every order of a small book, priced one by one: what the proofs over all orders are held against. It shares nothing
/// with them.
struct EveryOrder {
  let engine: Engine
  private(set) var orders: [BoundOrder] = []
  /// Whether a refusal that reads inputs alone turns each order down.
  private(set) var isRefused: [Bool] = []

  init(_ engine: Engine) {
    self.engine = engine
    let program = engine.program
    var heads: [[BoundOrder.Answer]] = [[]]
    for (index, input) in program.inputs.enumerated() where !input.isPerLine {
      heads = heads.flatMap { head in Self.answers(input, program).map { head + [.init(input: index, value: $0)] } }
    }
    let lineInputs = program.inputs.indices.filter { program.inputs[$0].isPerLine }
    for count in lineInputs.isEmpty ? [1] : [1, 2] {
      var all = heads
      for line in 0..<count {
        for index in lineInputs {
          all = all.flatMap { head in
            Self.answers(program.inputs[index], program).map { head + [.init(input: index, line: line, value: $0)] }
          }
        }
      }
      orders += all.map { BoundOrder(lineCount: count, answers: $0) }
    }
    let refusals = program.effects.filter { $0.collection == "refusals" && Self.readsInputs($0.condition, program) }
    visit { evaluator, order in
      isRefused.append(
        refusals.contains { effect in
          (0..<(effect.isPerLine ? order.lineCount : 1)).contains { !evaluator.fires(effect, line: $0).isNo }
        })
    }
  }

  private static func answers(_ input: InputDefinition, _ program: Program) -> [Int128] {
    switch input.type {
    case .yesNo: [0, 1]
    case .word(let codes): codes.map { Int128($0) }
    case .words(let codes): (0..<(1 << codes.count)).map { Int128($0) }
    case .country: Country.all.indices.map { Int128($0) }
    default:
      input.allowed.isEmpty
        ? Array(stride(from: input.lower, through: input.upper, by: Int(max(1, input.step)))) : input.allowed
    }
  }

  /// Whether a condition reads inputs and no value of the rules.
  private static func readsInputs(_ index: Int32, _ program: Program) -> Bool {
    if index < 0 { return true }
    let node = program.nodes[Int(index)]
    switch node.operation {
    case .value, .table, .ruleState, .spread, .call: return false
    case .constant, .input, .startsWith: return true
    case .not, .negate, .rescale, .round, .has, .datePart, .aggregate: return readsInputs(node.first, program)
    case .inList: return readsInputs(node.first, program) && readsInputs(node.third, program)
    default: return readsInputs(node.first, program) && readsInputs(node.second, program)
    }
  }

  /// Takes up one order after the other.
  func visit(_ body: (Evaluator, BoundOrder) -> Void) {
    let evaluator = Evaluator(engine.plan, lineCapacity: 2)
    for order in orders {
      evaluator.begin(order)
      body(evaluator, order)
    }
  }
}
