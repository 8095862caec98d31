/// Lookups: keys become classes, classes a place, and a place what stands there.
extension CodeBuilder {
  /// The element at an index whose range is that of the array.
  mutating func gather(_ elements: [Int64], at index: Int32, from offset: Int64 = 0) -> Int32 {
    if let constant = value(index) { return self.constant(elements[Int(constant - offset)]) }
    if let first = elements.first, elements.allSatisfy({ $0 == first }) { return constant(first) }
    let table = add(array: elements)
    let array = tables.arrays[Int(table)]
    let result = emit(
      Instruction(
        operation: .gather, lane: array.lane, source: lane(index), isPerLine: isPerLine(index), first: index,
        table: table, constant: offset), range: array.range, lane: array.lane)
    gathers[result] = Gather(table: table, index: index, offset: offset)
    return result
  }

  /// The elements that a register reads.
  func elements(of read: Gather) -> [Int64] { tables.arrays[Int(read.table)].elements }

  /// Cuts so few that comparing with all of them is quickest.
  private static let fewCuts = 8
  /// The longest range of a key that is written down value by value.
  private static let longestArray: Int64 = 1 << 16

  /// How many cuts are not above a key, which lies in its range and every cut too.
  mutating func keyClass(_ key: Int32, _ cuts: [Int64]) -> Int32 {
    if cuts.isEmpty { return no }
    let range = range(key)
    let (width, overflow) = range.upperBound.subtractingReportingOverflow(range.lowerBound)
    let isShort = !overflow && width < Self.longestArray
    if cuts.count <= Self.fewCuts, !isShort || cuts.count <= 4 || width > 256 {
      let table = add(array: cuts)
      return emit(
        Instruction(
          operation: .countCuts, lane: lane(key), source: lane(key), isPerLine: isPerLine(key), first: key,
          table: table), range: 0...Int64(cuts.count), lane: lane(key))
    }
    if isShort {
      var elements: [Int64] = []
      elements.reserveCapacity(Int(width) + 1)
      var passed = 0
      for value in range {
        while passed < cuts.count, cuts[passed] <= value { passed += 1 }
        elements.append(Int64(passed))
      }
      return gather(elements, at: key, from: range.lowerBound)
    }
    let table = add(array: cuts)
    return emit(
      Instruction(
        operation: .searchCuts, lane: .int, source: lane(key), isPerLine: isPerLine(key), first: key, table: table),
      range: 0...Int64(cuts.count), lane: .int)
  }

  /// Where no answer leads, it does not matter what stands: something that stands elsewhere spares a question.
  private func fillUnreachable(_ cells: inout [DecisionRows.Found], _ keys: [Int32], _ cuts: [[Int64]]) {
    guard keys.contains(where: { domains[$0] != nil }),
      let usual = cells.first(where: { $0 != .nothing && $0 != .clash })
    else { return }
    let reached = keys.enumerated().map { column, key in
      domains[key].map { values in Set(values.map { DecisionRows.classIndex($0, cuts[column]) }) }
    }
    for cell in cells.indices where cells[cell] == .nothing {
      var rest = cell
      for column in keys.indices.reversed() {
        let keyClass = rest % (cuts[column].count + 1)
        rest /= cuts[column].count + 1
        if let reached = reached[column], !reached.contains(keyClass) { cells[cell] = usual }
      }
    }
  }

  /// A place for each order, and what stands at each place; nil where rows of this kind are not compiled.
  mutating func place(_ rows: DecisionRows, _ keys: [Int32]) -> (place: Int32, found: [DecisionRows.Found])? {
    let ranges = keys.map { range($0) }
    let cuts = keys.indices.map { rows.cuts($0, within: ranges[$0]) }
    if var cells = rows.grid(cuts, ranges) {
      fillUnreachable(&cells, keys, cuts)
      var place = no
      for (column, key) in keys.enumerated() {
        let keyClass = keyClass(key, cuts[column])
        place = multiply(place, constant(Int64(cuts[column].count + 1))).result
        place = add(place, keyClass).result
      }
      return (place, cells)
    }
    guard let (column, table) = rows.probe(cuts, ranges) else { return nil }
    let isPerLine = keys.contains { self.isPerLine($0) }
    let keyClass = self.column(keyClass(keys[column], cuts[column]), lane: .int, onLines: isPerLine)
    let first = operands.count
    for (index, key) in keys.enumerated() where index != column {
      operands.append(self.column(key, lane: .long, onLines: isPerLine))
    }
    let place = emit(
      Instruction(
        operation: .probe, lane: .int, source: .int, isPerLine: isPerLine, first: keyClass, second: Int32(first),
        third: Int32(operands.count - first), table: add(probe: table)),
      range: 0...Int64(rows.count + 1), lane: .int)
    return (place, [.nothing] + (0..<rows.count).map { .row($0) } + [.clash])
  }
}
