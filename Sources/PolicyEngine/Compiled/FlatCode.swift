import Quantities

/// Code with its tables in plain memory, for one order: nothing is counted and no lane is asked on its way.
final class FlatCode: @unchecked Sendable {
  let steps: FlatBuffer<Instruction>
  let divisors: FlatBuffer<FlatDivisor>
  let arrays: FlatBuffer<FlatArray>

  init(_ instructions: [Instruction], _ tables: CodeTables) {
    steps = FlatBuffer(instructions)
    divisors = FlatBuffer(tables.divisors.map { FlatDivisor($0) })
    arrays = FlatBuffer(
      tables.arrays.map { array in
        let elements = UnsafeMutablePointer<Int64>.allocate(capacity: max(1, array.count))
        for index in 0..<array.count { elements[index] = array.element(index) }
        return FlatArray(elements: elements, count: array.count)
      })
  }

  deinit {
    steps.deallocate()
    divisors.deallocate()
    for index in 0..<arrays.count { arrays[index].elements.deallocate() }
    arrays.deallocate()
  }
}

/// Numbers known at load, in 64 bits.
struct FlatArray: BitwiseCopyable {
  var elements: UnsafeMutablePointer<Int64>
  var count: Int

  /// How many of a few ascending elements are not above a value.
  @inline(__always)
  func countBelow(_ value: Int64) -> Int64 {
    var found: Int64 = 0
    for index in 0..<count { found &+= elements[index] <= value ? 1 : 0 }
    return found
  }

  /// The same of many.
  @inline(__always)
  func searchBelow(_ value: Int64) -> Int64 {
    var (lower, upper) = (0, count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if elements[middle] <= value { lower = middle + 1 } else { upper = middle }
    }
    return Int64(lower)
  }
}

/// A ``Divisor`` without reference to its mode's name.
struct FlatDivisor: BitwiseCopyable {
  var value: Int64
  var factor: UInt64
  var shift: UInt64
  var half: Int64
  var mode: Int32
  /// Dividends are never negative and half the divisor is added.
  var isHalfUp: Bool

  init(_ divisor: Divisor) {
    value = divisor.value
    factor = divisor.factor
    shift = divisor.shift
    half = divisor.value / 2
    mode = Int32(RoundingMode.allCases.firstIndex(of: divisor.mode) ?? 0)
    isHalfUp = divisor.isPlain && divisor.mode == .halfUp
  }

  @inline(__always)
  func divided(_ number: Int64) -> Int64 {
    guard isHalfUp else { return rounded(number) }
    return Int64(bitPattern: UInt64(bitPattern: number &+ half).multipliedFullWidth(by: factor).high >> shift)
  }

  @inline(never)
  private func rounded(_ number: Int64) -> Int64 {
    Int64(truncatingIfNeeded: Evaluator.roundingMode(mode).quotient(Int128(number), Int128(value)))
  }
}
