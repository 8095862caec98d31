import Diagnostics
import PolicyModel
import PolicyProgram

@testable import PolicyEngine
@testable import PolicyLanguage

/// What enumeration finds in a small book: the code of each finding with the places that it is about.
struct FindingsOracle {
  private(set) var expected: Set<String> = []
  private let program: Program

  init(_ every: EveryOrder) {
    program = every.engine.program
    values(every)
    tables(every)
    effects(every)
    together(every)
    checks(every)
  }

  static func key(_ code: String, _ ranges: SourceRange...) -> String {
    code + ranges.map { " \($0.lower)" }.joined()
  }

  private static func lines(_ isPerLine: Bool, _ order: BoundOrder) -> Range<Int> {
    0..<(isPerLine ? order.lineCount : 1)
  }

  private mutating func values(_ every: EveryOrder) {
    for (value, definition) in program.values.enumerated() where !definition.isStep {
      if definition.cases.count == 1, definition.cases[0].condition < 0, definition.cases[0].dateNode < 0 { continue }
      var applied: Set<Int> = []
      var decided: Set<Int> = []
      var place = 0
      every.visit { evaluator, order in
        let isRefused = every.isRefused[place]
        place += 1
        if isRefused { return }
        for line in Self.lines(definition.isPerLine, order) {
          let outcome = evaluator.evaluate(value: Int32(value), line: line)
          if outcome.state == .refused {
            let record = evaluator.refusals[Int(outcome.refusal)]
            if record.kind == .noCase, Int(record.site) == value { expected.insert(Self.key("R101", definition.range)) }
          }
          var left: [Int] = []
          for position in definition.cases.indices {
            if evaluator.answer(.applies, value: Int32(value), case: Int32(position), by: -1, line: line).isYes {
              applied.insert(position)
            }
            if evaluator.answer(.decides, value: Int32(value), case: Int32(position), by: -1, line: line).isYes {
              decided.insert(position)
              left.append(position)
            }
          }
          for first in left {
            for second in left where second > first && !equal(definition.cases[first], definition.cases[second]) {
              expected.insert(Self.key("R102", definition.cases[second].range, definition.cases[first].range))
            }
          }
        }
      }
      for (position, item) in definition.cases.enumerated() where !decided.contains(position) {
        expected.insert(Self.key(applied.contains(position) ? "R104" : "R103", item.range))
      }
    }
  }

  private func equal(_ one: CaseDefinition, _ other: CaseDefinition) -> Bool {
    guard one.result >= 0, other.result >= 0 else { return false }
    guard let left = constant(one.result), let right = constant(other.result) else { return false }
    return left == right
  }

  private func constant(_ index: Int32) -> Int128? {
    let node = program.nodes[Int(index)]
    switch node.operation {
    case .constant: return node.constant
    case .rescale: return constant(node.first).map { $0 * node.constant }
    default: return nil
    }
  }

  private mutating func tables(_ every: EveryOrder) {
    for table in program.tables {
      var fitting: Set<Int> = []
      var first: Set<Int> = []
      var counting: Set<Int> = []
      var comesToOtherwise = false
      var place = 0
      let width = table.columnCount
      every.visit { evaluator, order in
        let isRefused = every.isRefused[place]
        place += 1
        for line in 0..<order.lineCount {
          let keys = (0..<width).map {
            evaluator.evaluate($0 < table.keys.count ? table.keys[$0] : table.dateNode, line)
          }
          func state(_ row: Int) -> Bool? {
            var isOpen = false
            for column in 0..<width {
              let (lower, upper) = (table.lowers[row * width + column], table.uppers[row * width + column])
              if lower == .min, upper == .max { continue }
              guard keys[column].isKnown else {
                isOpen = true
                continue
              }
              if keys[column].numerator < Int128(lower) || keys[column].numerator > Int128(upper) { return false }
            }
            return isOpen ? nil : true
          }
          let states = table.rows.indices.map(state)
          let rows = table.rows.indices.filter { states[$0] == true }
          fitting.formUnion(rows)
          if rows.isEmpty, !states.contains(nil) { comesToOtherwise = true }
          for row in rows where !states.contains(nil) && !rows.contains(where: { isBetter($0, row, table) }) {
            counting.insert(row)
          }
          if let row = rows.first, !states[..<row].contains(nil) { first.insert(row) }
          if isRefused || states.contains(nil) { continue }
          if rows.isEmpty, table.otherwise < 0, table.otherwiseRefusal == nil {
            expected.insert(Self.key("R105", table.range))
          }
          guard table.promise == .oneRow else { continue }
          for one in rows {
            for other in rows where other > one && table.rows[one].range != table.rows[other].range {
              let (left, right) = (
                program.nodes[Int(table.rows[one].result)], program.nodes[Int(table.rows[other].result)]
              )
              if left.constant == right.constant { continue }
              expected.insert(Self.key("R106", table.rows[other].range, table.rows[one].range))
            }
          }
        }
      }
      if table.otherwise >= 0, !comesToOtherwise { expected.insert(Self.key("R108", table.otherwiseRange)) }
      func written(_ rows: Set<Int>) -> Set<SourceRange> { Set(rows.map { table.rows[$0].range }) }
      for range in written(Set(table.rows.indices)) {
        if !written(fitting).contains(range) {
          expected.insert(Self.key("R108", range))
        } else if table.promise == .firstRow, !written(first).contains(range) {
          expected.insert(Self.key("R107", range))
        } else if table.promise == .highest, readsInputsOnly(table), !written(counting).contains(range) {
          expected.insert(Self.key("R107", range))
        }
      }
    }
  }

  /// Whether each key is an input of its own.
  private func readsInputsOnly(_ table: TableDefinition) -> Bool {
    let nodes = (table.keys + (table.dateNode >= 0 ? [table.dateNode] : [])).map { program.nodes[Int($0)] }
    return nodes.allSatisfy { $0.operation == .input && program.inputs[Int($0.first)].step == 1 }
      && Set(nodes.map(\.first)).count == nodes.count
  }

  /// Whether a row gives more than another, or as much further up.
  private func isBetter(_ one: Int, _ other: Int, _ table: TableDefinition) -> Bool {
    if table.rows[one].range == table.rows[other].range { return false }
    let (left, right) = (
      program.nodes[Int(table.rows[one].result)].constant, program.nodes[Int(table.rows[other].result)].constant
    )
    return left > right || (left == right && one < other)
  }

  private mutating func effects(_ every: EveryOrder) {
    for effect in program.effects {
      var (fires, passes) = (false, false)
      every.visit { evaluator, order in
        for line in Self.lines(effect.isPerLine, order) {
          let state = evaluator.fires(effect, line: line)
          if state.isYes { fires = true }
          if state.isNo { passes = true }
        }
      }
      if !fires { expected.insert(Self.key("R109", effect.range)) }
      if fires, !passes, effect.collection == "refusals" { expected.insert(Self.key("R110", effect.range)) }
    }
  }

  private mutating func together(_ every: EveryOrder) {
    let refusals = program.effects.filter { $0.collection == "refusals" }
    guard refusals.count > 1, !expected.contains(where: { $0.hasPrefix("R110") }) else { return }
    var passes = false
    every.visit { evaluator, _ in if evaluator.isAccepted { passes = true } }
    if !passes { expected.insert(Self.key("R110", refusals[0].range)) }
  }

  private mutating func checks(_ every: EveryOrder) {
    for check in program.checks {
      every.visit { evaluator, order in
        if !evaluator.isAccepted { return }
        for line in Self.lines(check.isPerLine, order) where evaluator.holds(check, line: line) == .no {
          expected.insert(Self.key("R111", check.range))
        }
      }
    }
  }
}
