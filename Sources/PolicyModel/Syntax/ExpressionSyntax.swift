public import Diagnostics
public import Quantities

/// One expression or condition as its author wrote it.
///
/// Two expressions are equal when they say the same; where they stand does not matter.
public struct ExpressionSyntax: Sendable, Equatable {
  /// What is said.
  public var kind: Kind
  /// Where it is said.
  public var range: SourceRange

  /// - Parameters:
  ///   - kind: What is said.
  ///   - range: Where it is said.
  public init(_ kind: Kind, _ range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  public static func == (left: Self, right: Self) -> Bool { left.kind == right.kind }

  /// The forms of an expression. Conditions are expressions whose answer is yes or no.
  public indirect enum Kind: Sendable, Equatable {
    case number(ExactDecimal)
    /// A number with its unit: `3 licences`, `10 EUR`, `9.90 EUR per licence per month`.
    case quantity(ExactDecimal, UnitSyntax)
    case percent(ExactDecimal)
    case date(CalendarDate)
    case text(String)
    /// An upper-case code: a country or a currency.
    case code(String)
    /// A name, or a word of a list: which of the two is settled by the types.
    case word(String)
    /// A name that lives in one block, such as `what is left`.
    case local(String)
    case bracket(ExpressionSyntax)
    case negative(ExpressionSyntax)
    case binary(BinaryOperator, ExpressionSyntax, ExpressionSyntax)
    case aggregate(Aggregate, ExpressionSyntax)
    /// `highest of (a, b)` and `lowest of (a, b)`.
    case pick(highest: Bool, [ExpressionSyntax])
    case span(SpanSyntax)
    case datePart(DatePart, ExpressionSyntax)
    /// `day N in the month of D`: that day, or the month's last.
    case dayInMonth(ExpressionSyntax, ExpressionSyntax)
    case rounded(ExpressionSyntax, RoundingSyntax)
    /// `E, at least F` (a lower bound) or `E, at most F`.
    case bounded(ExpressionSyntax, atLeast: Bool, ExpressionSyntax)
    case spread(SpreadSyntax)
    /// A plugin's function with its arguments in the order of its phrase.
    case call(String, [ExpressionSyntax])
    case test(ExpressionSyntax, PredicateSyntax, negated: Bool)
    case and([ExpressionSyntax])
    case or([ExpressionSyntax])
    case not(ExpressionSyntax)
    case rule(Word, RuleState)
  }

  /// The operators between two expressions. `of` takes a percentage of an amount.
  public enum BinaryOperator: String, Sendable, Equatable {
    case add = "+"
    case subtract = "-"
    case multiply = "×"
    case divide = "/"
    case percentOf = "of"
  }

  /// What brings a value of the lines to the order.
  public enum Aggregate: String, Sendable, Equatable, CaseIterable, BitwiseCopyable {
    case sum = "sum of"
    case count = "count of"
    case highest = "highest of"
    case lowest = "lowest of"
    case any
    case all
  }

  /// The parts of a date that can be asked for.
  public enum DatePart: String, Sendable, Equatable, CaseIterable, BitwiseCopyable {
    case month, weekday, year, day
  }
}

/// A word with its place.
public struct Word: Sendable, Equatable {
  public var text: String
  public var range: SourceRange

  public init(_ text: String, _ range: SourceRange) {
    self.text = text
    self.range = range
  }

  public static func == (left: Self, right: Self) -> Bool { left.text == right.text }
}

/// A unit as written after a number: `EUR per licence per month`.
public struct UnitSyntax: Sendable, Equatable {
  /// The unit counted, or nil for a bare `per …`.
  public var counted: Word?
  /// The units it is per.
  public var per: [Word]

  public init(counted: Word?, per: [Word] = []) {
    self.counted = counted
    self.per = per
  }
}

/// `rounded MODE to STEP`.
public struct RoundingSyntax: Sendable, Equatable {
  public var mode: RoundingMode
  public var step: Step
  public var range: SourceRange
  /// Where the step stands.
  public var stepRange: SourceRange

  /// What is rounded to.
  public enum Step: Sendable, Equatable {
    /// The minor unit of the order's currency.
    case cent
    /// Whole things, with the unit if it was named: `whole months`.
    case whole(Word?)
    /// A step with or without its unit or currency: `0.05 CHF`, `0.01`.
    case multiple(ExactDecimal, Word?)
    /// A step of percentage points: `0.1%`.
    case percent(ExactDecimal)
    /// What the amount ends in, with or without its currency: `end in 0.99`.
    case ending(ExactDecimal, Word?)
  }

  public init(mode: RoundingMode, step: Step, range: SourceRange, stepRange: SourceRange? = nil) {
    self.mode = mode
    self.step = step
    self.range = range
    self.stepRange = stepRange ?? range
  }

  public static func == (left: Self, right: Self) -> Bool { left.mode == right.mode && left.step == right.step }
}

/// `months from A until B`, with how it is counted and rounded.
public struct SpanSyntax: Sendable, Equatable {
  public var unit: SpanUnit
  public var from: ExpressionSyntax
  public var end: ExpressionSyntax
  /// `through` counts the end day, `until` does not.
  public var countsEnd: Bool
  public var countedBack: Bool
  /// `in months of N days`, or nil for the calendar's months.
  public var monthDays: Int?
  public var rounding: RoundingMode?

  public init(
    unit: SpanUnit, from: ExpressionSyntax, end: ExpressionSyntax, countsEnd: Bool, countedBack: Bool = false,
    monthDays: Int? = nil, rounding: RoundingMode? = nil
  ) {
    self.unit = unit
    self.from = from
    self.end = end
    self.countsEnd = countsEnd
    self.countedBack = countedBack
    self.monthDays = monthDays
    self.rounding = rounding
  }
}

/// `spread X over Y`: an order's amount taken to its lines.
public struct SpreadSyntax: Sendable, Equatable {
  public var amount: ExpressionSyntax
  public var weight: ExpressionSyntax
  public var leftover: Leftover
  /// `each at most Z`.
  public var cap: ExpressionSyntax?

  /// Who gets the minor units that do not divide.
  public enum Leftover: String, Sendable, Equatable {
    case largestRemainder
    case first
    case largest
  }

  public init(amount: ExpressionSyntax, weight: ExpressionSyntax, leftover: Leftover, cap: ExpressionSyntax?) {
    self.amount = amount
    self.weight = weight
    self.leftover = leftover
    self.cap = cap
  }
}

/// What stands after `is`, and in a key cell.
public enum PredicateSyntax: Sendable, Equatable {
  case equals(ExpressionSyntax)
  case between(ExpressionSyntax, ExpressionSyntax, lowerOpen: Bool)
  case compare(Comparison, ExpressionSyntax)
  case inList(Word)
  case has(Word)
  case startsWith(String)

  /// The one-sided comparisons, by the words that say them.
  public enum Comparison: String, Sendable, Equatable, CaseIterable {
    case orMore = "or more"
    case orLess = "or less"
    case orLater = "or later"
    case orEarlier = "or earlier"
    case over, under, before, after
  }
}

/// What can be asked about a rule in collected effects and in tests.
public enum RuleState: Sendable, Equatable {
  case applies
  case decides
  case overruled(by: Word)
}
