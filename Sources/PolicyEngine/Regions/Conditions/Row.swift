/// One thing that a condition asks of an order.
struct Literal: BitwiseCopyable, Equatable {
  var kind: Kind
  /// The variable asked, or the place of a figure's condition in ``FigureConditions``.
  var subject: Int32
  /// The variable that is taken away, in a difference.
  var other: Int32 = -1
  /// What a difference is at least; 1 or 0 for a figure's condition that holds or does not.
  var bound: Int64 = 0
  /// What the variable may be.
  var domain = Domain.noPosition

  enum Kind: UInt8 {
    /// A variable lies in a domain.
    case domain
    /// One variable less another is at least a bound.
    case difference
    /// What only evaluation can tell: a condition on a figure holds, or is known not to hold.
    case figure
  }

  static func domain(_ variable: Int, _ domain: Domain) -> Literal {
    Literal(kind: .domain, subject: Int32(variable), domain: domain)
  }
  static func difference(_ variable: Int, less other: Int, atLeast bound: Int64) -> Literal {
    Literal(kind: .difference, subject: Int32(variable), other: Int32(other), bound: bound)
  }
  static func figure(_ index: Int, _ truth: Bool) -> Literal {
    Literal(kind: .figure, subject: Int32(index), bound: truth ? 1 : 0)
  }
}

/// A conjunction: all its literals hold. At most one literal asks each variable; none asks for everything it can be.
struct Row: Equatable {
  private(set) var literals: [Literal] = []

  /// Holds for every order.
  static let always = Row()

  /// The row with one literal more; nil where no order can meet it.
  func adding(_ literal: Literal, in space: Space) -> Row? {
    var row = self
    switch literal.kind {
    case .domain:
      let variable = space.variables[Int(literal.subject)]
      if let index = row.literals.firstIndex(where: { $0.kind == .domain && $0.subject == literal.subject }) {
        let both = row.literals[index].domain.intersection(literal.domain, variable.isSet)
        if both.isEmpty(variable.isSet) { return nil }
        row.literals[index].domain = both
        return row
      }
      let inside = literal.domain.intersection(variable.full, variable.isSet)
      if inside.isEmpty(variable.isSet) { return nil }
      if variable.full.isInside(inside, variable.isSet) { return row }
      row.literals.append(.domain(Int(literal.subject), inside))
      return row
    case .difference:
      for known in row.literals where known.kind == .difference {
        // The one against the other: nothing lies between.
        if known.subject == literal.other, known.other == literal.subject, known.bound + literal.bound > 0 {
          return nil
        }
      }
      if !row.literals.contains(literal) { row.literals.append(literal) }
      return row
    case .figure:
      for known in row.literals where known.kind == .figure && known.subject == literal.subject {
        return known.bound == literal.bound ? row : nil
      }
      row.literals.append(literal)
      return row
    }
  }

  /// Both; nil where no order can meet both.
  func and(_ other: Row, in space: Space) -> Row? {
    var row = self
    for literal in other.literals {
      guard let more = row.adding(literal, in: space) else { return nil }
      row = more
    }
    return row
  }

  /// Whether every order that meets this row meets the other.
  func implies(_ other: Row, in space: Space) -> Bool {
    other.literals.allSatisfy { wanted in
      literals.contains { own in
        guard own.kind == wanted.kind, own.subject == wanted.subject else { return false }
        switch own.kind {
        case .domain: return own.domain.isInside(wanted.domain, space.variables[Int(own.subject)].isSet)
        case .difference: return own.other == wanted.other && own.bound >= wanted.bound
        case .figure: return own.bound == wanted.bound
        }
      }
    }
  }

  /// Whether it asks for inputs alone.
  var readsInputsOnly: Bool { literals.allSatisfy { $0.kind != .figure } }
}

/// A condition as alternatives; none for one that no order meets.
typealias Rows = [Row]
