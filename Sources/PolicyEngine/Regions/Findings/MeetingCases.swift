/// Which cases of a value can hold for one order, found without comparing each with each.
///
/// Cases of many customers ask one input each for another answer. They are laid out along the variable that keeps most
/// of them apart; only those that meet along it need to be compared.
struct MeetingCases {
  private let stretches: [Stretch]
  /// The greatest upper end of each part of ``stretches``, as a tree: the parts of node `n` are `2n` and `2n + 1`.
  private let greatest: [Int64]
  /// Cases that the variable does not tell from others, in ascending order.
  private let loose: [Int]
  /// Whether a case holds for some order.
  private let isPossible: [Bool]
  /// Where a case is in ``stretches``; -1 for others.
  private let places: [Int]

  /// What a case asks of the variable, from its least to its greatest coordinate.
  private struct Stretch {
    var lower: Int64
    var upper: Int64
    var position: Int
  }

  /// - Parameter cases: Where each case applies.
  init(_ cases: [Rows], in space: Space) {
    var variables: Set<Int> = []
    for rows in cases {
      for row in rows {
        for literal in row.literals where literal.kind == .domain { variables.insert(Int(literal.subject)) }
      }
    }
    var best: (cost: Int, stretches: [Stretch]) = (.max, [])
    for variable in variables.sorted() {
      let stretches = Self.stretches(of: cases, along: variable, space).sorted {
        ($0.lower, $0.position) < ($1.lower, $1.position)
      }
      let cost = Self.pairs(stretches) + (cases.count - stretches.count) * cases.count
      if cost < best.cost { best = (cost, stretches) }
    }
    stretches = best.stretches
    var places = [Int](repeating: -1, count: cases.count)
    for (place, stretch) in stretches.enumerated() { places[stretch.position] = place }
    self.places = places
    let isPossible = cases.map { !$0.isEmpty }
    self.isPossible = isPossible
    loose = cases.indices.filter { places[$0] < 0 && isPossible[$0] }
    var leaves = 1
    while leaves < stretches.count { leaves *= 2 }
    var greatest = [Int64](repeating: .min, count: 2 * leaves)
    for (place, stretch) in stretches.enumerated() { greatest[leaves + place] = stretch.upper }
    for node in stride(from: leaves - 1, to: 0, by: -1) {
      greatest[node] = max(greatest[2 * node], greatest[2 * node + 1])
    }
    self.greatest = greatest
  }

  /// The cases behind one that may hold where it does, in ascending order. Those left out hold nowhere together with it.
  func cases(behind first: Int) -> [Int] {
    let place = places[first]
    if place < 0 { return isPossible[first] ? ((first + 1)..<places.count).filter { isPossible[$0] } : [] }
    var found = loose.filter { $0 > first }
    collect(stretches[place], node: 1, from: 0, to: greatest.count / 2, behind: first, into: &found)
    return found.sorted()
  }

  private func collect(
    _ own: Stretch, node: Int, from start: Int, to end: Int, behind first: Int, into found: inout [Int]
  ) {
    guard start < stretches.count, greatest[node] >= own.lower, stretches[start].lower <= own.upper else { return }
    if end - start == 1 {
      if stretches[start].position > first { found.append(stretches[start].position) }
      return
    }
    let middle = (start + end) / 2
    collect(own, node: 2 * node, from: start, to: middle, behind: first, into: &found)
    collect(own, node: 2 * node + 1, from: middle, to: end, behind: first, into: &found)
  }

  /// What the cases that a variable tells from others ask of it.
  private static func stretches(of cases: [Rows], along variable: Int, _ space: Space) -> [Stretch] {
    let isSet = space.variables[variable].isSet
    return cases.indices.compactMap { position in
      var hull: (lower: Int64, upper: Int64)?
      for row in cases[position] {
        guard let literal = row.literals.first(where: { $0.kind == .domain && Int($0.subject) == variable }) else {
          return nil
        }
        let (lower, upper) = literal.domain.ends(isSet)
        hull = (min(lower, hull?.lower ?? lower), max(upper, hull?.upper ?? upper))
      }
      return hull.map { Stretch(lower: $0.lower, upper: $0.upper, position: position) }
    }
  }

  /// How many pairs of stretches meet.
  private static func pairs(_ stretches: [Stretch]) -> Int {
    var count = 0
    for (place, stretch) in stretches.enumerated() {
      var (low, high) = (place + 1, stretches.count)
      while low < high {
        let middle = (low + high) / 2
        if stretches[middle].lower <= stretch.upper { low = middle + 1 } else { high = middle }
      }
      count += low - place - 1
    }
    return count
  }
}
