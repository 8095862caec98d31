/// How a number between two neighbours becomes one of them.
public enum RoundingMode: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  /// To the nearest; a tie goes away from zero.
  case halfUp
  /// To the nearest; a tie goes to the even neighbour.
  case halfEven
  /// To the nearest; a tie goes to the odd neighbour.
  case halfOdd
  /// To the nearest; a tie goes toward zero.
  case halfDown
  /// To the nearest; a tie goes to the greater neighbour.
  case halfCeiling
  /// To the nearest; a tie goes to the lesser neighbour.
  case halfFloor
  /// Away from zero.
  case up
  /// Toward zero.
  case down
  /// To the greater neighbour.
  case ceiling
  /// To the lesser neighbour.
  case floor

  /// The mode as it is written in a rule: `half up`.
  public var words: String {
    switch self {
    case .halfUp: "half up"
    case .halfEven: "half even"
    case .halfOdd: "half odd"
    case .halfDown: "half down"
    case .halfCeiling: "half ceiling"
    case .halfFloor: "half floor"
    case .up: "up"
    case .down: "down"
    case .ceiling: "ceiling"
    case .floor: "floor"
    }
  }

  /// The mode that does to a negative number what this one does to its magnitude.
  public var mirrored: RoundingMode {
    switch self {
    case .ceiling: .floor
    case .floor: .ceiling
    case .halfCeiling: .halfFloor
    case .halfFloor: .halfCeiling
    case .halfUp, .halfEven, .halfOdd, .halfDown, .up, .down: self
    }
  }

  /// The mode that is written so, with one blank between the words; nil when there is none.
  public init?(words: String) {
    guard let mode = Self.allCases.first(where: { $0.words == words }) else { return nil }
    self = mode
  }

  /// `numerator` / `denominator`, rounded exactly to a whole number; `denominator` must be positive. Never overflows.
  public func quotient(_ numerator: Int128, _ denominator: Int128) -> Int128 {
    precondition(denominator > 0, "a divisor must be positive")
    if let shortNumerator = Int64(exactly: numerator), let shortDenominator = Int64(exactly: denominator) {
      return Int128(rounded(shortNumerator, shortDenominator))
    }
    return rounded(numerator, denominator)
  }

  /// The division itself, for integers of one width. The remainder is compared with what is missing to the next
  /// whole, never doubled.
  @inline(__always)
  private func rounded<Number: FixedWidthInteger & SignedInteger>(_ numerator: Number, _ denominator: Number) -> Number
  {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    if remainder == 0 { return quotient }
    let part = remainder < 0 ? -remainder : remainder
    let missing = denominator - part
    let goesAway = goesAwayFromZero(
      part < missing ? .lessThanHalf : (part == missing ? .half : .moreThanHalf),
      isNegative: numerator < 0, isOdd: quotient & 1 == 1)
    return goesAway ? quotient + (numerator < 0 ? -1 : 1) : quotient
  }

  /// A part of a whole that is neither nothing nor everything.
  enum Part {
    case lessThanHalf, half, moreThanHalf
  }

  /// Whether a number with this part left over goes to the neighbour further from zero; `isOdd` speaks of the
  /// neighbour nearer to zero.
  @inline(__always)
  func goesAwayFromZero(_ part: Part, isNegative: Bool, isOdd: Bool) -> Bool {
    switch self {
    case .up: return true
    case .down: return false
    case .ceiling: return !isNegative
    case .floor: return isNegative
    case .halfUp, .halfEven, .halfOdd, .halfDown, .halfCeiling, .halfFloor: break
    }
    guard part == .half else { return part == .moreThanHalf }
    switch self {
    case .halfUp: return true
    case .halfEven: return isOdd
    case .halfOdd: return !isOdd
    case .halfCeiling: return !isNegative
    case .halfFloor: return isNegative
    case .halfDown, .up, .down, .ceiling, .floor: return false
    }
  }
}
