import PolicyLanguage
import PolicyProgram

/// Reads off an evaluator what an order reached: only what was evaluated counts.
struct CoverageCollector {
  let program: Program
  let tables: CoverageTables

  /// Evaluates what a quote of the order evaluates: everything shown, and every effect.
  func evaluateQuote(_ evaluator: Evaluator) {
    for value in program.shows {
      for line in 0..<(program.values[value].isPerLine ? evaluator.lineCount : 1) {
        _ = evaluator.evaluate(value: Int32(value), line: line)
      }
    }
    for effect in program.effects {
      for line in 0..<(effect.isPerLine ? evaluator.lineCount : 1) { _ = evaluator.fires(effect, line: line) }
    }
  }

  /// The cases, rows and otherwise lines that gave the results so far.
  func results(_ evaluator: Evaluator) -> Set<CoverageKey> {
    var found: Set<CoverageKey> = []
    // Asking which row a table gave evaluates nothing new: its keys were read for it.
    for value in program.values.indices { collect(value, evaluator, &found) }
    return found
  }

  func collect(_ value: Int, _ evaluator: Evaluator, _ found: inout Set<CoverageKey>) {
    let record = evaluator.values[value]
    for line in 0..<(record.isPerLine ? evaluator.lineCount : 1) {
      guard evaluator.isFilled(evaluator.slotIndex(record.slot, record.isPerLine, line)),
        evaluator.evaluate(value: Int32(value), line: line).state != .missing
      else { continue }
      for position in evaluator.decidingCases(value: value, line: line) {
        found.insert(.rule(value: value, position: position))
        for table in tables.read[value][position] {
          switch evaluator.reach(ofTable: Int32(table), line: line) {
          case .rows(let rows): for row in rows { found.insert(.row(table: table, row: Int(row))) }
          case .noRow: found.insert(.otherwise(table: table))
          case .open: break
          }
        }
      }
    }
  }

  /// The effects that fire.
  func effects(_ evaluator: Evaluator) -> Set<CoverageKey> {
    var found: Set<CoverageKey> = []
    for (index, effect) in program.effects.enumerated() where fires(effect, evaluator) { found.insert(.effect(index)) }
    return found
  }

  func fires(_ effect: EffectDefinition, _ evaluator: Evaluator) -> Bool {
    (0..<(effect.isPerLine ? evaluator.lineCount : 1)).contains { evaluator.fires(effect, line: $0).isYes }
  }
}

extension Evaluator {
  /// What of a table its result comes from.
  enum TableReach {
    case rows([Int32])
    case noRow
    /// Two rows, or a key that is not known.
    case open
  }

  func reach(ofTable index: Int32, line: Int) -> TableReach {
    let table = tables.start.advanced(by: Int(index))
    let areKnown = readKeys(table, line)
    guard table.pointee.reading == .row else {
      guard areKnown else { return .open }
      let rows = slicedRows(index, line)
      return rows.isEmpty ? .noRow : .rows(rows)
    }
    let match = matches(table, areKnown: areKnown)
    if match.isOpen { return .open }
    if match.first < 0 { return .noRow }
    switch table.pointee.promise {
    case .firstRow: return .rows([match.first])
    case .oneRow: return match.second >= 0 ? .open : .rows([match.first])
    case .highest, .sum: return areKnown ? .rows(fittingRows(index)) : .open
    }
  }
}
