/// Why an evaluation has no result: kept as figures, put into words only when somebody asks.
struct RefusalRecord {
  var kind: Kind
  /// The node, value or table where it came up, as the kind has it.
  var site: Int32
  /// Cases or rows involved.
  var first: Int32 = -1
  var second: Int32 = -1
  var line: Int32
  /// The figures involved.
  var left = Ratio(0)
  var right = Ratio(0)
  /// What a plugin's function said.
  var words: String?

  enum Kind: UInt8 {
    /// A node: its operands `left` and `right` are too large.
    case tooLarge
    /// A node: `left` divided by nothing.
    case divisionByZero
    /// A value: no case applies.
    case noCase
    /// A value: the cases `first` and `second` both decide.
    case clash
    /// A value: the case `first` refuses.
    case caseRefuses
    /// A table: no row fits.
    case noRow
    /// A table: the rows `first` and `second` both fit.
    case rowClash
    /// A table: the row `first` refuses.
    case rowRefuses
    /// A table: what holds where no row fits refuses.
    case otherwiseRefuses
    /// A table: its rows, `left` and `right` among them, come to too much together.
    case rowsTooLarge
    /// A node: a date past the ends of the calendar.
    case noSuchDate
    /// A node: the month has no such day; `left` is the date, `right` the months.
    case noSuchDay
    /// A node: the highest or lowest of no line.
    case noLine
    /// A node: an amount cannot be spread, since its figures are too large.
    case notSpread
    /// A node: an amount cannot be spread, since no line has a weight.
    case noWeight
    /// A node: a plugin's function refused.
    case function
    /// A node: a part where a whole number is needed.
    case notWhole
  }

  /// Whether it is the same refusal, met twice.
  func isSame(as other: RefusalRecord) -> Bool {
    kind == other.kind && site == other.site && line == other.line && first == other.first && second == other.second
  }
}
