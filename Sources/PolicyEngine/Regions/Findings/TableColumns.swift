import PolicyLanguage
import PolicyModel
import PolicyProgram

/// A table as a set of boxes over its keys: which of them meet, and whether together they leave something out.
struct TableColumns {
  let table: TableDefinition
  /// Every key is an input of its own.
  let areInputs: Bool
  private let columns: [Column]
  private let analysis: BookAnalysis
  /// The ends of each row and column, within what the key can be; empty where the lower end is above the upper one.
  private(set) var lowers: [Int64]
  private(set) var uppers: [Int64]

  private struct Column {
    var name: String
    /// What the key can be; in a set, its values.
    var lower: Int64
    var upper: Int64
    /// The values that a set has, in ascending order.
    var values: [Int64]
    /// The variable of an input, or -1.
    var variable: Int
  }

  init(_ table: TableDefinition, _ analysis: BookAnalysis) {
    self.table = table
    self.analysis = analysis
    let program = analysis.program
    let space = analysis.single.space
    let view = space.views[0]
    var columns: [Column] = []
    for place in 0..<table.columnCount {
      let node = place < table.keys.count ? table.keys[place] : table.dateNode
      let record = program.nodes[Int(node)]
      var column = Column(name: "", lower: .min, upper: .max, values: [], variable: -1)
      switch record.operation {
      case .input:
        column.name = program.inputs[Int(record.first)].name
        let variable = view.variable(record.first, 0)
        column.variable = variable
        let definition = space.variables[variable]
        if definition.isSet {
          column.values = view.values[Int(record.first)].map { Int64(clamping: $0) }.sorted()
        } else {
          column.lower = Int64(clamping: definition.value(definition.full.lower))
          column.upper = Int64(clamping: definition.value(definition.full.upper))
          if definition.step != 1 { column.variable = -1 }
        }
      case .value:
        column.name = program.values[Int(record.first)].name
        Self.range(program.types[Int(node)], &column)
      default:
        column.name = "a key"
        Self.range(program.types[Int(node)], &column)
      }
      columns.append(column)
    }
    self.columns = columns
    let variables = columns.map(\.variable)
    areInputs = !variables.contains(-1) && Set(variables).count == variables.count
    lowers = table.lowers
    uppers = table.uppers
    let width = table.columnCount
    for row in table.rows.indices {
      for place in 0..<width {
        let column = columns[place]
        let index = row * width + place
        if column.values.isEmpty {
          lowers[index] = max(lowers[index], column.lower)
          uppers[index] = min(uppers[index], column.upper)
        } else {
          // As places among the values, so that neighbours touch.
          let first = column.values.firstIndex { $0 >= lowers[index] } ?? column.values.count
          let last = column.values.lastIndex { $0 <= uppers[index] } ?? -1
          (lowers[index], uppers[index]) = (Int64(first), Int64(last))
        }
      }
    }
  }

  private static func range(_ type: ValueType, _ column: inout Column) {
    switch type {
    case .yesNo: column.values = [0, 1]
    case .word(let codes): column.values = codes.map { Int64($0) }.sorted()
    case .number(let number):
      column.lower = Int64(clamping: number.lower)
      column.upper = Int64(clamping: number.upper)
    case .date:
      column.lower = Evaluator.firstDay
      column.upper = Evaluator.lastDay
    default: break
    }
  }

  var width: Int { table.columnCount }

  /// Whether each key of a row is something that the key can be.
  func isPossible(_ row: Int) -> Bool {
    (0..<width).allSatisfy { lowers[row * width + $0] <= uppers[row * width + $0] }
  }

  /// The key of a row that is never what the row says.
  func impossibleColumn(_ row: Int) -> String? {
    (0..<width).first { lowers[row * width + $0] > uppers[row * width + $0] }.map { columns[$0].name }
  }

  /// Whether no key has answers that the space leaves out.
  var areWhole: Bool {
    let variables = analysis.single.space.variables
    return areInputs && !columns.contains { variables[$0.variable].isClipped }
  }

  private func meet(_ first: Int, _ second: Int) -> Bool {
    for place in 0..<width {
      if lowers[first * width + place] > uppers[second * width + place]
        || lowers[second * width + place] > uppers[first * width + place]
      {
        return false
      }
    }
    return true
  }

  // MARK: Overlaps

  /// Pairs of rows whose boxes meet.
  struct Pairs {
    var found: [(Int, Int)] = []
    /// All that count, found or not.
    var count = 0
    /// Whether any two meet, counting or not.
    var overlapsAtAll = false
  }

  /// The most pairs that are looked at one by one.
  private static let pairLimit = 200

  /// Sweeps over the column in which the rows are narrowest.
  func overlappingPairs(_ counts: (Int, Int) -> Bool) -> Pairs {
    var pairs = Pairs()
    sweep { first, second in
      pairs.overlapsAtAll = true
      guard counts(first, second) else { return }
      pairs.count += 1
      if pairs.found.count < Self.pairLimit { pairs.found.append((min(first, second), max(first, second))) }
    }
    pairs.found.sort { $0 < $1 }
    return pairs
  }

  private func sweep(_ visit: (Int, Int) -> Void) {
    let rows = table.rows.indices.filter { isPossible($0) }
    guard rows.count > 1, let place = narrowest(rows) else { return }
    let ordered = rows.sorted { (lowers[$0 * width + place], $0) < (lowers[$1 * width + place], $1) }
    var active: [Int] = []
    for row in ordered {
      let lower = lowers[row * width + place]
      active.removeAll { uppers[$0 * width + place] < lower }
      for other in active where meet(row, other) { visit(other, row) }
      active.append(row)
    }
  }

  /// The column whose rows are narrowest together, measured in places of its ends.
  func narrowest(_ rows: [Int]) -> Int? {
    var best: Int?
    var (leastWidth, leastPlaces) = (Int.max, 1)
    for place in 0..<width {
      var ends = Set<Int64>()
      for row in rows {
        ends.insert(lowers[row * width + place])
        ends.insert(uppers[row * width + place])
      }
      let sorted = ends.sorted()
      var rank: [Int64: Int] = [:]
      for (index, end) in sorted.enumerated() { rank[end] = index }
      var total = 0
      for row in rows {
        total += (rank[uppers[row * width + place]] ?? 0) - (rank[lowers[row * width + place]] ?? 0) + 1
      }
      // The share of all places that the rows take up together.
      if best == nil || total * leastPlaces < leastWidth * sorted.count {
        (best, leastWidth, leastPlaces) = (place, total, sorted.count)
      }
    }
    return best
  }

  // MARK: Gaps

  enum Coverage {
    /// The rows fill the space.
    case complete
    /// A corner of the space that no row fills.
    case point([(variable: Int, domain: Domain)])
    /// Too large to count.
    case unknown
  }

  /// Compares volumes: rows that do not overlap fill the space when their volumes add up to its own; otherwise the
  /// half that lacks volume is halved again.
  func uncovered() -> Coverage {
    var space: [(lower: Int64, upper: Int64)] = columns.map {
      $0.values.isEmpty ? ($0.lower, $0.upper) : (0, Int64($0.values.count - 1))
    }
    var rows = table.rows.indices.filter { isPossible($0) }
    guard let volume = volume(space) else { return .unknown }
    guard let filled = filled(rows, space) else { return .unknown }
    if filled >= volume { return .complete }
    // Each step halves one column; the last is a point.
    for _ in 0..<(64 * max(1, width)) {
      guard
        let place = space.indices.max(by: { space[$0].upper - space[$0].lower < space[$1].upper - space[$1].lower }),
        space[place].upper > space[place].lower
      else { break }
      let middle = space[place].lower + (space[place].upper - space[place].lower) / 2
      var half = space
      half[place].upper = middle
      let inside = rows.filter { meets($0, half) }
      guard let size = self.volume(half), let part = self.filled(inside, half) else { return .unknown }
      if part < size {
        (space, rows) = (half, inside)
      } else {
        space[place].lower = middle + 1
        rows = rows.filter { meets($0, space) }
      }
    }
    let definitions = analysis.single.space.variables
    return .point(
      zip(columns, space).map { column, cell in
        let value = column.values.isEmpty ? cell.lower : column.values[Int(cell.lower)]
        return (column.variable, domain(of: value, definitions[column.variable]))
      })
  }

  private func domain(of value: Int64, _ variable: Variable) -> Domain {
    variable.isSet
      ? Domain(position: variable.values.firstIndex { Int64(clamping: $0) == value } ?? 0)
      : variable.interval(Int128(value), Int128(value))
  }

  private func meets(_ row: Int, _ space: [(lower: Int64, upper: Int64)]) -> Bool {
    (0..<width).allSatisfy {
      lowers[row * width + $0] <= space[$0].upper && uppers[row * width + $0] >= space[$0].lower
    }
  }

  private func volume(_ space: [(lower: Int64, upper: Int64)]) -> UInt128? {
    var volume: UInt128 = 1
    for side in space {
      let (product, overflow) = volume.multipliedReportingOverflow(
        by: UInt128(Int128(side.upper) - Int128(side.lower) + 1))
      if overflow { return nil }
      volume = product
    }
    return volume
  }

  private func filled(_ rows: [Int], _ space: [(lower: Int64, upper: Int64)]) -> UInt128? {
    var total: UInt128 = 0
    for row in rows {
      var part: [(lower: Int64, upper: Int64)] = []
      for place in 0..<width {
        part.append(
          (max(lowers[row * width + place], space[place].lower), min(uppers[row * width + place], space[place].upper)))
      }
      guard let volume = volume(part) else { return nil }
      total += volume
    }
    return total
  }
}
