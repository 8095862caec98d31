import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// What two versions of a book do differently, over all orders: the regions in which a value is decided by something
/// else or has another result, each with an order that shows it.
package final class BookDifference {
  let old: Engine
  let new: Engine
  let space: Space
  let figures: FigureConditions
  let conditions: [Conditions]
  let search: Search
  let evaluators: [Evaluator]
  let prints: [Fingerprints]
  let text: RegionText
  private(set) var refused: Rows
  /// Those of the orders turned down whose refusal does not bring lines together.
  private let refusedByLine: Rows
  package private(set) var report = DifferenceReport()

  /// The most regions of one value that are listed.
  static let limit = 40

  package init(_ old: Engine, _ new: Engine) {
    self.old = old
    self.new = new
    let engines = [old, new]
    let plans = engines.map(\.plan)
    space = Space(plans)
    figures = FigureConditions()
    let (space, figures) = (space, figures)
    conditions = [0, 1].map { Conditions(space, view: $0, figures: figures) }
    let first = HomeOrder(old.plan).point(in: space, view: 0)
    var home = HomeOrder(new.plan).point(in: space, view: 1)
    // Where both have an input, the older tests say what is typical.
    for lines in space.views[0].firstVariable {
      for start in lines {
        var place = Int(start)
        let name = space.variables[place].name
        while place < home.count, space.variables[place].name == name {
          home[place] = first[place]
          place += 1
        }
      }
    }
    search = Search(space, figures: figures, home: home)
    evaluators = plans.map { Evaluator($0, lineCapacity: 1) }
    prints = engines.map { Fingerprints($0.program) }
    text = RegionText(space, figures, engines)
    var (refused, byLine): (Rows, Rows) = ([], [])
    for (view, plan) in plans.enumerated() {
      let readers = InputReaders(plan.program)
      let lineReaders = LineReaders(plan.program)
      for effect in plan.program.effects where effect.collection == "refusals" {
        guard readers.nodes(effect.condition), readers.nodes(effect.dateNode) else { continue }
        let rows = conditions[view].fires(effect, true, line: 0) ?? []
        refused += rows
        if !lineReaders.reads(effect) { byLine += rows }
      }
    }
    self.refused = refused
    refusedByLine = byLine
  }

  /// Compares everything.
  package func run() -> DifferenceReport {
    report.inputs = inputDifferences()
    let shown = [old, new].map { engine in engine.program.shows.map { engine.program.values[$0].name } }
    if shown[0] != shown[1] {
      report.inputs.append(
        "a quote shows \(shown[1].joined(separator: ", ")) instead of \(shown[0].joined(separator: ", "))")
    }
    for value in new.program.values.indices where !new.program.values[value].isStep {
      let name = new.program.values[value].name
      guard let other = old.plan.valueIndex[name], !old.program.values[other].isStep else {
        report.added.append(name)
        continue
      }
      if isSame(other, value) { continue }
      let count = report.regions.count
      ValueDifference(self, old: other, new: value).run(&report)
      // An order of one line may be turned down for what several lines make good.
      let isOpen = report.regions.count == count && isHidden(other, value)
      if isOpen || gathersOtherwise(other, value) { noteLines(name) }
    }
    for value in old.program.values where !value.isStep && new.plan.valueIndex[value.name] == nil {
      report.removed.append(value.name)
    }
    EffectDifference(self).run(&report)
    var texts = TextDifference(old, new)
    report.texts = texts.run()
    return report
  }

  /// Whether two values say the same themselves, steps included; what they read is compared for itself.
  private func isSame(_ first: Int, _ second: Int) -> Bool {
    guard prints[0].own[first] == prints[1].own[second] else { return false }
    let (one, other) = (steps(0, first), steps(1, second))
    return one == other
  }

  /// The prints of the steps of a price, which have no names of their own.
  private func steps(_ view: Int, _ value: Int) -> [Fingerprint] {
    let program = view == 0 ? old.program : new.program
    return program.values[value].cases.flatMap { item in item.steps.map { prints[view].own[$0.value] } }
  }

  // MARK: Lines

  private var gathering: [LineGathering] { [old, new].map { LineGathering(program: $0.program) } }

  /// Whether several lines can come to something else in the two versions of a value: what decides brings them together,
  /// or a result does in another way.
  private func gathersOtherwise(_ first: Int, _ second: Int) -> Bool {
    let parts = [gathering[0].parts(of: first), gathering[1].parts(of: second)]
    if parts.contains(where: \.isInConditions) { return true }
    let results = [0, 1].map { view in Set(parts[view].results.map { prints[view].nodes[Int($0)] }) }
    return results[0] != results[1]
  }

  /// Whether a value differs for orders of one line that a refusal over lines turns down: more lines may make them good.
  private func isHidden(_ first: Int, _ second: Int) -> Bool {
    guard refused.count != refusedByLine.count else { return false }
    let all = refused
    refused = refusedByLine
    defer { refused = all }
    var found = DifferenceReport()
    ValueDifference(self, old: first, new: second).run(&found)
    return !found.regions.isEmpty || !found.unchecked.isEmpty
  }

  /// Orders of one line are compared: what several lines come to, nobody has looked at.
  private func noteLines(_ name: String) { report.unchecked.append("\(name): \(Self.severalLines)") }
  static let severalLines = "orders of several lines"

  // MARK: Orders

  /// Regions found so far, as far as inputs tell them: examples of others are best taken outside of them.
  private(set) var regionRows: Rows = []

  func note(_ rows: Rows) { if regionRows.count < 60 { regionRows += rows.filter { !$0.literals.isEmpty } } }

  /// Whether the orders taken up show different figures.
  func showsDifference() -> Bool {
    new.program.shows.contains { value in
      guard let other = old.plan.valueIndex[new.program.values[value].name] else { return false }
      let (before, after) = (evaluators[0].total(ofValue: other), evaluators[1].total(ofValue: value))
      guard before.isKnown, after.isKnown else { return before.isKnown != after.isKnown }
      let power = scale(new, value) - scale(old, other)
      return (power >= 0 ? shifted(before.ratio, power) : before.ratio)
        .compared(with: power < 0 ? shifted(after.ratio, -power) : after.ratio) != 0
    }
  }

  /// Takes up the order at a point in both versions.
  func begin(_ point: [Int64]) {
    for view in [0, 1] { evaluators[view].begin(space.views[view].order(at: point, in: space)) }
  }

  /// The figures that each version shows at a point, and whether they differ.
  func figures(at point: [Int64]) -> [DifferenceReport.Figure] {
    begin(point)
    var found: [DifferenceReport.Figure] = []
    for value in new.program.shows {
      let name = new.program.values[value].name
      guard let other = old.plan.valueIndex[name] else { continue }
      let (before, after) = (evaluators[0].total(ofValue: other), evaluators[1].total(ofValue: value))
      let (one, two) = (
        Wording(evaluators[0], sources: old.sources).display(before, old.program.values[other].type),
        Wording(evaluators[1], sources: new.sources).display(after, new.program.values[value].type)
      )
      var change = DifferenceReport.Change.same
      if before.isKnown, after.isKnown {
        let power = scale(new, value) - scale(old, other)
        let left = power >= 0 ? shifted(before.ratio, power) : before.ratio
        let right = power < 0 ? shifted(after.ratio, -power) : after.ratio
        change = DifferenceReport.Change(right.compared(with: left), of: new.program.values[value].type)
      } else if before.isKnown != after.isKnown {
        change = .oneSided
      }
      found.append(
        .init(
          name: name, before: before.isKnown ? one : "refused", after: after.isKnown ? two : "refused", change: change))
    }
    return found
  }

  private func scale(_ engine: Engine, _ value: Int) -> Int { engine.program.values[value].type.number?.scale ?? 0 }

  private func shifted(_ ratio: Ratio, _ digits: Int) -> Ratio { evaluators[0].shifted(ratio, by: digits) ?? ratio }

  /// The order at a point, in the words of the newer version, as short as it stays true.
  func line(_ point: [Int64], keeps: ([Evaluator]) -> Bool) -> String {
    let writer = WitnessWriter(engine: new)
    let order = space.views[1].order(at: point, in: space)
    begin(point)
    let shown = shownBefore(evaluators[0])
    let (first, second) = (Evaluator(old.plan, lineCapacity: 1), Evaluator(new.plan, lineCapacity: 1))
    let smallest = writer.smallest(order) { order in
      second.begin(order)
      guard case .success(let bound) = old.bind(known(writer.order(order))) else { return false }
      first.begin(bound)
      return keeps([first, second]) && shownBefore(first) == shown
    }
    return writer.line(smallest)
  }

  /// What the older version shows; the writer looks at the newer one.
  private func shownBefore(_ evaluator: Evaluator) -> [WitnessWriter.Shown] {
    WitnessWriter(engine: old).shown(evaluator, lines: 1)
  }

  /// An order without inputs that the older version does not have.
  private func known(_ order: Order) -> Order {
    var order = order
    for name in order.inputs.keys where old.plan.inputIndex[name] == nil { order.inputs[name] = nil }
    return order
  }

  // MARK: Inputs

  private func inputDifferences() -> [String] {
    var lines: [String] = []
    for input in new.program.inputs {
      guard let other = old.program.inputs.first(where: { $0.name == input.name }) else {
        lines.append("input \(input.name) is new")
        continue
      }
      let (before, after) = (
        InputText(plan: old.plan).phrase(other, ValueText(plan: old.plan)),
        InputText(plan: new.plan).phrase(input, ValueText(plan: new.plan))
      )
      if before != after { lines.append("input \(input.name): \(before) → \(after)") }
      if other.isPerLine != input.isPerLine {
        lines.append(
          "input \(input.name) is \(input.isPerLine ? "one of each line, and was" : "one") of the whole order"
            + (input.isPerLine ? "" : ", and was one of each line"))
      }
      if !isSamePrint(other.guardNode, input.guardNode) {
        lines.append("input \(input.name) is asked in other orders: its `only when` is another")
      }
      if !isSamePrint(other.defaultNode, input.defaultNode) {
        lines.append("input \(input.name) has another default: orders that leave it out may differ")
      }
    }
    let currencies = [old, new].map { $0.program.currencies.map(\.code) }
    if Set(currencies[0]) != Set(currencies[1]) {
      lines.append(
        "amounts are in \(currencies[1].joined(separator: ", ")) instead of \(currencies[0].joined(separator: ", "))")
    }
    for input in old.program.inputs where new.plan.inputIndex[input.name] == nil {
      lines.append("input \(input.name) is gone")
    }
    for name in space.unlike { lines.append("input \(name): compared only for answers that both versions allow") }
    return lines
  }

  private func isSamePrint(_ one: Int32, _ other: Int32) -> Bool {
    if one < 0 || other < 0 { return one < 0 && other < 0 }
    return prints[0].nodes[Int(one)] == prints[1].nodes[Int(other)]
  }
}
