import Diagnostics
import PolicyModel
import PolicyProgram
import Quantities

/// Tables: keys as columns of ranges, rows as results.
extension BookBuilder {
  /// A key with the scale of its column.
  struct Column {
    var typed: Typed
    var name: Word
  }

  mutating func readTable(_ table: TableDeclaration, _ declaration: ValueDeclaration, hint: ValueType?) -> Typed {
    var columns: [Column] = []
    for key in table.keys {
      let typed = elaborate(ExpressionSyntax(.word(key.text), key.range))
      if typed.type.isUnknown { return unknown(declaration.range) }
      if let number = typed.type.number, number.isRatio {
        report(
          .keyUnrounded, "\(key.text) is the result of a division and cannot be a key", at: key.range,
          cure: "round it first")
        return unknown(declaration.range)
      }
      if case .words = typed.type {
        report(
          .keyKind, "\(key.text) is a set of words and cannot be a key", at: key.range,
          cure: "ask `\(key.text) has …` in a value that is yes or no")
        return unknown(declaration.range)
      }
      columns.append(Column(typed: typed, name: key))
    }
    if columns.isEmpty { return unknown(declaration.range) }
    let datedBy = table.datedBy ?? declaration.datedBy ?? bookDatedBy
    let isDated = table.rows.contains { $0.window.isDated }
    if isDated, let datedBy, let key = table.keys.first(where: { $0.text == datedBy.text }) {
      report(
        .datedByKey, "\(key.text) is a key of this table and cannot date its rows as well", at: key.range,
        cure: "date the rows by another date, or write the days as ranges in the key's column")
      return unknown(declaration.range)
    }
    for index in columns.indices { fineScale(&columns[index], index, table) }
    var definition = TableDefinition(
      promise: table.promise, reading: table.reading, keys: columns.map { Int32($0.typed.node) }, dateNode: -1,
      lowers: [], uppers: [], rows: [], otherwise: -1, otherwiseRefusal: nil,
      otherwiseRange: table.otherwise?.range ?? declaration.range, indexColumn: -1, index: [:], unindexed: [],
      range: declaration.name.range)
    if isDated, let row = table.rows.first(where: { $0.window.isDated }) {
      definition.dateNode = dateNode(datedBy, at: row.range)
    }
    let windows = windows(of: table.rows)
    var type: ValueType? = hint
    var typePlace = declaration.range
    var results: [(node: Int32, type: ValueType)] = []
    var isDamaged = false
    // One row of another kind is one mistake, also where it is the first.
    var isJoinDamaged = false
    let currencyColumn = columns.firstIndex {
      program.nodes[$0.typed.node].operation == .input
        && Int(program.nodes[$0.typed.node].first) == program.currencyInput
    }
    for (row, window) in zip(table.rows, windows) {
      let count = diagnostics.count
      let ranges = keyRanges(row, columns)
      let rowCurrency = currencyColumn.flatMap { singleCurrency(row.keys[$0]) }
      var out = TableDefinition.Row(
        result: -1, refusal: nil, because: row.because?.text, source: row.source?.text,
        print: row.print.map { template($0) },
        reviewBy: row.window.reviewBy, range: row.range)
      switch row.result {
      case .missing: isDamaged = true
      case .refuse(let text): out.refusal = template(text)
      case .expression(let expression):
        // Words that are not declared can be others in each row.
        let rowHint = type.map(\.isWord) == true ? hint : type
        let typed = result(
          expression, table, hint: rowHint, currency: rowCurrency, keyedByCurrency: currencyColumn != nil)
        if typed.type.isUnknown {
          isDamaged = true
          // What is wrong with the line `per` is wrong in every row.
          if diagnostics.count > count,
            diagnostics.last?.code == .bareAmount || diagnostics.last?.code == .amountExpected
          {
            return unknown(declaration.range)
          }
          break
        }
        if isJoinDamaged { break }
        if let known = type {
          if let joined = joinRows(known, typed.type, isDeclared: hint != nil, typePlace, expression.range) {
            type = joined
          } else {
            (isDamaged, isJoinDamaged) = (true, true)
            break
          }
        } else {
          type = typed.type
          typePlace = expression.range
        }
        out.result = Int32(typed.node)
        results.append((out.result, typed.type))
      }
      if window.isDated, let first = window.from, let last = window.to, first > last {
        report(
          .emptyWindow, "this row never holds: it ends on \(last), before it begins on \(first)", at: row.range,
          cure: "write the earlier day behind “from”")
      }
      if diagnostics.count > count { isDamaged = true }
      guard let ranges else {
        isDamaged = true
        continue
      }
      append(ranges, out, window, to: &definition)
    }
    if let otherwise = table.otherwise {
      let hasWindow = otherwise.window.isDated || otherwise.window.reviewBy != nil
      if otherwise.when != nil || hasWindow {
        report(
          .otherwiseWhen,
          "“otherwise” holds where no row does; it has no \(hasWindow ? "dates" : "condition") of its own",
          at: otherwise.when?.range ?? otherwise.range, cure: "leave it out, or write a row")
      }
      switch otherwise.result {
      case .refuse(let text): definition.otherwiseRefusal = template(text)
      case .missing: isDamaged = true
      case .expression(let expression):
        let typed = result(expression, table, hint: type, currency: nil, keyedByCurrency: currencyColumn != nil)
        if typed.type.isUnknown {
          isDamaged = true
        } else if let known = type,
          let joined = joinRows(known, typed.type, isDeclared: hint != nil, typePlace, expression.range)
        {
          type = joined
          definition.otherwise = Int32(typed.node)
        } else {
          isDamaged = true
        }
      }
    }
    guard let type, !isDamaged else { return unknown(declaration.range) }
    checkTwins(definition, table, declaration)
    return finish(&definition, type, table, columns, declaration)
  }

  mutating func finish(
    _ definition: inout TableDefinition, _ type: ValueType, _ table: TableDeclaration, _ columns: [Column],
    _ declaration: ValueDeclaration
  ) -> Typed {
    var type = type
    if var number = type.number {
      number.isBareZero = false
      // All cells at one scale, so that the table's result has one.
      for index in definition.rows.indices where definition.rows[index].result >= 0 {
        let node = Int(definition.rows[index].result)
        definition.rows[index].result = Int32(
          rescaled(Typed(node: node, type: program.types[node]), to: number.scale).node)
      }
      if definition.otherwise >= 0 {
        let node = Int(definition.otherwise)
        definition.otherwise = Int32(rescaled(Typed(node: node, type: program.types[node]), to: number.scale).node)
      }
      if table.promise == .sum || table.reading == .reached {
        let count = Int128(definition.rows.count)
        number.lower = min(0, NumberType.product(number.lower, count))
        number.upper = max(0, NumberType.product(number.upper, count))
      }
      if table.reading == .slices {
        number.isRatio = true
        number.isRounded = false
        number.lower = min(0, number.lower)
      }
      type = .number(number)
    } else if table.promise == .highest || table.promise == .sum || table.reading != .row {
      report(
        .tableNeedsNumbers, "the rows of \(declaration.name.text) are \(describe(type)): they have no order and no sum",
        at: declaration.name.range, cure: "use `one row applies` or `first row applies`")
      return unknown(declaration.range)
    }
    if table.reading != .row, columns.last?.typed.type.number == nil {
      report(
        .sliceKey, "the last key of \(declaration.name.text) is cut in slices, so it must be a number or an amount",
        at: table.keys.last?.range ?? declaration.range, cure: "name the quantity last in the line `by`")
      return unknown(declaration.range)
    }
    definition.buildIndex()
    program.tables.append(definition)
    return emit(Node(.table, program.tables.count - 1), type, declaration.range)
  }

  // MARK: Rows

  /// When each row holds: without `to`, until the next `from` of the same keys; one without `from` as well.
  func windows(of rows: [RowDeclaration]) -> [WindowSyntax] {
    var windows = rows.map(\.window)
    guard windows.contains(where: { $0.from != nil }) else { return windows }
    func start(_ index: Int) -> CalendarDate { rows[index].window.from ?? .first }
    var groups: [String: [Int]] = [:]
    for (index, row) in rows.enumerated() {
      var keys = row.keys.first.map { text(of: $0.range) } ?? ""
      for key in row.keys.dropFirst() { keys += "|" + text(of: key.range) }
      groups[keys, default: []].append(index)
    }
    for group in groups.values where group.count > 1 {
      let sorted = group.sorted { start($0) < start($1) }
      for (index, next) in zip(sorted, sorted.dropFirst()) where windows[index].to == nil {
        if start(next) > start(index) {
          windows[index].to = CalendarDate(dayNumber: start(next).dayNumber - 1)
        }
      }
    }
    return windows
  }

  func singleCurrency(_ cell: CellSyntax) -> String? {
    guard case .predicates(let predicates) = cell.kind, predicates.count == 1, case .equals(let value) = predicates[0],
      case .code(let code) = value.kind
    else { return nil }
    return code
  }

  mutating func result(
    _ expression: ExpressionSyntax, _ table: TableDeclaration, hint: ValueType?, currency: String?,
    keyedByCurrency: Bool
  ) -> Typed {
    let outer = context
    defer { context = outer }
    var unit: Dimension?
    if let written = table.unit {
      guard let dimension = dimension(of: written) else { return unknown(expression.range) }
      unit = dimension
    }
    if keyedByCurrency {
      context.bareMoney = Dimension(money: 1, currency: currency).combined(with: unit ?? .none, sign: 1)
    } else if unit != nil, case .number(let value) = expression.kind, value.digits != 0 {
      let amount = "\(text(of: expression.range)) \(program.currencies[0].code)"
      report(
        .bareAmount, "a bare number is money only in rows keyed by currency", at: expression.range,
        cure: program.currencies.count == 1
          ? "write the currency: `\(amount)`" : "make `currency` a key, with a row for each currency")
      return unknown(expression.range)
    }
    var typed = elaborate(expression, hint: hint)
    if unit != nil, !typed.type.isUnknown, typed.type.number.map({ $0.dimension.money != 1 && !$0.isBareZero }) ?? true
    {
      report(
        .amountExpected, "the line `per` is about amounts of money, and this is \(describe(typed.type))",
        at: expression.range, cure: "write an amount, or leave the line `per` out")
      return unknown(expression.range)
    }
    guard var number = typed.type.number else { return typed }
    if let unit, !keyedByCurrency || number.dimension.units.isEmpty, number.dimension.units.isEmpty,
      number.dimension.money == 1
    {
      number.dimension = number.dimension.combined(with: unit, sign: 1)
    }
    // In the row of its currency an amount is an amount of the order.
    if let currency, number.dimension.currency == currency { number.dimension.currency = nil }
    typed.type = .number(number)
    program.types[typed.node] = typed.type
    return typed
  }

  func append(
    _ ranges: [[(lower: Int64, upper: Int64)]], _ row: TableDefinition.Row, _ window: WindowSyntax,
    to definition: inout TableDefinition
  ) {
    // Every combination of the alternatives of each cell is a row of its own.
    var combinations: [[(lower: Int64, upper: Int64)]] = [[]]
    for alternatives in ranges { combinations = combinations.flatMap { head in alternatives.map { head + [$0] } } }
    for combination in combinations {
      definition.lowers += combination.map(\.lower)
      definition.uppers += combination.map(\.upper)
      if definition.dateNode >= 0 {
        definition.lowers.append(window.from.map { Int64($0.dayNumber) } ?? .min)
        definition.uppers.append(window.to.map { Int64($0.dayNumber) } ?? .max)
      }
      definition.rows.append(row)
    }
  }
}
