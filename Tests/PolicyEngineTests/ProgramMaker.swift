import Diagnostics
import PolicyEngine
import PolicyModel
import PolicyProgram

@testable import PolicyLanguage

/// Makes small programs by hand, node by node.
struct ProgramMaker {
  var program = Program()

  init() {
    program.name = "made"
    program.currencies = []
    program.currencyInput = -1
  }

  static func whole(_ lower: Int128 = -1000, _ upper: Int128 = 1000) -> ValueType {
    .number(NumberType(dimension: .none, lower: lower, upper: upper))
  }

  static func number(scale: Int, isRatio: Bool = false) -> ValueType {
    var type = NumberType(dimension: .none, scale: scale, lower: -NumberType.widest, upper: NumberType.widest)
    type.isRatio = isRatio
    return .number(type)
  }

  @discardableResult
  mutating func node(_ node: Node, _ type: ValueType = Self.whole()) -> Int {
    program.nodes.append(node)
    program.types.append(type)
    program.ranges.append(.none)
    return program.nodes.count - 1
  }

  mutating func constant(_ value: Int128, _ type: ValueType = Self.whole()) -> Int {
    node(Node(.constant, constant: value), type)
  }

  /// Declares an input and gives the node that reads it.
  mutating func input(_ name: String, _ type: ValueType = Self.whole(), isPerLine: Bool = false) -> Int {
    program.inputs.append(
      InputDefinition(
        name: name, title: name, type: type, isPerLine: isPerLine, allowed: [], lower: -1_000_000, upper: 1_000_000,
        step: 1, defaultNode: -1, guardNode: -1, range: .none))
    return node(Node(.input, program.inputs.count - 1), type)
  }

  static func rule(
    _ name: String, targets: [Int] = [], condition: Int = -1, isOtherwise: Bool = false, isFinal: Bool = false,
    result: Int
  ) -> CaseDefinition {
    CaseDefinition(
      name: name, title: nil, targets: targets, condition: Int32(condition), dateNode: -1, firstDay: .min,
      lastDay: .max, reviewBy: nil, isOtherwise: isOtherwise, isFinal: isFinal, result: Int32(result), refusal: nil,
      because: nil, source: nil, print: nil, steps: [], range: .none)
  }

  /// Declares a value of these cases, of which the first are its base, and gives its index.
  @discardableResult
  mutating func value(
    _ name: String, _ cases: [CaseDefinition], baseCount: Int = 1, type: ValueType = Self.whole(),
    isPerLine: Bool = false
  ) -> Int {
    program.values.append(
      ValueDefinition(
        name: name, title: name, block: "value", type: type, isPerLine: isPerLine, cases: cases,
        baseCount: baseCount, hasFinal: cases.contains(where: \.isFinal), isStep: false, range: .none))
    return program.values.count - 1
  }

  /// Declares a value that is one node.
  @discardableResult
  mutating func value(_ name: String, is result: Int, isPerLine: Bool = false) -> Int {
    value(name, [Self.rule(name, result: result)], type: program.types[result], isPerLine: isPerLine)
  }

  var engine: Engine { Engine(program: program, sources: []) }
}
