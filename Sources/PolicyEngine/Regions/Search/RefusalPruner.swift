import PolicyLanguage

/// Takes orders that cannot be placed out of a box, as far as one cut does it.
struct RefusalPruner {
  private let refused: Rows

  init(_ setting: RegionSetting) { refused = setting.refused }

  /// What is left of a box.
  struct Admission {
    /// How far inputs lie apart in it, if anything is known.
    var differences: Differences?
    /// Where a split would tell how far inputs lie apart.
    var split: Literal?
  }

  /// Cuts the boxes and tells how far inputs lie apart in what is left; nil where nothing is left.
  ///
  /// - Parameter fixed: A variable that is not cut, for it differs between the boxes.
  func admitted(_ boxes: [Box], fixed: Int) -> Admission? {
    var bounds: [Differences.Bound] = []
    var admission = Admission()
    for row in refused {
      var open: [Literal] = []
      var isMissed = false
      for literal in row.literals where open.count < 3 && !isMissed {
        switch truth(literal, boxes) {
        case true: break
        case false: isMissed = true
        case nil: open.append(literal)
        }
      }
      if isMissed { continue }
      if open.count == 2, open.contains(where: { $0.kind == .difference }), admission.split == nil {
        admission.split = open.first { $0.kind == .domain && Int($0.subject) != fixed }
      }
      if open.count > 1 { continue }
      guard let literal = open.first else { return nil }
      switch literal.kind {
      case .difference:
        bounds.append(.init(variable: Int(literal.other), other: Int(literal.subject), least: 1 - literal.bound))
      case .domain where Int(literal.subject) != fixed:
        let variable = Int(literal.subject)
        for box in boxes {
          let (first, second) = box.domains[variable].subtracting(literal.domain, box.isSet[variable])
          if second == nil, !box.cut(variable, to: first) { return nil }
        }
      default: break
      }
    }
    if bounds.isEmpty { return admission }
    guard let differences = Differences(bounds) else { return nil }
    admission.differences = differences
    return admission
  }

  /// Whether a literal holds in all of every box, in none of some box, or in part.
  private func truth(_ literal: Literal, _ boxes: [Box]) -> Bool? {
    var isSure = true
    for box in boxes {
      switch literal.kind {
      case .domain:
        let variable = Int(literal.subject)
        let isSet = box.isSet[variable]
        if box.domains[variable].isDisjoint(literal.domain, isSet) { return false }
        if !box.domains[variable].isInside(literal.domain, isSet) { isSure = false }
      case .difference:
        let (one, other) = (box.domains[Int(literal.subject)], box.domains[Int(literal.other)])
        if one.upper - other.lower < literal.bound { return false }
        if one.lower - other.upper < literal.bound { isSure = false }
      case .figure: isSure = false
      }
    }
    return isSure ? true : nil
  }
}
