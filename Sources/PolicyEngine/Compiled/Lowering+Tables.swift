import PolicyLanguage
import PolicyProgram
import Quantities

/// Tables and lists as lookups.
extension Lowering {
  mutating func lower(table index: Int32, _ type: ValueType) -> Lowered {
    let table = plan.tables[index]
    var keys: [Int32] = []
    var unknown = builder.no
    for column in 0..<table.columnCount {
      let key = number(plan.tableKeys[table.firstKey + column])
      guard isWhole(key) else { return self.unknown(type) }
      keys.append(key.numerator)
      unknown = builder.or(unknown, key.unknown)
    }
    if builder.value(unknown) == 1 { return self.unknown(type) }
    let result = table.reading == .row ? rowResult(index, table, keys, type) : sliced(index, table, keys)
    switch result {
    case .truth(let truth):
      return .truth(self.truth(truth.yes, unless: builder.or(unknown, truth.unknown)))
    case .number(var number):
      number.unknown = builder.or(number.unknown, unknown)
      return .number(number)
    }
  }

  private func rows(_ table: PlanTable) -> DecisionRows {
    let columns = Int(table.columnCount)
    var rows = DecisionRows(columnCount: columns, promise: table.promise)
    // Rows of one written line share a group, and rows with equal constants.
    var groups: [GroupKey: Int32] = [:]
    for row in 0..<Int(table.rowCount) {
      for column in 0..<columns {
        let bounds = plan.bounds[Int(table.firstBounds) + row * columns + column]
        rows.lowers.append(bounds.lower)
        rows.uppers.append(bounds.upper)
      }
      let record = plan.rows[Int(table.firstRow) + row]
      let isSum = table.promise == .sum || table.promise == .highest
      let key: GroupKey = record.isConstant && !isSum ? .constant(record.constant) : .place(record.place)
      let group = groups[key] ?? Int32(groups.count)
      groups[key] = group
      rows.groups.append(group)
    }
    return rows
  }

  private enum GroupKey: Hashable {
    case constant(Int128)
    case place(Int32)
  }

  // MARK: Rows

  private mutating func rowResult(
    _ index: Int32, _ table: PlanTable, _ keys: [Int32], _ type: ValueType
  ) -> Lowered {
    let rows = rows(table)
    guard let (place, found) = builder.place(rows, keys) else { return unknown(type) }
    let standing = table.otherwise >= 0 ? lower(table.otherwise) : unknown(type)
    // What stands at each place: a constant, one of the results that are computed, or nothing known.
    var computed: [Int32] = []
    var kinds: [Int64] = []
    var constants: [Int64?] = []
    for entry in found {
      let (constant, node) = result(entry, table, rows)
      constants.append(constant)
      if constant != nil {
        kinds.append(1)
      } else if entry == .nothing {
        kinds.append(0)
      } else if let node {
        let position = computed.firstIndex(of: node) ?? computed.count
        if position == computed.count { computed.append(node) }
        kinds.append(Int64(3 + position))
      } else {
        kinds.append(2)
      }
    }
    guard computed.count <= 32 else { return unknown(type) }
    return result(place, kinds, constants, computed, standing, type)
  }

  /// - Parameter kinds: 0 no row, 1 a constant, 2 nothing known, from 3 on what is computed.
  private mutating func result(
    _ place: Int32, _ kinds: [Int64], _ constants: [Int64?], _ computed: [Int32], _ standing: Lowered,
    _ type: ValueType
  ) -> Lowered {
    var kinds = kinds
    var constants = constants
    // What stands where no row fits is one more constant, if it is one.
    if case .number(let number) = standing, isWhole(number), builder.value(number.unknown) == 0,
      let constant = builder.value(number.numerator)
    {
      for position in kinds.indices where kinds[position] == 0 {
        kinds[position] = 1
        constants[position] = constant
      }
    }
    let usual = constants.compactMap { $0 }.first ?? 0
    let constant = builder.gather(constants.map { $0 ?? usual }, at: place)
    var result: Lowered =
      isTruth(type)
      ? .truth(Truth(yes: constant, unknown: builder.no))
      : .number(Number(numerator: constant, denominator: builder.yes, unknown: builder.no))
    guard kinds.contains(where: { $0 != 1 }) else { return result }
    let isConstant = builder.gather(kinds.map { $0 == 1 ? 1 : 0 }, at: place)
    result = choose(isConstant, result, unknown(type))
    if kinds.contains(0) {
      let isNothing = builder.gather(kinds.map { $0 == 0 ? 1 : 0 }, at: place)
      result = choose(isNothing, standing, result)
    }
    for (position, node) in computed.enumerated() {
      let isHere = builder.gather(kinds.map { $0 == Int64(3 + position) ? 1 : 0 }, at: place)
      result = choose(isHere, lower(node), result)
    }
    return result
  }

  /// The constant of what stands at a place, or the node that computes it.
  private func result(
    _ found: DecisionRows.Found, _ table: PlanTable, _ rows: DecisionRows
  ) -> (constant: Int64?, node: Int32?) {
    func record(_ row: Int) -> PlanRow { plan.rows[Int(table.firstRow) + row] }
    switch found {
    case .nothing, .clash: return (nil, nil)
    case .row(let row):
      let record = record(row)
      if record.isConstant { return (Int64(exactly: record.constant), nil) }
      return (nil, record.result >= 0 ? record.result : nil)
    case .rows(let list):
      // Each written line once.
      var seen = Set<Int32>()
      var total: Int128?
      for row in list where seen.insert(record(row).place).inserted {
        guard record(row).isConstant else { return (nil, nil) }
        let cell = record(row).constant
        guard let sum = total else {
          total = cell
          continue
        }
        guard let combined = table.promise == .sum ? sum.sum(cell) : max(sum, cell) else { return (nil, nil) }
        total = combined
      }
      return (total.flatMap { Int64(exactly: $0) }, nil)
    }
  }

  // MARK: Slices

  /// The last key is a quantity: its rows are slices, and all up to the one it falls in count.
  private mutating func sliced(_ index: Int32, _ table: PlanTable, _ keys: [Int32]) -> Lowered {
    let last = Int(table.keyCount) - 1
    let columns = Int(table.columnCount)
    var rows = rows(table)
    rows.promise = .sum
    // A slice begins for all that reaches it: its row holds from there on.
    for row in 0..<rows.count { rows.uppers[row * columns + last] = .max }
    rows.groups = (0..<rows.count).map(Int32.init)
    // Quantities of nothing or less fall in the first row.
    let quantity = keys[last]
    var grid = keys
    grid[last] = builder.extreme(.maximum, quantity, builder.yes)
    let starts = (0..<rows.count).map { rows.lowers[$0 * columns + last] }
    guard starts.allSatisfy({ $0 >= 0 && $0 < 1 << 40 }) else { return unknownNumber() }
    for row in 0..<rows.count where rows.lowers[row * columns + last] == 0 { rows.lowers[row * columns + last] = 1 }
    guard let (place, found) = builder.place(rows, grid) else { return unknownNumber() }
    let slices = found.map { slice($0, table, last: last) }
    let isKnown = builder.gather(slices.map { $0 == nil ? 0 : 1 }, at: place)
    func part(_ read: (Slice) -> Int64) -> [Int64] {
      let usual = slices.lazy.compactMap { $0 }.first.map(read) ?? 0
      return slices.map { $0.map(read) ?? usual }
    }
    let end = builder.gather(part(\.end), at: place)
    var unknown = builder.or(builder.not(isKnown), builder.compare(.less, end, quantity))
    if table.reading == .reached {
      // Nothing and less reach the rows that begin there only.
      unknown = builder.or(unknown, builder.compare(.less, quantity, builder.yes))
      let total = builder.gather(part(\.reached), at: place)
      return .number(Number(numerator: total, denominator: builder.yes, unknown: unknown))
    }
    let rate = builder.gather(part(\.rate), at: place)
    let inside = builder.multiply(builder.extreme(.maximum, quantity, builder.yes), rate)
    let total = builder.add(inside.result, builder.gather(part(\.before), at: place))
    unknown = builder.or(unknown, builder.or(inside.overflow, total.overflow))
    let isNothing = builder.compare(.less, quantity, builder.yes)
    let first = builder.gather(part(\.first), at: place)
    return choose(
      isNothing, .number(Number(numerator: first, denominator: builder.yes, unknown: builder.not(isKnown))),
      .number(
        Number(
          numerator: total.result, denominator: builder.extreme(.maximum, quantity, builder.yes), unknown: unknown)))
  }

  /// What a quantity in a slice comes to: its rate times the quantity, and what the slices before make up for.
  private struct Slice {
    var rate: Int64
    var before: Int64
    var end: Int64
    var reached: Int64
    /// The cell of the first row, for quantities of nothing.
    var first: Int64
  }

  private func slice(_ found: DecisionRows.Found, _ table: PlanTable, last: Int) -> Slice? {
    let list: [Int]
    switch found {
    case .nothing, .clash: return nil
    case .row(let row): list = [row]
    case .rows(let rows): list = rows
    }
    func range(_ row: Int) -> PlanBounds {
      plan.bounds[Int(table.firstBounds) + row * Int(table.columnCount) + last]
    }
    func record(_ row: Int) -> PlanRow { plan.rows[Int(table.firstRow) + row] }
    let ordered = list.sorted { (range($0).lower, range($0).upper, $0) < (range($1).lower, range($1).upper, $1) }
    var slice = Slice(rate: 0, before: 0, end: 0, reached: 0, first: 0)
    var end: Int64?
    var total: Int128 = 0
    var reached: Int128 = 0
    for (position, row) in ordered.enumerated() {
      guard record(row).isConstant, let cell = Int64(exactly: record(row).constant) else { return nil }
      let start = end ?? max(0, range(row).lower - 1)
      // Rows that overlap or leave gaps are the evaluator's.
      if position > 0, range(row).lower != start + 1 { return nil }
      if position == 0 { slice.first = cell }
      reached += Int128(cell)
      if position == ordered.count - 1 {
        slice.rate = cell
        slice.end = range(row).upper
        guard let before = Int64(exactly: total - Int128(start) * Int128(cell)) else { return nil }
        slice.before = before
      } else {
        guard range(row).upper < 1 << 40 else { return nil }
        total += Int128(range(row).upper - start) * Int128(cell)
      }
      end = range(row).upper
    }
    guard let sum = Int64(exactly: reached) else { return nil }
    slice.reached = sum
    return slice
  }

  // MARK: Lists

  mutating func inList(_ node: PlanNode) -> Truth {
    let subject = number(node.first)
    guard isWhole(subject) else { return unknownTruth() }
    let list = plan.lists[node.second]
    let range = builder.range(subject.numerator)
    let (width, overflow) = range.upperBound.subtractingReportingOverflow(range.lowerBound)
    guard !overflow, width < 1 << 16 else { return unknownTruth() }
    var always = Set<Int64>()
    var dated = DecisionRows(columnCount: 2, promise: .firstRow)
    for position in list.firstEntry..<(list.firstEntry + list.entryCount) {
      let entry = plan.listEntries[position]
      if node.third < 0 || (entry.firstDay <= Evaluator.firstDay && entry.lastDay >= Evaluator.lastDay) {
        always.insert(Int64(entry.code))
      } else {
        dated.lowers += [Int64(entry.code), entry.firstDay]
        dated.uppers += [Int64(entry.code), entry.lastDay]
        dated.groups.append(0)
      }
    }
    let isAlways = builder.gather(
      range.map { always.contains($0) ? 1 : 0 }, at: subject.numerator, from: range.lowerBound)
    var result = truth(isAlways, unless: builder.no)
    if dated.count > 0 {
      let day = number(node.third)
      guard isWhole(day), let (place, found) = builder.place(dated, [subject.numerator, day.numerator]) else {
        return unknownTruth()
      }
      let codes = Set(stride(from: 0, to: dated.lowers.count, by: 2).map { dated.lowers[$0] })
      let isDated = builder.gather(
        range.map { codes.contains($0) ? 1 : 0 }, at: subject.numerator, from: range.lowerBound)
      let isInside = builder.gather(found.map { $0 == .nothing ? 0 : 1 }, at: place)
      let unknown = builder.and(isDated, day.unknown)
      result = or(result, truth(isInside, unless: unknown))
    }
    return truth(result.yes, unless: builder.or(result.unknown, subject.unknown))
  }
}
