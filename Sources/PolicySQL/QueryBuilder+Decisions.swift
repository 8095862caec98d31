import PolicyProgram

/// What becomes of the cases of a value.
struct CaseTerms {
  var applying: [Term]
  /// Whether each applies and nothing that applies drops it.
  var left: [Term]
}

/// Which case decides, as the evaluator finds it: of the cases that apply, each that an applying exception is to is
/// dropped, and an applying final exception drops all but other finals. The one left decides, or several that are equal
/// constants; two left otherwise, or none, is a refusal.
extension QueryBuilder {
  mutating func decided(_ value: Int) throws(Untranslatable) -> Term {
    let definition = program.values[value]
    let certain = definition.cases.count == 1 && definition.cases[0].condition < 0 && definition.cases[0].dateNode < 0
    if certain, definition.cases[0].result >= 0 { return try term(definition.cases[0].result) }
    let winner = try winner(value)
    if let only = winner.value.constant {
      let result = definition.cases[Int(only)].result
      return result >= 0 ? try term(result) : refusal(like: definition)
    }
    return try result(definition, winner)
  }

  private func refusal(like definition: ValueDefinition) -> Term {
    let kind: Expression.Kind =
      switch definition.type {
      case .number, .words, .unknown: .number(Interval(0, 0), isWide: false)
      case .yesNo: .truth
      case .date: .date(Interval(0, 0))
      default: .text
      }
    let type =
      switch kind {
      case .number: "BIGINT"
      case .truth: "BOOLEAN"
      case .date: "DATE"
      case .text: dialect == .spark ? "STRING" : "TEXT"
      }
    return Term(Expression("CAST(NULL AS \(type))", isAtom: true, layer: 0, kind), canRefuse: true)
  }

  /// The result of the case that decides.
  private mutating func result(_ definition: ValueDefinition, _ winner: Term) throws(Untranslatable) -> Term {
    var results: [(position: Int, term: Term)] = []
    var refusing: [Int] = []
    for (position, left) in (caseTerms[program.value(named: definition.name) ?? -1]?.left ?? []).enumerated()
    where !left.value.isFalse {
      let node = definition.cases[position].result
      if node >= 0 { results.append((position, try term(node))) } else { refusing.append(position) }
    }
    guard !results.isEmpty else {
      var term = refusal(like: definition)
      (term.canMiss, term.refused) = (winner.canMiss, winner.canMiss ? not(missing(winner)) : nil)
      return term
    }
    func pick(_ part: (Term) -> Expression) -> Expression {
      var text = "CASE \(winner.value.text)"
      var layer = winner.value.layer
      var parts: [Expression] = []
      for (position, term) in results {
        let expression = part(term)
        text += "\n  WHEN \(position) THEN \(indented(expression.text))"
        layer = max(layer, expression.layer)
        parts.append(expression)
      }
      return joined(parts, text + "\nEND", layer: layer)
    }
    var term = Term(
      pick(\.value), canMiss: winner.canMiss || results.contains { $0.term.canMiss },
      canRefuse: winner.canRefuse || !refusing.isEmpty || results.contains { $0.term.canRefuse })
    if results.contains(where: { $0.term.denominator != nil }) {
      term.denominator = pick { $0.denominator ?? .literal(1) }
    }
    guard term.canMiss, term.canRefuse else { return term }
    var text = "CASE \(winner.value.text)"
    var layer = winner.value.layer
    for (position, result) in results {
      let refused = refused(result)
      if refused.isFalse { continue }
      text += "\n  WHEN \(position) THEN \(indented(refused.text))"
      layer = max(layer, refused.layer)
    }
    for position in refusing { text += "\n  WHEN \(position) THEN TRUE" }
    let own = refused(winner)
    term.refused =
      text.contains("WHEN")
      ? Expression(
        "\(text)\n  ELSE \(indented(own.text))\nEND", isAtom: true, layer: max(layer, own.layer), .truth) : own
    return term
  }

  // MARK: The winner

  /// The position of the case that decides.
  private mutating func winner(_ value: Int) throws(Untranslatable) -> Term {
    let cases = program.values[value].cases
    let terms = try self.cases(ofValue: value)
    let open = cases.indices.filter { !terms.left[$0].value.isFalse }
    if open.count == 1, terms.left[open[0]].value.isTrue {
      deciding[value] = .literal(Int128(open[0]))
      return Term(.literal(Int128(open[0])))
    }
    let left = open.map { terms.left[$0] }
    var branches: [(condition: String, result: String)] = []
    let nulls = any(left.filter(\.isOpen).map { isNull($0.value) })
    if !nulls.isFalse { branches.append((nulls.text, "NULL")) }
    let clash = clash(value, open, left)
    if !clash.isFalse { branches.append((clash.text, "NULL")) }
    for (position, term) in zip(open, left) { branches.append((term.value.text, "\(position)")) }
    var text = "CASE"
    for branch in branches { text += "\n  WHEN \(indented(branch.condition)) THEN \(branch.result)" }
    text += "\nEND"
    let layer = left.map(\.value.layer).max() ?? 0
    let expression = Expression(
      "CAST(\(text) AS INTEGER)", isAtom: true, layer: max(layer, nulls.layer, clash.layer),
      .number(Interval(0, Int128(cases.count)), isWide: false))
    let isSettled = clash.isFalse && hasNoGap(value, terms)
    var winner = Term(
      column(expression, "decided by"), canMiss: left.contains(where: \.canMiss),
      canRefuse: !isSettled || left.contains(where: \.canRefuse))
    if winner.canMiss, winner.canRefuse {
      winner.refused = column(all([isNull(winner.value), not(any(left.map(missing)))]), "undecided")
    }
    deciding[value] = winner.value
    return winner
  }

  /// Whether two cases are left that are not equal constants.
  private func clash(_ value: Int, _ open: [Int], _ left: [Term]) -> Expression {
    let cases = program.values[value].cases
    var groups: [(constant: Int128?, members: [Int])] = []
    for position in open {
      let constant = constantValue(cases[position].result)
      if constant != nil, let index = groups.firstIndex(where: { $0.constant == constant }) {
        groups[index].members.append(position)
      } else {
        groups.append((constant, [position]))
      }
    }
    func condition(_ group: [Int]) -> Expression {
      any(group.compactMap { position in open.firstIndex(of: position).map { left[$0].value } })
    }
    var pairs: [(Int, Int)] = []
    for (index, group) in groups.enumerated() {
      for other in groups.indices.dropFirst(index + 1)
      where group.members.contains(where: { one in
        groups[other].members.contains { !excludes(value, one, $0) }
      }) {
        pairs.append((index, other))
      }
    }
    if pairs.count <= 3 {
      return any(pairs.map { all([condition(groups[$0.0].members), condition(groups[$0.1].members)]) })
    }
    let involved = groups.indices.filter { index in pairs.contains { $0.0 == index || $0.1 == index } }
    let counts = involved.map { condition(groups[$0].members) }
    return Expression(
      counts.map { "CASE WHEN \($0.text) THEN 1 ELSE 0 END" }.joined(separator: " + ") + " > 1",
      layer: counts.map(\.layer).max() ?? 0, .truth)
  }

  /// Whether two cases are never left together, whatever the order says: one drops the other wherever it applies.
  private func excludes(_ value: Int, _ first: Int, _ second: Int) -> Bool {
    let definition = program.values[value]
    if drops(definition, second, first) || drops(definition, first, second) { return true }
    let isBase = first < definition.baseCount && second < definition.baseCount
    return isBase && (definition.cases[first].isOtherwise || definition.cases[second].isOtherwise)
  }

  private func drops(_ definition: ValueDefinition, _ exception: Int, _ other: Int) -> Bool {
    let targets = definition.cases[exception].targets
    if targets.contains(other) { return true }
    return !targets.isEmpty && targets.allSatisfy { $0 > other && drops(definition, $0, other) }
  }

  /// Whether something is always left: a base always applies, and no final case is dropped by one that is not.
  private func hasNoGap(_ value: Int, _ terms: CaseTerms) -> Bool {
    let definition = program.values[value]
    let base = definition.cases.prefix(definition.baseCount)
    guard base.contains(where: { ($0.condition < 0 || $0.isOtherwise && $0.condition < 0) && $0.dateNode < 0 }) else {
      return false
    }
    return definition.cases.allSatisfy { rule in
      rule.isFinal || !rule.targets.contains { definition.cases[$0].isFinal }
    }
  }

  /// What a node is for every order, if it is a constant or a constant at a finer scale.
  func constantValue(_ node: Int32) -> Int128? {
    guard node >= 0 else { return nil }
    let definition = program.nodes[Int(node)]
    switch definition.operation {
    case .constant: return definition.constant
    case .negate: return constantValue(definition.first).map { -$0 }
    case .rescale:
      guard let inner = constantValue(definition.first) else { return nil }
      let (product, overflow) = inner.multipliedReportingOverflow(by: definition.constant)
      return overflow ? nil : product
    default: return nil
    }
  }

  // MARK: States

  /// The states of a value's cases. Exceptions stand after all they are to.
  mutating func cases(ofValue value: Int) throws(Untranslatable) -> CaseTerms {
    if let known = caseTerms[value] { return known }
    let definition = program.values[value]
    let count = definition.cases.count
    let no = Term(.truth(false))
    var applying = [Term](repeating: no, count: count)
    var dropped = applying
    var anyBase = no
    for (index, rule) in definition.cases.prefix(definition.baseCount).enumerated() where !rule.isOtherwise {
      applying[index] = try holds(rule)
      anyBase = or(anyBase, applying[index])
    }
    if let index = definition.cases.prefix(definition.baseCount).lastIndex(where: \.isOtherwise) {
      applying[index] = plain(and(negated(anyBase), try holds(definition.cases[index])))
      anyBase = or(anyBase, applying[index])
    }
    if definition.cases.prefix(definition.baseCount).contains(where: { $0.condition < 0 && $0.dateNode < 0 }) {
      anyBase = Term(.truth(true))
    }
    for index in definition.baseCount..<max(count, definition.baseCount) {
      let rule = definition.cases[index]
      let toAllBase = definition.baseCount > 0 && Set(rule.targets).isSuperset(of: 0..<definition.baseCount)
      var reached = toAllBase ? anyBase : no
      for target in rule.targets { reached = or(reached, applying[target]) }
      if toAllBase, anyBase.value.isTrue { reached = anyBase }
      applying[index] = reached.value.isFalse ? no : plain(and(reached, try holds(rule)))
      if applying[index].value.isFalse { continue }
      for target in toAllBase
        ? Array(0..<definition.baseCount) + rule.targets.filter({ $0 >= definition.baseCount }) : rule.targets
      {
        dropped[target] = or(dropped[target], applying[index])
      }
    }
    var final = no
    for (index, rule) in definition.cases.enumerated() where rule.isFinal { final = or(final, applying[index]) }
    var left: [Term] = []
    for (index, rule) in definition.cases.enumerated() {
      var state = and(applying[index], negated(dropped[index]))
      if !rule.isFinal { state = and(state, negated(final)) }
      left.append(plain(state))
    }
    let terms = CaseTerms(applying: applying, left: left)
    caseTerms[value] = terms
    return terms
  }

  /// The same with its expressions as columns, where they are long to read several times.
  private mutating func plain(_ term: Term) -> Term {
    var term = term
    if term.value.text.utf8.count > 60 { term.value = column(term.value, "rule") }
    if let refused = term.refused, refused.text.utf8.count > 60 { term.refused = column(refused, "rule refused") }
    return term
  }

  /// Whether the dates and the condition of a case hold.
  private mutating func holds(_ rule: CaseDefinition) throws(Untranslatable) -> Term {
    let outer = place
    place = rule.range
    defer { place = outer }
    let inside = try window(rule.dateNode, rule.firstDay, rule.lastDay)
    return plain(rule.condition >= 0 ? and(inside, try term(rule.condition)) : inside)
  }

  /// Whether a date lies in a window; yes where there is none.
  mutating func window(_ node: Int32, _ first: Int128, _ last: Int128) throws(Untranslatable) -> Term {
    guard node >= 0 else { return Term(.truth(true)) }
    let date = try term(node)
    return strict([date], within(column(date.value, "date"), first, last))
  }

  /// Whether a case applies, decides, or is overruled by another.
  mutating func ruleState(_ node: Node, _ question: RuleQuestion) throws(Untranslatable) -> Term {
    let value = Int(node.first)
    let definition = program.values[value]
    let (outerOwner, own, other) = (owner, Int(node.second), Int(node.constant))
    owner = definition.name
    let terms = try cases(ofValue: value)
    owner = outerOwner
    switch question {
    case .applies: return terms.applying[own]
    case .decides: return terms.left[own]
    case .overruledBy:
      let over = definition.cases[other]
      let canOverrule = over.targets.contains(own) || (over.isFinal && !definition.cases[own].isFinal)
      return canOverrule ? and(terms.applying[own], terms.applying[other]) : Term(.truth(false))
    }
  }
}
