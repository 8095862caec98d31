/// Where a box is split, and which of its orders are worth trying.
extension Search {
  /// A variable that moves a figure either way before one that has a direction.
  func split(moving moves: UInt64, either both: UInt64) -> (variable: Int, pieces: [Domain])? {
    box.split(both, near: home) ?? box.split(moves, near: home)
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
