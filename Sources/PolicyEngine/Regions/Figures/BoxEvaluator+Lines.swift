import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Between lines and the order, over a box: the lines of the space, and where it has others, any number of them.
extension BoxEvaluator {
  func aggregate(_ node: PlanNode, _ aggregate: ExpressionSyntax.Aggregate) -> Bounds {
    let lines = (0..<space.lineCount).map { bounds(node.first, $0) }
    let other = space.hasOtherLines ? bounds(node.first, otherLine) : nil
    if lines.contains(where: \.isNothing), aggregate != .any, aggregate != .all { return .nothing }
    switch aggregate {
    case .sum:
      var total = lines.reduce(Bounds(0, 0), Bounds.sum)
      if let other { total = Bounds.sum(total, manyTimes(other)) }
      return total
    case .count:
      guard node.shift == 1 else {
        let count = Int128(space.lineCount)
        return Bounds(count, space.hasOtherLines ? Int128(OrderBinder.lineLimit) : count)
      }
      var total = lines.reduce(Bounds(0, 0), Bounds.sum)
      if let other { total = Bounds.sum(total, manyTimes(other)) }
      return total
    case .highest, .lowest:
      var result = lines.dropFirst().reduce(lines[0]) { extreme($0, $1, isHighest: aggregate == .highest) }
      if let other, !other.isNothing {
        let both = extreme(result, other, isHighest: aggregate == .highest)
        result = result.union(both)
      }
      return result
    case .any, .all:
      var members = lines
      if let other { members.append(other) }
      let isAny = aggregate == .any
      var (yes, no) = (!isAny, isAny)
      for (index, line) in members.enumerated() {
        // The other lines need not be there.
        let isOptional = index >= space.lineCount
        if isAny {
          yes = yes || line.canBeYes
          no = no && (line.canBeNo || isOptional)
        } else {
          yes = yes && (line.canBeYes || isOptional)
          no = no || line.canBeNo
        }
      }
      return Bounds.truth(canBeYes: yes, canBeNo: no)
        .directed(members.reduce(0) { $0 | $1.rise }, members.reduce(0) { $0 | $1.fall })
    }
  }

  /// None to as many as an order may have.
  private func manyTimes(_ line: Bounds) -> Bounds {
    if line.isNothing { return Bounds(0, 0) }
    let count = Int128(OrderBinder.lineLimit)
    var result = Bounds(min(0, Bounds.times(line.lower, count)), max(0, Bounds.times(line.upper, count)))
    (result.rise, result.fall, result.isFine) = (line.rise, line.fall, line.isFine)
    return result
  }

  private func extreme(_ left: Bounds, _ right: Bounds, isHighest: Bool) -> Bounds {
    let (one, other) = Bounds.aligned(left, right)
    var result =
      isHighest
      ? Bounds(max(one.lower, other.lower), max(one.upper, other.upper))
      : Bounds(min(one.lower, other.lower), min(one.upper, other.upper))
    (result.rise, result.fall, result.isFine) = (one.rise | other.rise, one.fall | other.fall, one.isFine)
    return result
  }

  /// The share of a line of what is spread: at most all of it.
  func share(_ node: PlanNode, _ line: Int) -> Bounds {
    let rule = plan.program.spreads[Int(node.third)]
    let amount = bounds(rule.amount, 0)
    if amount.isNothing { return .nothing }
    let weight = bounds(rule.weight, 0)
    if isOneLine, rule.cap < 0, !weight.isNothing, weight.lower > 0 { return amount }
    var moves = amount.moves | weight.moves
    for line in 0..<space.lineCount {
      moves |= bounds(rule.weight, line).moves
      if rule.cap >= 0 { moves |= bounds(rule.cap, line).moves }
    }
    var result = Bounds(min(0, amount.lower), max(0, amount.upper))
    result.isFine = amount.isFine
    return result.directed(moves, moves)
  }
}
