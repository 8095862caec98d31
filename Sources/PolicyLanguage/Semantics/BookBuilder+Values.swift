import Diagnostics
import PolicyModel
import PolicyProgram
import Quantities

/// Values with their cases and exceptions.
extension BookBuilder {
  mutating func readValues() {
    let (exceptionsOf, targets) = attachExceptions()
    for index in dependencyOrder(exceptionsOf) {
      readValue(index, exceptions: exceptionsOf[index], targets: targets)
    }
  }

  mutating func readValue(_ index: Int, exceptions attached: [Int], targets: [Int: [Int]]) {
    let declaration = valueDeclarations[index]
    let owner = declaration.phrase ?? "\(declaration.block) \(declaration.name.text)"
    requireDays(declaration.window, at: declaration.name.range)
    context = Context(owner: owner)
    if let when = declaration.readWhen { assume(conditionOfSteps(when)) }
    var definition = ValueDefinition(
      name: declaration.name.text, title: declaration.title?.text, block: declaration.block, type: .unknown,
      isPerLine: false, cases: [], baseCount: 0, hasFinal: false, isStep: declaration.isStep,
      range: declaration.isStep ? declaration.range : declaration.name.range)
    definition.risesWithQuantities =
      !declaration.isStep && (vocabulary.block(declaration.block)?.promises.contains(.risesWithQuantities) ?? false)
    var results: [Typed?] = []
    let declared: ValueType? = declaration.words.isEmpty ? nil : .word(declaration.words.map { wordCode($0.text) })
    var hint = declared
    switch declaration.body {
    case .table(let table):
      let typed = readTable(table, declaration, hint: hint)
      var base = emptyCase(declaration.name.text, declaration.range)
      setWindow(&base, declaration.window, declaration.datedBy, declaration.range)
      base.result = Int32(typed.node)
      definition.cases = [base]
      results = [typed]
    case .cases(let cases):
      let effective = withSuccessors(cases)
      var negations: [Int] = []
      for item in effective {
        var merged = item
        merged.window.from = item.window.from ?? declaration.window.from
        merged.window.to = item.window.to ?? declaration.window.to
        merged.window.reviewBy = item.window.reviewBy ?? declaration.window.reviewBy
        let outer = context.facts
        if item.isOtherwise { for node in negations { context.facts = context.facts.adding(node, false, in: program) } }
        requireDays(item.window, at: item.range)
        let (one, result) = readCase(merged, name: declaration.name.text, datedBy: declaration.datedBy, hint: hint)
        context.facts = outer
        if one.condition >= 0 { negations.append(Int(one.condition)) }
        definition.cases.append(one)
        results.append(result)
        // Words that are not declared can be others in each case.
        if hint == nil, let type = result?.type, !type.isUnknown, !type.isWord { hint = type }
      }
      checkBase(effective, declaration)
    }
    definition.baseCount = definition.cases.count
    var position: [Int: Int] = [:]
    for exception in attached {
      let item = exceptions[exception]
      requireDays(item.window, at: item.name?.range ?? item.range)
      var (one, result) = readCase(
        item, name: item.name?.text ?? "", datedBy: item.datedBy ?? declaration.datedBy,
        hint: hint ?? results.first??.type)
      let toValue = item.targets.contains { if case .value = names[$0.text] { true } else { false } }
      one.targets =
        (toValue ? Array(0..<definition.baseCount) : []) + (targets[exception] ?? []).compactMap { position[$0] }
      position[exception] = definition.cases.count
      if item.isFinal { definition.hasFinal = true }
      rulePlaces[one.name] = (program.values.count, definition.cases.count)
      definition.cases.append(one)
      results.append(result)
    }
    settle(&definition, results, declared, declaration)
    names[declaration.name.text] = .value(declaration: index, definition: program.values.count)
    program.values.append(definition)
    context = Context()
  }

  func emptyCase(_ name: String, _ range: SourceRange) -> CaseDefinition {
    CaseDefinition(
      name: name, targets: [], condition: -1, dateNode: -1, firstDay: .min, lastDay: .max, reviewBy: nil,
      isOtherwise: false, isFinal: false, result: -1, refusal: nil, because: nil, source: nil, print: nil, steps: [],
      range: range)
  }

  mutating func setWindow(
    _ item: inout CaseDefinition, _ window: WindowSyntax, _ datedBy: Word?, _ range: SourceRange
  ) {
    item.reviewBy = window.reviewBy
    guard window.isDated else { return }
    item.dateNode = dateNode(datedBy, at: range)
    (item.firstDay, item.lastDay) = days(of: window)
  }

  /// Dates between which no day lies are a mistake.
  mutating func requireDays(_ window: WindowSyntax, at range: SourceRange) {
    guard let first = window.from, let last = window.to, first > last else { return }
    report(
      .emptyWindow, "this never holds: it ends on \(last), before it begins on \(first)", at: range,
      cure: "write the earlier day behind “from”")
  }

  /// Lines of one condition that only differ in their dates: each holds until the next begins.
  func withSuccessors(_ cases: [CaseDeclaration]) -> [CaseDeclaration] {
    var result = cases
    for index in result.indices {
      guard let from = result[index].window.from, result[index].window.to == nil else { continue }
      let next = cases.filter { $0.when == cases[index].when }.compactMap(\.window.from).filter { $0 > from }.min()
      result[index].window.to = next.map { CalendarDate(dayNumber: $0.dayNumber - 1) }
    }
    return result
  }

  mutating func checkBase(_ cases: [CaseDeclaration], _ declaration: ValueDeclaration) {
    let open = cases.filter { $0.when == nil && !$0.isOtherwise && !$0.window.isDated }
    guard cases.count > 1, let first = open.first else { return }
    if open.count == 1, cases.contains(where: \.isOtherwise) || cases.count > 1 {
      report(
        .caseWithoutWhen, "one of several results has no condition: it would hold for every order", at: first.range,
        cure: "write `is … when …`, or `otherwise …` for all other orders")
    } else {
      report(
        .caseWithoutWhen, "several results have no condition: which holds?", at: open[1].range,
        also: [.init(range: first.range, label: "this one too")], cure: "write `is … when …` on each, or keep one")
    }
  }

  /// The condition of the block that steps belong to.
  private mutating func conditionOfSteps(_ when: ExpressionSyntax) -> Typed {
    let typed = stepConditions[when.range] ?? elaborateCondition(when)
    stepConditions[when.range] = typed
    return typed
  }

  private mutating func assume(_ condition: Typed) {
    if !condition.type.isUnknown { context.facts.assume(condition.node, true, in: program) }
  }

  /// One case: its condition first, and under it its result.
  mutating func readCase(
    _ item: CaseDeclaration, name: String, datedBy: Word?, hint: ValueType?
  ) -> (CaseDefinition, Typed?) {
    var definition = emptyCase(name, item.name?.range ?? item.range)
    definition.title = item.title?.text
    definition.isOtherwise = item.isOtherwise
    definition.isFinal = item.isFinal
    definition.because = item.because?.text
    definition.source = item.source?.text
    setWindow(&definition, item.window, item.datedBy ?? datedBy, item.range)
    let outer = context.facts
    defer { context.facts = outer }
    if let when = item.when {
      // Steps were read under it already, and what is wrong with it is told once.
      let typed = stepConditions[when.range] ?? elaborateCondition(when)
      if !typed.type.isUnknown { definition.condition = Int32(typed.node) }
      assume(typed)
    }
    definition.print = item.print.map { template($0) }
    definition.steps = item.steps.compactMap { step in
      guard case .value(_, let value?)? = names[step.value] else { return nil }
      usedValues.insert(value)
      return StepDefinition(value: value, label: step.label, rounding: step.rounding, range: step.range)
    }
    switch item.result {
    case .missing: return (definition, unknown(item.range))
    case .refuse(let text):
      definition.refusal = template(text)
      return (definition, nil)
    case .expression(let expression):
      var typed = elaborate(expression, hint: hint)
      if let established = context.facts.currency(in: program), var number = typed.type.number,
        number.dimension.currency == established
      {
        // Under `when currency is EUR`, an amount in EUR is an amount of the order.
        number.dimension.currency = nil
        typed.type = .number(number)
      }
      definition.result = Int32(typed.node)
      return (definition, typed)
    }
  }
}
