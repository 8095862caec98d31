import Diagnostics
import PolicyLanguage
package import PolicyModel
import PolicyProgram

/// Why a rule does not decide for an order, and what would make it.
package struct WhyNot: Sendable, Equatable {
  package var rule: String
  /// The value that it is a rule of; nil for an effect.
  package var value: String?
  /// It applies, or comes about, after all.
  package var holds = false
  /// Conditions that do not hold, with what they saw.
  package var failing: [Condition] = []
  /// Rules that it is an exception to, of which none applies.
  package var withoutTarget: [String] = []
  /// Rules that go before it.
  package var overruledBy: [String] = []
  /// The smallest changes that make it apply: of one input each, or of two where none does alone.
  package var changes: [Change] = []
  /// More inputs than this were not changed at once.
  package static let most = 2
  /// Searching ended before everything was tried.
  package var isUnchecked = false

  package struct Condition: Sendable, Equatable {
    /// In the author's words.
    package var text: String
    /// `country is NO`.
    package var seen: [String]
    package var place: String
  }

  package struct Change: Sendable, Equatable {
    package var answers: [Answer]
    /// A figure before and after, and how much less it is then, for people.
    package var figure: String?
    package var before: String?
    package var after: String?
    package var saved: String?
    /// The order is turned down then.
    package var isTurnedDown = false
  }

  package struct Answer: Sendable, Equatable {
    package var input: String
    package var before: String
    package var after: String
    package var line: Int?
  }
}

/// What came of `why not`.
package enum WhyNotResult: Sendable, Equatable {
  case answer(WhyNot)
  case missing([MissingInput])
  case invalid([OrderProblem])
  /// Nothing has this name; what may have been meant.
  case unknown(suggestion: String?)
}

extension OrderQuestions {
  /// Something whose coming about can be asked.
  enum Rule {
    /// The case at a position of a value; of a value's base, any of its cases.
    case cases(value: Int, positions: [Int])
    case effect(Int)
  }

  /// Why a rule does not decide for an order.
  package func whyNot(_ name: String, _ order: Order) -> WhyNotResult {
    guard let rule = rule(name) else {
      let names =
        program.values.filter { !$0.isStep }.flatMap { $0.cases.map(\.name) } + program.effects.map(\.name)
      return .unknown(suggestion: Spelling.closest(to: name, among: names).first)
    }
    switch engine.bind(order) {
    case .failure(let mistakes): return .invalid(mistakes.problems)
    case .success(let bound): return whyNot(name, rule, bound)
    }
  }

  func rule(_ name: String) -> Rule? {
    if let place = plan.ruleIndex[name] { return .cases(value: place.value, positions: [place.case]) }
    if let value = plan.valueIndex[name], !program.values[value].isStep {
      return .cases(value: value, positions: Array(0..<program.values[value].baseCount))
    }
    return program.effects.firstIndex { $0.name == name }.map { .effect($0) }
  }

  private func whyNot(_ name: String, _ rule: Rule, _ order: BoundOrder) -> WhyNotResult {
    let evaluator = Evaluator(plan, lineCapacity: order.lineCount)
    evaluator.begin(order)
    var answer = WhyNot(rule: name)
    var missing = MissingInputs(evaluator)
    switch rule {
    case .cases(let value, let positions):
      answer.value = program.values[value].name
      missing.needRules(of: Int32(value), line: 0)
      if !missing.isEmpty, Self.state(rule, evaluator).state == .missing {
        return .missing(Wording(evaluator, sources: []).missing(missing))
      }
      answer.holds = Self.state(rule, evaluator).isYes
      if !answer.holds { explain(value, positions, evaluator, &answer) }
    case .effect(let index):
      let effect = program.effects[index]
      missing.needEffect(effect, line: 0)
      if !missing.isEmpty, Self.state(rule, evaluator).state == .missing {
        return .missing(Wording(evaluator, sources: []).missing(missing))
      }
      answer.holds = Self.state(rule, evaluator).isYes
      if !answer.holds {
        if effect.dateNode >= 0 {
          dates(effect.dateNode, effect.firstDay, effect.lastDay, effect.range, evaluator, &answer)
        }
        failing(effect.condition, true, evaluator, &answer)
      }
    }
    if !answer.holds { findChanges(rule, order, &answer) }
    return .answer(answer)
  }

  /// Whether a rule decides on some line, or an effect fires.
  static func state(_ rule: Rule, _ evaluator: Evaluator) -> Outcome {
    var best = Outcome.no
    func note(_ outcome: Outcome) {
      if outcome.isYes || (!best.isYes && !outcome.isKnown) { best = outcome }
    }
    switch rule {
    case .cases(let value, let positions):
      for line in 0..<(evaluator.values[value].isPerLine ? evaluator.lineCount : 1) {
        for position in positions {
          note(evaluator.answer(.decides, value: Int32(value), case: Int32(position), by: -1, line: line))
        }
      }
    case .effect(let index):
      let effect = evaluator.plan.program.effects[index]
      for line in 0..<(effect.isPerLine ? evaluator.lineCount : 1) { note(evaluator.fires(effect, line: line)) }
    }
    return best
  }

  // MARK: Reasons

  private func explain(_ value: Int, _ positions: [Int], _ evaluator: Evaluator, _ answer: inout WhyNot) {
    let definition = program.values[value]
    for position in positions {
      let item = definition.cases[position]
      let applies = evaluator.answer(.applies, value: Int32(value), case: Int32(position), by: -1, line: 0)
      if applies.isYes {
        for (other, over) in definition.cases.enumerated() where other != position {
          guard over.targets.contains(position) || (over.isFinal && !item.isFinal) else { continue }
          if evaluator.answer(.applies, value: Int32(value), case: Int32(other), by: -1, line: 0).isYes {
            answer.overruledBy.append(over.name)
          }
        }
        continue
      }
      if item.dateNode >= 0 { dates(item.dateNode, item.firstDay, item.lastDay, item.range, evaluator, &answer) }
      if item.condition >= 0 { failing(item.condition, true, evaluator, &answer) }
      if item.isOtherwise, answer.failing.isEmpty {
        answer.overruledBy += definition.cases.indices.filter {
          $0 < definition.baseCount && $0 != position
            && evaluator.answer(.applies, value: Int32(value), case: Int32($0), by: -1, line: 0).isYes
        }.map { definition.cases[$0].name }
      }
      if !item.targets.isEmpty,
        !item.targets.contains(where: {
          evaluator.answer(.applies, value: Int32(value), case: Int32($0), by: -1, line: 0).isYes
        })
      {
        for target in item.targets where !answer.withoutTarget.contains(definition.cases[target].name) {
          answer.withoutTarget.append(definition.cases[target].name)
        }
      }
    }
    answer.overruledBy = answer.overruledBy.unique
  }

  private func dates(
    _ node: Int32, _ first: Int128, _ last: Int128, _ range: SourceRange, _ evaluator: Evaluator, _ answer: inout WhyNot
  ) {
    let day = evaluator.evaluate(node, 0)
    guard day.isKnown, day.numerator < first || day.numerator > last else { return }
    let wording = Wording(evaluator, sources: engine.sources)
    let isBefore = day.numerator < first
    let end = wording.display(.known(isBefore ? first : last), .date)
    answer.failing.append(
      .init(
        text: isBefore ? "it holds from \(end)" : "it holds to \(end)",
        seen: ["\(name(of: node)) is \(wording.display(day, .date))"],
        place: engine.program.place(range, in: engine.sources)))
  }

  private func name(of node: Int32) -> String {
    let record = program.nodes[Int(node)]
    switch record.operation {
    case .input, .startsWith: return program.inputs[Int(record.first)].name
    case .value: return program.values[Int(record.first)].name
    default: return "the date"
    }
  }

  /// The conditions that are not as they must be.
  private func failing(_ index: Int32, _ truth: Bool, _ evaluator: Evaluator, _ answer: inout WhyNot) {
    if index < 0 { return }
    let outcome = evaluator.evaluate(index, 0)
    if outcome.isKnown, outcome.isYes == truth { return }
    let node = program.nodes[Int(index)]
    switch node.operation {
    case .and where truth, .or where !truth:
      failing(node.first, truth, evaluator, &answer)
      failing(node.second, truth, evaluator, &answer)
    case .not where isComposite(node.first): failing(node.first, !truth, evaluator, &answer)
    default:
      let range = program.ranges[Int(index)]
      var seen: [String] = []
      read(index, evaluator, &seen)
      answer.failing.append(
        .init(text: text(range), seen: seen.unique, place: engine.program.place(range, in: engine.sources)))
    }
  }

  private func isComposite(_ index: Int32) -> Bool { [.and, .or].contains(program.nodes[Int(index)].operation) }

  private func text(_ range: SourceRange) -> String {
    guard range.source >= 0, range.source < engine.sources.count else { return "a condition" }
    return String(decoding: Array(engine.sources[range.source].text.utf8)[range.lower..<range.upper], as: UTF8.self)
  }

  /// What a condition reads, with what it was.
  private func read(_ index: Int32, _ evaluator: Evaluator, _ seen: inout [String]) {
    if index < 0 { return }
    let node = program.nodes[Int(index)]
    let wording = Wording(evaluator, sources: engine.sources)
    switch node.operation {
    case .constant: break
    case .input, .startsWith:
      let input = program.inputs[Int(node.first)]
      for line in 0..<(input.isPerLine ? evaluator.lineCount : 1) {
        let outcome = evaluator.evaluate(input: node.first, line: line)
        let number = input.isPerLine && evaluator.lineCount > 1 ? " on line \(line + 1)" : ""
        if seen.count < 8 { seen.append("\(input.name)\(number) is \(wording.display(outcome, input.type))") }
      }
    case .value:
      let value = program.values[Int(node.first)]
      if value.isStep { return }
      let outcome = evaluator.evaluate(value: node.first, line: 0)
      seen.append("\(value.name) is \(outcome.isKnown ? wording.display(outcome, value.type) : "refused")")
    case .ruleState:
      let value = program.values[Int(node.first)]
      let name = value.cases[Int(node.second)].name
      let applies = evaluator.answer(.applies, value: node.first, case: node.second, by: -1, line: 0)
      seen.append("\(name) \(applies.isYes ? "applies" : "does not apply")")
    case .table: for key in program.tables[Int(node.first)].keys { read(key, evaluator, &seen) }
    case .spread: break
    default: program.forEachOperand(of: node) { read($0, evaluator, &seen) }
    }
  }
}
