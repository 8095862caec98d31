import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Values between two values, or outside of them.
struct Span {
  var lower: Int128
  var upper: Int128
  var isOutside: Bool

  init(_ lower: Int128, _ upper: Int128, isOutside: Bool = false) {
    self.lower = lower
    self.upper = upper
    self.isOutside = isOutside
  }

  init(_ value: Int128, isOutside: Bool = false) { self.init(value, value, isOutside: isOutside) }

  func contains(_ value: Int128) -> Bool { (value >= lower && value <= upper) != isOutside }

  /// The ranges that it is: two for what lies outside.
  var ranges: [(lower: Int128, upper: Int128)] {
    if !isOutside { return [(lower, upper)] }
    var ranges: [(lower: Int128, upper: Int128)] = []
    if lower > .min { ranges.append((.min, lower - 1)) }
    if upper < .max { ranges.append((upper + 1, .max)) }
    return ranges
  }

  /// The same of a number that is so many times smaller.
  func divided(by factor: Int128) -> Span {
    func ceiling(_ value: Int128) -> Int128 {
      let (quotient, remainder) = value.quotientAndRemainder(dividingBy: factor)
      return remainder > 0 ? quotient + 1 : quotient
    }
    func floor(_ value: Int128) -> Int128 {
      let (quotient, remainder) = value.quotientAndRemainder(dividingBy: factor)
      return remainder < 0 ? quotient - 1 : quotient
    }
    return Span(lower == .min ? .min : ceiling(lower), upper == .max ? .max : floor(upper), isOutside: isOutside)
  }

  func shifted(by amount: Int128) -> Span {
    func moved(_ value: Int128) -> Int128 {
      value == .min || value == .max ? value : value.sum(amount) ?? (amount > 0 ? .max : .min)
    }
    return Span(moved(lower), moved(upper), isOutside: isOutside)
  }
}

/// Where a node's value lies in a span, and which case of a value decides.
extension Conditions {
  private var program: Program { space.views[view].program }

  /// Where a node is known to lie in a span; nil where only evaluation can tell.
  func within(_ index: Int32, _ span: Span, _ line: Int) -> Rows? {
    let index = resolved(index)
    let node = program.nodes[Int(index)]
    switch node.operation {
    case .constant: return span.contains(node.constant) ? Self.always : Self.never
    case .input: return rows(ofInput: node.first, span, line)
    case .rescale:
      guard node.constant > 0, !(program.types[Int(node.first)].number?.isRatio ?? false) else { return nil }
      let smaller = span.divided(by: node.constant)
      // No multiple lies in it.
      if smaller.lower > smaller.upper, !span.isOutside { return Self.never }
      if smaller.lower > smaller.upper { return within(node.first, Span(.min, .max), line) }
      return within(node.first, smaller, line)
    case .add where program.nodes[Int(node.second)].operation == .constant:
      return within(node.first, span.shifted(by: -program.nodes[Int(node.second)].constant), line)
    case .subtract where program.nodes[Int(node.second)].operation == .constant:
      return within(node.first, span.shifted(by: program.nodes[Int(node.second)].constant), line)
    case .value: return rows(ofValue: node.first, span, line)
    case .table: return rows(ofTable: Int(node.first), span, line)
    case .aggregate:
      guard space.lineCount == 1, !space.hasOtherLines, node.operation.isOneLineIdentity else { return nil }
      return within(node.first, span, 0)
    case .and, .or, .not, .equal, .notEqual, .less, .lessOrEqual, .has, .inList, .startsWith, .ruleState:
      let (yes, no) = (span.contains(1), span.contains(0))
      if yes && no { return Self.always }
      return yes ? rows(index, true, line: line) : no ? rows(index, false, line: line) : Self.never
    default: return nil
    }
  }

  private func rows(ofInput input: Int32, _ span: Span, _ line: Int) -> Rows? {
    let variable = space.views[view].variable(input, line)
    if case .words = program.inputs[Int(input)].type { return nil }
    let definition = space.variables[variable]
    let values = space.views[view].values[Int(input)]
    if definition.isSet {
      var allowed = Domain.noPosition
      for (position, value) in values.enumerated() where span.contains(value) { allowed.insert(position: position) }
      return Row.always.adding(.domain(variable, allowed), in: space).map { [$0] } ?? []
    }
    return any(
      span.ranges.map { range in
        Row.always.adding(.domain(variable, definition.interval(range.lower, range.upper)), in: space).map { [$0] }
          ?? []
      })
  }

  private func rows(ofValue value: Int32, _ span: Span, _ line: Int) -> Rows? {
    if let result = transparent(value) { return within(result, span, line) }
    let definition = program.values[Int(value)]
    guard definition.cases.count <= 24 else { return nil }
    var alternatives: [Rows] = []
    for (position, item) in definition.cases.enumerated() where item.result >= 0 {
      guard let result = within(item.result, span, line) else { return nil }
      if result.isEmpty { continue }
      guard let decides = decidesAlone(value, position, line: line), let both = all([decides, result]) else {
        return nil
      }
      alternatives.append(both)
    }
    return any(alternatives)
  }

  private func rows(ofTable index: Int, _ span: Span, _ line: Int) -> Rows? {
    let table = program.tables[index]
    guard table.reading == .row, table.promise == .oneRow || table.promise == .firstRow, table.otherwise < 0,
      table.rows.count <= 400, !hasOverlaps(table)
    else { return nil }
    var alternatives: [Rows] = []
    for (row, definition) in table.rows.enumerated() where definition.result >= 0 {
      guard let result = within(definition.result, span, line) else { return nil }
      if result.isEmpty { continue }
      // Earlier rows of `first row applies` would have to be taken away.
      if table.promise == .firstRow { return nil }
      guard let keys = keys(of: row, table, line), let both = all([keys, result]) else { return nil }
      alternatives.append(both)
      if alternatives.count > Self.limit { return nil }
    }
    return any(alternatives)
  }

  /// Whether two rows fit one set of keys and give different results, so that there is none.
  private func hasOverlaps(_ table: TableDefinition) -> Bool {
    let width = table.columnCount
    var column = 0
    var most = -1
    for place in 0..<width {
      let singles = Set(table.rows.indices.map { table.lowers[$0 * width + place] }).count
      if singles > most { (column, most) = (place, singles) }
    }
    let ordered = table.rows.indices.sorted { table.lowers[$0 * width + column] < table.lowers[$1 * width + column] }
    var active: [Int] = []
    for row in ordered {
      active.removeAll { table.uppers[$0 * width + column] < table.lowers[row * width + column] }
      for other in active where table.rows[other].range != table.rows[row].range {
        if (0..<width).allSatisfy({
          table.lowers[row * width + $0] <= table.uppers[other * width + $0]
            && table.lowers[other * width + $0] <= table.uppers[row * width + $0]
        }) {
          return true
        }
      }
      active.append(row)
    }
    return false
  }

  /// Where the keys of a table lie in a row.
  ///
  /// - Parameter day: A day to take in place of the row's own.
  func keys(of row: Int, _ table: TableDefinition, _ line: Int, on day: Int128? = nil) -> Rows? {
    let columns = table.columnCount
    var conditions: [Rows] = []
    for column in 0..<columns {
      let (lower, upper) = (table.lowers[row * columns + column], table.uppers[row * columns + column])
      let node = column < table.keys.count ? table.keys[column] : table.dateNode
      if let day, column == table.keys.count {
        conditions.append(within(node, Span(day), line) ?? range(node, Span(day), line))
        continue
      }
      if lower == .min, upper == .max { continue }
      let span = Span(lower == .min ? .min : Int128(lower), upper == .max ? .max : Int128(upper))
      conditions.append(within(node, span, line) ?? range(node, span, line))
    }
    return all(conditions)
  }

  /// Where some key of a table is known to lie outside of a row.
  func outside(_ row: Int, _ table: TableDefinition, _ line: Int) -> Rows? {
    let columns = table.columnCount
    var conditions: [Rows] = []
    for column in 0..<columns {
      let (lower, upper) = (table.lowers[row * columns + column], table.uppers[row * columns + column])
      if lower == .min, upper == .max { continue }
      let node = column < table.keys.count ? table.keys[column] : table.dateNode
      let span = Span(lower == .min ? .min : Int128(lower), upper == .max ? .max : Int128(upper), isOutside: true)
      conditions.append(withinOrRange(node, span, line))
    }
    return any(conditions)
  }

  /// Where a node is known to lie in a span, or is found to by evaluation.
  func withinOrRange(_ node: Int32, _ span: Span, _ line: Int) -> Rows {
    within(node, span, line) ?? range(node, span, line)
  }

  /// A range that only evaluation can tell.
  private func range(_ node: Int32, _ span: Span, _ line: Int) -> Rows {
    let condition = FigureCondition(view: view, line: line, kind: .range(node, span.lower, span.upper))
    return Row.always.adding(.figure(figures.place(of: condition), !span.isOutside), in: space).map { [$0] } ?? []
  }

  // MARK: Cases

  func holding(_ value: Int32, _ position: Int, _ truth: Bool, _ line: Int) -> Rows? {
    let item = program.values[Int(value)].cases[position]
    var parts = [rows(item.condition, truth, line: line)]
    if item.dateNode >= 0 {
      let window = Span(item.firstDay, item.lastDay, isOutside: !truth)
      parts.append(withinOrRange(item.dateNode, window, line))
    }
    return truth ? all(parts) : any(parts)
  }

  func applying(_ value: Int32, _ position: Int, _ truth: Bool, _ line: Int) -> Rows? {
    let definition = program.values[Int(value)]
    let item = definition.cases[position]
    guard let own = holds(value, position, truth, line: line) else { return nil }
    if position < definition.baseCount {
      guard item.isOtherwise else { return own }
      var parts = [own]
      for other in 0..<definition.baseCount where other != position {
        guard let rows = holds(value, other, !truth, line: line) else { return nil }
        parts.append(rows)
      }
      return truth ? all(parts) : any(parts)
    }
    if space.views[view].plan.values[Int(value)].baseIsCertain,
      item.targets.contains(where: { $0 < definition.baseCount })
    {
      return own
    }
    var reached: [Rows] = []
    for target in item.targets {
      guard let rows = applies(value, target, truth, line: line) else { return nil }
      reached.append(rows)
    }
    guard let targets = truth ? any(reached) : all(reached) else { return nil }
    return truth ? all([own, targets]) : any([own, targets])
  }

  /// Where a case applies and is not overruled; with `truth` false, where it is known not to decide.
  func decides(_ value: Int32, _ position: Int, _ truth: Bool = true, line: Int) -> Rows? {
    guard let own = applies(value, position, truth, line: line) else { return nil }
    var parts = [own]
    for over in overruling(value, position) {
      // Where this case applies, an exception to it applies as soon as it holds.
      let rows =
        over.isException
        ? holds(value, over.position, !truth, line: line) : applies(value, over.position, !truth, line: line)
      guard let rows else { return nil }
      parts.append(rows)
    }
    return truth ? all(parts) : any(parts)
  }

  /// Where a case decides and nothing else does with another result: a clash has no result.
  private func decidesAlone(_ value: Int32, _ position: Int, line: Int) -> Rows? {
    guard let own = decides(value, position, line: line) else { return nil }
    let definition = program.values[Int(value)]
    let plan = space.views[view].plan
    let start = Int(plan.values[Int(value)].firstCase)
    var parts = [own]
    for (other, item) in definition.cases.enumerated() where other != position {
      let mine = definition.cases[position]
      if item.targets.contains(position) || mine.targets.contains(other) || item.isFinal != mine.isFinal { continue }
      let (one, two) = (plan.cases[start + position], plan.cases[start + other])
      if one.isConstant, two.isConstant, one.constant == two.constant { continue }
      guard let decides = decides(value, other, line: line) else { return nil }
      if own.allSatisfy({ row in decides.allSatisfy { row.and($0, in: space) == nil } }) { continue }
      guard let silent = self.decides(value, other, false, line: line) else { return nil }
      parts.append(silent)
    }
    return all(parts)
  }

  /// The state of a rule, as effects ask for it.
  func rule(
    _ question: RuleQuestion, _ value: Int32, _ position: Int32, by other: Int32, _ truth: Bool, _ line: Int
  ) -> Rows? {
    switch question {
    case .applies: return applies(value, Int(position), truth, line: line)
    case .decides: return decides(value, Int(position), truth, line: line)
    case .overruledBy:
      let definition = program.values[Int(value)]
      let over = definition.cases[Int(other)]
      guard over.targets.contains(Int(position)) || (over.isFinal && !definition.cases[Int(position)].isFinal) else {
        return truth ? Self.never : Self.always
      }
      guard let one = applies(value, Int(position), truth, line: line),
        let by = applies(value, Int(other), truth, line: line)
      else { return nil }
      return truth ? all([one, by]) : any([one, by])
    }
  }
}
