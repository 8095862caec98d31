import Diagnostics
import PolicyModel
import PolicyProgram
import Quantities

/// Key cells become ranges of whole numbers.
extension BookBuilder {
  /// A column takes the finest scale of its cells.
  mutating func fineScale(_ column: inout Column, _ index: Int, _ table: TableDeclaration) {
    guard let number = column.typed.type.number else { return }
    var scale = number.scale
    func note(_ expression: ExpressionSyntax) {
      switch expression.kind {
      case .number(let value), .quantity(let value, _): scale = max(scale, value.normalized.scale)
      case .percent(let value): scale = max(scale, value.normalized.scale + 2)
      default: break
      }
    }
    for row in table.rows where index < row.keys.count {
      guard case .predicates(let predicates) = row.keys[index].kind else { continue }
      for predicate in predicates {
        switch predicate {
        case .equals(let value), .compare(_, let value): note(value)
        case .between(let lower, let upper, _):
          note(lower)
          note(upper)
        default: break
        }
      }
    }
    column.typed = rescaled(column.typed, to: min(scale, 15))
  }

  /// The ranges of a row's cells, or nil after a message.
  mutating func keyRanges(_ row: RowDeclaration, _ columns: [Column]) -> [[(lower: Int64, upper: Int64)]]? {
    var all: [[(lower: Int64, upper: Int64)]] = []
    var count = 1
    for (cell, column) in zip(row.keys, columns) {
      switch cell.kind {
      case .any: all.append([(.min, .max)])
      case .predicates(let predicates):
        var ranges: [(lower: Int64, upper: Int64)] = []
        for predicate in predicates {
          guard let found = keyRange(predicate, column, cell.range) else { return nil }
          ranges += found
        }
        all.append(ranges)
        count *= max(1, ranges.count)
      default: return nil
      }
      if count > 100_000 {
        report(
          .tooManyWords, "the lists of this row have too many combinations", at: row.range, cure: "make several rows")
        return nil
      }
    }
    return all
  }

  mutating func keyRange(_ predicate: PredicateSyntax, _ column: Column, _ range: SourceRange) -> [(
    lower: Int64, upper: Int64
  )]? {
    switch predicate {
    case .equals(let value): return cellConstant(value, column).map { [($0, $0)] }
    case .between(let lower, let upper, let open):
      guard column.typed.type == .date || column.typed.type.number != nil else { return noOrder(column, range) }
      guard let first = cellConstant(lower, column), let last = cellConstant(upper, column) else { return nil }
      if first > last || (open && first == last) {
        report(
          .emptyRange, "nothing lies in this range: its end is before its beginning", at: range,
          cure: "write the smaller end first")
        return nil
      }
      return [(open ? first + 1 : first, last)]
    case .compare(let comparison, let bound):
      let isDateWord = [.orLater, .orEarlier, .before, .after].contains(comparison)
      guard column.typed.type == .date || column.typed.type.number != nil else { return noOrder(column, range) }
      if isDateWord != (column.typed.type == .date) {
        report(
          isDateWord ? .dateWordForNumber : .numberWordForDate,
          isDateWord
            ? "“\(comparison.rawValue)” is said of dates, and \(column.name.text) is \(describe(column.typed.type))"
            : "“\(comparison.rawValue)” is said of numbers, and \(column.name.text) is \(describe(column.typed.type))",
          at: range,
          cure: "write “\(comparison.twin.rawValue)”")
        return nil
      }
      guard let value = cellConstant(bound, column) else { return nil }
      switch comparison {
      case .orMore, .orLater: return [(value, .max)]
      case .orLess, .orEarlier: return [(.min, value)]
      case .over, .after: return [(value + 1, .max)]
      case .under, .before: return [(.min, value - 1)]
      }
    case .inList(let list):
      guard case .list(let index)? = names[list.text] else {
        report(
          .unknownList, "there is no list “\(Display.harmless(list.text))”", at: list.range,
          cure: "declare it: `list \(list.text) \"…\"`")
        return nil
      }
      usedLists.insert(index)
      let definition = program.lists[index]
      if definition.entries.isEmpty { return nil }
      guard definition.isCountries == (column.typed.type == .country) else {
        report(
          .listKind,
          "\(column.name.text) is \(describe(column.typed.type)), and \(list.text) a list of \(definition.isCountries ? "countries" : "words")",
          at: list.range, cure: "name a list of the key's kind")
        return nil
      }
      if definition.entries.contains(where: { $0.firstDay != .min || $0.lastDay != .max }) {
        report(
          .datedListInCell, "the entries of \(list.text) have dates, which a cell cannot follow", at: list.range,
          cure: "ask `is in \(list.text)` in a value that is yes or no, and make that the key")
        return nil
      }
      return definition.entries.map { (Int64($0.code), Int64($0.code)) }
    case .has, .startsWith: return nil
    }
  }

  mutating func noOrder(_ column: Column, _ range: SourceRange) -> [(lower: Int64, upper: Int64)]? {
    report(
      .noOrder, "\(column.name.text) is \(describe(column.typed.type)): there is no more and no less of it", at: range,
      cure: "list what is meant, joined by commas")
    return nil
  }

  mutating func cellConstant(_ expression: ExpressionSyntax, _ column: Column) -> Int64? {
    let outer = context.bareMoney
    defer { context.bareMoney = outer }
    if let number = column.typed.type.number, number.dimension.money != 0 { context.bareMoney = number.dimension }
    var typed = elaborate(expression, hint: column.typed.type)
    if typed.type.isUnknown { return nil }
    guard program.nodes[typed.node].operation == .constant else {
      report(
        .cellNotConstant, "a key cell holds constants", at: expression.range,
        cure: "make the condition a value of its own, and that value the key")
      return nil
    }
    switch (column.typed.type, typed.type) {
    case (.number(let wanted), .number(let found)):
      guard wanted.isPercent == found.isPercent else {
        report(
          .percentCompared,
          "\(column.name.text) is \(describe(column.typed.type)), and this is \(describe(typed.type))",
          at: expression.range,
          cure: wanted.isPercent ? "write it with %: `\(text(of: expression.range))%`" : "leave the % out")
        return nil
      }
      // A bare number in a key's column counts what the key counts.
      if !found.dimension.isNone || found.isBareZero {
        guard unified(wanted, found, column.name.range, expression.range, "compared with") != nil else { return nil }
      }
      typed = rescaled(typed, to: wanted.scale)
    case (.word(let words), .word(let found)):
      guard found.allSatisfy({ words.contains($0) }) else {
        report(
          .wordNotInList, "“\(text(of: expression.range))” is not one of the words that \(column.name.text) can be",
          at: expression.range, cure: "one of: \(wordList(words))")
        return nil
      }
    case (.date, .date), (.country, .country), (.yesNo, .yesNo), (.text, .text): break
    default:
      report(
        .mixedTypes, "\(column.name.text) is \(describe(column.typed.type)), and this is \(describe(typed.type))",
        at: expression.range, cure: "write a cell of the key's kind")
      return nil
    }
    return Int64(exactly: program.nodes[typed.node].constant)
  }

  /// Two rows with the same keys and the same days can never both be right.
  mutating func checkTwins(
    _ definition: TableDefinition, _ table: TableDeclaration, _ declaration: ValueDeclaration
  ) {
    guard table.promise == .oneRow || table.promise == .firstRow, table.reading == .row else { return }
    let width = definition.columnCount
    var seen: [[Int64]: Int] = [:]
    for index in definition.rows.indices {
      let key =
        Array(definition.lowers[index * width..<(index + 1) * width])
        + definition.uppers[index * width..<(index + 1) * width]
      if let other = seen[key] {
        report(
          .sameRowTwice, "these two rows have the same keys", at: definition.rows[index].range,
          also: [.init(range: definition.rows[other].range, label: "the first one")],
          cure: "take one out, or give them dates: a new rate is one new line with `from`")
        return
      }
      seen[key] = index
    }
  }
}
