import Diagnostics
import PolicyLanguage
package import PolicyModel
import PolicyProgram
import Quantities

/// Orders priced by two versions of a book: who pays more and less, by how much, and which rule caused it.
package struct OrderComparison: Sendable {
  package private(set) var read = 0
  package private(set) var same = 0
  package private(set) var changed = 0
  /// Orders that a version cannot read, or for which something is missing.
  package private(set) var unread = 0
  package private(set) var problems: [String] = []
  /// Orders that only one version turns down, or has no figure for.
  package private(set) var answeredByOne = 0
  package private(set) var currencies: [Currency] = []
  package private(set) var causes: [Cause] = []
  /// The largest differences, dearer or cheaper.
  package private(set) var movers: [Mover] = []
  /// The figure compared.
  package private(set) var figure = ""

  package struct Currency: Sendable, Equatable {
    package var code: String
    package var dearer = 0
    package var cheaper = 0
    package var before = "0"
    package var after = "0"
    package var change = "0"
    var old = Ratio(0)
    var new = Ratio(0)
    var orders = 0

    package static func == (left: Self, right: Self) -> Bool {
      left.code == right.code && left.before == right.before && left.after == right.after
    }
  }

  package struct Cause: Sendable, Equatable {
    /// What decides differently: `vat-rate: row DE | 19% → DE | 20%`.
    package var text: String
    package var orders: Int
  }

  package struct Mover: Sendable, Equatable {
    package var name: String
    package var before: String
    package var after: String
    package var change: String
    package var cause: String
  }

  private static let listed = 10

  package init(_ old: Engine, _ new: Engine, _ orders: [(name: String, order: Order)]) {
    guard let shown = new.program.shows.last, let other = old.plan.valueIndex[new.program.values[shown].name] else {
      return
    }
    figure = new.program.values[shown].name
    let causeFinder = CauseFinder(old, new)
    var movers: [(mover: Mover, share: Ratio)] = []
    var sums: [String: Currency] = [:]
    var causes: [String: Int] = [:]
    let scale = max(
      old.program.values[other].type.number?.scale ?? 0, new.program.values[shown].type.number?.scale ?? 0)
    for (name, order) in orders where !Cancellation.isRequested {
      read += 1
      guard case .success(let first) = old.bind(order), case .success(let second) = new.bind(order) else {
        note(old, new, name, order)
        continue
      }
      old.pool.withEvaluator(lines: first.lineCount) { before in
        new.pool.withEvaluator(lines: second.lineCount) { after in
          before.begin(first)
          after.begin(second)
          let (one, two) = (Self.figure(other, before), Self.figure(shown, after))
          if one.state == .missing || two.state == .missing {
            unread += 1
            if problems.count < Self.listed { problems.append("\(name): something is missing for a quote") }
            return
          }
          guard one.isKnown, two.isKnown else {
            if one.isKnown == two.isKnown {
              same += 1
            } else {
              changed += 1
              answeredByOne += 1
              causes[causeFinder.cause(before, after), default: 0] += 1
            }
            return
          }
          let left =
            before.shifted(one.ratio, by: scale - (old.program.values[other].type.number?.scale ?? 0)) ?? one.ratio
          let right =
            after.shifted(two.ratio, by: scale - (new.program.values[shown].type.number?.scale ?? 0)) ?? two.ratio
          let code = Wording(after, sources: []).values.currency?.code ?? ""
          var sum = sums[code] ?? Currency(code: code)
          sum.orders += 1
          sum.old = sum.old.plus(left) ?? sum.old
          sum.new = sum.new.plus(right) ?? sum.new
          let direction = right.compared(with: left)
          if direction > 0 { sum.dearer += 1 }
          if direction < 0 { sum.cheaper += 1 }
          sums[code] = sum
          if direction == 0 {
            same += 1
            return
          }
          changed += 1
          let cause = causeFinder.cause(before, after)
          causes[cause, default: 0] += 1
          let difference = right.minus(left) ?? Ratio(0)
          let type = new.program.values[shown].type
          let words = Wording(after, sources: [])
          let finer = Self.type(type, scale)
          movers.append(
            (
              Mover(
                name: name, before: words.display(.known(left), finer), after: words.display(.known(right), finer),
                change: (direction > 0 ? "+" : "") + words.display(.known(difference), finer), cause: cause),
              difference.numerator < 0 ? difference.negated ?? difference : difference
            ))
          if movers.count > 2_000 {
            movers.sort { $0.share.compared(with: $1.share) > 0 }
            movers.removeLast(movers.count - Self.listed)
          }
        }
      }
    }
    movers.sort { one, other in
      let order = one.share.compared(with: other.share)
      return order == 0 ? one.mover.name < other.mover.name : order > 0
    }
    self.movers = movers.prefix(Self.listed).map(\.mover)
    self.causes = causes.map { Cause(text: $0.key, orders: $0.value) }.sorted {
      ($1.orders, $0.text) < ($0.orders, $1.text)
    }
    currencies = sums.values.map { sum in
      var sum = sum
      let text = ValueText(plan: new.plan, currency: .named(sum.code))
      let type = Self.type(new.program.values[shown].type, scale)
      sum.before = text.display(.known(sum.old), type)
      sum.after = text.display(.known(sum.new), type)
      let difference = sum.new.minus(sum.old) ?? Ratio(0)
      sum.change = (difference.numerator > 0 ? "+" : "") + text.display(.known(difference), type)
      return sum
    }.sorted { $0.code < $1.code }
  }

  private static func type(_ type: ValueType, _ scale: Int) -> ValueType {
    guard let number = type.number else { return type }
    return .number(number.rescaled(to: scale))
  }

  /// The figure of an order; one that is turned down has none.
  private static func figure(_ value: Int, _ evaluator: Evaluator) -> Outcome {
    evaluator.isTurnedDown ? .refused(0) : evaluator.total(ofValue: value)
  }

  private mutating func note(_ old: Engine, _ new: Engine, _ name: String, _ order: Order) {
    unread += 1
    guard problems.count < Self.listed else { return }
    for engine in [old, new] {
      if case .failure(let mistakes) = engine.bind(order), let first = mistakes.problems.first {
        problems.append("\(name): \(first.message)")
        return
      }
    }
  }
}

/// What decides an order differently in two versions: the first value, in the order in which they build on each other.
struct CauseFinder {
  private let old: Engine
  private let new: Engine
  /// Values that both versions have, what is read before what reads it.
  private let pairs: [(old: Int, new: Int)]

  init(_ old: Engine, _ new: Engine) {
    self.old = old
    self.new = new
    pairs = new.program.values.indices.compactMap { value in
      guard let other = old.plan.valueIndex[new.program.values[value].name] else { return nil }
      return (other, value)
    }.sorted { new.plan.valueDepths[$0.new] < new.plan.valueDepths[$1.new] }
  }

  func cause(_ before: Evaluator, _ after: Evaluator) -> String {
    for effect in new.program.effects where effect.collection == "refusals" && after.fires(effect, line: 0).isYes {
      if !old.program.effects.contains(where: { $0.name == effect.name && before.fires($0, line: 0).isYes }) {
        return "refuse \(effect.name)"
      }
    }
    for effect in old.program.effects where effect.collection == "refusals" && before.fires(effect, line: 0).isYes {
      if !new.program.effects.contains(where: { $0.name == effect.name && after.fires($0, line: 0).isYes }) {
        return "refuse \(effect.name) no longer"
      }
    }
    for (first, second) in pairs where before.isEvaluated(value: first) && after.isEvaluated(value: second) {
      for line in 0..<(new.program.values[second].isPerLine ? after.lineCount : 1) {
        let (one, two) = (
          before.evaluate(value: Int32(first), line: line), after.evaluate(value: Int32(second), line: line)
        )
        let (left, right) = (text(old, before, first, one), text(new, after, second, two))
        if left == right { continue }
        let definition = new.program.values[second]
        if definition.isStep { return "\(stepName(second)): another amount" }
        let (was, now) = (rule(old, before, first, line), rule(new, after, second, line))
        if was != now { return "\(definition.name): \(was) → \(now)" }
        return "\(definition.name): \(left) → \(right)".count < 60 && definition.type.number?.isAmount != true
          ? "\(definition.name): \(left) → \(right)" : "\(definition.name), by \(now)"
      }
    }
    return "something else"
  }

  private func text(_ engine: Engine, _ evaluator: Evaluator, _ value: Int, _ outcome: Outcome) -> String {
    outcome.isKnown ? Wording(evaluator, sources: []).display(outcome, engine.program.values[value].type) : "refused"
  }

  /// The price that a step belongs to.
  private func stepName(_ value: Int) -> String {
    for definition in new.program.values {
      for item in definition.cases {
        if let step = item.steps.first(where: { $0.value == value }) { return "\(definition.name), \(step.label)" }
      }
    }
    return "a step"
  }

  /// What decided: the case, or the row of its table.
  private func rule(_ engine: Engine, _ evaluator: Evaluator, _ value: Int, _ line: Int) -> String {
    let definition = engine.program.values[value]
    guard let position = evaluator.decidingCases(value: value, line: line).first else { return "nothing" }
    let item = definition.cases[position]
    guard item.result >= 0, engine.program.nodes[Int(item.result)].operation == .table else { return item.name }
    let index = engine.program.nodes[Int(item.result)].first
    guard let row = evaluator.rows(ofTable: index, line: line).first else { return "otherwise" }
    let range = engine.program.tables[Int(index)].rows[Int(row)].range
    guard range.source >= 0, range.source < engine.sources.count else { return item.name }
    return String(decoding: Array(engine.sources[range.source].text.utf8)[range.lower..<range.upper], as: UTF8.self)
      .split(separator: "#").first.map(String.init)?.trimmed ?? item.name
  }
}

extension Evaluator {
  /// Whether a value was needed for the order.
  func isEvaluated(value: Int) -> Bool { isFilled(slotIndex(values[value].slot, values[value].isPerLine, 0)) }
}
