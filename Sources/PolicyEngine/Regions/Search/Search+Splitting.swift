/// Where a box is split, and which of its orders are worth trying.
extension Search {
  /// A variable that moves a figure either way before one that has a direction; sets before intervals, intervals where
  /// something changes before their middle.
  func split(moving moves: UInt64, either both: UInt64) -> (variable: Int, pieces: [Domain])? {
    widest(both) ?? widest(moves)
  }

  private func widest(_ mask: UInt64) -> (variable: Int, pieces: [Domain])? {
    guard mask != 0 else { return nil }
    var choice: (variable: Int, pieces: [Domain])?
    var bestScore = -1
    for variable in 0..<box.count where mask >> UInt64(variable & 63) & 1 != 0 && !box.isPoint(variable) {
      let domain = box.domains[variable]
      if box.isSet[variable] {
        let score = 3_000 - domain.positionCount
        if score > bestScore {
          bestScore = score
          choice = (variable, domain.halves(home[variable]))
        }
        continue
      }
      let middle = domain.lower + (domain.upper - domain.lower) / 2
      let edge = space.variables[variable].edge(near: middle, in: domain)
      let score = edge != nil ? 2_000 : min(1_000, 64 - (domain.upper - domain.lower).leadingZeroBitCount)
      if score > bestScore {
        bestScore = score
        let cut = edge ?? middle + 1
        choice = (variable, [Domain(domain.lower, cut - 1), Domain(cut, domain.upper)])
      }
    }
    return choice
  }

  /// The order nearest home, and those at the ends of the box to which figures rise and fall.
  func corners(_ directions: [(rise: UInt64, fall: UInt64)]) -> [[Int64]] {
    let near = box.point(near: home)
    var points = [near]
    for (rise, fall) in directions {
      for upwards in [true, false] {
        var point = near
        for variable in 0..<box.count where !box.isSet[variable] {
          let bit: UInt64 = 1 << UInt64(variable & 63)
          let (up, down) = (rise & bit != 0, fall & bit != 0)
          if up == down { continue }
          point[variable] = up == upwards ? box.domains[variable].upper : box.domains[variable].lower
        }
        if !points.contains(point) { points.append(point) }
      }
    }
    return points
  }
}
