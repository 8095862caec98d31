/// What a node reads, stated once.
extension Program {
  /// The operands of a node: the nodes whose results it is made from, in its own order or from its lines. What an input's
  /// default, a value's cases or a table's keys and rows read is theirs, not the node's.
  ///
  /// Numbers of inputs, values, tables and texts are no operands, though they stand in the same fields.
  package func forEachOperand(of node: Node, _ visit: (Int32) -> Void) {
    switch node.operation {
    case .constant, .input, .startsWith, .value, .ruleState, .table: break
    case .rescale, .negate, .round, .has, .not, .datePart, .aggregate: visit(node.first)
    case .add, .subtract, .multiply, .divide, .minimum, .maximum, .equal, .notEqual, .less, .lessOrEqual, .and, .or,
      .spanWhole, .spanExact, .addDays, .addMonths, .dayInMonth:
      visit(node.first)
      visit(node.second)
    case .inList:
      visit(node.first)
      // The date on which the list is asked, if it is a dated one.
      if node.third >= 0 { visit(node.third) }
    case .spread:
      let spread = spreads[Int(node.third)]
      visit(spread.amount)
      visit(spread.weight)
      if spread.cap >= 0 { visit(spread.cap) }
    case .call: for operand in operands[Int(node.second)...].prefix(Int(node.third)) { visit(operand) }
    }
  }

  /// Whether a node has one result for each line of an order, given which of the nodes before it do.
  package func readsLine(_ node: Node, _ isPerLine: (Int32) -> Bool) -> Bool {
    switch node.operation {
    case .aggregate: return false
    case .spread: return true
    case .input, .startsWith: return inputs[Int(node.first)].isPerLine
    case .value, .ruleState: return values[Int(node.first)].isPerLine
    case .table:
      let table = tables[Int(node.first)]
      return (table.keys + [table.dateNode, table.otherwise] + table.rows.map { $0.result })
        .contains { $0 >= 0 && isPerLine($0) }
    default:
      var found = false
      forEachOperand(of: node) { found = found || isPerLine($0) }
      return found
    }
  }

  /// The input whose answer a node reads; nil for any other node.
  package func input(readBy node: Node) -> Int? {
    node.operation == .input || node.operation == .startsWith ? Int(node.first) : nil
  }

  /// Whether two nodes ask the same: one operation on the same inputs, constants and parts.
  package func asksTheSame(_ one: Int32, _ other: Int32) -> Bool {
    if one == other { return true }
    let (left, right) = (nodes[Int(one)], nodes[Int(other)])
    guard left.operation == right.operation, left.constant == right.constant, payload(left) == payload(right) else {
      return false
    }
    var (lefts, rights): ([Int32], [Int32]) = ([], [])
    forEachOperand(of: left) { lefts.append($0) }
    forEachOperand(of: right) { rights.append($0) }
    return lefts.count == rights.count && zip(lefts, rights).allSatisfy { asksTheSame($0, $1) }
  }

  /// The fields of a node that are no operands.
  private func payload(_ node: Node) -> [Int32] {
    switch node.operation {
    case .constant, .rescale, .negate, .has, .not, .add, .subtract, .multiply, .divide, .minimum, .maximum, .equal,
      .notEqual, .less, .lessOrEqual, .and, .or, .addDays, .addMonths, .dayInMonth:
      []
    case .input, .value, .table: [node.first]
    case .startsWith: [node.first, node.second]
    case .inList: [node.second]
    case .round, .datePart, .aggregate: []
    case .spanWhole, .spanExact, .spread: [node.third]
    case .call: [node.first]
    case .ruleState: [node.first, node.second]
    }
  }
}
