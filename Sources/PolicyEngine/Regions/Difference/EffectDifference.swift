import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Refusals, warnings and what plugins collect in two versions: where only one of them comes about.
struct EffectDifference {
  private let books: BookDifference

  init(_ books: BookDifference) { self.books = books }

  func run(_ report: inout DifferenceReport) {
    var names: [String] = []
    for effect in books.old.program.effects + books.new.program.effects where !names.contains(key(effect)) {
      names.append(key(effect))
    }
    for name in names {
      let old = books.old.program.effects.first { key($0) == name }
      let new = books.new.program.effects.first { key($0) == name }
      if let old, let new, isSame(old, new) { continue }
      for isNewer in [true, false] { compare(name, old, new, isNewer: isNewer, &report) }
      let gathers = [(old, books.old), (new, books.new)].contains { effect, engine in
        effect.map { LineGathering(program: engine.program).gathers($0) } ?? false
      }
      if gathers { report.unchecked.append("\(name): \(BookDifference.severalLines)") }
    }
  }

  private func key(_ effect: EffectDefinition) -> String { "\(effect.kind) \(effect.name)" }

  private func isSame(_ one: EffectDefinition, _ other: EffectDefinition) -> Bool {
    func print(_ effect: EffectDefinition, _ view: Int) -> Fingerprint {
      var print = Fingerprint("\(effect.firstDay) \(effect.lastDay)")
      for node in [effect.condition, effect.dateNode] where node >= 0 { print.mix(books.prints[view].nodes[Int(node)]) }
      return print
    }
    return print(one, 0) == print(other, 1)
  }

  /// Orders for which it comes about in one version alone.
  private func compare(
    _ name: String, _ old: EffectDefinition?, _ new: EffectDefinition?, isNewer: Bool, _ report: inout DifferenceReport
  ) {
    let (here, there) = isNewer ? (new, old) : (old, new)
    let (view, other) = isNewer ? (1, 0) : (0, 1)
    guard let here else { return }
    func leaveOpen() { report.unchecked.append("\(name): its condition is too large to be compared") }
    guard let fires = books.conditions[view].fires(here, true, line: 0) else { return leaveOpen() }
    var required = [fires]
    if let there {
      guard let silent = books.conditions[other].fires(there, false, line: 0) else { return leaveOpen() }
      required.append(silent)
    }
    func holds(_ evaluators: [Evaluator]) -> Bool {
      evaluators[view].fires(here, line: 0).isYes
        && !(there.map { evaluators[other].fires($0, line: 0).isYes } ?? false)
    }
    let answer = books.search.find(required, smallest: true) { point in
      books.begin(point)
      return holds(books.evaluators)
    }
    switch answer {
    case .none: return
    case .unchecked(let steps): report.unchecked.append("\(name): searched \(steps) boxes, no order found")
    case .order(let point):
      var rows: [Row] = []
      for one in fires {
        for two in required.count > 1 ? required[1] : [Row.always] {
          if rows.count < 3, let both = one.and(two, in: books.space) { rows.append(both) }
        }
      }
      let engine = isNewer ? books.new : books.old
      report.regions.append(
        .init(
          subject: name, before: isNewer ? "silent" : "comes about", after: isNewer ? "comes about" : "silent",
          place: engine.program.place(here.range, in: engine.sources),
          orders: rows.map { books.text.text($0) }.joined(separator: "; or "), example: books.line(point, keeps: holds),
          figures: books.figures(at: point)))
    }
  }
}
