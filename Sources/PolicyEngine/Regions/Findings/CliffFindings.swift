import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Prices that fall where a whole number rises.
struct CliffFindings {
  let analysis: BookAnalysis
  private let write: FindingWriter
  private(set) var findings: [Finding] = []
  /// Cliffs found so far: a figure that only carries one on does not tell it again.
  private var known: [(value: Int, input: Int, edge: Int64)] = []

  init(_ analysis: BookAnalysis) {
    self.analysis = analysis
    write = FindingWriter(analysis)
  }

  private var program: Program { analysis.program }

  mutating func run() {
    let wanted = program.values.indices.filter {
      program.values[$0].risesWithQuantities && program.values[$0].type.number != nil
    }
    if wanted.isEmpty { return }
    let graph = ReadGraph(program)
    for (input, definition) in program.inputs.enumerated() {
      guard case .number(let number) = definition.type, number.scale == 0, !number.isPercent,
        definition.allowed.isEmpty,
        number.dimension.money == 0
      else { continue }
      let use = InputUse(program, input: input, graph: graph)
      for value in wanted where use.values[value] { search(value, input, use, graph) }
    }
  }

  private mutating func search(_ value: Int, _ input: Int, _ use: InputUse, _ graph: ReadGraph) {
    let search = CliffSearch(analysis.single, value: value, input: input, use: use)
    var points: [[Int64]] = []
    let answer = search.run { points.append($0) }
    let variable = analysis.single.space.views[0].variable(Int32(input), 0)
    for point in points {
      let edge = point[variable] + 1
      if known.contains(where: {
        $0.input == input && $0.edge == edge && graph.values(behind: [value]).contains($0.value)
      }) {
        continue
      }
      known.append((value, input, edge))
      report(value, input, point, search)
    }
    let name = "\(program.values[value].name) can fall where \(program.inputs[input].name) rises"
    if case .unchecked(let steps) = answer {
      add(write.unchecked("whether \(name)", Unchecked(steps: steps), at: program.values[value].range), nil, value)
    } else if points.isEmpty, bringsLinesTogether(value, input, use) {
      add(
        write.unchecked(
          "whether \(name)", Unchecked(steps: search.steps, isAboutLines: true), at: program.values[value].range),
        nil, value)
    }
  }

  /// Whether what the input comes to on several lines decides or multiplies something: orders of one line do not tell.
  private func bringsLinesTogether(_ value: Int, _ input: Int, _ use: InputUse) -> Bool {
    guard program.inputs[input].isPerLine, analysis.readsLines(value: value) else { return false }
    func isTogether(_ node: Int32) -> Bool { node >= 0 && use.nodes[Int(node)] && analysis.readsLines(node: node) }
    for table in program.tables where (table.keys + [table.dateNode]).contains(where: isTogether) { return true }
    for definition in program.values {
      for item in definition.cases where isTogether(item.condition) || isTogether(item.dateNode) { return true }
    }
    return program.nodes.contains { node in
      node.operation == .multiply && isTogether(node.first) && isTogether(node.second)
    }
  }

  private mutating func report(_ value: Int, _ input: Int, _ point: [Int64], _ search: CliffSearch) {
    let setting = analysis.single
    let index = value
    let definition = program.values[value]
    let variable = setting.space.views[0].variable(Int32(input), 0)
    let start = search.start(of: point)
    let edge = point[variable] + 1
    func order(_ coordinate: Int64) -> BoundOrder {
      var point = point
      point[variable] = coordinate
      return setting.space.views[0].order(at: point, in: setting.space)
    }
    func figure(_ order: BoundOrder) -> (ratio: Ratio, text: String)? {
      setting.evaluator.begin(order)
      let outcome = setting.evaluator.evaluate(value: Int32(value), line: 0)
      guard outcome.isKnown else { return nil }
      return (outcome.ratio, Wording(setting.evaluator, sources: []).display(outcome, definition.type))
    }
    let (before, after) = (order(point[variable]), order(edge))
    guard let dear = figure(before), let cheap = figure(after) else { return }
    let step = setting.space.variables[variable]
    let (first, last, next) = (step.value(start), step.value(edge - 1), step.value(edge))
    let range = first == last ? "\(last)" : "\(first) to \(last)"
    var diagnostic = Diagnostic(
      .warning, .cliff, "\(quantity(range, of: input)) more than \(next)", at: definition.range,
      label: "\(definition.name) falls here",
      cure:
        "move the edge, charge each slice at its own rate (`slice by slice`), or sign it off in the \(definition.block): `accept cliff \"why\"`"
    )
    let other = Evaluator(analysis.plan, lineCapacity: 1)
    // Both orders keep their figures without the answers that are left out.
    func keepsFigures(_ order: BoundOrder) -> Bool {
      for (answer, figure) in [(last, dear), (next, cheap)] {
        var order = order
        for place in order.answers.indices where Int(order.answers[place].input) == input {
          order.answers[place].value = answer
        }
        other.begin(order)
        let outcome = other.evaluate(value: Int32(index), line: 0)
        guard outcome.isKnown, outcome.ratio.compared(with: figure.ratio) == 0, other.isAccepted else { return false }
      }
      return true
    }
    let smallest = write.writer.smallest(before, keeps: keepsFigures)
    var cheaper = smallest
    for index in cheaper.answers.indices where Int(cheaper.answers[index].input) == input {
      cheaper.answers[index].value = next
    }
    diagnostic.notes = [
      "\(definition.name) is \(dear.text) for \(last), and \(cheap.text) for \(next)",
      "for example: quote \(write.writer.line(smallest))",
      "as a test:\n" + write.writer.table(diagnostic.message, [smallest, cheaper], values: [value]),
    ]
    add(diagnostic, .cliff, value)
  }

  /// `1 licence costs`, `46 to 49 licences cost`; without a unit, `sacks 46 to 49 cost`.
  private func quantity(_ range: String, of input: Int) -> String {
    let verb = range == "1" ? "costs" : "cost"
    guard let unit = program.inputs[input].type.number?.dimension.units.first,
      let declared = program.units.first(where: { $0.name == unit.name })
    else { return "\(program.inputs[input].name) \(range) \(verb)" }
    return "\(range) \(range == "1" ? declared.singular : declared.plural) \(verb)"
  }

  private mutating func add(_ diagnostic: Diagnostic, _ kind: AcceptedKind?, _ value: Int) {
    findings.append(Finding(diagnostic: diagnostic, kind: kind, owner: program.values[value].name))
  }
}
