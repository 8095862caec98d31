import Diagnostics
import PolicyLanguage
import PolicyProgram
import Quantities

/// Rows of conditions in words: `country is DE and tax-point is 2027-01-01 or later`.
struct RegionText {
  let space: Space
  let figures: FigureConditions
  private let engines: [Engine]

  init(_ space: Space, _ figures: FigureConditions, _ engines: [Engine]) {
    self.space = space
    self.figures = figures
    self.engines = engines
  }

  func text(_ row: Row) -> String {
    row.literals.isEmpty ? "every order" : row.literals.map(text).joined(separator: " and ")
  }

  private func text(_ literal: Literal) -> String {
    switch literal.kind {
    case .domain: return domain(Int(literal.subject), literal.domain)
    case .difference:
      let (one, other) = (space.variables[Int(literal.subject)].name, space.variables[Int(literal.other)].name)
      if literal.bound == 0 { return "\(one) is \(other) or more" }
      return literal.bound > 0
        ? "\(one) is at least \(literal.bound) above \(other)" : "\(one) is at most \(-literal.bound) below \(other)"
    case .figure: return figure(figures.all[Int(literal.subject)], literal.bound == 1)
    }
  }

  private func domain(_ index: Int, _ domain: Domain) -> String {
    let variable = space.variables[index]
    let line = space.lineCount > 1 ? " on line \(variable.line + 1)" : ""
    let name = variable.name + line
    if variable.bit >= 0 {
      let word = word(variable)
      return domain.contains(position: 1) ? "\(name) has \(word)" : "\(name) has no \(word)"
    }
    if variable.isSet {
      let (inside, outside) = (domain.positions, variable.full.subtracting(domain, true).first.positions)
      func list(_ positions: [Int]) -> String { positions.map { answer(index, Int64($0)) }.joined(separator: ", ") }
      if outside.count < inside.count, outside.count <= 40 { return "\(name) is not \(list(outside))" }
      return inside.count <= 40 ? "\(name) is \(list(inside))" : "\(name) is one of \(inside.count)"
    }
    let (lower, upper) = (answer(index, domain.lower), answer(index, domain.upper))
    if domain.lower == domain.upper { return "\(name) is \(lower)" }
    let isDay = type(index) == .date
    if domain.upper >= variable.full.upper { return "\(name) is \(lower) or \(isDay ? "later" : "more")" }
    if domain.lower <= variable.full.lower { return "\(name) is \(upper) or \(isDay ? "earlier" : "less")" }
    return "\(name) is \(lower) to \(upper)"
  }

  /// The first program that reads a variable, with its input.
  private func reader(_ index: Int) -> (view: Int, input: Int)? {
    for (view, reader) in space.views.enumerated() {
      for (input, lines) in reader.firstVariable.enumerated()
      where reader.program.inputs[input].name == space.variables[index].name {
        if lines.contains(where: { Int($0) <= index && index < Int($0) + 128 }) { return (view, input) }
      }
    }
    return nil
  }

  private func type(_ index: Int) -> ValueType? {
    reader(index).map { space.views[$0.view].program.inputs[$0.input].type }
  }

  private func word(_ variable: Variable) -> String {
    for view in space.views {
      for input in view.program.inputs where input.name == variable.name {
        if case .words(let codes) = input.type, codes.indices.contains(variable.bit) {
          return view.program.words[codes[variable.bit]]
        }
      }
    }
    return "?"
  }

  private func answer(_ index: Int, _ coordinate: Int64) -> String {
    guard let (view, input) = reader(index) else { return "?" }
    let definition = space.views[view].program.inputs[input]
    let values = space.views[view].values[input]
    let value = values.isEmpty ? space.variables[index].value(coordinate) : values[Int(coordinate)]
    let text = ValueText(plan: space.views[view].plan, currency: nil, texts: space.views[view].texts)
    return definition.allowed.isEmpty
      ? text.text(.known(value), definition.type) : text.display(.known(value), definition.type)
  }

  private func figure(_ condition: FigureCondition, _ truth: Bool) -> String {
    let engine = engines[condition.view]
    func source(_ node: Int32) -> String {
      let range = engine.program.ranges[Int(node)]
      guard range.source >= 0, range.source < engine.sources.count else { return "a condition on a figure" }
      return String(decoding: Array(engine.sources[range.source].text.utf8)[range.lower..<range.upper], as: UTF8.self)
    }
    switch condition.kind {
    case .node(let node): return truth ? source(node) : "not (\(source(node)))"
    case .range(let node, _, _):
      return truth ? "\(source(node)) lies in the row" : "\(source(node)) lies outside of the row"
    case .rule(let value, let position, _, _):
      let name = engine.program.values[Int(value)].cases[Int(position)].name
      return truth ? "\(name) applies" : "\(name) does not apply"
    }
  }
}
