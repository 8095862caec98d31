/// A condition: where it is known to hold, and where it is not known. Bytes; never both.
struct Truth {
  var yes: Int32
  var unknown: Int32
}

/// A number, code or date over its denominator, and where it is not known: an input is missing, something was refused, or
/// it did not fit. Such orders are priced by the ``Evaluator``, which has the last word.
struct Number {
  var numerator: Int32
  /// Positive; the constant 1 for all but ratios.
  var denominator: Int32
  var unknown: Int32
}

/// What a node or a value became.
enum Lowered {
  case truth(Truth)
  case number(Number)

  var unknown: Int32 {
    switch self {
    case .truth(let truth): truth.unknown
    case .number(let number): number.unknown
    }
  }
}

/// Whether an input is given by the orders that code is made for.
enum Presence: UInt8, Hashable, Sendable {
  case always, never, varies
}
