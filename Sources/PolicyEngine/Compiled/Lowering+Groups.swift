import PolicyLanguage
import PolicyProgram

/// Exceptions as rows: one for each customer, say. As many as there are cost one lookup.
extension Lowering {
  /// Fewer are quicker one by one.
  private static let fewest = 8
  /// Alternatives of one condition that are written out.
  private static let mostAlternatives = 64

  /// The group of a value's exceptions, if they make one.
  mutating func group(_ index: Int32) -> CaseGroup? {
    let record = plan.values[index]
    guard Int(record.caseCount - record.baseCount) >= Self.fewest else { return nil }
    let type = program.values[Int(index)].type
    var targeted = Set<Int32>()
    for position in record.baseCount..<record.caseCount {
      let definition = plan.cases[record.firstCase + position]
      for target in 0..<Int(definition.targetCount) {
        targeted.insert(plan.targets[Int(definition.firstTarget) + target])
      }
    }
    var keys: [Int32: Int] = [:]
    var found: [(position: Int, alternatives: [[KeyRange]])] = []
    for position in Int(record.baseCount)..<Int(record.caseCount) where !targeted.contains(Int32(position)) {
      let definition = plan.cases[record.firstCase + Int32(position)]
      guard definition.targetsAllBase, definition.targetCount == record.baseCount, !definition.isFinal,
        definition.isConstant, Int64(exactly: definition.constant) != nil,
        let alternatives = alternatives(definition)
      else { continue }
      found.append((position, alternatives))
      for range in alternatives.joined() where keys[range.key] == nil { keys[range.key] = keys.count }
    }
    guard found.count >= Self.fewest, keys.count <= 8 else { return nil }
    return group(record, type, keys, found)
  }

  private mutating func group(
    _ record: PlanValue, _ type: ValueType, _ keys: [Int32: Int],
    _ found: [(position: Int, alternatives: [[KeyRange]])]
  ) -> CaseGroup? {
    let nodes = keys.sorted { $0.value < $1.value }.map(\.key)
    let numbers = nodes.map { number($0) }
    guard numbers.allSatisfy({ isWhole($0) }) else { return nil }
    var rows = DecisionRows(columnCount: keys.count, promise: .oneRow)
    var results: [Int64: Int32] = [:]
    var positions: [Int] = []
    for (position, alternatives) in found {
      let constant = Int64(truncatingIfNeeded: plan.cases[record.firstCase + Int32(position)].constant)
      // Cases that give the same do not contradict each other.
      let group = results[constant] ?? Int32(results.count)
      results[constant] = group
      for alternative in alternatives {
        var (lowers, uppers) = (
          [Int64](repeating: .min, count: keys.count), [Int64](repeating: .max, count: keys.count)
        )
        for range in alternative {
          guard let column = keys[range.key] else { continue }
          lowers[column] = max(lowers[column], range.lower)
          uppers[column] = min(uppers[column], range.upper)
        }
        rows.lowers += lowers
        rows.uppers += uppers
        rows.groups.append(group)
        positions.append(position)
      }
    }
    guard let (place, found) = builder.place(rows, numbers.map(\.numerator)) else { return nil }
    func value(_ found: DecisionRows.Found, _ ofRow: (Int) -> Int64) -> Int64 {
      if case .row(let row) = found { return ofRow(row) }
      return 0
    }
    let constants = found.map { found in
      value(found) { Int64(truncatingIfNeeded: plan.cases[record.firstCase + Int32(positions[$0])].constant) }
    }
    // Where nothing stands, the array says what stands elsewhere, so that its range stays narrow.
    let standing = zip(found, constants).first { $0.0 != .nothing && $0.0 != .clash }?.1 ?? 0
    let filled = zip(found, constants).map { $0 == .nothing || $0 == .clash ? standing : $1 }
    let unknown = numbers.reduce(builder.no) { builder.or($0, $1.unknown) }
    let match = builder.gather(found.map { $0 == .nothing ? 0 : 1 }, at: place)
    let result = builder.gather(filled, at: place)
    return CaseGroup(
      cases: Array(Set(positions)).sorted(), match: truth(match, unless: unknown),
      clash: builder.gather(found.map { $0 == .clash ? 1 : 0 }, at: place),
      result: isTruth(type)
        ? .truth(Truth(yes: result, unknown: builder.no))
        : .number(Number(numerator: result, denominator: builder.yes, unknown: builder.no)),
      decided: builder.gather(found.map { value($0) { Int64(positions[$0]) } }, at: place))
  }

  // MARK: Conditions as ranges

  /// A key in a closed range.
  struct KeyRange {
    var key: Int32
    var lower: Int64
    var upper: Int64
  }

  private func alternatives(_ definition: PlanCase) -> [[KeyRange]]? {
    var alternatives: [[KeyRange]] = [[]]
    if definition.condition >= 0 {
      guard let found = self.alternatives(definition.condition) else { return nil }
      alternatives = found
    }
    if definition.dateNode >= 0 {
      let window = KeyRange(
        key: definition.dateNode, lower: Int64(clamping: definition.firstDay),
        upper: Int64(clamping: definition.lastDay))
      alternatives = alternatives.map { $0 + [window] }
    }
    return alternatives
  }

  /// A condition as alternatives of ranges that hold together; nil where it is more than that.
  private func alternatives(_ index: Int32) -> [[KeyRange]]? {
    let node = plan.nodes[index]
    switch node.operation {
    case .or:
      guard let left = alternatives(node.first), let right = alternatives(node.second),
        left.count + right.count <= Self.mostAlternatives
      else { return nil }
      return left + right
    case .and:
      guard let left = alternatives(node.first), let right = alternatives(node.second),
        left.count * right.count <= Self.mostAlternatives
      else { return nil }
      return left.flatMap { first in right.map { first + $0 } }
    case .equal, .less, .lessOrEqual: return comparison(node).map { [[$0]] }
    default: return nil
    }
  }

  private func comparison(_ node: PlanNode) -> KeyRange? {
    let (left, right) = (plan.nodes[node.first], plan.nodes[node.second])
    let isReversed = left.operation == .constant
    guard isReversed || right.operation == .constant,
      let constant = Int64(exactly: isReversed ? left.constant : right.constant), constant.magnitude < 1 << 62
    else { return nil }
    let key = canonical(isReversed ? node.second : node.first)
    switch node.operation {
    case .equal: return KeyRange(key: key, lower: constant, upper: constant)
    case .less:
      return isReversed
        ? KeyRange(key: key, lower: constant + 1, upper: .max) : KeyRange(key: key, lower: .min, upper: constant - 1)
    default:
      return isReversed
        ? KeyRange(key: key, lower: constant, upper: .max) : KeyRange(key: key, lower: .min, upper: constant)
    }
  }

  /// One node for all that read the same input or value.
  private func canonical(_ index: Int32) -> Int32 {
    let node = plan.nodes[index]
    guard node.operation == .input || node.operation == .value else { return index }
    return firstReader[FirstReader(isInput: node.operation == .input, index: node.first)] ?? index
  }
}
