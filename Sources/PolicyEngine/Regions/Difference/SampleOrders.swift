import PolicyLanguage
import PolicyProgram
import Quantities

/// Orders that are likely to show what differs, always the same: ends of ranges, edges of rules, last days of months.
struct SampleOrders: Sequence, IteratorProtocol {
  private let space: Space
  private let dates: Set<Int>
  private var state: UInt64 = 0x2545_F491_4F6C_DD1D
  private var left = 4_000

  init(_ space: Space, _ program: Program) {
    self.space = space
    let names = Set(program.inputs.filter { $0.type == .date }.map(\.name))
    dates = Set(space.variables.indices.filter { names.contains(space.variables[$0].name) })
  }

  mutating func next() -> [Int64]? {
    guard left > 0 else { return nil }
    left -= 1
    return space.variables.indices.map { coordinate($0) }
  }

  private mutating func random(_ count: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(Swift.max(1, count)))
  }

  private mutating func coordinate(_ index: Int) -> Int64 {
    let variable = space.variables[index]
    if variable.isSet { return Int64(variable.full.positions[random(variable.full.positions.count)]) }
    let (lower, upper) = (variable.full.lower, variable.full.upper)
    func clamped(_ coordinate: Int64) -> Int64 { Swift.min(Swift.max(coordinate, lower), upper) }
    if dates.contains(index) {
      // Some years around one in which today's rules hold.
      let month = CalendarDate(year: 2024 + random(5), month: 1 + random(12), day: 1)
      let length = month.map { CalendarDate.daysInMonth(year: $0.year, month: $0.month) } ?? 28
      let day = random(2) == 0 ? length - random(2) : 1 + random(length)
      return clamped(Int64((month?.dayNumber ?? 0) + day - 1))
    }
    switch random(4) {
    case 0 where !variable.edges.isEmpty:
      return clamped(variable.edges[random(variable.edges.count)] - Int64(random(2)))
    case 1: return random(2) == 0 ? lower : upper
    case 2: return clamped(lower + Int64(random(100)))
    default:
      let width = upper - lower
      return width <= 0 ? lower : lower + Int64(random(Int(Swift.min(width, 1 << 40)) + 1))
    }
  }
}
