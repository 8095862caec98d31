package import PolicyModel
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
  package enum Operation: Sendable, Hashable, BitwiseCopyable {
    /// `constant`.
    case constant
    /// The input `first`.
    case input
    /// The value `first`.
    case value
    case add, subtract, multiply, divide, negate
    /// `first` times `constant`: a finer scale.
    case rescale
    /// `first` rounded in a mode, to what the target makes of `constant`.
    case round(RoundingMode, RoundingTarget)
    case minimum, maximum
    case equal, notEqual, less, lessOrEqual
    /// Whether the code `first` is in the list `second` on the date `third` (-1: always).
    case inList
    /// Whether bit `constant` is set.
    case has
    /// Whether the text input `first` begins with the string `second`.
    case startsWith
    case and, or, not
    /// Whole units from the date `first` to the date `second` by the span rule `third`, rounded in a mode.
    case spanWhole(RoundingMode)
    /// The exact quotient of the same.
    case spanExact
    /// The date `first` and `second` times `constant` days.
    case addDays
    /// The date `first` and `second` times `constant` months.
    case addMonths
    /// A part of the date `first`; of the weekday, `constant` is the word for Monday.
    case datePart(ExpressionSyntax.DatePart)
    /// The day `second` in the month of the date `first`.
    case dayInMonth
    /// `first` over the lines.
    case aggregate(ExpressionSyntax.Aggregate)
    /// The share of the current line by the spread rule `third`.
    case spread
    /// The result of the table `first`.
    case table
    /// The function `first` with `third` operands from `second` on; a period among them is in this unit.
    case call(period: SpanUnit)
    /// A state of the case `second` of the value `first`; `constant` is the case that overrules.
    case ruleState(RuleQuestion)

    /// Whether it reads the value in `first`, or a rule of it.
    package var readsValue: Bool {
      switch self {
      case .value, .ruleState: true
      default: false
      }
    }

    /// Whether it brings lines together.
    package var isAggregate: Bool { if case .aggregate = self { true } else { false } }

    /// Whether it brings lines together, or takes an amount to them.
    package var crossesLines: Bool {
      isAggregate || self == .spread
    }

    /// Whether it is an aggregate that is, of a single line, what it is of that line.
    package var isOneLineIdentity: Bool {
      switch self {
      case .aggregate(.sum), .aggregate(.highest), .aggregate(.lowest): true
      default: false
      }
    }
  }
}

/// What an amount is rounded to.
package enum RoundingTarget: Sendable, Hashable, BitwiseCopyable, CaseIterable {
  /// A multiple of the node's constant.
  case multiple
  /// The minor unit of the order's currency; the node's constant says nothing.
  case minorUnit
  /// A coarser scale: the quotient by the node's constant is kept.
  case quotient
}

/// The states of a rule that a node can ask for.
package enum RuleQuestion: Sendable, Hashable, BitwiseCopyable, CaseIterable { case applies, decides, overruledBy }

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
