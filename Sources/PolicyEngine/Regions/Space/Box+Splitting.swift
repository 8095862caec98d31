extension Box {
  /// Where to cut in two: of the variables of a mask, a set before an interval, the smallest set first; an interval where
  /// something changes, otherwise in its middle. Nil where all of them are points.
  ///
  /// - Parameter fixed: A variable that is not cut.
  func split(_ mask: UInt64, near home: [Int64], without fixed: Int = -1) -> (variable: Int, pieces: [Domain])? {
    guard mask != 0 else { return nil }
    var choice: (variable: Int, pieces: [Domain])?
    var bestScore = -1
    for variable in 0..<count where variable != fixed && mask >> UInt64(variable & 63) & 1 != 0 && !isPoint(variable) {
      let domain = domains[variable]
      if isSet[variable] {
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
}
