import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// Tables over all orders: two rows for one order, no row, rows that others hide, rows that no order fits.
struct TableFindings {
  let analysis: BookAnalysis
  let write: FindingWriter
  private(set) var findings: [Finding] = []
  /// Written rows that no order fits.
  var impossible: Set<SourceRange> = []

  static let limit = 20

  init(_ analysis: BookAnalysis) {
    self.analysis = analysis
    write = FindingWriter(analysis)
  }

  var program: Program { analysis.program }

  mutating func run() {
    var owners: [Int: Int] = [:]
    for (index, value) in program.values.enumerated() {
      for item in value.cases where item.result >= 0 {
        if let table = table(of: item.result) { owners[table] = owners[table] ?? index }
      }
    }
    for index in program.tables.indices {
      guard let owner = owners[index] else { continue }
      let columns = TableColumns(program.tables[index], analysis)
      let keys = TableKeys(program.tables[index])
      impossibleRows(index, columns, owner)
      let hasOverlaps = overlaps(index, columns, owner)
      gap(index, columns, keys, owner, hasOverlaps: hasOverlaps)
      hidden(index, columns, keys, owner)
    }
  }

  private func table(of node: Int32) -> Int? {
    let record = program.nodes[Int(node)]
    if record.operation == .rescale { return table(of: record.first) }
    return record.operation == .table ? Int(record.first) : nil
  }

  func name(_ owner: Int) -> String { program.values[owner].name }

  func readsLines(_ table: TableDefinition) -> Bool {
    (table.keys + [table.dateNode]).contains { analysis.readsLines(node: $0) }
  }

  // MARK: Rows that no order fits

  private mutating func impossibleRows(_ index: Int, _ columns: TableColumns, _ owner: Int) {
    let table = program.tables[index]
    // A written row with lists in its cells is several here: all of them must be impossible.
    var written: [(range: SourceRange, rows: [Int])] = []
    for row in table.rows.indices {
      if written.last?.range == table.rows[row].range {
        written[written.count - 1].rows.append(row)
      } else {
        written.append((table.rows[row].range, [row]))
      }
    }
    var count = 0
    var open = 0
    for (range, rows) in written {
      let possible = rows.filter { columns.isPossible($0) }
      if !possible.isEmpty, columns.areInputs { continue }
      var isNever = true
      for row in possible where isNever {
        let verdict = analysis.ask(readsLines: readsLines(table), smallest: false) { setting in
          guard let keys = setting.conditions.keys(of: row, table, 0) else { return nil }
          return RegionQuestion(required: [keys], includesRefused: true) { $0.fits(row: row, ofTable: index) }
        }
        if case .unchecked = verdict { open += 1 }
        if !verdict.isNever { isNever = false }
      }
      guard isNever else { continue }
      impossible.insert(range)
      count += 1
      if count > Self.limit { continue }
      add(
        Diagnostic(
          .error, .rowNever, "no order fits this row of \(name(owner))", at: range,
          label: columns.impossibleColumn(rows[0]).map { "\($0) is never that" },
          cure: "mend the key or the dates, or take the row out"), .never, owner)
    }
    note("whether an order fits \(open == 1 ? "a row" : "\(open) rows") of \(name(owner))", open, owner)
  }

  /// Questions about rows that stayed open.
  private mutating func note(_ what: String, _ count: Int, _ owner: Int) {
    if count == 0 { return }
    add(
      write.unchecked(what, Unchecked(steps: analysis.single.search.limits.leaf), at: program.values[owner].range), nil,
      owner)
  }

  // MARK: Two rows for one order

  private mutating func overlaps(_ index: Int, _ columns: TableColumns, _ owner: Int) -> Bool {
    let table = program.tables[index]
    guard table.promise == .oneRow || table.reading != .row else { return true }
    var count = 0
    var openPairs = 0
    let pairs = columns.overlappingPairs { first, second in
      table.rows[first].range != table.rows[second].range && !areEqual(table, first, second)
    }
    var reported: Set<[SourceRange]> = []
    for (first, second) in pairs.found {
      // A written row with a list in a cell is several here.
      if reported.contains([table.rows[first].range, table.rows[second].range]) { continue }
      let verdict = analysis.ask(readsLines: readsLines(table), smallest: count < Self.limit) { setting in
        guard let one = setting.conditions.keys(of: first, table, 0),
          let other = setting.conditions.keys(of: second, table, 0)
        else { return nil }
        return RegionQuestion(required: [one, other]) { Self.isRefused($0, index, .rowClash) || table.reading != .row }
      }
      switch verdict {
      case .never: break
      case .unchecked: openPairs += 1
      case .order(let witness):
        count += 1
        reported.insert([table.rows[first].range, table.rows[second].range])
        reported.insert([table.rows[second].range, table.rows[first].range])
        if count > Self.limit { continue }
        let (upper, lower) =
          table.rows[first].range.lower < table.rows[second].range.lower ? (first, second) : (second, first)
        add(
          write.finding(
            .rowsOverlap, "two rows of \(name(owner)) fit the same order", at: table.rows[lower].range, label: "fits",
            also: [.init(range: table.rows[upper].range, label: "and so does this one")],
            cure: "mend the keys or the dates of one of them; or let `first row applies` decide", witness: witness,
            expectations: { _ in ["\(name(owner)) refused"] },
            holds: { Self.isRefused($0, index, .rowClash) || table.reading != .row }), nil, owner)
      }
    }
    if count > Self.limit || pairs.count > pairs.found.count {
      add(
        Diagnostic(
          .error, .rowsOverlap,
          "\(name(owner)) has \(max(count, pairs.count)) pairs of rows that overlap; \(min(count, Self.limit)) are shown",
          at: table.range, cure: "mend those shown first"), nil, owner)
    }
    note(
      "whether \(openPairs == 1 ? "two rows" : "\(openPairs) pairs of rows") of \(name(owner)) fit one order",
      openPairs, owner)
    return pairs.overlapsAtAll
  }

  private func areEqual(_ table: TableDefinition, _ first: Int, _ second: Int) -> Bool {
    let (one, other) = (table.rows[first].result, table.rows[second].result)
    guard one >= 0, other >= 0 else { return false }
    let (left, right) = (program.nodes[Int(one)], program.nodes[Int(other)])
    return left.operation == .constant && right.operation == .constant && left.constant == right.constant
  }

  private static func isRefused(_ evaluator: Evaluator, _ table: Int, _ kind: RefusalRecord.Kind) -> Bool {
    let outcome = evaluator.evaluate(table: Int32(table), line: 0)
    guard outcome.state == .refused, evaluator.refusals.indices.contains(Int(outcome.refusal)) else { return false }
    let record = evaluator.refusals[Int(outcome.refusal)]
    return record.kind == kind && Int(record.site) == table
  }

  // MARK: No row

  private mutating func gap(
    _ index: Int, _ columns: TableColumns, _ keys: TableKeys, _ owner: Int, hasOverlaps: Bool
  ) {
    let table = program.tables[index]
    guard table.otherwise < 0, table.otherwiseRefusal == nil else {
      return idleOtherwise(index, columns, owner, hasOverlaps: hasOverlaps)
    }
    var region: [(variable: Int, domain: Domain)] = []
    if !hasOverlaps, columns.areInputs, table.reading == .row {
      switch columns.uncovered() {
      case .complete: return
      case .point(let cells): region = cells
      case .unknown: break
      }
    }
    let readsLines = readsLines(table)
    func verdict(_ region: [(variable: Int, domain: Domain)]) -> Verdict {
      analysis.ask(readsLines: readsLines) { setting in
        let rows = keys.rows(setting).flatMap { $0 ?? [] }
        let strictly = { () -> [Rows]? in
          var parts: [Rows] = []
          for row in table.rows.indices {
            guard let rows = setting.conditions.outside(row, table, 0) else { return nil }
            parts.append(rows)
          }
          return parts
        }
        return RegionQuestion(required: [], blockers: rows, strictly: strictly, region: region) {
          Self.isRefused($0, index, .noRow)
        }
      }
    }
    var found = verdict(region)
    // Where that order cannot be placed, another one may lack a row.
    if !region.isEmpty, found.witness == nil { found = verdict([]) }
    switch found {
    case .never: return
    case .unchecked(let unchecked):
      add(write.unchecked("whether \(name(owner)) has a row for every order", unchecked, at: table.range), nil, owner)
    case .order(let witness):
      add(
        write.finding(
          .rowGap, "\(name(owner)) has no row for some orders", at: table.range, label: "none of its rows fits",
          cure: "add a row for them, or a line `otherwise …`", witness: witness,
          expectations: { _ in ["\(name(owner)) refused"] }, facts: { facts($0, table) },
          holds: { Self.isRefused($0, index, .noRow) }), .gap, owner)
    }
  }

  /// The keys that no row has.
  private func facts(_ order: BoundOrder, _ table: TableDefinition) -> [String] {
    let evaluator = Evaluator(analysis.plan, lineCapacity: order.lineCount)
    evaluator.begin(order)
    let wording = Wording(evaluator, sources: analysis.engine.sources)
    let nodes = table.keys + (table.dateNode >= 0 ? [table.dateNode] : [])
    let words = nodes.map { node in
      let name = nodeName(node)
      return "\(name) is \(wording.display(evaluator.evaluate(node, 0), program.types[Int(node)]))"
    }
    return ["no row fits where \(words.joined(separator: " and "))"]
  }

  private func nodeName(_ node: Int32) -> String {
    let record = program.nodes[Int(node)]
    switch record.operation {
    case .input: return program.inputs[Int(record.first)].name
    case .value: return program.values[Int(record.first)].name
    case .rescale: return nodeName(record.first)
    default: return "a key"
    }
  }

  // MARK: Hidden rows

  private mutating func hidden(_ index: Int, _ columns: TableColumns, _ keys: TableKeys, _ owner: Int) {
    let table = program.tables[index]
    if table.promise == .highest, table.reading == .row { return surpassed(index, columns, owner) }
    guard table.promise == .firstRow, table.reading == .row else { return }
    var count = 0
    let earlier = EarlierRows(columns)
    let readsLines = readsLines(table)
    let covering = columns.areWhole && !readsLines
    // A written row is hidden when all the rows that it stands for are.
    var open: Set<SourceRange> = []
    var hiders: [(range: SourceRange, row: Int)] = []
    var uncheckedRows = 0
    for row in table.rows.indices {
      let range = table.rows[row].range
      if open.contains(range) || impossible.contains(range) || !columns.isPossible(row) { continue }
      guard case .rows(let above) = earlier.rows(above: row, covering: covering) else {
        analysis.countAsProved()
        hiders.append((range, row))
        continue
      }
      if above.isEmpty, columns.areInputs {
        open.insert(range)
        continue
      }
      let verdict = analysis.ask(readsLines: readsLines, smallest: false) { setting in
        let keys = keys.rows(setting)
        guard let own = keys[row] else { return nil }
        let blockers = above.flatMap { keys[$0] ?? [] }
        return RegionQuestion(required: [own], blockers: blockers, includesRefused: true) {
          $0.firstRow(ofTable: index) == row
        }
      }
      if verdict.isNever {
        hiders.append((range, row))
      } else {
        open.insert(range)
        if case .unchecked = verdict { uncheckedRows += 1 }
      }
    }
    note(
      "whether rows of \(name(owner)) hide \(uncheckedRows == 1 ? "another" : "\(uncheckedRows) others")",
      uncheckedRows, owner)
    var seen: Set<SourceRange> = []
    for (range, row) in hiders where !open.contains(range) && seen.insert(range).inserted {
      count += 1
      if count > Self.limit { continue }
      var places: [SourceRange] = []
      if case .rows(let rows) = earlier.rows(above: row, covering: false) {
        for range in rows.map({ table.rows[$0].range }) where !places.contains(range) {
          places.append(range)
          if places.count == 3 { break }
        }
      }
      add(
        Diagnostic(
          .error, .rowHidden, "this row of \(name(owner)) never applies: the rows above it fit all of its orders",
          at: range,
          also: places.map { .init(range: $0, label: "comes before it") }, cure: "move it up, or take it out"),
        .hidden, owner)
    }
    if count > Self.limit {
      add(
        Diagnostic(
          .error, .rowHidden, "\(name(owner)) has \(count) hidden rows; \(Self.limit) are shown", at: table.range,
          cure: "mend those shown first"), .hidden, owner)
    }
  }

  mutating func add(_ diagnostic: Diagnostic, _ kind: AcceptedKind?, _ owner: Int) {
    findings.append(Finding(diagnostic: diagnostic, kind: kind, owner: name(owner)))
  }
}
