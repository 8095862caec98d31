package import Quantities

/// One operation of the flat program. Its operands are nodes before it.
package struct Node: Sendable {
  package var operation: Operation
  package var first: Int32
  package var second: Int32
  package var third: Int32
  /// A constant, a factor, a step or a bit, as the operation has it.
  package var constant: Int128

  package init(_ operation: Operation, _ first: Int = -1, _ second: Int = -1, _ third: Int = -1, constant: Int128 = 0) {
    self.operation = operation
    self.first = Int32(first)
    self.second = Int32(second)
    self.third = Int32(third)
    self.constant = constant
  }

  /// What a node does. All amounts that meet in one operation have the same scale.
  package enum Operation: UInt8, Sendable, BitwiseCopyable {
    /// `constant`.
    case constant
    /// The input `first`.
    case input
    /// The value `first`.
    case value
    case add, subtract, multiply, divide, negate
    /// `first` times `constant`: a finer scale.
    case rescale
    /// `first` rounded in the mode `second` to a multiple of `constant`, or of the minor unit where `third` is 1;
    /// `third` 2 divides by `constant` and keeps the quotient (a coarser scale).
    case round
    case minimum, maximum
    case equal, notEqual, less, lessOrEqual
    /// Whether the code `first` is in the list `second` on the date `third` (-1: always).
    case inList
    /// Whether bit `constant` is set.
    case has
    /// Whether the text input `first` begins with the string `second`.
    case startsWith
    case and, or, not
    /// Whole units from the date `first` to the date `second` by the span rule `third`, rounded in the mode `constant`.
    case spanWhole
    /// The exact quotient of the same.
    case spanExact
    /// The date `first` and `second` times `constant` days.
    case addDays
    /// The date `first` and `second` times `constant` months.
    case addMonths
    /// The part `second` of the date `first`.
    case datePart
    /// The day `second` in the month of the date `first`.
    case dayInMonth
    /// The aggregate `second` of `first` over the lines.
    case aggregate
    /// The share of the current line by the spread rule `third`.
    case spread
    /// The result of the table `first`.
    case table
    /// The function `first` with `third` operands from `second` on; `constant` is the unit of its period.
    case call
    /// The state `third` of the case `second` of the value `first`; `constant` the case that overrules.
    case ruleState
  }
}

/// The states of a rule that a node can ask for.
package enum RuleQuestion: Int, Sendable { case applies, decides, overruledBy }

/// How a span is counted: ``Node/Operation-swift.enum/spanWhole`` points here.
package struct SpanDefinition: Sendable, Hashable {
  package var rule: SpanRule
  /// `through`: one more day.
  package var countsEnd: Bool

  package init(rule: SpanRule, countsEnd: Bool) {
    self.rule = rule
    self.countsEnd = countsEnd
  }
}

/// How an amount is taken to the lines.
package struct SpreadDefinition: Sendable {
  package var amount: Int32
  package var weight: Int32
  package var cap: Int32
  package var leftover: Leftover
  /// The smallest part of what is spread, in units of its scale; 0 for the minor unit of the currency.
  package var step: Int128

  package init(
    amount: Int32, weight: Int32, cap: Int32, leftover: Leftover, step: Int128
  ) {
    self.amount = amount
    self.weight = weight
    self.cap = cap
    self.leftover = leftover
    self.step = step
  }

  package enum Leftover: Sendable { case largestRemainder, first, largest }
}
