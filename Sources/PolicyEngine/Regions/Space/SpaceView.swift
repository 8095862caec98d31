import PolicyLanguage
import PolicyProgram

/// How one program reads the variables of a space.
struct SpaceView {
  let plan: Plan
  /// The first variable of each input, by line.
  var firstVariable: [[Int32]] = []
  /// The values of each input that is a set, by position; -1 for a word that the program does not have.
  var values: [[Int128]] = []
  /// Inputs that are left out and take their defaults, which move with what they read.
  var isAssumed: [Bool] = []
  /// Texts of orders that the program does not name.
  var texts: [String] = []

  init(_ plan: Plan) { self.plan = plan }

  var program: Program { plan.program }

  /// A node, or the default of the input left out that it reads.
  @inline(__always)
  func resolved(_ node: Int32) -> Int32 {
    var node = node
    while !isAssumed.isEmpty, plan.nodes[node].operation == .input, isAssumed[Int(plan.nodes[node].first)] {
      node = plan.inputs[Int(plan.nodes[node].first)].defaultNode
    }
    return node
  }

  /// The variable of an input on a line; inputs of the whole order have one for all lines.
  @inline(__always)
  func variable(_ input: Int32, _ line: Int) -> Int {
    let lines = firstVariable[Int(input)]
    return Int(lines[lines.count == 1 ? 0 : line])
  }

  /// A text by its code.
  func text(_ code: Int128) -> String {
    let (index, own) = (Int(code), program.strings)
    return index < own.count ? own[index] : texts[index - own.count]
  }

  /// The order at a point of the space.
  func order(at point: [Int64], in space: Space) -> BoundOrder {
    var order = BoundOrder(lineCount: space.lineCount)
    order.texts = texts
    for (input, definition) in program.inputs.enumerated() where isAssumed.isEmpty || !isAssumed[input] {
      for line in 0..<(definition.isPerLine ? space.lineCount : 1) {
        order.answers.append(
          .init(input: input, line: line, value: value(Int32(input), line, at: point, in: space)))
      }
    }
    return order
  }

  /// The answer to an input at a point of the space.
  func value(_ input: Int32, _ line: Int, at point: [Int64], in space: Space) -> Int128 {
    let first = variable(input, line)
    switch program.inputs[Int(input)].type {
    case .words(let codes):
      var bits: Int128 = 0
      for bit in codes.indices where point[first + bit] != 0 { bits |= Int128(1) << bit }
      return bits
    default:
      let values = values[Int(input)]
      return values.isEmpty ? space.variables[first].value(point[first]) : values[Int(point[first])]
    }
  }
}
