import PolicyLanguage
import PolicyProgram

/// What the nodes of a program can be over a box of orders: intervals that enclose every known result, and the
/// direction in which each variable moves them.
///
/// A refused result is none: it is in no interval.
final class BoxEvaluator {
  let space: Space
  let view: SpaceView
  let plan: Plan
  let box: Box
  private let memory: UnsafeMutablePointer<Entry>
  private let memorySize: Int
  private let width: Int
  private var epoch: UInt32 = 0
  private var depth = 0
  var forms: [Int64: SumForm?] = [:]
  var tableViews: [Int32: TableView] = [:]
  /// What nodes are known to be from the constraints of a search: they refute, and never confirm.
  var domains: [Int32: (lower: Int128, upper: Int128)] = [:]
  /// How far inputs are known to lie apart.
  var differences: Differences?
  /// A node left its domain: no order in the box meets the constraints.
  var isRefuted = false
  /// Something that was evaluated may be refused for some orders of the box.
  var mayFail = false
  /// How many nodes were evaluated, for budgets.
  private(set) var work = 0

  private struct Entry: BitwiseCopyable {
    var epoch: UInt32
    var bounds: Bounds
  }

  /// Deeper than this, nothing is known of a figure.
  private static let deepest = 400

  init(_ box: Box, view: Int) {
    self.box = box
    space = box.space
    self.view = space.views[view]
    plan = self.view.plan
    width = plan.nodes.count
    // One more line stands for all that the space does not have.
    memorySize = width * (space.lineCount + (space.hasOtherLines ? 1 : 0))
    memory = .allocate(capacity: max(1, memorySize))
    memory.initialize(repeating: Entry(epoch: 0, bounds: .nothing), count: max(1, memorySize))
  }

  deinit { memory.deallocate() }

  var isOneLine: Bool { space.lineCount == 1 && !space.hasOtherLines }
  /// The line that stands for all others.
  var otherLine: Int { space.lineCount }

  /// Forgets what it knows of the last box.
  func begin() {
    if epoch == .max {
      for index in 0..<memorySize { memory[index].epoch = 0 }
      epoch = 0
    }
    epoch += 1
    isRefuted = false
    mayFail = false
  }

  /// What a node can be.
  func bounds(_ index: Int32, _ line: Int) -> Bounds {
    let node = plan.nodes.start.advanced(by: Int(index))
    if node.pointee.operation == .constant { return Bounds(node.pointee.constant, node.pointee.constant) }
    let place = Int(index) + (node.pointee.isPerLine ? line * width : 0)
    if memory[place].epoch == epoch { return memory[place].bounds }
    if depth > Self.deepest {
      mayFail = true
      return .anything
    }
    depth += 1
    work += 1
    var result = compute(index, node.pointee, node.pointee.isPerLine ? line : 0)
    depth -= 1
    if result.isNothing || result.lower <= -Bounds.limit || result.upper >= Bounds.limit { mayFail = true }
    if !domains.isEmpty, let domain = domains[index], line == 0, !result.isFine {
      result.lower = max(result.lower, domain.lower)
      result.upper = min(result.upper, domain.upper)
      if result.isNothing { isRefuted = true }
    }
    memory[place] = Entry(epoch: epoch, bounds: result)
    return result
  }

  private func compute(_ index: Int32, _ node: PlanNode, _ line: Int) -> Bounds {
    switch node.operation {
    case .constant: return Bounds(node.constant, node.constant)
    case .input: return input(node.first, line)
    case .value: return value(node.first, line)
    case .add, .subtract: return sum(index, node, line)
    case .multiply: return product(index, node, line)
    case .divide: return quotient(node, bounds(node.first, line), bounds(node.second, line))
    case .negate: return bounds(node.first, line).negated
    case .rescale: return Bounds.product(bounds(node.first, line), Bounds(node.constant, node.constant))
    case .round(let mode, let target): return rounded(node, mode, target, bounds(node.first, line), line)
    case .minimum, .maximum:
      let (one, other) = Bounds.aligned(bounds(node.first, line), bounds(node.second, line))
      if one.isNothing || other.isNothing { return .nothing }
      var result =
        node.operation == .minimum
        ? Bounds(min(one.lower, other.lower), min(one.upper, other.upper))
        : Bounds(max(one.lower, other.lower), max(one.upper, other.upper))
      (result.rise, result.fall, result.isFine) = (one.rise | other.rise, one.fall | other.fall, one.isFine)
      return result
    case .equal, .notEqual, .less, .lessOrEqual: return compared(index, node, line)
    case .inList: return member(node, line)
    case .has: return word(node, line)
    case .startsWith: return beginning(node, line)
    case .and:
      let (one, other) = (bounds(node.first, line), bounds(node.second, line))
      return Bounds.truth(canBeYes: one.canBeYes && other.canBeYes, canBeNo: one.canBeNo || other.canBeNo)
        .directed(one.rise | other.rise, one.fall | other.fall)
    case .or:
      let (one, other) = (bounds(node.first, line), bounds(node.second, line))
      return Bounds.truth(canBeYes: one.canBeYes || other.canBeYes, canBeNo: one.canBeNo && other.canBeNo)
        .directed(one.rise | other.rise, one.fall | other.fall)
    case .not:
      let one = bounds(node.first, line)
      return Bounds.truth(canBeYes: one.canBeNo, canBeNo: one.canBeYes).directed(one.fall, one.rise)
    case .spanWhole, .spanExact, .addDays, .addMonths, .datePart, .dayInMonth: return date(node, line)
    case .aggregate(let aggregate): return self.aggregate(node, aggregate)
    case .spread:
      mayFail = true
      return share(node, line)
    case .table: return table(node.first, line)
    case .call(let period):
      mayFail = true
      return call(index, node, period, line)
    case .ruleState(let question):
      let states = states(of: node.first, line)
      return answer(
        question, value: node.first, case: node.second, by: Int32(truncatingIfNeeded: node.constant), states, line)
    }
  }

  // MARK: Inputs

  /// Where a variable is; on the line that stands for others it can be everything.
  @inline(__always)
  func domain(_ input: Int32, _ line: Int) -> (domain: Domain, variable: Int, isFree: Bool) {
    let isFree = line >= space.lineCount && plan.program.inputs[Int(input)].isPerLine
    let variable = view.variable(input, isFree ? 0 : line)
    return (isFree ? space.variables[variable].full : box.domains[variable], variable, isFree)
  }

  private func input(_ input: Int32, _ line: Int) -> Bounds {
    if !view.isAssumed.isEmpty, view.isAssumed[Int(input)] { return bounds(plan.inputs[Int(input)].defaultNode, line) }
    let definition = plan.program.inputs[Int(input)]
    if case .words(let codes) = definition.type {
      // Only `has` looks into it.
      return Bounds(0, Int128(1) << Int128(min(codes.count, 120)))
    }
    let (domain, variable, isFree) = domain(input, line)
    let description = space.variables[variable]
    let values = view.values[Int(input)]
    let bit: UInt64 = isFree ? 0 : 1 << UInt64(variable & 63)
    guard description.isSet else {
      if domain.isEmpty(false) { return .nothing }
      let bounds = Bounds(description.value(domain.lower), description.value(domain.upper))
      return domain.lower == domain.upper ? bounds : bounds.directed(bit, 0)
    }
    var (lower, upper) = (Int128.max, Int128.min)
    for lane in 0..<4 {
      var bits = domain.lanes[lane]
      while bits != 0 {
        let value = values[lane * 64 + bits.trailingZeroBitCount]
        (lower, upper) = (min(lower, value), max(upper, value))
        bits &= bits - 1
      }
    }
    if lower > upper { return .nothing }
    let bounds = Bounds(lower, upper)
    return lower == upper ? bounds : bounds.directed(bit, bit)
  }

  /// Whether a set's positions pass a test: all, none, or some.
  private func tested(_ input: Int32, _ line: Int, _ test: (Int128) -> Bool) -> Bounds {
    let (domain, variable, isFree) = domain(input, line)
    let values = view.values[Int(input)]
    var (yes, no) = (false, false)
    for position in domain.positions where values[position] >= 0 {
      if test(values[position]) { yes = true } else { no = true }
    }
    let bit: UInt64 = isFree || yes != no ? 0 : 1 << UInt64(variable & 63)
    return Bounds.truth(canBeYes: yes, canBeNo: no).directed(bit, bit)
  }

  private func isSetInput(_ node: Int32) -> Int32? {
    let record = plan.nodes[view.resolved(node)]
    guard record.operation == .input, !view.values[Int(record.first)].isEmpty else { return nil }
    if case .words = plan.program.inputs[Int(record.first)].type { return nil }
    return record.first
  }

  private func member(_ node: PlanNode, _ line: Int) -> Bounds {
    let list = plan.program.lists[Int(node.second)]
    let day = node.third >= 0 ? bounds(node.third, line) : Bounds(0, 0)
    func state(_ code: Int128) -> (yes: Bool, no: Bool) {
      var (yes, no) = (false, true)
      for entry in list.entries where Int128(entry.code) == code {
        if entry.firstDay <= Int128(Evaluator.firstDay), entry.lastDay >= Int128(Evaluator.lastDay) {
          return (true, false)
        }
        if day.isNothing { continue }
        if day.upper >= entry.firstDay, day.lower <= entry.lastDay { yes = true }
        if day.lower >= entry.firstDay, day.upper <= entry.lastDay { no = false }
      }
      return (yes, no)
    }
    var (yes, no) = (false, false)
    var moves = day.moves
    func note(_ code: Int128) {
      let found = state(code)
      yes = yes || found.yes
      no = no || found.no
    }
    if let input = isSetInput(node.first) {
      let (domain, variable, isFree) = domain(input, line)
      let values = view.values[Int(input)]
      for position in domain.positions where values[position] >= 0 {
        note(values[position])
        // Nothing that follows can say more.
        if yes, no { break }
      }
      if !isFree { moves |= 1 << UInt64(variable & 63) }
    } else {
      let subject = bounds(node.first, line)
      if subject.isNothing { return .nothing }
      moves |= subject.moves
      if subject.isPoint { note(subject.lower) } else { (yes, no) = (true, true) }
    }
    if yes != no { moves = 0 }
    return Bounds.truth(canBeYes: yes, canBeNo: no).directed(moves, moves)
  }

  private func word(_ node: PlanNode, _ line: Int) -> Bounds {
    let subject = plan.nodes[view.resolved(node.first)]
    guard subject.operation == .input else { return Bounds.open.directed(.max, .max) }
    let isFree = line >= space.lineCount && plan.program.inputs[Int(subject.first)].isPerLine
    let variable = view.variable(subject.first, isFree ? 0 : line) + Int(truncatingIfNeeded: node.constant)
    let domain = isFree ? space.variables[variable].full : box.domains[variable]
    let (yes, no) = (domain.contains(position: 1), domain.contains(position: 0))
    let bit: UInt64 = isFree || yes != no ? 0 : 1 << UInt64(variable & 63)
    return Bounds.truth(canBeYes: yes, canBeNo: no).directed(bit, bit)
  }

  private func beginning(_ node: PlanNode, _ line: Int) -> Bounds {
    if !view.isAssumed.isEmpty, view.isAssumed[Int(node.first)] { return Bounds.open.directed(.max, .max) }
    let prefix = plan.program.strings[Int(node.second)]
    func begins(_ value: Int128) -> Bool { view.text(value).utf8.starts(with: prefix.utf8) }
    if !view.values[Int(node.first)].isEmpty { return tested(node.first, line, begins) }
    let text = input(node.first, line)
    if text.isPoint { return begins(text.lower) ? .yes : .no }
    return Bounds.open.directed(text.moves, text.moves)
  }

  // MARK: Comparisons

  private func compared(_ index: Int32, _ node: PlanNode, _ line: Int) -> Bounds {
    if node.operation == .equal || node.operation == .notEqual {
      let isEqual = node.operation == .equal
      if let input = isSetInput(node.first), plan.nodes[node.second].operation == .constant {
        let constant = plan.nodes[node.second].constant
        return tested(input, line) { ($0 == constant) == isEqual }
      }
      if let input = isSetInput(node.second), plan.nodes[node.first].operation == .constant {
        let constant = plan.nodes[node.first].constant
        return tested(input, line) { ($0 == constant) == isEqual }
      }
    }
    let (one, other) = Bounds.aligned(bounds(node.first, line), bounds(node.second, line))
    if one.isNothing || other.isNothing { return .nothing }
    switch node.operation {
    case .equal, .notEqual:
      let moves = one.moves | other.moves
      let isEqual = node.operation == .equal
      let apart = one.upper < other.lower || other.upper < one.lower
      let same = one.isPoint && other.isPoint && one.lower == other.lower
      if apart { return isEqual ? .no : .yes }
      if same || areSame(node.first, node.second, line) { return isEqual ? .yes : .no }
      return Bounds.open.directed(moves, moves)
    default:
      let strict: Int128 = node.operation == .less ? 1 : 0
      // one < other: one - other <= -1.
      var (least, most) = (Bounds.plus(one.lower, -other.upper), Bounds.plus(one.upper, -other.lower))
      if one.moves & other.moves != 0, let form = form(node.first, node.second, sign: -1, key: Int64(index)) {
        var difference = value(of: form, line)
        if difference.isNothing { return .nothing }
        if one.isFine { difference = difference.fine }
        if difference.isFine == one.isFine {
          least = max(least, difference.lower)
          most = min(most, difference.upper)
        }
      }
      if most <= -strict { return .yes }
      if least > -strict { return .no }
      if areSame(node.first, node.second, line) { return strict == 0 ? .yes : .no }
      return Bounds.open.directed(one.fall | other.rise, one.rise | other.fall)
    }
  }
}
