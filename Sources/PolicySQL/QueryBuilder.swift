import Diagnostics
import PolicyModel
import PolicyProgram

/// Writes a program as one query: each node as an expression, each value as columns.
struct QueryBuilder {
  let program: Program
  let dialect: Dialect
  var query: LayeredQuery
  private var nodeTerms: [Int32: Term] = [:]
  var inputTerms: [Int: Term] = [:]
  private var valueTerms: [Int: Term] = [:]
  /// The case that decides, by value: an expression with the case's position.
  var deciding: [Int: Expression] = [:]
  /// Cases of a value: whether each applies, and whether it is left.
  var caseTerms: [Int: CaseTerms] = [:]
  /// What columns are named after.
  var owner = ""
  /// The node being written, for messages.
  var place = SourceRange.none

  init(_ program: Program, _ dialect: Dialect) {
    self.program = program
    self.dialect = dialect
    query = LayeredQuery(dialect)
  }

  mutating func term(_ node: Int32) throws(Untranslatable) -> Term {
    if let known = nodeTerms[node] { return known }
    let outer = place
    if !program.ranges[Int(node)].isNone { place = program.ranges[Int(node)] }
    let term = try compute(node)
    place = outer
    nodeTerms[node] = term
    return term
  }

  mutating func term(ofValue value: Int) throws(Untranslatable) -> Term {
    if let known = valueTerms[value] { return known }
    let (outerOwner, outerPlace) = (owner, place)
    owner = program.values[value].name
    place = program.values[value].range
    var term = try decided(value)
    term.value = column(term.value)
    term.denominator = term.denominator.map { column($0, "denominator") }
    term.refused = term.refused.map { column($0, "refused") }
    (owner, place) = (outerOwner, outerPlace)
    valueTerms[value] = term
    return term
  }

  /// The expression as a column named after the value being written.
  mutating func column(_ expression: Expression, _ part: String = "") -> Expression {
    query.column(expression, part.isEmpty ? owner : "\(owner) \(part)")
  }

  func untranslatable(_ message: String, cure: String) -> Untranslatable {
    Untranslatable(message, at: place, cure: cure)
  }

  func tooLarge() -> Untranslatable {
    untranslatable(
      "this may come to a number of more than 38 digits, which no column holds",
      cure: "narrow the ranges of the inputs it reads, or round before it is multiplied")
  }

  // MARK: Nodes

  private mutating func compute(_ index: Int32) throws(Untranslatable) -> Term {
    let node = program.nodes[Int(index)]
    switch node.operation {
    case .constant: return Term(try constant(node.constant, program.types[Int(index)]))
    case .input: return try term(ofInput: Int(node.first))
    case .value: return try term(ofValue: Int(node.first))
    case .add, .subtract, .multiply, .divide: return try arithmetic(node, index)
    case .negate:
      var operand = try term(node.first)
      operand.value = negative(operand.value)
      return operand
    case .rescale:
      var operand = try term(node.first)
      operand.value = try product(operand.value, .literal(node.constant))
      return operand
    case .round(let mode, let target): return try rounded(node, mode, target, index)
    case .minimum, .maximum: return try bounded(node)
    case .equal, .notEqual, .less, .lessOrEqual: return try comparison(node)
    case .and: return and(try term(node.first), try term(node.second))
    case .or: return or(try term(node.first), try term(node.second))
    case .not: return negated(try term(node.first))
    case .has: return try has(node)
    case .inList: return try inList(node)
    case .startsWith: return try startsWith(node)
    case .spanWhole, .spanExact: return try span(node, index)
    case .addDays: return try addDays(node)
    case .addMonths: return try addMonths(node)
    case .datePart(let part): return try datePart(node, part, program.types[Int(index)])
    case .dayInMonth: return try dayInMonth(node)
    case .aggregate(let aggregate): return try self.aggregate(node, aggregate)
    case .table: return try term(ofTable: Int(node.first))
    case .ruleState(let question): return try ruleState(node, question)
    case .spread:
      throw untranslatable(
        "an amount that is taken to the lines of an order cannot be written in SQL: a row is one line",
        cure: "ask for figures that do not read it, or price the orders with `listino batch`")
    case .call:
      throw untranslatable(
        "“\(program.functions[Int(node.first)].name)” is a function of a plugin, which has no words in SQL",
        cure: "ask for figures that do not read it, or price the orders with `listino batch`")
    }
  }

  /// The aggregate of one line.
  private mutating func aggregate(
    _ node: Node, _ aggregate: ExpressionSyntax.Aggregate
  ) throws(Untranslatable) -> Term {
    guard aggregate == .count else { return try term(node.first) }
    guard case .yesNo = program.types[Int(node.first)] else { return Term(.literal(1)) }
    var operand = try term(node.first)
    let answer = operand.value
    if answer.constant != nil { return Term(.literal(answer.isTrue ? 1 : 0)) }
    operand.value = Expression(
      "CAST(CASE WHEN \(answer.text) THEN 1 WHEN NOT \(answer.operand) THEN 0 END AS BIGINT)", isAtom: true,
      layer: answer.layer, .number(Interval(0, 1), isWide: false))
    return operand
  }
}
