/// Bounds on the differences of inputs: of each pair, how much one is at least above the other.
///
/// Longest paths between whole numbers are exact: after closing, the ends of a box are the least and greatest values
/// of some solution, and there is none where a variable would have to be above itself.
struct Differences {
  private(set) var variables: [Int] = []
  /// `least[i * count + j]`: how much variable `i` is at least above variable `j`.
  private var least: [Int64] = []
  private static let none = Int64.min / 4

  struct Bound: Equatable {
    var variable: Int
    var other: Int
    var least: Int64
  }

  /// Nil where they contradict each other.
  init?(_ bounds: [Bound]) {
    for bound in bounds {
      for variable in [bound.variable, bound.other] where !variables.contains(variable) { variables.append(variable) }
    }
    let count = variables.count
    least = [Int64](repeating: Self.none, count: count * count)
    for index in 0..<count { least[index * count + index] = 0 }
    for bound in bounds {
      guard let one = variables.firstIndex(of: bound.variable), let other = variables.firstIndex(of: bound.other) else {
        continue
      }
      least[one * count + other] = max(least[one * count + other], bound.least)
    }
    for middle in 0..<count {
      for one in 0..<count where least[one * count + middle] > Self.none {
        for other in 0..<count where least[middle * count + other] > Self.none {
          let path = least[one * count + middle] + least[middle * count + other]
          if path > least[one * count + other] { least[one * count + other] = path }
        }
      }
    }
    for index in 0..<count where least[index * count + index] > 0 { return nil }
  }

  /// The least that one variable is above another, if anything is known.
  func least(_ variable: Int, above other: Int) -> Int64? {
    guard let one = variables.firstIndex(of: variable), let two = variables.firstIndex(of: other) else { return nil }
    let bound = least[one * variables.count + two]
    return bound > Self.none ? bound : nil
  }

  /// Cuts the box to what solutions can be; false where there is none.
  func tighten(_ box: Box) -> Bool {
    let count = variables.count
    for one in 0..<count {
      var (lower, upper) = (box.domains[variables[one]].lower, box.domains[variables[one]].upper)
      for other in 0..<count where other != one {
        let domain = box.domains[variables[other]]
        let above = least[one * count + other]
        if above > Self.none { lower = max(lower, domain.lower + above) }
        let below = least[other * count + one]
        if below > Self.none { upper = min(upper, domain.upper - below) }
      }
      if !box.cut(variables[one], to: Domain(lower, upper)) { return false }
    }
    return true
  }

  /// Moves a point of the box to a solution near it. The box must have been tightened.
  func solve(_ point: inout [Int64], in box: Box) -> Bool {
    let mark = box.mark
    defer { box.back(to: mark) }
    for variable in variables {
      guard tighten(box) else { return false }
      let value = box.domains[variable].nearest(to: point[variable], false)
      point[variable] = value
      guard box.cut(variable, to: Domain(value, value)) else { return false }
    }
    return tighten(box)
  }
}
