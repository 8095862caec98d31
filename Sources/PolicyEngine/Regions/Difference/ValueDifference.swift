import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// One value in two versions: every way in which the older decides it beside every way in which the newer does.
struct ValueDifference {
  private let books: BookDifference
  private let values: [Int]
  private var engines: [Engine] { [books.old, books.new] }

  init(_ books: BookDifference, old: Int, new: Int) {
    self.books = books
    values = [old, new]
  }

  /// One way of deciding: a case, or a row of the table that is its result.
  private struct Way {
    var required: [Rows]
    var blockers: Rows
    var name: String
    var place: String
    /// What comes of it, and what it is as a whole.
    var result: Fingerprint
    var all: Fingerprint
    var isConstant: Bool
    /// The case, and the row in its table.
    var position: Int
    var row: Int
    var isBase = false
  }

  func run(_ report: inout DifferenceReport) {
    let ways = [0, 1].map(ways)
    let known = ways.map { Set($0.map(\.all)) }
    let name = books.new.program.values[values[1]].name
    var count = 0
    for before in ways[0] {
      for after in ways[1] {
        if before.all == after.all, before.isConstant || before.result == after.result { continue }
        // A change shows in a way that only one version has.
        if known[1].contains(before.all), known[0].contains(after.all) { continue }
        let isSame = before.result == after.result
        if isSame, before.name == after.name || (before.isBase && after.isBase && before.row < 0 && after.row < 0) {
          continue
        }
        guard areTogether(before.required, after.required) else { continue }
        let answer = find(before, after, isSame: isSame)
        switch answer {
        case .none: break
        case .unchecked(let steps):
          report.unchecked.append(
            "\(name): \(before.name) beside \(after.name); searched \(steps) boxes, no order found")
        case .order(let point):
          count += 1
          if count <= BookDifference.limit {
            let (region, rows) = region(name, before, after, point, isSame: isSame)
            report.regions.append(region)
            books.note(rows.filter(\.readsInputsOnly))
          }
        }
      }
    }
    if count > BookDifference.limit { report.unlisted.append("\(name): \(count - BookDifference.limit) more regions") }
  }

  // MARK: Ways

  private func ways(_ view: Int) -> [Way] {
    let engine = engines[view]
    let conditions = books.conditions[view]
    let (program, value) = (engine.program, values[view])
    let definition = program.values[value]
    var ways: [Way] = []
    var wholes: [Fingerprint] = []
    for (position, item) in definition.cases.enumerated() {
      let required = [conditions.appliesOrState(Int32(value), position, line: 0)]
      let blockers = conditions.overrulers(of: position, in: Int32(value), line: 0)
      let prints = books.prints[view]
      let place = program.place(item.range, in: engine.sources)
      let label = item.name == definition.name && definition.baseCount > 1 ? "case \(position + 1)" : item.name
      if item.result >= 0, let index = plainTable(item.result, program) {
        wholes.append(condition(item, prints))
        ways += rows(
          view, index,
          Way(
            required: required, blockers: blockers, name: label, place: place, result: Fingerprint(),
            all: Fingerprint(),
            isConstant: true, position: position, row: -1, isBase: position < definition.baseCount))
        continue
      }
      var whole = Fingerprint("case", item.name, "\(item.firstDay) \(item.lastDay) \(item.isFinal)")
      whole.mix(item.condition >= 0 ? prints.nodes[Int(item.condition)] : Fingerprint("always"))
      // Where an exception applies depends on where what it is to does.
      if position < definition.baseCount {
        if item.isOtherwise {
          for other in definition.cases.prefix(definition.baseCount) { whole.mix(condition(other, prints)) }
        }
      } else {
        let isCertain = engine.plan.values[value].baseIsCertain
        for target in item.targets where !(isCertain && target < definition.baseCount) { whole.mix(wholes[target]) }
      }
      wholes.append(whole)
      var result = item.result >= 0 ? prints.nodes[Int(item.result)] : Fingerprint("refuses")
      for step in item.steps { result.mix(prints.deep[step.value]) }
      whole.mix(result)
      ways.append(
        Way(
          required: required, blockers: blockers, name: label, place: place, result: result, all: whole,
          isConstant: engine.plan.cases[engine.plan.values[value].firstCase + Int32(position)].isConstant,
          position: position,
          row: -1, isBase: position < definition.baseCount))
    }
    if !engine.plan.values[value].baseIsCertain, let silent = silence(view) { ways.append(silent) }
    return ways
  }

  private func condition(_ item: CaseDefinition, _ prints: Fingerprints) -> Fingerprint {
    var print = Fingerprint("\(item.firstDay) \(item.lastDay)")
    if item.condition >= 0 { print.mix(prints.nodes[Int(item.condition)]) }
    if item.dateNode >= 0 { print.mix(prints.nodes[Int(item.dateNode)]) }
    return print
  }

  /// No case at all.
  private func silence(_ view: Int) -> Way? {
    let engine = engines[view]
    let definition = engine.program.values[values[view]]
    var required: [Rows] = []
    var print = Fingerprint("no case")
    for position in 0..<definition.baseCount where !definition.cases[position].isOtherwise {
      guard let rows = books.conditions[view].holds(Int32(values[view]), position, false, line: 0) else { return nil }
      required.append(rows)
      let item = definition.cases[position]
      if item.condition >= 0 { print.mix(books.prints[view].nodes[Int(item.condition)]) }
      print.mix(Fingerprint("\(item.firstDay) \(item.lastDay)"))
    }
    if definition.cases.prefix(definition.baseCount).contains(where: \.isOtherwise) { return nil }
    return Way(
      required: required, blockers: [], name: "no case",
      place: engine.program.place(definition.range, in: engine.sources),
      result: Fingerprint("refuses"), all: print, isConstant: true, position: -1, row: -1)
  }

  private func plainTable(_ node: Int32, _ program: Program) -> Int? {
    guard program.nodes[Int(node)].operation == .table else { return nil }
    let index = Int(program.nodes[Int(node)].first)
    let table = program.tables[index]
    return table.reading == .row && (table.promise == .oneRow || table.promise == .firstRow) ? index : nil
  }

  private func rows(_ view: Int, _ index: Int, _ base: Way) -> [Way] {
    let engine = engines[view]
    let conditions = books.conditions[view]
    let program = engine.program
    let table = program.tables[index]
    let prints = books.prints[view]
    var ways: [Way] = []
    var all: Rows = []
    for row in table.rows.indices {
      guard let keys = conditions.keys(of: row, table, 0) else { continue }
      var way = base
      way.required.append(keys)
      if table.promise == .firstRow { way.blockers += all }
      all += keys
      let source = engine.sources[table.rows[row].range.source]
      let written = String(
        decoding: Array(source.text.utf8)[table.rows[row].range.lower..<table.rows[row].range.upper], as: UTF8.self)
      way.name = written.split(separator: "#").first.map { $0.trimmingSuffix() } ?? written
      way.place = program.place(table.rows[row].range, in: engine.sources)
      way.result = table.rows[row].result >= 0 ? prints.nodes[Int(table.rows[row].result)] : Fingerprint("refuses")
      way.all = Fingerprints.row(table, row, program, prints.nodes)
      way.isConstant = table.rows[row].result < 0 || program.nodes[Int(table.rows[row].result)].operation == .constant
      way.row = row
      ways.append(way)
    }
    var otherwise = base
    otherwise.blockers += all
    otherwise.name = table.otherwise >= 0 || table.otherwiseRefusal != nil ? "otherwise" : "no row"
    otherwise.place = program.place(table.otherwiseRange, in: engine.sources)
    otherwise.result = table.otherwise >= 0 ? prints.nodes[Int(table.otherwise)] : Fingerprint("refuses")
    // What is left over differs as soon as the rows do.
    otherwise.all = Fingerprint("otherwise")
    otherwise.all.mix(otherwise.result)
    ways.append(otherwise)
    return ways
  }

  // MARK: Regions

  private func areTogether(_ one: [Rows], _ other: [Rows]) -> Bool {
    // The last condition of each is the narrowest: a row's keys.
    guard let left = one.last, let right = other.last else { return true }
    return left.contains { row in right.contains { row.and($0, in: books.space) != nil } }
  }

  /// An order of a region: best one that changes what is shown, and that no other change touches.
  private func find(_ before: Way, _ after: Way, isSame: Bool) -> Search.Answer {
    let first = find(before, after, isSame: isSame, isShown: false, outside: [])
    guard first.order != nil else {
      // A function of a plugin has no bounds that a search could narrow; orders can be tried all the same.
      guard case .unchecked = first, !isSame else { return first }
      return SampleOrders(books.space, books.new.program).first(where: isShownBy).map { .order($0) } ?? first
    }
    func isShownBy(_ point: [Int64]) -> Bool {
      books.begin(point)
      return books.evaluators.allSatisfy(\.isAccepted) && shows(before, 0, books.evaluators[0])
        && shows(after, 1, books.evaluators[1]) && differ(books.evaluators)
    }
    for others in books.regionRows.isEmpty ? [[]] : [books.regionRows, []] {
      let better = find(before, after, isSame: isSame, isShown: true, outside: others)
      if better.order != nil { return better }
    }
    return first
  }

  private func find(_ before: Way, _ after: Way, isSame: Bool, isShown: Bool, outside: Rows) -> Search.Answer {
    books.search.find(
      before.required + after.required, outside: before.blockers + after.blockers + books.refused + outside,
      smallest: true,
      verify: { point in
        books.begin(point)
        guard shows(before, 0, books.evaluators[0]), shows(after, 1, books.evaluators[1]) else { return false }
        guard isSame || differ(books.evaluators) else { return false }
        return !isShown || books.showsDifference()
      }, elsewhere: isSame ? nil : differs)
  }

  /// Whether a way decides the order that an evaluator has taken up.
  private func shows(_ way: Way, _ view: Int, _ evaluator: Evaluator) -> Bool {
    if way.position < 0 { return evaluator.evaluate(value: Int32(values[view]), line: 0).state == .refused }
    return evaluator.answer(.decides, value: Int32(values[view]), case: Int32(way.position), by: -1, line: 0).isYes
  }

  private func differ(_ evaluators: [Evaluator]) -> Bool {
    let (one, other) = (
      evaluators[0].evaluate(value: Int32(values[0]), line: 0), evaluators[1].evaluate(value: Int32(values[1]), line: 0)
    )
    guard one.isKnown, other.isKnown else { return one.isKnown != other.isKnown }
    let types = [0, 1].map { engines[$0].program.values[values[$0]].type }
    guard let first = types[0].number, let second = types[1].number else {
      return ValueText(plan: books.old.plan).text(one, types[0])
        != ValueText(plan: books.new.plan).text(other, types[1])
    }
    let power = second.scale - first.scale
    let left = power >= 0 ? evaluators[0].shifted(one.ratio, by: power) ?? one.ratio : one.ratio
    let right = power < 0 ? evaluators[1].shifted(other.ratio, by: -power) ?? other.ratio : other.ratio
    return left.compared(with: right) != 0
  }

  /// Looks in a box for an order whose results differ: where both are the same single number, there is none.
  private func differs(_ search: Search) -> Search.Answer {
    var budget = 300
    func look() -> Search.Answer {
      budget -= 1
      if budget < 0 { return .unchecked(steps: 300) }
      for evaluator in search.evaluators { evaluator.begin() }
      let bounds = [0, 1].map { search.evaluators[$0].value(Int32(values[$0]), 0) }
      for point in search.corners(bounds.map { ($0.rise, $0.fall) }) where search.confirms(point, search.constraintsNow)
      { return .order(point) }
      let isSettled = bounds.allSatisfy { $0.isPoint } && !search.evaluators.contains(where: \.mayFail)
      if isSettled {
        books.begin(search.box.point(near: search.home))
        // Different everywhere in the box: any order that meets what else is asked will do.
        return differ(books.evaluators) ? FigureSolver(search, search.constraintsNow, nil).solve() : .none
      }
      let moves = bounds.reduce(0) { $0 | $1.moves }
      let either = bounds.reduce(0) { $0 | ($1.rise & $1.fall) }
      // At last everywhere: for some orders there may be no result to compare.
      guard
        let (variable, pieces) = search.split(moving: moves, either: either) ?? search.split(moving: .max, either: 0)
      else {
        return .none
      }
      for piece in pieces {
        let mark = search.box.mark
        defer { search.box.back(to: mark) }
        guard search.box.cut(variable, to: piece) else { continue }
        let answer = look()
        if answer != .none { return answer }
      }
      return .none
    }
    return look()
  }

  private func region(_ name: String, _ before: Way, _ after: Way, _ point: [Int64], isSame: Bool) -> (
    DifferenceReport.Region, Rows
  ) {
    books.begin(point)
    func result(_ view: Int, _ way: Way) -> String {
      let outcome = books.evaluators[view].evaluate(value: Int32(values[view]), line: 0)
      let type = engines[view].program.values[values[view]].type
      let figure = outcome.isKnown ? Wording(books.evaluators[view], sources: []).display(outcome, type) : "refused"
      return way.isConstant && way.name.contains("|") ? way.name : "\(way.name): \(figure)"
    }
    var rows: [Row] = []
    for one in before.required.reduce(
      into: [Row.always],
      { rows, more in rows = rows.flatMap { row in more.compactMap { row.and($0, in: books.space) } } })
    {
      for other in after.required.reduce(
        into: [Row.always],
        { rows, more in rows = rows.flatMap { row in more.compactMap { row.and($0, in: books.space) } } })
      {
        if rows.count < 4, let both = one.and(other, in: books.space), !rows.contains(both) { rows.append(both) }
      }
    }
    var orders = rows.prefix(3).map { books.text.text($0) }.joined(separator: "; or ")
    if rows.count > 3 { orders += "; or …" }
    if !(before.blockers + after.blockers).isEmpty { orders += ", where nothing goes before" }
    let (first, second) = (result(0, before), result(1, after))
    let figures = books.figures(at: point)
    let example = books.line(point) { evaluators in
      shows(before, 0, evaluators[0]) && shows(after, 1, evaluators[1]) && (isSame || differ(evaluators))
    }
    return (
      .init(
        subject: name, before: first, after: second, place: after.place, orders: orders, example: example,
        figures: figures,
        isReasonOnly: isSame), rows
    )
  }
}

extension Substring {
  fileprivate func trimmingSuffix() -> String {
    var text = self
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
