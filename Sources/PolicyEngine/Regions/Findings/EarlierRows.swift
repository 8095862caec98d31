import PolicyLanguage
import PolicyProgram

/// For one row of a table after the other, the rows above it that it meets: looked for when asked, for all together
/// they can be a quarter of all pairs.
struct EarlierRows {
  /// The ends of each row, column after column, the narrowest first.
  private let lowers: [Int64]
  private let uppers: [Int64]
  private let count: Int
  private let width: Int
  private let isPossible: [Bool]
  /// Rows by the one value that they have in the first column; the others apart.
  private var points: [Int64: [Int32]] = [:]
  private var ranges: [Int32] = []

  enum Found {
    /// One of the rows above fits all that the row fits.
    case covered
    /// The rows above that meet it, in order.
    case rows([Int])
  }

  init(_ columns: TableColumns) {
    let rows = columns.table.rows.indices
    count = rows.count
    width = columns.width
    isPossible = rows.map { columns.isPossible($0) }
    let first = columns.narrowest(rows.filter { columns.isPossible($0) }) ?? 0
    let places = [first] + (0..<width).filter { $0 != first }
    var (lowers, uppers): ([Int64], [Int64]) = ([], [])
    for place in places.prefix(width) {
      for row in rows {
        lowers.append(columns.lowers[row * width + place])
        uppers.append(columns.uppers[row * width + place])
      }
    }
    (self.lowers, self.uppers) = (lowers, uppers)
    for row in rows where isPossible[row] {
      if width > 0, lowers[row] == uppers[row] {
        points[lowers[row], default: []].append(Int32(row))
      } else {
        ranges.append(Int32(row))
      }
    }
  }

  /// - Parameter covering: Whether to end at a row above that fits all that the row fits.
  func rows(above row: Int, covering: Bool) -> Found {
    var found: [Int] = []
    /// Whether a row above covers the row; notes it where they meet.
    func covers(_ other: Int, _ lowers: UnsafeBufferPointer<Int64>, _ uppers: UnsafeBufferPointer<Int64>) -> Bool {
      var isCovered = covering
      var place = 0
      while place < count * width {
        let (lower, upper) = (lowers[place + row], uppers[place + row])
        if lowers[place + other] > upper || uppers[place + other] < lower { return false }
        if lowers[place + other] > lower || uppers[place + other] < upper { isCovered = false }
        place += count
      }
      found.append(other)
      return isCovered
    }
    return lowers.withUnsafeBufferPointer { lowers in
      uppers.withUnsafeBufferPointer { uppers in
        guard width > 0, lowers[row] == uppers[row] else {
          for other in 0..<row where isPossible[other] && covers(other, lowers, uppers) { return .covered }
          return .rows(found)
        }
        // Both lists are in order: the rows of the same value, and those of several.
        let same = points[lowers[row]] ?? []
        var (one, two) = (0, 0)
        while true {
          let first = one < same.count ? Int(same[one]) : Int.max
          let second = two < ranges.count ? Int(ranges[two]) : Int.max
          let other = min(first, second)
          if other >= row { return .rows(found) }
          if covers(other, lowers, uppers) { return .covered }
          if other == first { one += 1 } else { two += 1 }
        }
      }
    }
  }
}

/// The keys of a table's rows as conditions, each made once.
final class TableKeys {
  private let table: TableDefinition
  private var known: [ObjectIdentifier: [Rows?]] = [:]

  init(_ table: TableDefinition) { self.table = table }

  /// Where the keys lie in each row; nil for a row that cannot be written so.
  func rows(_ setting: RegionSetting) -> [Rows?] {
    let key = ObjectIdentifier(setting)
    if let rows = known[key] { return rows }
    let rows = table.rows.indices.map { setting.conditions.keys(of: $0, table, 0) }
    known[key] = rows
    return rows
  }
}
