/// What one variable can still be: a closed interval of whole numbers, or a set of up to 256 positions.
///
/// Which of the two it is, its ``Variable`` says. An interval is empty where its lower end is above its upper one.
struct Domain: BitwiseCopyable, Equatable {
  /// An interval's ends in the first two lanes, or the bits of a set.
  var lanes: SIMD4<UInt64>

  /// The most positions of a set.
  static let width = 256

  init(lanes: SIMD4<UInt64>) { self.lanes = lanes }

  @inline(__always)
  init(_ lower: Int64, _ upper: Int64) {
    lanes = SIMD4(UInt64(bitPattern: lower), UInt64(bitPattern: upper), 0, 0)
  }

  /// The set of one position.
  init(position: Int) {
    lanes = .zero
    lanes[position >> 6] = 1 << UInt64(position & 63)
  }

  /// The set of the first so many positions.
  init(first count: Int) {
    lanes = .zero
    for position in 0..<count { lanes[position >> 6] |= 1 << UInt64(position & 63) }
  }

  // MARK: As an interval

  var lower: Int64 {
    @inline(__always) get { Int64(bitPattern: lanes[0]) }
    set { lanes[0] = UInt64(bitPattern: newValue) }
  }
  var upper: Int64 {
    @inline(__always) get { Int64(bitPattern: lanes[1]) }
    set { lanes[1] = UInt64(bitPattern: newValue) }
  }

  // MARK: As a set

  static let noPosition = Domain(lanes: .zero)

  @inline(__always)
  func contains(position: Int) -> Bool { lanes[position >> 6] >> UInt64(position & 63) & 1 != 0 }

  mutating func insert(position: Int) { lanes[position >> 6] |= 1 << UInt64(position & 63) }

  var positionCount: Int {
    lanes[0].nonzeroBitCount + lanes[1].nonzeroBitCount + lanes[2].nonzeroBitCount + lanes[3].nonzeroBitCount
  }

  /// The lowest position; -1 for none.
  var firstPosition: Int {
    for lane in 0..<4 where lanes[lane] != 0 { return lane * 64 + lanes[lane].trailingZeroBitCount }
    return -1
  }

  /// The highest position; -1 for none.
  var lastPosition: Int {
    for lane in [3, 2, 1, 0] where lanes[lane] != 0 { return lane * 64 + 63 - lanes[lane].leadingZeroBitCount }
    return -1
  }

  var positions: [Int] {
    var found: [Int] = []
    for lane in 0..<4 {
      var bits = lanes[lane]
      while bits != 0 {
        found.append(lane * 64 + bits.trailingZeroBitCount)
        bits &= bits - 1
      }
    }
    return found
  }

  // MARK: Either

  @inline(__always)
  func isEmpty(_ isSet: Bool) -> Bool { isSet ? lanes == .zero : lower > upper }

  @inline(__always)
  func intersection(_ other: Domain, _ isSet: Bool) -> Domain {
    isSet ? Domain(lanes: lanes & other.lanes) : Domain(max(lower, other.lower), min(upper, other.upper))
  }

  @inline(__always)
  func isDisjoint(_ other: Domain, _ isSet: Bool) -> Bool {
    isSet ? lanes & other.lanes == .zero : lower > other.upper || upper < other.lower
  }

  /// Whether everything in it is in the other.
  @inline(__always)
  func isInside(_ other: Domain, _ isSet: Bool) -> Bool {
    isSet ? lanes & ~other.lanes == .zero : lower >= other.lower && upper <= other.upper
  }

  /// Its least and its greatest coordinate.
  func ends(_ isSet: Bool) -> (lower: Int64, upper: Int64) {
    if !isSet { return (lower, upper) }
    return (Int64(firstPosition), Int64(lastPosition))
  }

  /// Whether it is one point.
  @inline(__always)
  func isPoint(_ isSet: Bool) -> Bool { isSet ? positionCount == 1 : lower == upper }

  /// What is left without the other: for a set one piece, for an interval up to two.
  func subtracting(_ other: Domain, _ isSet: Bool) -> (first: Domain, second: Domain?) {
    if isSet { return (Domain(lanes: lanes & ~other.lanes), nil) }
    if isDisjoint(other, false) { return (self, nil) }
    let below = Domain(lower, other.lower > lower ? other.lower - 1 : lower - 1)
    let above = Domain(other.upper < upper ? other.upper + 1 : upper + 1, upper)
    if below.lower > below.upper { return (above, nil) }
    return above.lower > above.upper ? (below, nil) : (below, above)
  }

  /// Whether a coordinate lies in it.
  @inline(__always)
  func contains(_ coordinate: Int64, _ isSet: Bool) -> Bool {
    isSet ? contains(position: Int(coordinate)) : coordinate >= lower && coordinate <= upper
  }

  /// The coordinate in it that is nearest to one wished for; of a set, the lowest where the wish is not in it.
  func nearest(to wish: Int64, _ isSet: Bool) -> Int64 {
    if isSet { return contains(position: Int(wish)) ? wish : Int64(firstPosition) }
    return min(max(wish, lower), upper)
  }

  /// A set cut in two, the half with a position first.
  func halves(_ home: Int64) -> [Domain] {
    let positions = positions
    var (first, second) = (Domain.noPosition, Domain.noPosition)
    for (index, position) in positions.enumerated() {
      if index < positions.count / 2 { first.insert(position: position) } else { second.insert(position: position) }
    }
    return second.contains(position: Int(home)) ? [second, first] : [first, second]
  }
}
