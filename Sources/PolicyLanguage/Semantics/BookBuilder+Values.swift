import Diagnostics
import PolicyModel
import Quantities

/// Values with their cases and exceptions.
extension BookBuilder {
  mutating func readValues() {
    let (exceptionsOf, targets) = attachExceptions()
    for index in dependencyOrder(exceptionsOf) {
      readValue(index, exceptions: exceptionsOf[index], targets: targets)
    }
  }

  // MARK: Exceptions

  /// Finds the value of each exception and sorts each value's exceptions, targets first.
  private mutating func attachExceptions() -> (ofValue: [[Int]], targets: [Int: [Int]]) {
    var ofValue = valueDeclarations.map { _ in [Int]() }
    var root: [Int: Int] = [:]
    var targets: [Int: [Int]] = [:]
    var pending: [Int] = []
    for index in exceptionsTargetsFirst() {
      var roots: Set<Int> = []
      var isReady = true
      var mine: [Int] = []
      for target in exceptions[index].targets {
        switch names[target.text] {
        case .value(let declaration, _): roots.insert(declaration)
        case .exception(let other):
          if let known = root[other] {
            roots.insert(known)
            mine.append(other)
          } else {
            isReady = false
          }
        default: isReady = false
        }
      }
      guard isReady, let value = roots.first else {
        pending.append(index)
        continue
      }
      if roots.count > 1 {
        report(
          .exceptionToTwoValues, "\(exceptions[index].name?.text ?? "") is an exception to cases of two values",
          at: exceptions[index].range, cure: "make one exception for each value")
        damaged.insert(exceptions[index].name?.text ?? "")
        continue
      }
      for other in mine where exceptions[other].isFinal {
        report(
          .exceptionToFinal, "\(exceptions[other].name?.text ?? "") is final: nothing is an exception to it",
          at: exceptions[index].range, also: [.init(range: exceptions[other].range, label: "final")],
          cure: "take “final” away there, or make this an exception to what stands before it")
      }
      root[index] = value
      targets[index] = mine
      ofValue[value].append(index)
    }
    pending.sort()
    reportRings(pending)
    for index in pending { reportDangling(exceptions[index]) }
    return (ofValue, targets)
  }

  /// All exceptions as written, but each after those it is to. A loop with its own stack, as for values.
  private func exceptionsTargetsFirst() -> [Int] {
    var order: [Int] = []
    var isSeen = [Bool](repeating: false, count: exceptions.count)
    for start in exceptions.indices where !isSeen[start] {
      var stack: [(index: Int, next: Int)] = [(start, 0)]
      isSeen[start] = true
      while let (index, next) = stack.last {
        if next == exceptions[index].targets.count {
          order.append(index)
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        if case .exception(let other)? = names[exceptions[index].targets[next].text], !isSeen[other] {
          isSeen[other] = true
          stack.append((other, 0))
        }
      }
    }
    return order
  }

  /// Exceptions to each other, each ring once.
  private mutating func reportRings(_ indices: [Int]) {
    let pending = Set(indices)
    var seen: Set<Int> = []
    for start in indices where !seen.contains(start) {
      var path: [Int] = []
      var next: Int? = start
      while let index = next, seen.insert(index).inserted {
        path.append(index)
        next = nil
        for target in exceptions[index].targets where next == nil {
          if case .exception(let other)? = names[target.text], pending.contains(other) { next = other }
        }
      }
      guard let end = next, let first = path.firstIndex(of: end) else { continue }
      let ring = path[first...].sorted()
      report(
        .ring, ring.count == 1 ? "this exception is to itself" : "these exceptions are to each other in a ring",
        at: exceptions[ring[0]].range,
        also: ring.dropFirst().map { .init(range: exceptions[$0].range, label: "another") },
        cure: "one of them must be an exception to the value itself")
    }
  }

  private mutating func reportDangling(_ exception: CaseDeclaration) {
    if let name = exception.name { damaged.insert(name.text) }
    if isGivingUp { return }
    for target in exception.targets {
      switch names[target.text] {
      case nil where !damaged.contains(target.text):
        let candidates = names.filter {
          if case .value = $0.value { true } else if case .exception = $0.value { true } else { false }
        }
        report(
          .unknownTarget, "there is no value or exception “\(Display.harmless(target.text))”", at: target.range,
          cure: suggestion(target.text, among: candidates.map(\.key)) ?? "name the value that this is an exception to")
        return
      case .input, .list:
        report(
          .exceptionToInput, "“\(target.text)” is no value: there are no exceptions to what an order says",
          at: target.range, cure: "name a value or another exception")
        return
      default: continue
      }
    }
  }

  // MARK: One value

  private mutating func readValue(_ index: Int, exceptions attached: [Int], targets: [Int: [Int]]) {
    let declaration = valueDeclarations[index]
    let owner = declaration.phrase ?? "\(declaration.block) \(declaration.name.text)"
    requireDays(declaration.window, at: declaration.name.range)
    context = Context(owner: owner)
    var definition = ValueDefinition(
      name: declaration.name.text, title: declaration.title?.text, block: declaration.block, type: .unknown,
      isPerLine: false, cases: [], baseCount: 0, hasFinal: false, isStep: declaration.isStep,
      range: declaration.isStep ? declaration.range : declaration.name.range)
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

  private func emptyCase(_ name: String, _ range: SourceRange) -> CaseDefinition {
    CaseDefinition(
      name: name, targets: [], condition: -1, dateNode: -1, firstDay: .min, lastDay: .max, reviewBy: nil,
      isOtherwise: false, isFinal: false, result: -1, refusal: nil, because: nil, source: nil, print: nil, steps: [],
      range: range)
  }

  private mutating func setWindow(
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
  private func withSuccessors(_ cases: [CaseDeclaration]) -> [CaseDeclaration] {
    var result = cases
    for index in result.indices {
      guard let from = result[index].window.from, result[index].window.to == nil else { continue }
      let next = cases.filter { $0.when == cases[index].when }.compactMap(\.window.from).filter { $0 > from }.min()
      result[index].window.to = next.map { CalendarDate(dayNumber: $0.dayNumber - 1) }
    }
    return result
  }

  private mutating func checkBase(_ cases: [CaseDeclaration], _ declaration: ValueDeclaration) {
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

  /// One case: its condition first, and under it its result.
  private mutating func readCase(
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
      let typed = elaborateCondition(when)
      if !typed.type.isUnknown {
        definition.condition = Int32(typed.node)
        context.facts = context.facts.adding(typed.node, true, in: program)
      }
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

  // MARK: The type of all cases together

  private mutating func settle(
    _ definition: inout ValueDefinition, _ results: [Typed?], _ declared: ValueType?, _ declaration: ValueDeclaration
  ) {
    var type: ValueType? = declared
    var typePlace = declaration.range
    var isDamaged = false
    var isJoinDamaged = false
    for (index, result) in results.enumerated() {
      guard let result else { continue }
      if result.type.isUnknown {
        isDamaged = true
        continue
      }
      let place =
        definition.cases[index].result >= 0
        ? program.ranges[Int(definition.cases[index].result)] : definition.cases[index].range
      if let known = type {
        if isJoinDamaged { continue }
        guard let joined = join(known, result.type, isDeclared: declared != nil, typePlace, place, declaration) else {
          (isDamaged, isJoinDamaged) = (true, true)
          continue
        }
        type = joined
      } else {
        type = result.type
        typePlace = place
      }
    }
    guard let type, !isDamaged else {
      definition.type = .unknown
      definition.isPerLine = definition.cases.contains { $0.result >= 0 && isPerLine[Int($0.result)] }
      damaged.insert(declaration.name.text)
      return
    }
    definition.type = withoutZero(type, isAmount: declaration.requires == .amount)
    if case .number(let number) = definition.type {
      for (index, result) in results.enumerated() {
        guard let result, result.type.number?.scale ?? number.scale < number.scale else { continue }
        definition.cases[index].result = Int32(
          rescaled(Typed(node: result.node, type: program.types[result.node]), to: number.scale).node)
      }
    }
    definition.isPerLine = definition.cases.contains { item in
      [item.result, item.condition, item.dateNode].contains { $0 >= 0 && isPerLine[Int($0)] }
    }
    if !checkPromises(definition, declaration) {
      // What reads it would only say the same again.
      definition.type = .unknown
      damaged.insert(declaration.name.text)
    }
  }

  private func withoutZero(_ type: ValueType, isAmount: Bool) -> ValueType {
    guard var number = type.number else { return type }
    if isAmount, number.isBareZero { number.dimension = Dimension(money: 1) }
    number.isBareZero = false
    return .number(number)
  }

  private mutating func join(
    _ one: ValueType, _ other: ValueType, isDeclared: Bool, _ left: SourceRange, _ right: SourceRange,
    _ declaration: ValueDeclaration
  ) -> ValueType? {
    switch (one, other) {
    case (.word(let words), .word(let others)):
      if isDeclared {
        if let stranger = others.first(where: { !words.contains($0) }) {
          report(
            .wordNotInList, "“\(program.words[stranger])” is not one of the words that can stand here", at: right,
            cure: "one of: \(wordList(words))")
          return nil
        }
        return one
      }
      return .word(words + others.filter { !words.contains($0) })
    case (.number(let first), .number(let second)):
      if first.isBareZero != second.isBareZero, first.isPercent || second.isPercent {
        report(
          .percentZero, "a percentage is expected, and this is the bare number 0", at: first.isBareZero ? left : right,
          cure: "write `0%`")
        return nil
      }
      if first.isPercent != second.isPercent {
        report(
          .mixedResults,
          "this result is \(describe(other)), and another of \(declaration.name.text) is \(describe(one))", at: right,
          also: [.init(range: left, label: describe(one))], cure: "all results of a value must be of one kind")
        return nil
      }
      guard let dimension = unifiedResults(first, second, left, right, declaration) else { return nil }
      let scale = max(first.scale, second.scale)
      let (a, b) = (first.rescaled(to: scale), second.rescaled(to: scale))
      var joined = NumberType(
        dimension: dimension, scale: scale, lower: min(a.lower, b.lower), upper: max(a.upper, b.upper))
      joined.isPercent = first.isPercent
      joined.isRatio = first.isRatio || second.isRatio
      joined.isRounded = (first.isRounded || first.isBareZero) && (second.isRounded || second.isBareZero)
      joined.isBareZero = first.isBareZero && second.isBareZero
      return .number(joined)
    case (.date, .date), (.yesNo, .yesNo), (.country, .country), (.text, .text): return one
    default:
      report(
        .mixedResults, "this result is \(describe(other)), and another of \(declaration.name.text) is \(describe(one))",
        at: right,
        also: [.init(range: left, label: describe(one))], cure: "all results of a value must be of one kind")
      return nil
    }
  }

  private mutating func unifiedResults(
    _ first: NumberType, _ second: NumberType, _ left: SourceRange, _ right: SourceRange,
    _ declaration: ValueDeclaration
  ) -> Dimension? {
    if first.isBareZero { return second.dimension }
    if second.isBareZero || first.dimension == second.dimension { return first.dimension }
    if first.dimension.money == second.dimension.money, first.dimension.units == second.dimension.units,
      first.dimension.money != 0
    {
      return unified(first, second, left, right, "results of one value beside")
    }
    report(
      .mixedResults,
      "this result is \(describe(.number(second))), and another of \(declaration.name.text) is \(describe(.number(first)))",
      at: right,
      also: [.init(range: left, label: describe(.number(first)))],
      cure: "all results of a value must count the same thing")
    return nil
  }

  /// What the block promises of its result; false if the result is of another kind.
  private mutating func checkPromises(_ definition: ValueDefinition, _ declaration: ValueDeclaration) -> Bool {
    if declaration.requires == .amount {
      let isAmount = definition.type.number.map { $0.isAmount || $0.isBareZero } ?? false
      if !isAmount {
        report(
          .amountExpected,
          "\(declaration.phrase ?? "\(declaration.block) \(declaration.name.text)") gives \(describe(definition.type)), and a plain amount of money is needed",
          at: declaration.range, cure: amountCure(definition.type))
        return false
      }
    }
    if let place = declaration.statedPerLine, !definition.isPerLine, !declaration.isStep {
      report(
        .notPerLine, "\(declaration.name.text) says “for each line”, and reads nothing that a line has of its own",
        at: place, cure: "leave the line out, or read an input that is `for each line`")
    }
    if let number = definition.type.number, number.dimension.currency != nil, program.currencies.count > 1,
      !declaration.isStep
    {
      report(
        .currencyNotEstablished,
        "\(declaration.name.text) gives \(describe(definition.type)), and the order can be in another currency",
        at: definition.cases.first { $0.result >= 0 }.map { program.ranges[Int($0.result)] } ?? declaration.name.range,
        cure: "give the amount for each currency in a table by currency, or add `when currency is …`")
    }
    if declaration.title != nil, !declaration.isStep {
      requireShowable(definition.type, declaration.name.text, at: declaration.name.range)
    }
    return true
  }

  private func amountCure(_ type: ValueType) -> String {
    guard let number = type.number else { return "start from an amount of money" }
    if number.isPercent { return "say of what amount it is taken: `… of …`" }
    if number.dimension.money == 1 {
      let units = number.dimension.units.map { unit in
        (unit.power < 0 ? "×" : "/") + " a number of "
          + (program.units.first { $0.name == unit.name }?.plural ?? unit.name)
      }
      return "bring it to a plain amount: \(units.joined(separator: ", "))"
    }
    return "start from a price, and multiply it"
  }
}
