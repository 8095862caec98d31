import Diagnostics
import PolicyModel
import PolicyProgram

/// What is shown, what is asked first, and what is used by nothing.
extension BookBuilder {
  mutating func readShows(_ book: BlockSyntax?) {
    guard let clause = book?.clause("shows") else { return }
    var seen: Set<String> = []
    for name in clause.words() where !isGivingUp {
      if !seen.insert(name.text).inserted {
        report(.namedTwice, "\(name.text) is shown twice", at: name.range, cure: "take one out")
        continue
      }
      switch names[name.text] {
      case .value(_, let definition?):
        usedValues.insert(definition)
        program.shows.append(definition)
        let value = program.values[definition]
        // One with a title was asked already.
        if value.title == nil { requireShowable(value.type, value.name, at: value.range) }
      case .value(_, nil): break
      case nil where damaged.contains(name.text): break
      default:
        let figures = names.filter { if case .value = $0.value { true } else { false } }.map(\.key)
        report(
          .unknownName, "there is no figure “\(Display.harmless(name.text))” to show", at: name.range,
          label: "unknown figure", cure: suggestion(name.text, among: figures) ?? "show a value or a price")
      }
    }
  }

  /// Counts for each input the conditions and keys that read it: what a person is asked first.
  mutating func countTelling() {
    func visit(_ node: Int32, _ seen: inout Set<Int>) {
      guard node >= 0, seen.insert(Int(node)).inserted else { return }
      let definition = program.nodes[Int(node)]
      if let input = program.input(readBy: definition) { program.inputs[input].telling += 1 }
      program.forEachOperand(of: definition) { visit($0, &seen) }
    }
    var conditions = program.values.flatMap(\.cases).map(\.condition) + program.effects.map(\.condition)
    conditions += program.tables.flatMap(\.keys) + program.inputs.map(\.guardNode)
    for condition in conditions {
      var seen: Set<Int> = []
      visit(condition, &seen)
    }
  }

  /// Nothing is ignored: what is declared and read by nothing is said.
  mutating func findUnused() {
    // Where something could not be read, what it would have used is not known.
    if diagnostics.contains(where: { $0.severity == .error }) { return }
    for (index, input) in program.inputs.enumerated() where !usedInputs.contains(index) {
      warn(
        .unusedInput, "input \(input.name) is read by nothing", at: input.range,
        cure: "read it in a rule, or take it out")
    }
    for (index, list) in program.lists.enumerated() where !usedLists.contains(index) {
      warn(
        .unusedList, "list \(list.name) is read by nothing", at: list.range,
        cure: "ask `is in \(list.name)`, or take it out")
    }
    var tested: Set<String> = []
    for expectation in program.tests.lazy.flatMap(\.expectations) {
      switch expectation.kind {
      case .figure(let name, _, _), .figureRefused(let name, _), .rule(let name, _, _): tested.insert(name.text)
      default: break
      }
    }
    for (index, value) in program.values.enumerated()
    where !usedValues.contains(index) && !value.isStep && !tested.contains(value.name) {
      warn(
        .unusedValue, "\(value.block) \(value.name) is neither shown nor read by anything", at: value.range,
        cure: "add it to the book's line `shows`, read it in a rule, or take it out")
    }
  }
}
