import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Questions about one order and those near it: which rule would apply, for which answers something holds, where a
/// decision flips.
package final class OrderQuestions {
  let engine: Engine
  let plan: Plan
  let typical: HomeOrder
  let lineReaders: LineReaders
  let writer: WitnessWriter
  let graph: ReadGraph

  package init(_ engine: Engine) {
    self.engine = engine
    plan = engine.plan
    typical = HomeOrder(engine.plan)
    lineReaders = LineReaders(engine.program)
    writer = WitnessWriter(engine: engine)
    graph = ReadGraph(engine.program)
  }

  var program: Program { engine.program }

  /// The inputs that an order leaves out and that have a default.
  func assumed(_ order: BoundOrder) -> Set<Int> {
    let given = Set(order.answers.map { Int($0.input) })
    return Set(program.inputs.indices.filter { program.inputs[$0].defaultNode >= 0 && !given.contains($0) })
  }

  /// The order with the sets of words that it leaves out: their defaults are constants, and a box holds a set that is given
  /// as one point.
  func withSets(_ order: BoundOrder) -> BoundOrder {
    var full = order
    for input in assumed(order) {
      let definition = program.inputs[input]
      guard case .words = definition.type, program.nodes[Int(definition.defaultNode)].operation == .constant else {
        continue
      }
      for line in 0..<(definition.isPerLine ? order.lineCount : 1) {
        full.answers.append(
          .init(input: input, line: line, value: program.nodes[Int(definition.defaultNode)].constant))
      }
    }
    return full
  }

  /// The orders around one: its lines, its defaults where it leaves something out.
  func setting(around order: BoundOrder, giving inputs: Set<Int> = []) -> RegionSetting {
    RegionSetting(
      plan, home: HomeOrder(order, typical: typical), lineReaders: lineReaders, lineCount: order.lineCount,
      assumed: assumed(order).subtracting(inputs))
  }

  /// Everything as in the order but some inputs.
  func region(_ setting: RegionSetting, free inputs: Set<Int>) -> [(variable: Int, domain: Domain)] {
    let space = setting.space
    let home = setting.search.home
    var free: Set<Int> = []
    for input in inputs {
      for line in 0..<space.views[0].firstVariable[input].count {
        let first = space.views[0].variable(Int32(input), line)
        if case .words(let codes) = program.inputs[input].type {
          free.formUnion(codes.indices.map { first + $0 })
        } else {
          free.insert(first)
        }
      }
    }
    return space.variables.indices.filter { !free.contains($0) }.map { variable in
      (
        variable,
        space.variables[variable].isSet ? Domain(position: Int(home[variable])) : Domain(home[variable], home[variable])
      )
    }
  }

  /// The order with the answers of a point for some inputs, and what it left out still left out.
  func order(_ order: BoundOrder, taking inputs: Set<Int>, from point: [Int64], _ setting: RegionSetting) -> BoundOrder
  {
    var changed = order
    let view = setting.space.views[0]
    for input in inputs {
      let lines = program.inputs[input].isPerLine ? order.lineCount : 1
      changed.answers.removeAll { Int($0.input) == input }
      for line in 0..<lines {
        var value = view.value(Int32(input), line, at: point, in: setting.space)
        if program.inputs[input].type == .text, let own = Int(exactly: value), own >= program.strings.count {
          // The order has texts of its own.
          let text = view.texts[own - program.strings.count]
          if !changed.texts.contains(text) { changed.texts.append(text) }
          value = Int128(program.strings.count + (changed.texts.firstIndex(of: text) ?? 0))
        }
        changed.answers.append(.init(input: input, line: line, value: value))
      }
    }
    return changed
  }
}
