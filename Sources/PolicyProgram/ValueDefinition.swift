package import Diagnostics
package import Quantities

/// A value with all its cases.
package struct ValueDefinition: Sendable {
  package var name: String
  package var title: String?
  /// The block word it came from.
  package var block: String
  package var type: ValueType
  package var isPerLine: Bool
  /// Base cases first, then exceptions, each after all it is to.
  package var cases: [CaseDefinition]
  package var baseCount: Int
  package var hasFinal: Bool
  /// Its block word promises that it does not fall where a whole number rises.
  package var risesWithQuantities = false
  /// A line of a price: no name an author can use.
  package var isStep: Bool
  package var range: SourceRange

  /// The result of its only case, if that holds for every order.
  package var plainResult: Int32? {
    cases.count == 1 && baseCount == 1 && cases[0].dateNode < 0 && cases[0].condition < 0 && cases[0].result >= 0
      ? cases[0].result : nil
  }

  package init(
    name: String, title: String? = nil, block: String, type: ValueType, isPerLine: Bool, cases: [CaseDefinition],
    baseCount: Int, hasFinal: Bool, risesWithQuantities: Bool = false, isStep: Bool, range: SourceRange
  ) {
    self.name = name
    self.title = title
    self.block = block
    self.type = type
    self.isPerLine = isPerLine
    self.cases = cases
    self.baseCount = baseCount
    self.hasFinal = hasFinal
    self.risesWithQuantities = risesWithQuantities
    self.isStep = isStep
    self.range = range
  }
}

/// One case of a value.
package struct CaseDefinition: Sendable {
  /// The exception's name; the value's own for its base.
  package var name: String
  package var title: String?
  /// Cases of the same value it is an exception to.
  package var targets: [Int]
  /// The node of its condition, or -1.
  package var condition: Int32
  /// The node of the date its window is read against, or -1.
  package var dateNode: Int32
  package var firstDay: Int128
  package var lastDay: Int128
  package var reviewBy: CalendarDate?
  package var isOtherwise: Bool
  package var isFinal: Bool
  /// The node of its result, or -1 when it refuses.
  package var result: Int32
  package var refusal: TextTemplate?
  package var because: String?
  package var source: String?
  package var print: TextTemplate?
  package var steps: [StepDefinition]
  package var range: SourceRange

  package init(
    name: String, title: String? = nil, targets: [Int], condition: Int32, dateNode: Int32, firstDay: Int128,
    lastDay: Int128, reviewBy: CalendarDate? = nil, isOtherwise: Bool, isFinal: Bool, result: Int32,
    refusal: TextTemplate? = nil, because: String? = nil, source: String? = nil, print: TextTemplate? = nil,
    steps: [StepDefinition], range: SourceRange
  ) {
    self.name = name
    self.title = title
    self.targets = targets
    self.condition = condition
    self.dateNode = dateNode
    self.firstDay = firstDay
    self.lastDay = lastDay
    self.reviewBy = reviewBy
    self.isOtherwise = isOtherwise
    self.isFinal = isFinal
    self.result = result
    self.refusal = refusal
    self.because = because
    self.source = source
    self.print = print
    self.steps = steps
    self.range = range
  }
}

/// A line of a price.
package struct StepDefinition: Sendable {
  package var value: Int
  package var label: String
  package var rounding: RoundingMode
  package var range: SourceRange

  package init(
    value: Int, label: String, rounding: RoundingMode, range: SourceRange
  ) {
    self.value = value
    self.label = label
    self.rounding = rounding
    self.range = range
  }
}
