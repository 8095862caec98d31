import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Names and raw text to an order in the program's terms.
struct OrderBinder: Sendable {
  let plan: Plan
  /// The most lines of an order: a book's sums are proved to fit for so many.
  static let lineLimit = 10_000
  /// Inputs in the order they are read: the currency first, by which amounts are read.
  private let inputs: [Entry]
  private let lineInputs: [Entry]

  private struct Entry: Sendable {
    var name: String
    var index: Int
    var isPerLine: Bool
  }

  init(_ plan: Plan) {
    self.plan = plan
    let currency = plan.program.currencyInput
    let entries = plan.program.inputs.enumerated().map { Entry(name: $1.name, index: $0, isPerLine: $1.isPerLine) }
    inputs = entries.filter { $0.index == currency } + entries.filter { $0.index != currency }
    lineInputs = entries.filter(\.isPerLine)
  }

  private var program: Program { plan.program }

  /// The order bound, or everything that is wrong with it.
  func bind(_ order: Order) -> Result<BoundOrder, OrderMistakes> {
    var problems: [OrderProblem] = []
    if order.lines.count > Self.lineLimit {
      let problem = OrderProblem(
        .orderSize, "this order has \(order.lines.count) lines; the most is \(Self.lineLimit)",
        cure: "split it into several orders", input: "")
      return .failure(OrderMistakes(problems: [problem]))
    }
    let lineCount = max(1, order.lines.count)
    var bound = BoundOrder(lineCount: lineCount)
    bound.answers.reserveCapacity(order.inputs.count + order.lines.count)
    var reader = AnswerReader(plan: plan)
    var found = 0
    if program.currencies.count == 1 { reader.currency = program.currencies[0] }
    for entry in inputs {
      guard let raw = order.inputs[entry.name] else { continue }
      found += 1
      do throws(OrderProblem) {
        let value = try reader.read(raw, program.inputs[entry.index])
        if entry.index == program.currencyInput, let code = Int(exactly: value) {
          reader.currency = Currency.named(program.words[code])
        }
        if !entry.isPerLine {
          bound.answers.append(.init(input: entry.index, value: value))
        } else {
          for line in 0..<lineCount where order.lines.isEmpty || order.lines[line][entry.name] == nil {
            bound.answers.append(.init(input: entry.index, line: line, value: value))
          }
        }
      } catch {
        problems.append(error)
      }
    }
    if found < order.inputs.count { problems += unknown(order.inputs, line: nil) }
    for (line, inputs) in order.lines.enumerated() {
      bind(inputs, line, &reader, &bound, &problems)
    }
    bound.texts = reader.texts
    return problems.isEmpty ? .success(bound) : .failure(OrderMistakes(problems: problems))
  }

  private func bind(
    _ inputs: [String: String], _ line: Int, _ reader: inout AnswerReader, _ bound: inout BoundOrder,
    _ problems: inout [OrderProblem]
  ) {
    var found = 0
    for entry in lineInputs {
      guard let raw = inputs[entry.name] else { continue }
      found += 1
      do throws(OrderProblem) {
        let value = try reader.read(raw, program.inputs[entry.index])
        bound.answers.append(.init(input: entry.index, line: line, value: value))
      } catch {
        var problem = error
        problem.line = line + 1
        problems.append(problem)
      }
    }
    if found < inputs.count { problems += unknown(inputs, line: line + 1) }
  }

  /// Names that are no inputs, or no inputs of a line.
  private func unknown(_ inputs: [String: String], line: Int?) -> [OrderProblem] {
    inputs.keys.sorted().compactMap { name in
      let shown = Display.harmless(name)
      if let index = plan.inputIndex[name] {
        if line == nil || program.inputs[index].isPerLine { return nil }
        return OrderProblem(
          .lineInput, "\(shown) belongs to the whole order, not to a line", cure: "give it once, beside the lines",
          input: name, line: line)
      }
      if program.values.contains(where: { $0.name == name && !$0.isStep }) {
        return OrderProblem(
          .unknownOrderInput, "\(shown) is worked out by the rules and cannot be given",
          cure: "give the inputs it reads", input: name, line: line)
      }
      let names = program.inputs.map(\.name)
      let cure =
        Spelling.closest(to: name, among: names).first.map { "did you mean \($0)?" }
        ?? "the inputs are: \(names.joined(separator: ", "))"
      return OrderProblem(
        .unknownOrderInput, "there is no input “\(shown)”", cure: cure, input: name, line: line)
    }
  }
}

/// Everything that is wrong with an order.
package struct OrderMistakes: Error, Sendable, Equatable {
  package var problems: [OrderProblem]
}
