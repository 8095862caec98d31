package import PolicyEngine
import PolicyLanguage
package import PolicyProgram
import Quantities

/// Random orders for a program, with answers where its rules change first: every constant it compares with, every end of a
/// range, and their neighbours.
package struct EdgeOrders {
  private let program: Program
  private var edges: [Int128] = []
  private var random: SplitMix

  package init(_ program: Program, seed: UInt64) {
    self.program = program
    random = SplitMix(state: seed)
    var found = Set<Int128>()
    for node in program.nodes where node.operation == .constant {
      found.formUnion([-1, 0, 1].map { node.constant &+ $0 })
    }
    for table in program.tables {
      for bound in table.lowers.prefix(2_000) + table.uppers.prefix(2_000) where bound != .min && bound != .max {
        found.formUnion([Int128(bound), Int128(bound) - 1, Int128(bound) + 1])
      }
    }
    for list in program.lists {
      for entry in list.entries { found.formUnion([entry.firstDay, entry.lastDay &+ 1]) }
    }
    edges = found.sorted()
  }

  /// - Parameter isSingleLine: One line, instead of one to three.
  package mutating func order(isSingleLine: Bool) -> BoundOrder {
    let lines = isSingleLine ? 1 : Int(random.next() % 3) + 1
    var order = BoundOrder(lineCount: lines)
    let leavesOut = random.next() % 4 == 0
    for (index, input) in program.inputs.enumerated() {
      for line in 0..<(input.isPerLine ? lines : 1) {
        // Guarded inputs are often left out, and those with a default half the time.
        let isSeldom = input.defaultNode >= 0 || input.guardNode >= 0
        if isSeldom ? random.next() % 2 == 0 : leavesOut && random.next() % 8 == 0 { continue }
        guard let value = answer(input) else { continue }
        order.answers.append(.init(input: index, line: line, value: value))
      }
    }
    return order
  }

  private mutating func answer(_ input: InputDefinition) -> Int128? {
    func pick<T>(_ items: [T]) -> T { items[Int(random.next() % UInt64(items.count))] }
    switch input.type {
    case .yesNo: return Int128(random.next() % 2)
    case .word(let codes): return Int128(pick(codes))
    case .words(let codes): return Int128(random.next() % (1 << UInt64(min(codes.count, 62))))
    case .country: return Int128(random.next() % UInt64(Country.all.count))
    case .text: return program.strings.isEmpty ? nil : Int128(random.next() % UInt64(program.strings.count))
    case .unknown: return nil
    case .number, .date: break
    }
    if !input.allowed.isEmpty { return pick(input.allowed) }
    let step = max(1, input.step)
    func onStep(_ value: Int128) -> Int128 { input.lower + (value - input.lower) / step * step }
    switch random.next() % 8 {
    case 0: return input.lower
    case 1: return onStep(input.upper)
    case 2...5:
      let inside = edges.filter { $0 >= input.lower && $0 <= input.upper }
      if !inside.isEmpty { return onStep(pick(inside)) }
    default: break
    }
    let width = input.upper - input.lower
    guard width > 0 else { return input.lower }
    // Small answers as often as large ones.
    let size = random.next() % 2 == 0 ? min(width, 3_000) : width
    return onStep(input.lower + Int128(truncatingIfNeeded: random.next() >> 1) % (size + 1))
  }
}

/// A small generator of random numbers (splitmix64).
package struct SplitMix: RandomNumberGenerator {
  package var state: UInt64

  package init(state: UInt64) { self.state = state }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
