/// How wide a register is: what its range at load allows.
enum Lane: UInt8, BitwiseCopyable, Comparable {
  /// 0 to 255: yes and no, codes, classes.
  case byte
  /// Dates, counts, places in tables.
  case int
  /// Money.
  case long

  /// The narrowest lane for a range.
  init(_ range: ClosedRange<Int64>) {
    if range.lowerBound >= 0, range.upperBound <= 255 {
      self = .byte
    } else if range.lowerBound >= Int64(Int32.min), range.upperBound <= Int64(Int32.max) {
      self = .int
    } else {
      self = .long
    }
  }

  var byteCount: Int { self == .byte ? 1 : self == .int ? 4 : 8 }

  static func < (left: Lane, right: Lane) -> Bool { left.rawValue < right.rawValue }
}

/// One step of compiled code. Register machine and column kernels run the same ones.
///
/// Every step is total: whatever its operands are within their ranges, it gives a result within its own. An operand -1
/// is `constant`.
struct Instruction: BitwiseCopyable {
  var operation: Operation
  /// The lane of the operands; of a `select`, of what is chosen from; of a `gather`, of the result.
  var lane: Lane
  /// The lane of the operand that a `convert`, a `gather` or a class reads.
  var source: Lane = .long
  /// Whether it runs once for each line.
  var isPerLine = false
  var result: Int32 = -1
  /// The second result: what overflowed or has no result, as a byte; the denominator of an exact span.
  var other: Int32 = -1
  var first: Int32 = -1
  var second: Int32 = -1
  var third: Int32 = -1
  /// Where its array, divisor, span, function or probe is.
  var table: Int32 = -1
  var constant: Int64 = 0

  enum Operation: UInt8, BitwiseCopyable {
    /// Fills a register.
    case constant
    case convert
    // Proven by ranges to fit.
    case add, subtract, multiply
    // Not proven: `other` tells where the result did not fit.
    case addChecked, subtractChecked, multiplyChecked
    case minimum, maximum
    case equal, less, lessOrEqual
    case and, or, andNot, not
    /// `second` where `first`, else `third`.
    case select
    /// By the divisor `table`, rounded.
    case divide
    /// By the register `second`, rounded in the mode `constant`; it is positive, or `other` is set.
    case divideBy
    /// Bit `constant`.
    case bit
    /// How many cuts of the array `table` are not above it, times `constant`.
    case countCuts
    /// The same by bisection.
    case searchCuts
    /// The element of the array `table` at `first` minus `constant`.
    case gather
    /// The place of the row that fits, by the probe `table`.
    case probe
    /// A date as its parts, see ``PackedDate``.
    case packDate
    /// Whole calendar months between two packed dates, a part counted as one; `constant` is 1 where that goes away from
    /// nothing also backward.
    case monthsUp
    /// By the span `table`, rounded in the mode `constant`.
    case span
    /// By the span `table`: numerator and denominator (`other`).
    case spanExact
    case addMonths
    /// The part `constant` of a date; `weekday` counts from 0.
    case datePart
    case dayInMonth
    /// Whether the text with the code `first` begins with the program's string `table`.
    case startsWith
    /// The share of each line by the spread `table`: operands from `first` on are the amount, its smallest part, the weight
    /// and, of four, the cap.
    case spread
    /// The plugin's function `table` of operands from `first` on, `second` of them.
    case call
    // Made of others for one order: see ``FlatFusion``.
    /// The element at `first` times `constant`, plus `second`.
    case lookup
    /// How many of four, or eight, cuts are not above it.
    case countFour, countEight
    // Between an order and its lines.
    case toLines, lineCount, firstLine, sum, sumChecked, any, lowest, highest
  }
}
