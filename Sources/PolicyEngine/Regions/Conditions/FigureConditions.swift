import PolicyProgram

/// A condition that only evaluation can tell: of a figure, or of who decides a value.
struct FigureCondition: Hashable {
  /// Which program of the space.
  var view: Int
  var line: Int
  var kind: Kind

  enum Kind: Hashable {
    /// A node that is yes or no.
    case node(Int32)
    /// A node that lies between two values.
    case range(Int32, Int128, Int128)
    /// The state of a case.
    case rule(value: Int32, case: Int32, question: RuleQuestion, by: Int32)
  }
}

/// The conditions on figures that the rows of a space refer to.
final class FigureConditions {
  private(set) var all: [FigureCondition] = []
  private var places: [FigureCondition: Int] = [:]

  func place(of condition: FigureCondition) -> Int {
    if let known = places[condition] { return known }
    all.append(condition)
    places[condition] = all.count - 1
    return all.count - 1
  }
}
