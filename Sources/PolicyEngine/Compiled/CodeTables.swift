import PolicyModel

/// What compiled code points into: arrays in the lanes of their elements, divisors, probes.
struct CodeTables: Sendable {
  private(set) var arrays: [CodeArray] = []
  private(set) var divisors: [Divisor] = []
  private(set) var probes: [ProbeTable] = []
  private var places: [[Int64]: Int32] = [:]

  mutating func add(_ array: [Int64]) -> Int32 {
    if let found = places[array] { return found }
    arrays.append(CodeArray(array))
    places[array] = Int32(arrays.count - 1)
    return Int32(arrays.count - 1)
  }

  mutating func add(_ divisor: Divisor) -> Int32 {
    divisors.append(divisor)
    return Int32(divisors.count - 1)
  }

  mutating func add(_ probe: ProbeTable) -> Int32 {
    probes.append(probe)
    return Int32(probes.count - 1)
  }
}

/// Numbers known at load, in the narrowest lane that holds them.
struct CodeArray: Sendable {
  let lane: Lane
  let range: ClosedRange<Int64>
  let elements: [Int64]

  init(_ elements: [Int64]) {
    range = (elements.min() ?? 0)...(elements.max() ?? 0)
    lane = Lane(range)
    self.elements = elements
  }
}

/// The same in plain memory.
struct LaneArray: BitwiseCopyable {
  let lane: Lane
  let count: Int
  let memory: UnsafeMutableRawPointer

  /// A copy; whoever makes it frees its memory.
  init(_ array: CodeArray) {
    lane = array.lane
    count = array.elements.count
    memory = .allocate(byteCount: max(16, array.elements.count * array.lane.byteCount), alignment: 16)
    for (index, element) in array.elements.enumerated() {
      switch lane {
      case .byte: memory.storeBytes(of: UInt8(element), toByteOffset: index, as: UInt8.self)
      case .int: memory.storeBytes(of: Int32(element), toByteOffset: index * 4, as: Int32.self)
      case .long: memory.storeBytes(of: element, toByteOffset: index * 8, as: Int64.self)
      }
    }
  }

  @inline(__always)
  func element(_ index: Int) -> Int64 {
    switch lane {
    case .byte: Int64(memory.load(fromByteOffset: index, as: UInt8.self))
    case .int: Int64(memory.load(fromByteOffset: index * 4, as: Int32.self))
    case .long: memory.load(fromByteOffset: index * 8, as: Int64.self)
    }
  }

  /// How many elements of an ascending array are not above a value.
  @inline(__always)
  func cutsBelow(_ value: Int64) -> Int {
    var (lower, upper) = (0, count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if element(middle) <= value { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }
}

/// Rows found by the class of one key, and told apart by the others.
struct ProbeTable: Sendable {
  /// The rows of class `c` are those from `starts[c]` to `starts[c + 1]`, in their order.
  var starts: [Int32]
  var rows: [Int32]
  /// The bounds of the other keys, row by row.
  var lowers: [Int64]
  var uppers: [Int64]
  var columnCount: Int
  var isFirstRow: Bool
  /// Rows that do not contradict each other have the same group.
  var groups: [Int32]
  /// Place 0 is no row, then each row, then the clash of two.
  var clash: Int32

  /// The place of the row that fits keys.
  @inline(__always)
  func place(_ keyClass: Int, _ key: (Int) -> Int64) -> Int32 {
    var found: Int32 = 0
    for position in starts[keyClass]..<starts[keyClass + 1] {
      let row = Int(rows[Int(position)])
      var fits = true
      for column in 0..<columnCount {
        let value = key(column)
        fits = fits && value >= lowers[row * columnCount + column] && value <= uppers[row * columnCount + column]
      }
      guard fits else { continue }
      if isFirstRow { return Int32(row) + 1 }
      if found == 0 {
        found = Int32(row) + 1
      } else if groups[Int(found) - 1] != groups[row] {
        return clash
      }
    }
    return found
  }
}
