import Quantities

/// A piece of SQL, with all that is known of it when it is written.
struct Expression {
  var text: String
  /// Whether it stands anywhere without brackets.
  var isAtom: Bool
  /// Whether it is a column's name.
  var isColumn = false
  /// The last layer whose columns it reads.
  var layer: Int
  var kind: Kind
  /// A number or a truth (1 and 0) that is the same for every order.
  var constant: Int128?

  enum Kind {
    /// A whole number within bounds. A wide one has the dialect's type beyond 64 bits.
    case number(Interval, isWide: Bool)
    case truth
    case text
    /// A date between two day numbers.
    case date(Interval)
  }

  init(_ text: String, isAtom: Bool = false, layer: Int, _ kind: Kind, constant: Int128? = nil) {
    self.text = text
    self.isAtom = isAtom
    self.layer = layer
    self.kind = kind
    self.constant = constant
  }

  /// A literal number. Its type in the database is left open; ``Arithmetic`` never lets two literals meet.
  static func literal(_ value: Int128) -> Expression {
    Expression(
      value < 0 ? "(\(value))" : "\(value)", isAtom: true, layer: 0, .number(Interval(value, value), isWide: false),
      constant: value)
  }

  static func truth(_ value: Bool) -> Expression {
    Expression(value ? "TRUE" : "FALSE", isAtom: true, layer: 0, .truth, constant: value ? 1 : 0)
  }

  /// As an operand of an operator.
  var operand: String { isAtom ? text : "(\(text))" }
  /// Whether it can be read several times as it is.
  var isPlain: Bool { isColumn || constant != nil }
  var isTrue: Bool { if case .truth = kind { constant == 1 } else { false } }
  var isFalse: Bool { if case .truth = kind { constant == 0 } else { false } }

  var interval: Interval {
    switch kind {
    case .number(let interval, _), .date(let interval): interval
    case .truth, .text: Interval(0, 1)
    }
  }
  var isWide: Bool { if case .number(_, let isWide) = kind { isWide } else { false } }
  var isNumber: Bool { if case .number = kind { true } else { false } }
}

/// The least and the greatest value of an expression.
struct Interval: Equatable {
  var lower: Int128
  var upper: Int128

  /// The greatest number that all databases hold: 38 digits.
  static let limit: Int128 = 99_999_999_999_999_999_999_999_999_999_999_999_999

  init(_ lower: Int128, _ upper: Int128) {
    self.lower = lower
    self.upper = upper
  }

  /// Nil where a bound is beyond the limit.
  private init?(checked bounds: [(Int128, Bool)]) {
    guard !bounds.contains(where: { $0.1 || $0.0.magnitude > Self.limit.magnitude }) else { return nil }
    let values = bounds.map(\.0)
    self.init(values.min() ?? 0, values.max() ?? 0)
  }

  var isNarrow: Bool { lower >= Int128(Int64.min) + 1 && upper <= Int128(Int64.max) }
  var isNotNegative: Bool { lower >= 0 }
  var magnitude: Int128 { Int128(max(lower.magnitude, upper.magnitude)) }
  /// Decimal digits of the greatest magnitude.
  var digits: Int { String(magnitude).utf8.count }

  func plus(_ other: Interval) -> Interval? {
    Interval(checked: [lower.addingReportingOverflow(other.lower), upper.addingReportingOverflow(other.upper)])
  }

  func minus(_ other: Interval) -> Interval? { plus(Interval(-other.upper, -other.lower)) }

  func times(_ other: Interval) -> Interval? {
    Interval(
      checked: [
        lower.multipliedReportingOverflow(by: other.lower), lower.multipliedReportingOverflow(by: other.upper),
        upper.multipliedReportingOverflow(by: other.lower), upper.multipliedReportingOverflow(by: other.upper),
      ])
  }

  /// Of quotients toward zero; the divisor is positive.
  func divided(by other: Interval) -> Interval {
    let divisors = [max(1, other.lower), max(1, other.upper)]
    let quotients = divisors.flatMap { [lower / $0, upper / $0] }
    return Interval(quotients.min() ?? 0, quotients.max() ?? 0)
  }

  func union(_ other: Interval) -> Interval { Interval(min(lower, other.lower), max(upper, other.upper)) }
}
