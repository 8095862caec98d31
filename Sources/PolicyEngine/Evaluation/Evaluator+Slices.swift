import PolicyLanguage

/// Tables whose last key is a quantity read slice by slice, or tier by tier.
extension Evaluator {
  /// The result of a table by its reading; its keys were read.
  @inline(never)
  func sliced(_ index: Int32, _ line: Int) -> Outcome {
    let table = tables.start.advanced(by: Int(index))
    let columns = Int(table.pointee.columnCount)
    for column in 0..<columns {
      let key = keys[Int(table.pointee.firstKey) + column]
      if key.state == .refused { return .refused(key.refusal) }
    }
    for column in 0..<columns where keys[Int(table.pointee.firstKey) + column].state == .missing { return .missing }
    let last = Int(table.pointee.keyCount) - 1
    // The exact quantity: its key may have been a ratio.
    let quantity = evaluate(plan.tableKeys[Int(table.pointee.firstKey) + last], line)
    guard quantity.isKnown else { return quantity }
    guard let reached = reachedRow(table, last, quantity) else { return noRow(index, line) }
    if table.pointee.reading == .reached { return reachedSum(index, last, quantity, line) }
    if quantity.numerator <= 0 { return result(index, reached, line) }
    return average(index, last, quantity, line)
  }

  /// The row the quantity falls in; the first row for nothing or less. Nil where it falls in none.
  private func reachedRow(_ table: UnsafeMutablePointer<PlanTable>, _ last: Int, _ quantity: Outcome) -> Int32? {
    for position in 0..<table.pointee.rowCount {
      let row = plan.rowLists[table.pointee.firstSlice + position]
      guard fitsOthers(table, row, last) else { continue }
      if quantity.numerator <= 0 { return row }
      let range = bounds(table, row, last)
      // A part of a unit belongs to the row of the next whole one.
      let whole = Int64(clamping: quantity.ceiling)
      if whole >= range.lower, whole <= range.upper { return row }
    }
    return nil
  }

  /// The rows up to the one the quantity falls in.
  func slicedRows(_ index: Int32, _ line: Int) -> [Int32] {
    let table = tables.start.advanced(by: Int(index))
    let last = Int(table.pointee.keyCount) - 1
    let quantity = evaluate(plan.tableKeys[Int(table.pointee.firstKey) + last], line)
    guard quantity.isKnown, let reached = reachedRow(table, last, quantity) else { return [] }
    var found: [Int32] = []
    for position in 0..<table.pointee.rowCount {
      let row = plan.rowLists[table.pointee.firstSlice + position]
      if fitsOthers(table, row, last) { found.append(row) }
      if row == reached { break }
    }
    return found
  }

  private func fitsOthers(_ table: UnsafeMutablePointer<PlanTable>, _ row: Int32, _ last: Int) -> Bool {
    for column in 0..<Int(table.pointee.columnCount) where column != last {
      let key = keys[Int(table.pointee.firstKey) + column]
      let range = bounds(table, row, column)
      if key.lower < range.lower || key.upper > range.upper { return false }
    }
    return true
  }

  /// The cells of every row reached, added up.
  private func reachedSum(_ index: Int32, _ last: Int, _ quantity: Outcome, _ line: Int) -> Outcome {
    let table = tables.start.advanced(by: Int(index))
    var total = Ratio(0)
    for position in 0..<table.pointee.rowCount {
      let row = plan.rowLists[table.pointee.firstSlice + position]
      guard fitsOthers(table, row, last) else { continue }
      guard Int128(bounds(table, row, last).lower) <= quantity.ceiling else { break }
      let cell = result(index, row, line)
      guard cell.isKnown else { return cell }
      guard let sum = total.plus(cell.ratio) else { return tooLarge(index, total, cell.ratio, line) }
      total = sum
    }
    return .known(total)
  }

  /// Each slice at the cell of its row, divided by the quantity. A row begins where the one before it ends.
  private func average(_ index: Int32, _ last: Int, _ quantity: Outcome, _ line: Int) -> Outcome {
    let table = tables.start.advanced(by: Int(index))
    var total = Ratio(0)
    var end: Int128?
    for position in 0..<table.pointee.rowCount {
      let row = plan.rowLists[table.pointee.firstSlice + position]
      guard fitsOthers(table, row, last) else { continue }
      let range = bounds(table, row, last)
      let start = end ?? max(0, Int128(range.lower) - 1)
      guard quantity.ratio.compared(with: Ratio(start)) > 0 else { break }
      let upper = Ratio(Int128(range.upper))
      let isInside = range.upper == .max || quantity.ratio.compared(with: upper) <= 0
      let cell = result(index, row, line)
      guard cell.isKnown else { return cell }
      guard let width = (isInside ? quantity.ratio : upper).minus(Ratio(start)), let part = width.times(cell.ratio),
        let sum = total.plus(part)
      else { return tooLarge(index, cell.ratio, quantity.ratio, line) }
      total = sum
      end = Int128(range.upper)
    }
    return total.divided(by: quantity.ratio).map { .known($0) } ?? tooLarge(index, total, quantity.ratio, line)
  }

  private func tooLarge(_ index: Int32, _ left: Ratio, _ right: Ratio, _ line: Int) -> Outcome {
    refuse(RefusalRecord(kind: .rowsTooLarge, site: index, line: Int32(line), left: left, right: right))
  }
}
