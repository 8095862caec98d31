import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Tables over a box: the rows that may fit, and what they give together.
extension BoxEvaluator {
  /// A key over the box: its ends, or the positions of a set.
  struct Key {
    var bounds: Bounds
    var set: Domain?
  }

  func view(ofTable index: Int32) -> TableView {
    if let known = tableViews[index] { return known }
    let made = TableView(plan.program.tables[Int(index)], view, space)
    tableViews[index] = made
    return made
  }

  /// The keys over the box. One that is refused for all of it fits rows that ask nothing of it.
  func keys(_ table: TableDefinition, _ tableView: TableView, _ line: Int) -> [Key] {
    var keys: [Key] = []
    for column in 0..<table.columnCount {
      let node = column < table.keys.count ? table.keys[column] : table.dateNode
      let bounds = bounds(node, line)
      var key = Key(bounds: bounds, set: nil)
      if !bounds.isNothing, tableView.sets[column] != nil {
        key.set = domain(plan.nodes[view.resolved(node)].first, line).domain
      }
      keys.append(key)
    }
    return keys
  }

  /// Whether a row fits every order of the box, none, or some. A column can be left out.
  func fits(
    _ row: Int, _ table: TableDefinition, _ tableView: TableView, _ keys: [Key], without column: Int = -1
  ) -> Bounds {
    var isSure = true
    let width = table.columnCount
    for index in 0..<width where index != column {
      if let set = keys[index].set, let allowed = tableView.sets[index] {
        if set.isDisjoint(allowed[row], true) { return .no }
        if !set.isInside(allowed[row], true) { isSure = false }
      } else {
        let (lower, upper) = (Int128(table.lowers[row * width + index]), Int128(table.uppers[row * width + index]))
        let key = keys[index].bounds
        if key.isNothing {
          if table.lowers[row * width + index] != .min || table.uppers[row * width + index] != .max { return .no }
          continue
        }
        if key.upper < lower || key.lower > upper { return .no }
        if key.lower < lower || key.upper > upper { isSure = false }
      }
    }
    return isSure ? .yes : .open
  }

  func table(_ index: Int32, _ line: Int) -> Bounds {
    let table = plan.program.tables[Int(index)]
    let tableView = view(ofTable: index)
    let keys = keys(table, tableView, line)
    let moves = keys.reduce(0) { $0 | $1.bounds.moves }
    if table.reading != .row {
      return keys.contains(where: \.bounds.isNothing) ? .nothing : slices(index, table, tableView, keys, line)
    }
    var result = Bounds.nothing
    var candidates = 0
    var isSure = false
    var sum = Bounds(0, 0)
    var least: Bounds?
    var sure: Int?
    for row in rows(table, keys) {
      let state = fits(row, table, tableView, keys)
      if !state.canBeYes { continue }
      candidates += 1
      let cell = table.rows[row].result >= 0 ? bounds(table.rows[row].result, line) : .nothing
      switch table.promise {
      case .oneRow, .firstRow:
        if !state.canBeNo, table.promise == .oneRow {
          // Every order of the box finds this row; beside another one none has a result.
          if let sure, areDifferent(table, sure, row) { return .nothing }
          sure = sure ?? row
        }
        result = result.union(cell)
      case .highest:
        result = result.union(cell)
        if !state.canBeNo, !cell.isNothing {
          let (one, other) = Bounds.aligned(least ?? cell, cell)
          least = one.lower > other.lower ? one : other
        }
      case .sum:
        var part = cell
        if state.canBeNo, !cell.isNothing { (part.lower, part.upper) = (min(0, cell.lower), max(0, cell.upper)) }
        sum = Bounds.sum(sum, part)
      }
      if !state.canBeNo {
        isSure = true
        if table.promise == .firstRow { break }
      }
    }
    let isOpen = candidates > 1 && table.promise == .oneRow
    if isOpen || (!isSure && table.otherwise < 0) || keys.contains(where: \.bounds.isNothing) { mayFail = true }
    if let sure { return table.rows[sure].result >= 0 ? bounds(table.rows[sure].result, line) : .nothing }
    if table.promise == .sum, candidates > 0 { result = sum }
    if let least {
      let (one, other) = Bounds.aligned(result, least)
      result.lower = max(one.lower, other.lower)
      result.upper = one.upper
      result.isFine = one.isFine
    }
    if !isSure, table.otherwise >= 0 {
      candidates += 1
      result = result.union(bounds(table.otherwise, line))
    }
    if candidates > 1 {
      result.rise |= moves
      result.fall |= moves
    }
    return result
  }

  private func areDifferent(_ table: TableDefinition, _ first: Int, _ second: Int) -> Bool {
    let (one, other) = (table.rows[first], table.rows[second])
    if one.range == other.range { return false }
    guard one.result >= 0, other.result >= 0 else { return true }
    let (left, right) = (plan.nodes[one.result], plan.nodes[other.result])
    return left.operation != .constant || right.operation != .constant || left.constant != right.constant
  }

  /// The rows to look at: those of one code where the key of the index is one point, otherwise all.
  private func rows(_ table: TableDefinition, _ keys: [Key]) -> [Int] {
    guard table.indexColumn >= 0, table.rows.count > 16, table.promise == .oneRow,
      keys[table.indexColumn].bounds.isPoint, let code = Int64(exactly: keys[table.indexColumn].bounds.lower)
    else { return Array(table.rows.indices) }
    return (table.index[code] ?? []).map(Int.init) + table.unindexed.map(Int.init)
  }

  // MARK: Slices

  /// An average over slices lies among the cells reached; a sum of the rows reached between that of those surely
  /// reached and that of all that may be.
  private func slices(
    _ index: Int32, _ table: TableDefinition, _ tableView: TableView, _ keys: [Key], _ line: Int
  ) -> Bounds {
    let last = table.keys.count - 1
    let width = table.columnCount
    let quantity = keys[last].bounds
    let moves = keys.reduce(0) { $0 | $1.bounds.moves }
    // Whether every order finds its slices is not followed here.
    mayFail = true
    var hull = Bounds.nothing
    var sum = Bounds(0, 0)
    var isFirst = true
    for row in tableView.sliced {
      let state = fits(Int(row), table, tableView, keys, without: last)
      if !state.canBeYes { continue }
      let lower = Int128(table.lowers[Int(row) * width + last])
      // The first row also holds for nothing or less.
      if !isFirst, ceilingOf(quantity.upper, quantity.isFine) < lower { break }
      let cell = table.rows[Int(row)].result >= 0 ? bounds(table.rows[Int(row)].result, line) : .nothing
      hull = hull.union(cell)
      var part = cell
      let isSure = !state.canBeNo && floorOf(quantity.lower, quantity.isFine) >= lower
      if !isSure, !cell.isNothing { (part.lower, part.upper) = (min(0, cell.lower), max(0, cell.upper)) }
      sum = Bounds.sum(sum, part)
      isFirst = false
    }
    if table.otherwise >= 0 {
      let otherwise = bounds(table.otherwise, line)
      hull = hull.union(otherwise)
      sum = sum.union(otherwise)
    }
    let result = table.reading == .slices ? hull.fine : sum
    return result.directed(result.rise | moves, result.fall | moves)
  }

  private func ceilingOf(_ value: Int128, _ isFine: Bool) -> Int128 {
    isFine ? Bounds.ceiling(value, Bounds.fineness) : value
  }
  private func floorOf(_ value: Int128, _ isFine: Bool) -> Int128 {
    isFine ? Bounds.floor(value, Bounds.fineness) : value
  }

  /// A quantity times its average over slices is the sum of the slices: it rises with the quantity where no cell is
  /// negative. Nil where the product is another one.
  func slicedTotal(_ node: PlanNode, _ line: Int) -> Bounds? {
    guard let one = SumForm.term(node.first, plan, isOneLine, 0),
      let other = SumForm.term(node.second, plan, isOneLine, 0)
    else { return nil }
    let factors = one.factors + other.factors
    for factor in factors where plan.nodes[factor].operation == .table {
      let index = plan.nodes[factor].first
      let table = plan.program.tables[Int(index)]
      guard table.reading == .slices, table.otherwise < 0, let key = table.keys.last,
        let keyTerm = SumForm.term(key, plan, isOneLine, 0), keyTerm.factors.count == 1,
        keyTerm.coefficient == 1, let quantityPlace = factors.firstIndex(of: keyTerm.factors[0])
      else { continue }
      guard let total = total(index, table, line) else { return nil }
      var rest = factors
      rest.remove(at: quantityPlace)
      rest.removeAll { $0 == factor }
      if rest.count != factors.count - 2 { return nil }
      var result = total
      for factor in rest { result = Bounds.product(result, bounds(factor, line)) }
      let coefficient = Bounds.times(one.coefficient, other.coefficient)
      return Bounds.product(result, Bounds(coefficient, coefficient))
    }
    return nil
  }

  /// The sum of the slices up to the ends of the quantity; nil where other keys leave the rows open or a cell is negative.
  private func total(_ index: Int32, _ table: TableDefinition, _ line: Int) -> Bounds? {
    let tableView = view(ofTable: index)
    let keys = keys(table, tableView, line)
    if keys.contains(where: \.bounds.isNothing) { return nil }
    let last = table.keys.count - 1
    let width = table.columnCount
    let quantity = keys[last].bounds
    guard quantity.lower >= 0, !quantity.isFine else { return nil }
    var (low, high) = (Int128(0), Int128(0))
    var end: Int128?
    for row in tableView.sliced {
      let state = fits(Int(row), table, tableView, keys, without: last)
      if !state.canBeYes { continue }
      guard !state.canBeNo, table.rows[Int(row)].result >= 0 else { return nil }
      let cell = bounds(table.rows[Int(row)].result, line)
      guard cell.lower >= 0, !cell.isFine, !cell.isNothing else { return nil }
      let start = end ?? max(0, Int128(table.lowers[Int(row) * width + last]) - 1)
      let upper = Int128(table.uppers[Int(row) * width + last])
      low = Bounds.plus(low, Bounds.times(max(0, min(quantity.lower, upper) - start), cell.lower))
      high = Bounds.plus(high, Bounds.times(max(0, min(quantity.upper, upper) - start), cell.upper))
      end = upper
    }
    var result = Bounds(low, high).fine
    result.rise = quantity.rise
    result.fall = quantity.fall
    return result
  }
}
