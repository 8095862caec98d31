import Diagnostics
import PolicyLanguage
package import PolicyModel
import PolicyProgram

/// The answers to one input for which something holds, other answers as they are.
package struct Solution: Sendable, Equatable {
  package var input: String
  /// The line of the order that the input is of, where it has several.
  package var line: Int?
  /// Where it holds, in ascending order, holes between them.
  package var ranges: [Range]
  /// Where the order is turned down, or what is asked has no answer.
  package var withoutAnswer: [Range]
  /// Of an input that is one of a list: the answers for which it does not hold.
  package var others: [String]?
  /// Not everything was settled within the budget.
  package var isUnchecked = false
  /// The whole range of the input.
  package var all: Range

  package struct Range: Sendable, Equatable {
    package var first: String
    package var last: String
    /// What the condition saw just inside the ends and just outside of them.
    package var edges: [Edge] = []
  }

  package struct Edge: Sendable, Equatable {
    package var answer: String
    package var holds: Bool
    package var seen: [String]
  }
}

/// The stretches of one input over which a figure stays the same.
package struct ChangeList: Sendable, Equatable {
  package var input: String
  package var figure: String
  package var runs: [Run]
  /// There are more of them than are listed.
  package var isCut = false

  package struct Run: Sendable, Equatable {
    package var first: String
    package var last: String
    package var figure: String
  }
}

package enum SolveResult: Sendable, Equatable {
  case solution(Solution)
  case changes(ChangeList)
  case missing([MissingInput])
  case invalid([OrderProblem])
  /// What cannot be asked, and why.
  case problem(String)
}

extension OrderQuestions {
  /// For which answers to an input a condition holds; the condition is the last node of this program.
  package func solve(_ name: String, where node: Int, _ order: Order) -> SolveResult {
    prepared(name, order) { input, bound in
      let solver = LineSolver(self, input: input, order: bound)
      if let missing = solver.missing(node: Int32(node)) { return .missing(missing) }
      return .solution(solver.solution(Int32(node)))
    }
  }

  /// Where a figure changes along an input.
  package func changes(_ name: String, of figure: String, _ order: Order) -> SolveResult {
    guard let value = plan.valueIndex[figure], !program.values[value].isStep else {
      let guess = Spelling.closest(to: figure, among: program.values.filter { !$0.isStep }.map(\.name)).first
      return .problem("there is no figure “\(figure)”" + (guess.map { "; did you mean “\($0)”?" } ?? ""))
    }
    return prepared(name, order) { input, bound in
      let solver = LineSolver(self, input: input, order: bound)
      if let missing = solver.missing(value: Int32(value)) { return .missing(missing) }
      return .changes(solver.changes(Int32(value)))
    }
  }

  private func prepared(_ name: String, _ order: Order, _ body: (Int, BoundOrder) -> SolveResult) -> SolveResult {
    guard let input = plan.inputIndex[name] else {
      let guess = Spelling.closest(to: name, among: program.inputs.map(\.name)).first
      return .problem("there is no input “\(name)”" + (guess.map { "; did you mean “\($0)”?" } ?? ""))
    }
    if case .words = program.inputs[input].type {
      return .problem("\(name) is a set of words; ask `why not` for what one of them changes")
    }
    if program.inputs[input].type == .text { return .problem("\(name) is a text: there is no range of texts") }
    // What was said of the input before does not matter.
    var order = order
    order.inputs[name] = nil
    if let last = order.lines.indices.last { order.lines[last][name] = nil }
    switch engine.bind(order) {
    case .failure(let mistakes): return .invalid(mistakes.problems)
    case .success(let bound): return body(input, bound)
    }
  }
}
