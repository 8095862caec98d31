import Diagnostics
import PolicyModel
import PolicyProgram
import Quantities

/// Inputs: their types first, then what they are guarded by, then their defaults.
extension BookBuilder {
  static let inputTypes = [
    "one of", "any of", "yes or no", "whole number", "number", "percent", "money", "date", "country", "text",
  ]

  /// The words of an input's list, before names are claimed.
  mutating func collectWords(_ block: BlockSyntax) {
    for key in ["one of", "any of"] {
      guard case .constants(let constants)? = block.clause(key)?.parts.first else { continue }
      for constant in constants {
        guard case .word(let word) = constant.kind else { continue }
        _ = wordCode(word)
        listWords[word] = listWords[word] ?? constant.range
      }
    }
  }

  mutating func readInput(_ block: BlockSyntax) {
    guard let name = block.name else { return }
    let clauses = block.clauses.filter { Self.inputTypes.contains($0.key) }
    guard let clause = clauses.first else {
      if !damaged.contains(name.text) {
        report(
          .inputWithoutType, "input \(name.text) does not say what it can be", at: name.range,
          cure:
            "add one of the lines `one of …`, `any of …`, `yes or no`, `whole number 1 to 100`, `number …`, `percent …`, `money …`, `date from …`, `country`, `text`"
        )
        damaged.insert(name.text)
      }
      return
    }
    if clauses.count > 1 {
      report(
        .inputTwoTypes, "input \(name.text) says two things that it can be", at: clauses[1].range,
        also: [.init(range: clause.range, label: "the other one")], cure: "keep one of the two")
    }
    var definition = InputDefinition(
      name: name.text, title: block.title?.text ?? name.text, type: .unknown,
      isPerLine: block.clause("for each line") != nil,
      allowed: [], lower: 0, upper: 0, step: 1, defaultNode: -1, guardNode: -1, range: name.range)
    let count = diagnostics.count
    readType(clause, into: &definition)
    if definition.type.isUnknown, diagnostics.count > count { damaged.insert(name.text) }
    if !definition.type.isUnknown {
      guard claim(name, .input(program.inputs.count)) else { return }
      program.inputs.append(definition)
      inputBlocks.append(block)
    }
  }

  mutating func readType(_ clause: ClauseSyntax, into definition: inout InputDefinition) {
    switch clause.key {
    case "one of": oneOf(clause, &definition)
    case "any of":
      guard case .constants(let constants)? = clause.parts.first else { return }
      var words: [Int] = []
      for constant in constants {
        guard case .word(let word) = constant.kind else {
          report(.listEntry, "`any of` holds lower-case words", at: constant.range, cure: "write words such as `admin`")
          return
        }
        words.append(wordCode(word))
      }
      if words.count > 100 {
        report(
          .tooManyWords, "`any of` holds at most 100 words, and this has \(words.count)", at: clause.range,
          cure: "make several inputs")
        return
      }
      definition.type = .words(words)
    case "yes or no": definition.type = .yesNo
    case "country": definition.type = .country
    case "text": definition.type = .text
    case "date": dateRange(clause, &definition)
    default: numberRange(clause, &definition)
    }
  }

  mutating func oneOf(_ clause: ClauseSyntax, _ definition: inout InputDefinition) {
    guard case .constants(let constants)? = clause.parts.first else { return }
    if constants.count > 10_000 {
      report(
        .tooManyWords, "`one of` holds at most 10000 words, and this has \(constants.count)", at: clause.range,
        cure: "make it a `text` or a `whole number`, and let a table say what each of them means")
      return
    }
    if let first = constants.first, case .word = first.kind {
      var words: [Int] = []
      for constant in constants {
        guard case .word(let word) = constant.kind else {
          report(
            .listEntry, "these are words, and this is none", at: constant.range,
            cure: "list words only, or quantities only")
          return
        }
        if words.contains(wordCode(word)) {
          report(.namedTwice, "“\(word)” stands here twice", at: constant.range, cure: "take one out")
          continue
        }
        words.append(wordCode(word))
      }
      definition.type = .word(words)
      return
    }
    var type: NumberType?
    for constant in constants {
      let typed = elaborate(constant)
      if typed.type.isUnknown { return }
      guard let number = typed.type.number else {
        report(
          .listEntry, "`one of` lists words, or quantities such as `1 month`", at: constant.range,
          cure: "write lower-case words; for countries write `country`")
        return
      }
      if var known = type {
        guard number.dimension == known.dimension, number.isPercent == known.isPercent else {
          report(
            .mixedUnits, "this counts \(describe(typed.type)), and the one before \(describe(.number(known)))",
            at: constant.range, cure: "list quantities of one unit")
          return
        }
        let scale = max(known.scale, number.scale)
        if scale > known.scale, let factor = PowerOfTen.value(scale - known.scale) {
          definition.allowed = definition.allowed.map { $0 * factor }
        }
        known = known.rescaled(to: scale)
        type = known
      } else {
        type = number
      }
      let factor = PowerOfTen.value((type?.scale ?? 0) - number.scale) ?? 1
      definition.allowed.append(program.nodes[typed.node].constant * factor)
    }
    guard var number = type, let lower = definition.allowed.min(), let upper = definition.allowed.max() else { return }
    (number.lower, number.upper) = (lower, upper)
    number.isBareZero = false
    definition.type = .number(number)
    (definition.lower, definition.upper) = (lower, upper)
  }

  mutating func dateRange(_ clause: ClauseSyntax, _ definition: inout InputDefinition) {
    guard case .range(let range)? = clause.parts.first else { return }
    for end in [range.lower, range.upper, range.step].compactMap(\.self)
      + (range.unit.map { [ExpressionSyntax(.word($0.text), $0.range)] } ?? [])
    {
      if case .date = end.kind { continue }
      report(.inputRange, "the ends of a range of days are days", at: end.range, cure: "write `date from 2026-01-01`")
      return
    }
    func day(_ expression: ExpressionSyntax?) -> Int128? {
      if case .date(let date)? = expression?.kind { return Int128(date.dayNumber) }
      return nil
    }
    definition.type = .date
    definition.lower = day(range.lower) ?? Int128(CalendarDate.first.dayNumber)
    definition.upper = day(range.upper) ?? Int128(CalendarDate.last.dayNumber)
    if definition.lower > definition.upper {
      report(
        .emptyRange, "no day lies in this range: its end is before its beginning", at: clause.range,
        cure: "write the earlier day first")
    }
  }

  mutating func numberRange(_ clause: ClauseSyntax, _ definition: inout InputDefinition) {
    guard case .range(let range)? = clause.parts.first else { return }
    var dimension = Dimension.none
    if let unit = range.unit {
      guard let name = unitName(unit) else { return }
      dimension = .unit(name)
    }
    let isMoney = clause.key == "money"
    let isPercent = clause.key == "percent"
    if let unit = range.unit, isMoney || isPercent {
      report(
        .inputRange, "\(isMoney ? "an amount" : "a percentage") counts no \(unit.text)", at: unit.range,
        cure: "leave the unit out")
      return
    }
    if isMoney { dimension = Dimension(money: 1) }
    guard range.lower != nil else {
      report(
        .inputRange, "\(clause.key) needs a range: what is the least, and what the most?", at: clause.range,
        cure: "write `\(clause.key) \(isPercent ? "0% to 100%" : "1 to 100000")`")
      return
    }
    guard let lower = bound(range.lower, isPercent, isMoney),
      var upper = bound(range.upper ?? range.lower, isPercent, isMoney)
    else { return }
    var step = ExactDecimal(
      digits: 1, scale: clause.key == "whole number" ? 0 : isPercent ? 4 : isMoney ? program.moneyScale : 2)
    if var written = range.step {
      if case .quantity(let value, let unit) = written.kind, unit.per.isEmpty, let word = unit.counted,
        let own = range.unit, unitNames[word.text] == unitNames[own.text]
      {
        written.kind = .number(value)
      }
      guard let value = bound(written, isPercent, isMoney) else { return }
      step = value
    }
    if !isPercent {
      for end in [range.lower, range.upper] {
        guard case .number(let written)? = end?.kind else { continue }
        askReading(written, decimals: step.normalized.scale, end?.range ?? clause.range)
      }
    }
    if range.upper == nil { upper = ExactDecimal(digits: 1_000_000_000_000, scale: 0) }
    guard step.digits > 0 else {
      report(.inputRange, "steps are above 0", at: range.step?.range ?? clause.range, cure: "write `in steps of 0.01`")
      return
    }
    let scale = max(lower.normalized.scale, upper.normalized.scale, step.normalized.scale)
    guard let least = lower.normalized.rescaled(to: scale), let most = upper.normalized.rescaled(to: scale),
      let difference = step.normalized.rescaled(to: scale)
    else { return }
    if least > most {
      report(
        .emptyRange, "nothing lies in this range: its end is before its beginning", at: clause.range,
        cure: "write the smaller end first")
      return
    }
    if clause.key == "whole number", scale > 0 {
      report(.inputRange, "a whole number has no decimals", at: clause.range, cure: "write `number …` for decimals")
      return
    }
    var type = NumberType(dimension: dimension, scale: scale, lower: least, upper: most)
    type.isPercent = isPercent
    type.isRounded = isMoney && scale <= program.moneyScale
    definition.type = .number(type)
    (definition.lower, definition.upper, definition.step) = (least, most, difference)
  }

  /// One end of an input's range, as a decimal.
  mutating func bound(_ expression: ExpressionSyntax?, _ isPercent: Bool, _ isMoney: Bool) -> ExactDecimal? {
    guard let expression else { return nil }
    switch expression.kind {
    case .number(let value) where !isPercent || value.digits == 0: return exact(value)
    case .percent(let value) where isPercent: return exact(ExactDecimal(digits: value.digits, scale: value.scale + 2))
    case .quantity(let value, let unit) where isMoney && unit.per.isEmpty && program.currencies.count == 1:
      if dimension(of: unit)?.money == 1 { return exact(value) }
      return nil
    default:
      report(
        .inputRange,
        isPercent
          ? "the ends of a percentage are written with %"
          : isMoney ? "the ends are bare amounts, in the order's currency" : "the ends of a range are numbers",
        at: expression.range,
        cure: isPercent ? "write it with %, as in `0% to 60%`" : "write a number, as in `0 to 100`")
      return nil
    }
  }
}
