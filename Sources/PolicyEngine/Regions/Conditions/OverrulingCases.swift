import PolicyLanguage
import PolicyProgram

/// Which cases of a value go before which: found once, for values can have thousands of cases.
struct OverrulingCases {
  /// The exceptions to each case.
  private var exceptions: [[Int]]
  private let finals: [Int]
  private let isFinal: [Bool]

  /// A case that goes before another: as an exception to it, or because it is final.
  struct Case {
    var position: Int
    var isException: Bool
  }

  init(_ value: ValueDefinition) {
    exceptions = value.cases.map { _ in [] }
    for (position, item) in value.cases.enumerated() {
      for target in item.targets where exceptions[target].last != position { exceptions[target].append(position) }
    }
    isFinal = value.cases.map(\.isFinal)
    finals = value.cases.indices.filter { value.cases[$0].isFinal }
  }

  /// What goes before a case, in ascending order.
  func cases(over position: Int) -> [Case] {
    let own = exceptions[position]
    if finals.isEmpty || isFinal[position] { return own.map { Case(position: $0, isException: true) } }
    let exceptions = Set(own)
    return exceptions.union(finals).sorted().map { Case(position: $0, isException: exceptions.contains($0)) }
  }
}
