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
    return row.add(literal, in: space) ? row : nil
  }

  /// Takes up one literal more; false where no order can meet it.
  private mutating func add(_ literal: Literal, in space: Space) -> Bool {
    switch literal.kind {
    case .domain:
      let isSet = space.variables[Int(literal.subject)].isSet
      for index in literals.indices where literals[index].kind == .domain && literals[index].subject == literal.subject
      {
        let both = literals[index].domain.intersection(literal.domain, isSet)
        if both.isEmpty(isSet) { return false }
        if both != literals[index].domain { literals[index].domain = both }
        return true
      }
      let full = space.variables[Int(literal.subject)].full
      let inside = literal.domain.intersection(full, isSet)
      if inside.isEmpty(isSet) { return false }
      if !full.isInside(inside, isSet) { literals.append(.domain(Int(literal.subject), inside)) }
    case .difference:
      for known in literals where Self.areContrary(known, literal) { return false }
      if !literals.contains(literal) { literals.append(literal) }
    case .figure:
      for known in literals where known.kind == .figure && known.subject == literal.subject {
        return known.bound == literal.bound
      }
      literals.append(literal)
    }
    return true
  }

  /// Whether two differences are the one against the other and nothing lies between.
  private static func areContrary(_ one: Literal, _ other: Literal) -> Bool {
    one.kind == .difference && one.subject == other.other && one.other == other.subject && one.bound + other.bound > 0
  }

  /// Both; nil where no order can meet both.
  func and(_ other: Row, in space: Space) -> Row? {
    if literals.isEmpty { return other }
    var row = self
    for literal in other.literals where !row.add(literal, in: space) { return nil }
    return row
  }

  /// Whether there are both: the same as asking for them, and nothing is made.
  func meets(_ other: Row, in space: Space) -> Bool {
    for one in literals {
      for two in other.literals where one.kind == two.kind {
        switch one.kind {
        case .domain:
          guard one.subject == two.subject else { continue }
          if one.domain.isDisjoint(two.domain, space.variables[Int(one.subject)].isSet) { return false }
        case .difference: if Self.areContrary(one, two) { return false }
        case .figure: if one.subject == two.subject, one.bound != two.bound { return false }
        }
      }
    }
    return true
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
