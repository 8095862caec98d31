import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Two orders that differ in one input, over all that the others can be: whether a figure of the first is certainly at
/// most, or at least, that of the second.
///
/// Both are walked in step. What does not read the input is the same on both sides and cancels out of products; so a
/// step of a tier is judged by the quantities and the tier alone, whatever the price.
final class PairComparison {
  let low: BoxEvaluator
  let high: BoxEvaluator
  private let plan: Plan
  /// Which nodes read the input.
  private let reads: [Bool]
  private let readsOfValue: [Bool]
  private var known: [Key: Relation] = [:]
  private var depth = 0

  private struct Key: Hashable {
    var first: Int32
    var second: Int32
  }

  /// How the first side relates to the second, for every order of the boxes.
  struct Relation {
    var isAtMost: Bool
    var isAtLeast: Bool

    static let same = Relation(isAtMost: true, isAtLeast: true)
    static let unknown = Relation(isAtMost: false, isAtLeast: false)

    func and(_ other: Relation) -> Relation {
      Relation(isAtMost: isAtMost && other.isAtMost, isAtLeast: isAtLeast && other.isAtLeast)
    }
    func or(_ other: Relation) -> Relation {
      Relation(isAtMost: isAtMost || other.isAtMost, isAtLeast: isAtLeast || other.isAtLeast)
    }
    var swapped: Relation { Relation(isAtMost: isAtLeast, isAtLeast: isAtMost) }
  }

  /// - Parameter readers: Which nodes and values read the input in which the orders differ.
  init(_ low: BoxEvaluator, _ high: BoxEvaluator, readers: InputUse) {
    self.low = low
    self.high = high
    plan = low.plan
    reads = readers.nodes
    readsOfValue = readers.values
  }

  /// Forgets what it knows: the boxes have changed.
  func begin() {
    low.begin()
    high.begin()
    known.removeAll(keepingCapacity: true)
  }

  // MARK: Values

  func compare(value: Int32) -> Relation {
    if !readsOfValue[Int(value)] { return .same }
    let record = plan.values[value]
    if record.plainResult >= 0 { return compare(record.plainResult, record.plainResult) }
    let direct = intervals(low.value(value, 0), high.value(value, 0))
    if direct.isAtMost { return direct }
    let (before, after) = (low.states(of: value, 0), high.states(of: value, 0))
    let positions = 0..<Int(record.caseCount)
    let start = Int(record.firstCase)
    let decidesAlike = !positions.contains { position in
      let item = plan.cases[start + position]
      return (item.condition >= 0 && reads[Int(item.condition)]) || (item.dateNode >= 0 && reads[Int(item.dateNode)])
    }
    var relation = Relation.same
    for first in positions where before.remaining[first].canBeYes {
      for second in positions where after.remaining[second].canBeYes && (!decidesAlike || second == first) {
        let (one, other) = (plan.cases[start + first].result, plan.cases[start + second].result)
        if one < 0 || other < 0 { continue }
        relation = relation.and(compare(one, other))
        if !relation.isAtMost && !relation.isAtLeast { return direct }
      }
    }
    return relation.or(direct)
  }

  // MARK: Nodes

  /// The first node on the low side beside the second on the high side.
  func compare(_ first: Int32, _ second: Int32) -> Relation {
    if first == second, !reads[Int(first)] { return .same }
    let key = Key(first: first, second: second)
    if let relation = known[key] { return relation }
    if depth > 200 { return .unknown }
    depth += 1
    defer { depth -= 1 }
    known[key] = .unknown
    var relation = intervals(low.bounds(first, 0), high.bounds(second, 0))
    if !relation.isAtMost || !relation.isAtLeast {
      if first == second { relation = relation.or(inStep(first)) }
      if !relation.isAtMost { relation = relation.or(products(first, second)) }
    }
    known[key] = relation
    return relation
  }

  private func intervals(_ left: Bounds, _ right: Bounds) -> Relation {
    // Where one side is never known, no pair shows anything.
    if left.isNothing || right.isNothing { return .same }
    let (one, other) = Bounds.aligned(left, right)
    return Relation(isAtMost: one.upper <= other.lower, isAtLeast: one.lower >= other.upper)
  }

  /// The same node on both sides.
  private func inStep(_ index: Int32) -> Relation {
    let node = plan.nodes[index]
    func operand(_ index: Int32) -> Relation { compare(index, index) }
    switch node.operation {
    case .value: return compare(value: node.first)
    case .add, .minimum, .maximum, .addDays, .addMonths: return operand(node.first).and(operand(node.second))
    case .subtract: return operand(node.first).and(operand(node.second).swapped)
    case .negate: return operand(node.first).swapped
    case .rescale, .round: return operand(node.first)
    case .aggregate where node.operation.isOneLineIdentity: return operand(node.first)
    case .spanWhole, .spanExact: return operand(node.first).swapped.and(operand(node.second))
    case .multiply:
      guard isNotNegative(node.first), isNotNegative(node.second) else { return .unknown }
      return operand(node.first).and(operand(node.second))
    case .divide:
      guard isNotNegative(node.first), isNotNegative(node.second) else { return .unknown }
      return operand(node.first).and(operand(node.second).swapped)
    case .table: return tables(node.first)
    default: return .unknown
    }
  }

  private func isNotNegative(_ node: Int32) -> Bool {
    low.bounds(node, 0).lower >= 0 && high.bounds(node, 0).lower >= 0
  }

  private func tables(_ index: Int32) -> Relation {
    let table = plan.program.tables[Int(index)]
    guard table.reading == .row, table.promise == .oneRow || table.promise == .firstRow, table.rows.count <= 400 else {
      return .unknown
    }
    let view = low.view(ofTable: index)
    let (before, after) = (low.keys(table, view, 0), high.keys(table, view, 0))
    let keysAlike = !(table.keys + (table.dateNode >= 0 ? [table.dateNode] : [])).contains { reads[Int($0)] }
    func results(_ evaluator: BoxEvaluator, _ keys: [BoxEvaluator.Key]) -> [(row: Int, node: Int32)] {
      var found: [(row: Int, node: Int32)] = []
      for row in table.rows.indices where evaluator.fits(row, table, view, keys).canBeYes && table.rows[row].result >= 0
      {
        found.append((row, table.rows[row].result))
      }
      if table.otherwise >= 0 { found.append((-1, table.otherwise)) }
      return found
    }
    let (lows, highs) = (results(low, before), results(high, after))
    guard lows.count * highs.count <= 4_000 else { return .unknown }
    var relation = Relation.same
    for one in lows {
      for other in highs where !keysAlike || one.row == other.row {
        relation = relation.and(compare(one.node, other.node))
        if !relation.isAtMost && !relation.isAtLeast { return .unknown }
      }
    }
    return relation
  }

  // MARK: Products

  /// A factor: a node, or what a difference has left when its shared factors are taken out.
  private struct Factor: Hashable {
    var node: Int32
    var isRest: Bool
  }

  /// Products with the same factors taken out on both sides.
  private func products(_ first: Int32, _ second: Int32) -> Relation {
    var (left, right): ([Factor], [Factor]) = ([], [])
    var (one, other): (Int128, Int128) = (1, 1)
    guard factors(first, &left, &one, 0), factors(second, &right, &other, 0), one > 0, other > 0 else {
      return .unknown
    }
    if left.count + right.count <= 2, left.first.map({ !$0.isRest && $0.node == first }) ?? false { return .unknown }
    var kept: [Factor] = []
    for factor in left {
      if let place = right.firstIndex(of: factor), !readsInput(factor), lower(factor, low) >= 0 {
        right.remove(at: place)
      } else {
        kept.append(factor)
      }
    }
    // What was taken out has the same number of digits on both sides; what is left must have, too.
    guard plan.scale(of: first) == plan.scale(of: second) else { return .unknown }
    var (before, after) = (Bounds(one, one), Bounds(other, other))
    for factor in kept { before = Bounds.product(before, bounds(factor, low)) }
    for factor in right { after = Bounds.product(after, bounds(factor, high)) }
    guard before.isNothing || before.upper < Bounds.limit, after.isNothing || after.upper < Bounds.limit else {
      return .unknown
    }
    return intervals(before, after)
  }

  private func factors(_ index: Int32, _ found: inout [Factor], _ coefficient: inout Int128, _ depth: Int) -> Bool {
    guard depth < 60 else { return false }
    let node = plan.nodes[index]
    switch node.operation {
    case .constant:
      coefficient = Bounds.times(coefficient, node.constant)
      return coefficient.magnitude < 1 << 100
    case .rescale:
      coefficient = Bounds.times(coefficient, node.constant)
      return coefficient.magnitude < 1 << 100 && factors(node.first, &found, &coefficient, depth + 1)
    case .value where plan.values[node.first].plainResult >= 0:
      let result = plan.values[node.first].plainResult
      if plan.scale(of: result) == plan.scale(of: index) { return factors(result, &found, &coefficient, depth + 1) }
    case .multiply where node.shift == 0 && !isRatio(node.first) && !isRatio(node.second):
      return factors(node.first, &found, &coefficient, depth + 1)
        && factors(node.second, &found, &coefficient, depth + 1)
    case .add, .subtract:
      if let form = low.form(node.first, node.second, sign: node.operation == .add ? 1 : -1, key: Int64(index)),
        !form.shared.isEmpty
      {
        for factor in form.shared where !factors(factor, &found, &coefficient, depth + 1) { return false }
        found.append(Factor(node: index, isRest: true))
        return true
      }
    default: break
    }
    found.append(Factor(node: index, isRest: false))
    return true
  }

  private func isRatio(_ node: Int32) -> Bool { plan.program.types[Int(node)].number?.isRatio ?? false }

  private func readsInput(_ factor: Factor) -> Bool {
    guard factor.isRest, let form = form(factor) else { return reads[Int(factor.node)] }
    return form.terms.contains { $0.factors.contains { reads[Int($0)] } }
  }

  private func form(_ factor: Factor) -> SumForm? {
    let node = plan.nodes[factor.node]
    return low.form(node.first, node.second, sign: node.operation == .add ? 1 : -1, key: Int64(factor.node))
  }

  private func bounds(_ factor: Factor, _ evaluator: BoxEvaluator) -> Bounds {
    guard factor.isRest, let form = form(factor) else { return evaluator.bounds(factor.node, 0) }
    return evaluator.value(of: SumForm(shared: [], terms: form.terms), 0)
  }

  private func lower(_ factor: Factor, _ evaluator: BoxEvaluator) -> Int128 {
    let bounds = bounds(factor, evaluator)
    return bounds.isNothing ? 0 : bounds.lower
  }
}
