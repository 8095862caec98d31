import PolicyLanguage
import PolicyProgram

/// A key of the table being read. A ratio lies between two whole numbers: both must be in the row's range.
struct TableKey: BitwiseCopyable {
  var lower: Int64
  var upper: Int64
  var state: Outcome.State
  var refusal: Int32
}

/// Reading tables: which rows fit, and what they give together.
extension Evaluator {
  @inline(never)
  func evaluate(table index: Int32, line: Int) -> Outcome {
    let table = tables.start.advanced(by: Int(index))
    let areKnown = readKeys(table, line)
    guard table.pointee.reading == .row else { return sliced(index, line) }
    let match = matches(table, areKnown: areKnown)
    if match.isOpen { return openOutcome(table) }
    guard match.first >= 0 else { return noRow(index, line) }
    switch table.pointee.promise {
    case .firstRow: return result(index, match.first, line)
    case .oneRow:
      if match.second >= 0 {
        return refuse(
          RefusalRecord(kind: .rowClash, site: index, first: match.first, second: match.second, line: Int32(line)))
      }
      return result(index, match.first, line)
    case .highest, .sum: return combined(index, line)
    }
  }

  // MARK: Keys

  /// Evaluates the keys into ``keys``; whether all of them are known.
  @inline(__always)
  func readKeys(_ table: UnsafeMutablePointer<PlanTable>, _ line: Int) -> Bool {
    var areKnown = true
    for column in 0..<Int(table.pointee.columnCount) {
      let place = Int(table.pointee.firstKey) + column
      let outcome = evaluate(plan.tableKeys[place], line)
      if outcome.isKnown, outcome.isWhole {
        let code = Int64(clamping: outcome.numerator)
        keys[place] = TableKey(lower: code, upper: code, state: .known, refusal: -1)
      } else {
        areKnown = areKnown && outcome.isKnown
        keys[place] = TableKey(
          lower: Int64(clamping: outcome.floor), upper: Int64(clamping: outcome.ceiling), state: outcome.state,
          refusal: outcome.refusal)
      }
    }
    return areKnown
  }

  /// What comes of a table whose row depends on a key that is not known.
  private func openOutcome(_ table: UnsafeMutablePointer<PlanTable>) -> Outcome {
    var outcome = Outcome.missing
    for column in 0..<Int(table.pointee.columnCount) {
      let key = keys[Int(table.pointee.firstKey) + column]
      if key.state == .refused {
        outcome = .refused(key.refusal)
        break
      }
    }
    return outcome
  }

  // MARK: Rows

  /// The rows that fit, as far as they are needed to tell one from several.
  struct Match {
    /// The first row that fits, or -1.
    var first: Int32 = -1
    /// The first further row that was written on another line and does not give an equal constant, or -1.
    var second: Int32 = -1
    /// It depends on a key that is not known.
    var isOpen = false
  }

  func matches(_ table: UnsafeMutablePointer<PlanTable>, areKnown: Bool) -> Match {
    var match = Match()
    guard areKnown else { return openMatches(table) }
    if table.pointee.indexColumn >= 0, let bucket = bucket(table) {
      for position in Int(bucket.firstRow)..<Int(bucket.firstRow + bucket.rowCount) {
        let row = plan.rowLists[position]
        if fits(table, row) {
          note(table, row, &match)
          if table.pointee.promise == .firstRow { break }
        }
      }
    }
    for position in Int(table.pointee.firstLoose)..<Int(table.pointee.firstLoose + table.pointee.looseCount) {
      let row = plan.rowLists[position]
      if table.pointee.promise == .firstRow, match.first >= 0, row > match.first { break }
      if fits(table, row) { note(table, row, &match) }
    }
    return match
  }

  private func note(_ table: UnsafeMutablePointer<PlanTable>, _ row: Int32, _ match: inout Match) {
    guard match.first >= 0 else {
      match.first = row
      return
    }
    let (earlier, later) = row < match.first ? (row, match.first) : (match.first, row)
    match.first = earlier
    if isSamePlace(table, earlier, later) || areEqualConstants(table, earlier, later) { return }
    if match.second < 0 || later < match.second { match.second = later }
  }

  /// The rows that fit where some keys are not known: open only where such a key makes a difference.
  private func openMatches(_ table: UnsafeMutablePointer<PlanTable>) -> Match {
    var match = Match()
    for row in 0..<table.pointee.rowCount {
      switch fitsOpen(table, row) {
      case .no: break
      case .yes:
        note(table, row, &match)
        if table.pointee.promise == .firstRow { return match }
      default:
        match.isOpen = true
        return match
      }
    }
    return match
  }

  /// Whether a row fits, when keys may be unknown.
  func fitsOpen(_ table: UnsafeMutablePointer<PlanTable>, _ row: Int32) -> CaseState {
    var state: CaseState = .yes
    for column in 0..<Int(table.pointee.columnCount) {
      let key = keys[Int(table.pointee.firstKey) + column]
      let range = bounds(table, row, column)
      if key.state == .known {
        if key.lower < range.lower || key.upper > range.upper { return .no }
      } else if range.lower != .min || range.upper != .max {
        state = .missing
      }
    }
    return state
  }

  @inline(__always)
  func fits(_ table: UnsafeMutablePointer<PlanTable>, _ row: Int32) -> Bool {
    let columns = Int(table.pointee.columnCount)
    let range = plan.bounds.start.advanced(by: Int(table.pointee.firstBounds) + Int(row) * columns)
    let key = keys.start.advanced(by: Int(table.pointee.firstKey))
    for column in 0..<columns {
      if key[column].lower < range[column].lower || key[column].upper > range[column].upper { return false }
    }
    return true
  }

  @inline(__always)
  func bounds(_ table: UnsafeMutablePointer<PlanTable>, _ row: Int32, _ column: Int) -> PlanBounds {
    plan.bounds[Int(table.pointee.firstBounds) + Int(row) * Int(table.pointee.columnCount) + column]
  }

  /// The rows that share the range in which the key of the index column falls.
  private func bucket(_ table: UnsafeMutablePointer<PlanTable>) -> PlanBucket? {
    let key = keys[Int(table.pointee.firstKey + table.pointee.indexColumn)]
    let start = plan.buckets.start.advanced(by: Int(table.pointee.firstBucket))
    var (lower, upper) = (0, Int(table.pointee.bucketCount))
    while lower < upper {
      let middle = (lower + upper) / 2
      if start[middle].upper < key.lower { lower = middle + 1 } else { upper = middle }
    }
    guard lower < Int(table.pointee.bucketCount), start[lower].lower <= key.lower else { return nil }
    return start[lower]
  }

  func isSamePlace(_ table: UnsafeMutablePointer<PlanTable>, _ first: Int32, _ second: Int32) -> Bool {
    plan.rows[table.pointee.firstRow + first].place == plan.rows[table.pointee.firstRow + second].place
  }

  private func areEqualConstants(_ table: UnsafeMutablePointer<PlanTable>, _ first: Int32, _ second: Int32) -> Bool {
    let (left, right) = (plan.rows[table.pointee.firstRow + first], plan.rows[table.pointee.firstRow + second])
    return left.isConstant && right.isConstant && left.constant == right.constant
  }

  // MARK: Results

  /// What a row gives.
  func result(_ index: Int32, _ row: Int32, _ line: Int) -> Outcome {
    let record = plan.rows.start.advanced(by: Int(tables.start[Int(index)].firstRow + row))
    if record.pointee.isConstant { return .known(record.pointee.constant) }
    if record.pointee.result >= 0 { return evaluate(record.pointee.result, line) }
    return refuse(RefusalRecord(kind: .rowRefuses, site: index, first: row, line: Int32(line)))
  }

  /// What holds where no row fits.
  func noRow(_ index: Int32, _ line: Int) -> Outcome {
    let otherwise = tables.start[Int(index)].otherwise
    if otherwise >= 0 { return evaluate(otherwise, line) }
    let kind: RefusalRecord.Kind =
      plan.program.tables[Int(index)].otherwiseRefusal != nil ? .otherwiseRefuses : .noRow
    return refuse(RefusalRecord(kind: kind, site: index, line: Int32(line)))
  }

  /// The rows that fit, each written line once, in their order.
  func fittingRows(_ index: Int32) -> [Int32] {
    let table = tables.start.advanced(by: Int(index))
    var found: [Int32] = []
    for row in 0..<table.pointee.rowCount where fits(table, row) {
      if !found.contains(where: { isSamePlace(table, $0, row) }) { found.append(row) }
    }
    return found
  }

  /// The rows a table's result comes from, for reasons: those that fit, or the slices reached.
  func rows(ofTable index: Int32, line: Int) -> [Int32] {
    let table = tables.start.advanced(by: Int(index))
    guard readKeys(table, line) else { return [] }
    guard table.pointee.reading == .row else { return slicedRows(index, line) }
    switch table.pointee.promise {
    case .firstRow, .oneRow:
      let match = matches(table, areKnown: true)
      return match.first < 0 ? [] : [match.first]
    case .sum, .highest: return fittingRows(index)
    }
  }

  /// The highest result of the rows that fit, or their sum.
  private func combined(_ index: Int32, _ line: Int) -> Outcome {
    let isSum = tables.start[Int(index)].promise == .sum
    var total: Outcome?
    var open: Outcome?
    for row in fittingRows(index) {
      let cell = result(index, row, line)
      if cell.state == .refused { return cell }
      guard cell.isKnown else {
        open = cell
        continue
      }
      guard let sum = total else {
        total = cell
        continue
      }
      if isSum {
        guard let added = sum.ratio.plus(cell.ratio) else {
          return refuse(
            RefusalRecord(kind: .rowsTooLarge, site: index, line: Int32(line), left: sum.ratio, right: cell.ratio))
        }
        total = .known(added)
      } else if cell.ratio.compared(with: sum.ratio) > 0 {
        total = cell
      }
    }
    return open ?? total ?? .no
  }
}
