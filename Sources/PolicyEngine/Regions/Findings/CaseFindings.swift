import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Values over all orders: an order without a case, two cases that both decide, cases that never do.
struct CaseFindings {
  let analysis: BookAnalysis
  private let write: FindingWriter
  private(set) var findings: [Finding] = []

  /// More of one kind for one value help nobody.
  static let limit = 20

  init(_ analysis: BookAnalysis) {
    self.analysis = analysis
    write = FindingWriter(analysis)
  }

  private var program: Program { analysis.program }

  mutating func run() {
    for value in program.values.indices where !program.values[value].isStep {
      let definition = program.values[value]
      if definition.cases.count == 1, definition.cases[0].condition < 0, definition.cases[0].dateNode < 0 { continue }
      gap(value, definition)
      clashes(value, definition)
      never(value, definition)
    }
  }

  // MARK: Gaps

  private mutating func gap(_ value: Int, _ definition: ValueDefinition) {
    let base = 0..<definition.baseCount
    if base.contains(where: { definition.cases[$0].condition < 0 && definition.cases[$0].dateNode < 0 }) { return }
    let verdict = analysis.ask(readsLines: analysis.readsLines(value: value)) { setting in
      let rows = base.flatMap { setting.conditions.holdsOrState(Int32(value), $0, line: 0) }
      let strictly = { () -> [Rows]? in
        var parts: [Rows] = []
        for position in base {
          guard let rows = setting.conditions.holds(Int32(value), position, false, line: 0) else { return nil }
          parts.append(rows)
        }
        return parts
      }
      return RegionQuestion(required: [], blockers: rows, strictly: strictly) { Self.isGap($0, value) }
    }
    switch verdict {
    case .never: return
    case .unchecked(let unchecked):
      add(
        write.unchecked("whether \(definition.name) has a case for every order", unchecked, at: definition.range), nil,
        definition)
    case .order(let witness):
      add(
        write.finding(
          .valueGap, "\(definition.name) has no case for some orders", at: definition.range,
          label: base.count == 1 ? "holds only sometimes" : "none of its \(base.count) cases holds",
          cure: "add a line `is … when …` for them, or `otherwise …`", witness: witness,
          expectations: { _ in ["\(definition.name) refused"] }, holds: { Self.isGap($0, value) }),
        .gap, definition)
    }
  }

  private static func isGap(_ evaluator: Evaluator, _ value: Int) -> Bool {
    let outcome = evaluator.evaluate(value: Int32(value), line: 0)
    guard outcome.state == .refused, evaluator.refusals.indices.contains(Int(outcome.refusal)) else { return false }
    let record = evaluator.refusals[Int(outcome.refusal)]
    return record.kind == .noCase && Int(record.site) == value
  }

  // MARK: Clashes

  private mutating func clashes(_ value: Int, _ definition: ValueDefinition) {
    let plan = analysis.plan.values[value]
    var count = 0
    var openPairs = 0
    var open: Unchecked?
    let readsLines = analysis.readsLines(value: value)
    let conditions = analysis.single.conditions
    let applied =
      readsLines ? [] : definition.cases.indices.map { conditions.appliesOrState(Int32(value), $0, line: 0) }
    let meeting = readsLines ? nil : MeetingCases(applied, in: analysis.single.space)
    for first in definition.cases.indices {
      for second in meeting?.cases(behind: first) ?? Array(definition.cases.indices.dropFirst(first + 1)) {
        guard canClash(definition, first, second), !areEqual(Int(plan.firstCase), first, second) else { continue }
        // Apart in some input: the usual answer, at once.
        if !readsLines, areApart(applied[first], applied[second]) { continue }
        let verdict = analysis.ask(readsLines: readsLines, smallest: count < Self.limit) { setting in
          let conditions = setting.conditions
          let blockers =
            conditions.overrulers(of: first, in: Int32(value), line: 0)
            + conditions.overrulers(of: second, in: Int32(value), line: 0)
          return RegionQuestion(
            required: [
              conditions.appliesOrState(Int32(value), first, line: 0),
              conditions.appliesOrState(Int32(value), second, line: 0),
            ], blockers: blockers,
            strictly: {
              guard let one = conditions.notOverruled(first, in: Int32(value), line: 0),
                let other = conditions.notOverruled(second, in: Int32(value), line: 0)
              else { return nil }
              return one + other
            }
          ) { Self.decide($0, conditions, value, [first, second]) }
        }
        switch verdict {
        case .never: break
        case .unchecked(let unchecked):
          openPairs += 1
          open = open ?? unchecked
        case .order(let witness):
          count += 1
          if count <= Self.limit { reportClash(value, definition, first, second, witness) }
        }
      }
    }
    if count > Self.limit {
      add(
        Diagnostic(
          .error, .valueClash, "\(definition.name) has \(count) pairs of cases that clash; \(Self.limit) are shown",
          at: definition.range,
          cure: "mend those shown first"), nil, definition)
    }
    if let open {
      add(
        write.unchecked(
          "whether \(openPairs == 1 ? "two cases" : "\(openPairs) pairs of cases") of \(definition.name) can both decide",
          open, at: definition.range), nil, definition)
    }
  }

  private func canClash(_ definition: ValueDefinition, _ first: Int, _ second: Int) -> Bool {
    let (one, other) = (definition.cases[first], definition.cases[second])
    if one.targets.contains(second) || other.targets.contains(first) { return false }
    if one.isFinal != other.isFinal { return false }
    // What holds otherwise is for orders that no other case of the base holds for.
    if second < definition.baseCount, one.isOtherwise || other.isOtherwise { return false }
    return true
  }

  private func areEqual(_ start: Int, _ first: Int, _ second: Int) -> Bool {
    let (one, other) = (analysis.plan.cases[start + first], analysis.plan.cases[start + second])
    return one.isConstant && other.isConstant && one.constant == other.constant
  }

  private func areApart(_ one: Rows, _ other: Rows) -> Bool {
    let space = analysis.single.space
    return !one.contains { row in other.contains { row.meets($0, in: space) } }
  }

  private static func decide(_ evaluator: Evaluator, _ conditions: Conditions, _ value: Int, _ cases: [Int]) -> Bool {
    cases.allSatisfy {
      evaluator.decides(value: Int32(value), case: $0, over: conditions.overruling(Int32(value), $0), line: 0)
    }
  }

  private mutating func reportClash(
    _ value: Int, _ definition: ValueDefinition, _ first: Int, _ second: Int, _ witness: Witness
  ) {
    let conditions = analysis.single.conditions
    let (one, other) = (definition.cases[first], definition.cases[second])
    let isBase = second < definition.baseCount
    let message =
      isBase
      ? "two cases of \(definition.name) both hold for some orders"
      : "\(one.name) and \(other.name) both decide \(definition.name) for some orders"
    let cure =
      isBase
      ? "narrow one of the two conditions"
      : second >= definition.baseCount && first >= definition.baseCount
        ? "say which goes first: make one an exception to the other, narrow a condition, or make one final"
        : "make \(other.name) an exception to \(definition.name), or narrow a condition"
    add(
      write.finding(
        .valueClash, message, at: other.range, label: "holds here",
        also: [.init(range: one.range, label: "and this does too")], cure: cure, witness: witness,
        expectations: { _ in ["\(definition.name) refused"] },
        holds: { Self.decide($0, conditions, value, [first, second]) }),
      nil, definition)
  }

  // MARK: Cases that never decide

  private mutating func never(_ value: Int, _ definition: ValueDefinition) {
    for (position, item) in definition.cases.enumerated() {
      let decides = analysis.ask(readsLines: analysis.readsLines(value: value), smallest: false) { setting in
        let conditions = setting.conditions
        return RegionQuestion(
          required: [conditions.appliesOrState(Int32(value), position, line: 0)],
          blockers: conditions.overrulers(of: position, in: Int32(value), line: 0),
          strictly: { conditions.notOverruled(position, in: Int32(value), line: 0) }
        ) { Self.decide($0, conditions, value, [position]) }
      }
      switch decides {
      case .order: continue
      case .unchecked(let unchecked):
        add(
          write.unchecked("whether \(item.name) ever decides \(definition.name)", unchecked, at: item.range), nil,
          definition)
      case .never:
        let applies = analysis.ask(readsLines: analysis.readsLines(value: value), smallest: false) { setting in
          RegionQuestion(required: [setting.conditions.appliesOrState(Int32(value), position, line: 0)]) {
            $0.answer(.applies, value: Int32(value), case: Int32(position), by: -1, line: 0).isYes
          }
        }
        // Only for the words: whether a refusal is what keeps it from applying.
        let isTurnedDown =
          applies.isNever
          && analysis.ask(readsLines: analysis.readsLines(value: value), smallest: false) { setting in
            let rows = setting.conditions.appliesOrState(Int32(value), position, line: 0)
            return RegionQuestion(required: [rows], includesRefused: true) {
              $0.answer(.applies, value: Int32(value), case: Int32(position), by: -1, line: 0).isYes
            }
          }.witness != nil
        report(item, position, definition, isOverruled: applies.witness != nil, isTurnedDown: isTurnedDown)
      }
    }
  }

  private mutating func report(
    _ item: CaseDefinition, _ position: Int, _ definition: ValueDefinition, isOverruled: Bool,
    isTurnedDown: Bool
  ) {
    let name =
      position >= definition.baseCount
      ? item.name : definition.baseCount > 1 ? "this case of \(item.name)" : "the base of \(item.name)"
    let owner = position < definition.baseCount ? definition.name : item.name
    if !isOverruled {
      let meets =
        item.isOtherwise
        ? "the other cases leave no order to it"
        : item.condition < 0
          ? "no order falls into its dates"
          : item.dateNode < 0 ? "no order meets its condition" : "no order meets its condition on its dates"
      let isNested = item.targets.contains { $0 >= definition.baseCount }
      let why = isNested ? "\(meets) where something that it is an exception to applies" : meets
      findings.append(
        Finding(
          diagnostic: Diagnostic(
            .error, .caseNever, "\(name) can never apply: \(why)", at: item.range,
            cure:
              "mend the condition or the dates, or take it out; where it is kept on purpose, sign it off: `accept never \"why\"`",
            notes: isTurnedDown ? ["the orders that it is for are turned down by a refusal"] : []
          ),
          kind: .never, owner: owner))
      return
    }
    let over = definition.cases.filter { $0.targets.contains(position) || ($0.isFinal && !item.isFinal) }
    findings.append(
      Finding(
        diagnostic: Diagnostic(
          .error, .caseOverruled,
          "\(name) never decides: wherever it applies, something that goes before it applies too",
          at: item.range,
          also: over.prefix(4).map { .init(range: $0.range, label: "goes before it") },
          cure: "narrow what goes before it, or take one of them out"), kind: .never, owner: owner))
  }

  private mutating func add(_ diagnostic: Diagnostic, _ kind: AcceptedKind?, _ definition: ValueDefinition) {
    findings.append(Finding(diagnostic: diagnostic, kind: kind, owner: definition.name))
  }
}
