import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Asks for orders that reach what no test does.
struct CoverageQuestions {
  private let analysis: BookAnalysis
  private let writer: WitnessWriter
  private let collector: CoverageCollector

  init(_ engine: Engine, _ collector: CoverageCollector) {
    analysis = BookAnalysis(engine)
    writer = WitnessWriter(engine: engine)
    self.collector = collector
  }

  private var program: Program { analysis.program }

  func answer(_ item: CoverageItem) -> Coverage.Answer {
    var open: Unchecked?
    for key in item.keys {
      switch verdict(key) {
      case .order(let witness):
        let order = writer.smallest(witness.order) { reaches(key, $0) }
        return .order(proposal(order, key, item.words))
      case .unchecked(let unchecked): open = open ?? unchecked
      case .never: break
      }
    }
    return open.map { .open($0.text) } ?? .never
  }

  /// An order that can be placed if there is one, otherwise any.
  private func verdict(_ key: CoverageKey) -> Verdict {
    if case .effect(let index) = key, program.effects[index].collection == "refusals" {
      return verdict(key, includesRefused: true)
    }
    let first = verdict(key, includesRefused: false)
    if first.witness != nil { return first }
    return verdict(key, includesRefused: true)
  }

  private func verdict(_ key: CoverageKey, includesRefused: Bool) -> Verdict {
    analysis.ask(readsLines: readsLines(key)) { setting in
      var question: RegionQuestion?
      switch key {
      case .effect(let index):
        question = setting.conditions.fires(program.effects[index], true, line: 0).map {
          RegionQuestion(required: [$0]) { reaches(key, $0) }
        }
      case .rule(let value, let position):
        question = decides(value, position, setting, key)
      case .row(let table, let row): question = gives(row, table, setting, key)
      case .otherwise(let table): question = fitsNone(table, setting, key)
      }
      question?.includesRefused = includesRefused
      return question
    }
  }

  private func readsLines(_ key: CoverageKey) -> Bool {
    switch key {
    case .effect(let index):
      let effect = program.effects[index]
      return effect.isPerLine || analysis.readsLines(node: effect.condition)
        || analysis.readsLines(node: effect.dateNode)
    case .rule(let value, _): return analysis.readsLines(value: value)
    case .row(let table, _), .otherwise(let table):
      return collector.tables.owners[table].map { analysis.readsLines(value: collector.tables.named[$0.value]) }
        ?? false
    }
  }

  // MARK: Questions

  private func decides(
    _ value: Int, _ position: Int, _ setting: RegionSetting, _ key: CoverageKey
  ) -> RegionQuestion {
    RegionQuestion(
      required: [setting.conditions.appliesOrState(Int32(value), position, line: 0)],
      blockers: setting.conditions.overrulers(of: position, in: Int32(value), line: 0),
      strictly: { setting.conditions.notOverruled(position, in: Int32(value), line: 0) },
      verify: { reaches(key, $0) })
  }

  /// Where the case that reads a table decides, a row fits, and none that goes before it does.
  private func gives(_ row: Int, _ index: Int, _ setting: RegionSetting, _ key: CoverageKey) -> RegionQuestion? {
    let table = program.tables[index]
    guard let owner = collector.tables.owners[index], let keys = setting.conditions.keys(of: row, table, 0) else {
      return nil
    }
    let goesFirst = table.reading == .row && (table.promise == .firstRow || table.promise == .oneRow)
    let above = goesFirst ? (0..<row).filter { overlap($0, row, table) } : []
    return decides(owner.value, owner.position, setting, key).adding(
      keys: keys, without: above, of: table, setting)
  }

  private func fitsNone(_ index: Int, _ setting: RegionSetting, _ key: CoverageKey) -> RegionQuestion? {
    let table = program.tables[index]
    guard let owner = collector.tables.owners[index] else { return nil }
    return decides(owner.value, owner.position, setting, key).adding(
      keys: nil, without: Array(table.rows.indices), of: table, setting)
  }

  private func overlap(_ first: Int, _ second: Int, _ table: TableDefinition) -> Bool {
    let columns = table.columnCount
    return (0..<columns).allSatisfy { column in
      let (one, other) = (first * columns + column, second * columns + column)
      return table.lowers[one] <= table.uppers[other] && table.lowers[other] <= table.uppers[one]
    }
  }

  // MARK: Orders

  /// The value by which a test would reach it.
  private func named(_ key: CoverageKey) -> Int? {
    switch key {
    case .effect: nil
    case .rule(let value, _): value
    case .row(let table, _), .otherwise(let table):
      collector.tables.owners[table].map { collector.tables.named[$0.value] }
    }
  }

  /// Whether a test that names the value or the effect reaches it.
  private func reaches(_ key: CoverageKey, _ evaluator: Evaluator) -> Bool {
    if case .effect(let index) = key { return collector.fires(program.effects[index], evaluator) }
    guard let value = named(key) else { return false }
    for line in 0..<(program.values[value].isPerLine ? evaluator.lineCount : 1) {
      _ = evaluator.evaluate(value: Int32(value), line: line)
    }
    var found: Set<CoverageKey> = []
    switch key {
    case .row(let table, _), .otherwise(let table):
      if let owner = collector.tables.owners[table] { collector.collect(owner.value, evaluator, &found) }
    default: collector.collect(value, evaluator, &found)
    }
    return found.contains(key)
  }

  private func proposal(_ order: BoundOrder, _ key: CoverageKey, _ words: String) -> Coverage.Proposal {
    let evaluator = Evaluator(analysis.plan, lineCapacity: order.lineCount)
    evaluator.begin(order)
    let expected = expectations(key, evaluator)
    return Coverage.Proposal(
      line: order.lineCount == 1 ? writer.line(order) : nil,
      test: expected.isEmpty ? nil : writer.test(words, order, expecting: expected), lineCount: order.lineCount)
  }

  private func expectations(_ key: CoverageKey, _ evaluator: Evaluator) -> [String] {
    if case .effect(let index) = key {
      let effect = program.effects[index]
      switch effect.collection {
      case "refusals": return ["refused by \(effect.name)"]
      case "warnings": return ["warned by \(effect.name)"]
      default: return ["\(effect.kind) \(effect.name)"]
      }
    }
    guard let value = named(key) else { return [] }
    let definition = program.values[value]
    var expected: [String] = []
    let lines = 0..<(definition.isPerLine ? evaluator.lineCount : 1)
    if case .rule(_, let position) = key, position >= definition.baseCount,
      lines.allSatisfy({ evaluator.decidingCases(value: value, line: $0).contains(position) })
    {
      expected.append("\(definition.cases[position].name) decides")
    }
    let written = WrittenConstant(program, Wording(evaluator, sources: []).values)
    for line in lines {
      let outcome = evaluator.evaluate(value: Int32(value), line: line)
      let name = lines.count > 1 ? "line \(line + 1) \(definition.name)" : definition.name
      switch outcome.state {
      case .known:
        if let text = written.text(outcome, definition.type, like: []) { expected.append("\(name) \(text)") }
      case .refused: expected.append("\(name) refused")
      case .missing: break
      }
    }
    // A figure that no constant says, such as a third: the rule itself can be expected.
    if expected.isEmpty, case .rule = key { expected.append("\(definition.name) decides") }
    return expected
  }
}

extension RegionQuestion {
  /// The same where a row of a table fits as well, and some others do not.
  fileprivate func adding(
    keys: Rows?, without rows: [Int], of table: TableDefinition, _ setting: RegionSetting
  ) -> RegionQuestion {
    var question = self
    if let keys { question.required.append(keys) }
    for row in rows { question.blockers += setting.conditions.keys(of: row, table, 0) ?? [] }
    let before = strictly
    question.strictly = {
      guard var parts = before() else { return nil }
      for row in rows {
        guard let outside = setting.conditions.outside(row, table, 0) else { return nil }
        parts.append(outside)
      }
      return parts
    }
    return question
  }
}
