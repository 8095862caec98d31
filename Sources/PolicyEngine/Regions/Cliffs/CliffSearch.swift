import Diagnostics
import PolicyLanguage
import PolicyProgram

/// Looks for two orders that differ in one whole number, where the one of more costs less; or proves that there are none.
///
/// Between the numbers at which something changes, one pass shows that the figure rises, whatever the other answers
/// are. At each such number the orders just before and just after it are compared in step.
final class CliffSearch {
  private let setting: RegionSetting
  private let plan: Plan
  private let home: [Int64]
  private let value: Int32
  private let variable: Int
  private let use: InputUse
  private let lowBox: Box
  private let highBox: Box
  private let pair: PairComparison
  private let evaluator: Evaluator
  private let pruner: RefusalPruner
  /// The variables that refusals read.
  private let refusalInputs: UInt64
  private(set) var steps = 0
  /// Steps for all of one figure and one input, and for one pair of neighbours.
  static let limit = 6_000
  static let pairLimit = 600

  enum Answer {
    /// The figure never falls.
    case none
    /// At this point and its next neighbour it does.
    case cliff([Int64])
    case unchecked(steps: Int)
  }

  init(_ setting: RegionSetting, value: Int, input: Int, use: InputUse) {
    self.setting = setting
    self.value = Int32(value)
    self.use = use
    plan = setting.plan
    home = setting.search.home
    variable = setting.space.views[0].variable(Int32(input), 0)
    lowBox = Box(setting.space)
    highBox = Box(setting.space)
    pair = PairComparison(BoxEvaluator(lowBox, view: 0), BoxEvaluator(highBox, view: 0), readers: use)
    evaluator = setting.evaluator
    pruner = RefusalPruner(setting)
    let hasRefusals = setting.plan.program.effects.contains { $0.collection == "refusals" }
    refusalInputs = hasRefusals ? .max : 0
  }

  // MARK: Segments

  /// All cliffs, one for each number from which on less is charged, as far as they are found.
  func run(_ found: ([Int64]) -> Void) -> Answer {
    let definition = setting.space.variables[variable]
    var starts = [definition.full.lower]
    starts += definition.edges.filter { $0 > definition.full.lower && $0 <= definition.full.upper }
    var isUnchecked = false
    var isFound = false
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] - 1 : definition.full.upper
      for answer in [index > 0 ? step(start - 1) : .none, segment(start, end)] {
        switch answer {
        case .none: break
        case .cliff(let point):
          isFound = true
          found(point)
        case .unchecked: isUnchecked = true
        }
      }
      if isSpent { return .unchecked(steps: steps) }
    }
    return isUnchecked ? .unchecked(steps: steps) : isFound ? .cliff(home) : .none
  }

  private var isSpent: Bool { steps > Self.limit || Cancellation.isRequested }

  /// Whether the figure rises all along a stretch of the input.
  private func segment(_ lower: Int64, _ upper: Int64) -> Answer {
    if lower >= upper { return .none }
    steps += 1
    if isSpent { return .unchecked(steps: steps) }
    lowBox.reset()
    _ = lowBox.cut(variable, to: Domain(lower, upper))
    var budget = Self.pairLimit
    if isRising(&budget) { return .none }
    if let point = fall(from: lower, to: upper) { return .cliff(point) }
    let middle = lower + (upper - lower) / 2
    for answer in [segment(lower, middle), step(middle), segment(middle + 1, upper)] {
      if case .none = answer { continue }
      return answer
    }
    return .none
  }

  /// Whether the figure rises with the input over the box; where other inputs leave that open, over each part of it.
  private func isRising(_ budget: inout Int) -> Bool {
    steps += 1
    budget -= 1
    if budget < 0 || isSpent { return false }
    guard let admission = pruner.admitted([lowBox], fixed: variable) else { return true }
    pair.low.differences = admission.differences
    pair.begin()
    let bounds = pair.low.value(value, 0)
    let bit: UInt64 = 1 << UInt64(variable & 63)
    if bounds.isNothing || bounds.fall & bit == 0 { return true }
    // A first fall at hand ends the proof at once.
    guard let (other, pieces) = split(bounds, admission, withRefusals: false) else { return false }
    for piece in pieces {
      let mark = lowBox.mark
      defer { lowBox.back(to: mark) }
      guard lowBox.cut(other, to: piece) else { continue }
      if !isRising(&budget) { return false }
    }
    return true
  }

  /// A fall between the ends of a stretch at the home order, brought down to neighbours.
  private func fall(from lower: Int64, to upper: Int64) -> [Int64]? {
    guard falls(home, lower, upper) else { return nil }
    var (low, high) = (lower, upper)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if falls(home, low, middle) {
        high = middle
      } else if falls(home, middle, high) {
        low = middle
      } else {
        return nil
      }
    }
    var point = home
    point[variable] = low
    return point
  }

  private func falls(_ others: [Int64], _ low: Int64, _ high: Int64) -> Bool {
    guard let before = figure(others, low), let after = figure(others, high) else { return false }
    return before.compared(with: after) > 0
  }

  /// The figure of an order that can be placed; nil where it has none.
  private func figure(_ others: [Int64], _ coordinate: Int64) -> Ratio? {
    var point = others
    point[variable] = coordinate
    setting.begin(point)
    guard evaluator.isAccepted else { return nil }
    let outcome = evaluator.evaluate(value: value, line: 0)
    return outcome.isKnown ? outcome.ratio : nil
  }

  // MARK: Neighbours

  /// One more at a number, over everything else.
  private func step(_ coordinate: Int64) -> Answer {
    lowBox.reset()
    highBox.reset()
    guard lowBox.cut(variable, to: Domain(coordinate, coordinate)),
      highBox.cut(variable, to: Domain(coordinate + 1, coordinate + 1))
    else { return .none }
    var budget = Self.pairLimit
    return compare(coordinate, &budget)
  }

  private func compare(_ coordinate: Int64, _ budget: inout Int) -> Answer {
    steps += 1
    budget -= 1
    if budget < 0 || isSpent { return .unchecked(steps: steps) }
    guard let admission = pruner.admitted([lowBox, highBox], fixed: variable) else { return .none }
    pair.low.differences = admission.differences
    pair.high.differences = admission.differences
    pair.begin()
    if pair.compare(value: value).isAtMost { return .none }
    let bounds = pair.low.value(value, 0)
    for others in candidates(bounds) where falls(others, coordinate, coordinate + 1) {
      var point = others
      point[variable] = coordinate
      return .cliff(point)
    }
    guard let (variable, pieces) = split(bounds, admission, withRefusals: true) else { return .none }
    for piece in pieces {
      let (low, high) = (lowBox.mark, highBox.mark)
      defer {
        lowBox.back(to: low)
        highBox.back(to: high)
      }
      guard lowBox.cut(variable, to: piece), highBox.cut(variable, to: piece) else { continue }
      let answer = compare(coordinate, &budget)
      if case .none = answer { continue }
      return answer
    }
    return .none
  }

  /// Orders worth trying: near home, and where the figure is greatest, so that a small share is a cent.
  private func candidates(_ bounds: Bounds) -> [[Int64]] {
    let near = lowBox.point(near: home)
    var greatest = near
    for index in 0..<lowBox.count where !lowBox.isSet[index] && index != variable {
      let bit: UInt64 = 1 << UInt64(index & 63)
      if bounds.rise & bit != 0, bounds.fall & bit == 0 { greatest[index] = lowBox.domains[index].upper }
      if bounds.fall & bit != 0, bounds.rise & bit == 0 { greatest[index] = lowBox.domains[index].lower }
    }
    var middle = near
    for index in 0..<lowBox.count where !lowBox.isSet[index] && index != variable {
      middle[index] = lowBox.domains[index].lower + (lowBox.domains[index].upper - lowBox.domains[index].lower) / 2
    }
    return greatest == near ? [near, middle] : [near, greatest, middle]
  }

  /// Another input to split on: one that moves the figure either way, then any that moves it.
  private func split(
    _ bounds: Bounds, _ admission: RefusalPruner.Admission, withRefusals: Bool
  ) -> (variable: Int, pieces: [Domain])? {
    if let literal = admission.split {
      let variable = Int(literal.subject)
      let (first, second) = lowBox.domains[variable].subtracting(literal.domain, lowBox.isSet[variable])
      let inside = lowBox.domains[variable].intersection(literal.domain, lowBox.isSet[variable])
      return (variable, [first, second].compactMap(\.self) + [inside])
    }
    let high = pair.high.value(value, 0)
    let moves = bounds.moves | high.moves
    let both = (bounds.rise & bounds.fall) | (high.rise & high.fall)
    // At last what refusals ask: the orders tried may all have been turned down.
    let masks = [both, moves] + (withRefusals ? [refusalInputs] : [])
    return masks.lazy.compactMap { self.lowBox.split($0, near: self.home, without: self.variable) }.first
  }

  // MARK: Extent

  /// The first number from which on all up to the cliff cost more than the one after it, other answers as they are.
  func start(of point: [Int64]) -> Int64 {
    let edge = point[variable] + 1
    let lowest = setting.space.variables[variable].full.lower
    func isDearer(_ coordinate: Int64) -> Bool { falls(point, coordinate, edge) }
    var (dear, cheap) = (point[variable], lowest - 1)
    var width: Int64 = 1
    // Wider and wider until it is cheaper again, then halved.
    while dear - width > cheap {
      if isDearer(dear - width) {
        dear -= width
        width *= 2
      } else {
        cheap = dear - width
      }
    }
    while dear - cheap > 1 {
      let middle = cheap + (dear - cheap) / 2
      if isDearer(middle) { dear = middle } else { cheap = middle }
    }
    return dear
  }
}
