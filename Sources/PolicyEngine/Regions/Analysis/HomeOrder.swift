import PolicyLanguage
import PolicyProgram

/// The typical order of a book: of each input the answer that its tests give most often, otherwise its default, otherwise
/// its first answer. Orders that show a finding differ from it in as little as can be.
struct HomeOrder {
  /// The answer to each input.
  private(set) var values: [Int128]
  /// Other answers of lines behind the first.
  private var lineValues: [[Int: Int128]] = []

  /// Tests that are looked at.
  private static let sample = 60

  init(_ plan: Plan) {
    let program = plan.program
    let binder = OrderBinder(plan)
    var counts = [[Int128: (count: Int, first: Int)]](repeating: [:], count: program.inputs.count)
    for (index, test) in program.tests.prefix(Self.sample).enumerated() {
      guard case .success(let order) = binder.bind(test.order) else { continue }
      for answer in order.answers where answer.line == 0 {
        let known = counts[Int(answer.input)][answer.value] ?? (0, index)
        counts[Int(answer.input)][answer.value] = (known.count + 1, known.first)
      }
    }
    values = program.inputs.enumerated().map { index, input in
      let best = counts[index].min { ($1.value.count, $0.value.first) < ($0.value.count, $1.value.first) }
      return best?.key ?? Self.first(input)
    }
    let evaluator = Evaluator(plan, lineCapacity: 1)
    var given = BoundOrder()
    given.answers = program.inputs.indices.compactMap { index in
      program.inputs[index].defaultNode >= 0 && counts[index].isEmpty
        ? nil : BoundOrder.Answer(input: index, value: values[index])
    }
    evaluator.begin(given)
    for (index, input) in program.inputs.enumerated() where input.defaultNode >= 0 && counts[index].isEmpty {
      let outcome = evaluator.evaluate(input: Int32(index), line: 0)
      if outcome.isKnown { values[index] = outcome.numerator }
    }
  }

  /// An order itself as home; what it leaves out is as in the typical one.
  init(_ order: BoundOrder, typical: HomeOrder) {
    values = typical.values
    lineValues = Array(repeating: [:], count: order.lineCount)
    for answer in order.answers {
      if answer.line == 0 { values[Int(answer.input)] = answer.value }
      lineValues[Int(answer.line)][Int(answer.input)] = answer.value
    }
  }

  private func value(_ input: Int, _ line: Int) -> Int128 {
    lineValues.indices.contains(line) ? lineValues[line][input] ?? values[input] : values[input]
  }

  private static func first(_ input: InputDefinition) -> Int128 {
    switch input.type {
    case .word(let codes): Int128(codes.first ?? 0)
    case .number: input.allowed.first ?? max(input.lower, min(input.upper, 0))
    case .date: input.lower
    default: 0
    }
  }

  /// The same as a point of a space.
  func point(in space: Space, view: Int) -> [Int64] {
    let view = space.views[view]
    var point = space.variables.map { $0.isSet ? Int64($0.full.firstPosition) : $0.full.lower }
    for (input, definition) in view.program.inputs.enumerated() {
      for line in 0..<view.firstVariable[input].count {
        let first = view.variable(Int32(input), line)
        if case .words(let codes) = definition.type {
          for bit in codes.indices {
            point[first + bit] = Int64(truncatingIfNeeded: value(input, line) >> Int128(bit) & 1)
          }
          continue
        }
        let variable = space.variables[first]
        let known = view.values[input]
        if variable.isSet {
          if let position = known.firstIndex(of: value(input, line)) { point[first] = Int64(position) }
        } else {
          let domain = variable.interval(value(input, line), value(input, line))
          point[first] = domain.isEmpty(false) ? variable.full.lower : domain.lower
        }
      }
    }
    return point
  }
}
