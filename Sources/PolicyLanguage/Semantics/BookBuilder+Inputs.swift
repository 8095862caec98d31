import Diagnostics
import PolicyModel
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

  private mutating func readType(_ clause: ClauseSyntax, into definition: inout InputDefinition) {
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

  private mutating func oneOf(_ clause: ClauseSyntax, _ definition: inout InputDefinition) {
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

  private mutating func dateRange(_ clause: ClauseSyntax, _ definition: inout InputDefinition) {
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

  private mutating func numberRange(_ clause: ClauseSyntax, _ definition: inout InputDefinition) {
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
  private mutating func bound(_ expression: ExpressionSyntax?, _ isPercent: Bool, _ isMoney: Bool) -> ExactDecimal? {
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

  /// Guards and defaults, when all inputs are known.
  mutating func finishInputs() {
    for (block, index) in zip(inputBlocks, program.inputs.indices.dropFirst(program.inputs.count - inputBlocks.count)) {
      guard let clause = block.clause("only when"), let expression = clause.expression() else { continue }
      context = Context(
        owner: "input \(block.name?.text ?? "")", readsInputsOnly: "`only when`", ignoresGuards: true)
      let first = program.nodes.count
      let typed = elaborateCondition(expression)
      if let reader = readsBeyondInputs(from: first) {
        report(
          .guardReadsValue, "`only when` can read other inputs only", at: program.ranges[reader],
          cure: "ask an input here")
      } else if !typed.type.isUnknown {
        program.inputs[index].guardNode = Int32(typed.node)
      }
    }
    for (block, index) in zip(inputBlocks, program.inputs.indices.dropFirst(program.inputs.count - inputBlocks.count)) {
      guard let clause = block.clause("default"), let expression = clause.expression() else { continue }
      let input = program.inputs[index]
      context = Context(
        owner: "input \(input.name)", readsInputsOnly: "a default",
        bareMoney: input.type.number.flatMap { $0.dimension.money == 1 ? $0.dimension : nil })
      if input.guardNode >= 0 { context.facts = Facts().adding(Int(input.guardNode), true, in: program) }
      if case .words(let words) = input.type {
        defaultWords(expression, words, index)
        continue
      }
      let first = program.nodes.count
      let typed = elaborate(expression, hint: input.type)
      if typed.type.isUnknown { continue }
      if let reader = readsBeyondInputs(from: first) {
        report(
          .guardReadsValue, "a default can read other inputs only", at: program.ranges[reader],
          cure: "name an input or a constant")
        continue
      }
      if isPerLine[typed.node], !input.isPerLine {
        report(
          .notPerLine, "the default of an order's input reads something that each line has of its own",
          at: expression.range, cure: "use `sum of …`, or say `for each line`")
        continue
      }
      guard let fitted = fitted(typed, to: input.type, at: expression.range) else { continue }
      program.inputs[index].defaultNode = Int32(fitted.node)
    }
    findDefaultRings()
    context = Context()
  }

  private mutating func defaultWords(_ expression: ExpressionSyntax, _ words: [Int], _ index: Int) {
    var bits: Int128 = 0
    if case .word("none") = expression.kind, wordCodes["none"].map({ !words.contains($0) }) ?? true {
      program.inputs[index].defaultNode = Int32(constant(0, .words(words), expression.range).node)
      return
    }
    let members = if case .and(let members) = expression.kind { members } else { [expression] }
    for member in members {
      guard case .word(let word) = member.kind, let code = wordCodes[word], let bit = words.firstIndex(of: code) else {
        report(
          .wordNotInList, "“\(text(of: member.range))” is not one of the words that can stand here", at: member.range,
          cure: "one of: none, \(wordList(words))")
        return
      }
      bits |= Int128(1) << Int128(bit)
    }
    program.inputs[index].defaultNode = Int32(constant(bits, .words(words), expression.range).node)
  }

  /// A node among the newest that reads more than inputs.
  private func readsBeyondInputs(from first: Int) -> Int? {
    (first..<program.nodes.count).first { [.value, .ruleState, .table].contains(program.nodes[$0].operation) }
  }

  /// A default at its input's scale, within its range.
  private mutating func fitted(_ typed: Typed, to type: ValueType, at range: SourceRange) -> Typed? {
    switch (typed.type, type) {
    case (.number(var number), .number(let wanted)):
      if let currency = number.dimension.currency, currency == context.facts.currency(in: program) {
        number.dimension.currency = nil
      }
      guard number.isPercent == wanted.isPercent, number.dimension == wanted.dimension || number.isBareZero,
        number.scale <= wanted.scale, !number.isRatio
      else {
        report(
          .mixedTypes, "the default is \(describe(typed.type)), and the input \(describe(type))", at: range,
          cure: "write a default of the input's kind")
        return nil
      }
      let aligned = rescaled(typed, to: wanted.scale)
      if let found = aligned.type.number, found.lower < wanted.lower || found.upper > wanted.upper {
        report(
          .defaultOutside, "the default can lie outside of the input's range", at: range,
          cure: "widen the range, or choose another default")
        return nil
      }
      return aligned
    case (.word(let words), .word(let wanted)):
      guard words.allSatisfy({ wanted.contains($0) }) else {
        report(
          .wordNotInList, "the default is none of the input's words", at: range, cure: "one of: \(wordList(wanted))")
        return nil
      }
      return typed
    case (.date, .date), (.country, .country), (.text, .text), (.yesNo, .yesNo): return typed
    default:
      report(
        .mixedTypes, "the default is \(describe(typed.type)), and the input \(describe(type))", at: range,
        cure: "write a default of the input's kind")
      return nil
    }
  }

  /// Defaults that read each other in a ring would never end.
  private mutating func findDefaultRings() {
    var state = [Int](repeating: 0, count: program.inputs.count)
    func reads(_ node: Int, _ found: inout [Int]) {
      let definition = program.nodes[node]
      if definition.operation == .input { found.append(Int(definition.first)) }
      if definition.operation == .constant || definition.operation == .input { return }
      if definition.operation == .call {
        for offset in 0..<Int(definition.third) {
          reads(Int(program.operands[Int(definition.second) + offset]), &found)
        }
        return
      }
      if definition.first >= 0 { reads(Int(definition.first), &found) }
      if definition.second >= 0, ![.round, .datePart, .aggregate, .inList].contains(definition.operation) {
        reads(Int(definition.second), &found)
      }
    }
    func inputs(of index: Int) -> [Int] {
      var found: [Int] = []
      for node in [program.inputs[index].defaultNode, program.inputs[index].guardNode] where node >= 0 {
        reads(Int(node), &found)
      }
      return found
    }
    var inRing: [Int] = []
    // A loop with its own stack, as for values.
    for root in program.inputs.indices where state[root] == 0 {
      var stack = [(index: root, reads: inputs(of: root)[...])]
      state[root] = 1
      while let index = stack.last?.index {
        guard let target = stack[stack.count - 1].reads.popFirst() else {
          state[index] = 2
          stack.removeLast()
          continue
        }
        if state[target] == 1 { inRing.append(target) }
        if state[target] != 0 { continue }
        state[target] = 1
        stack.append((target, inputs(of: target)[...]))
      }
    }
    for index in inRing where program.inputs[index].defaultNode >= 0 || program.inputs[index].guardNode >= 0 {
      let input = program.inputs[index]
      report(
        .ring, "the default or the condition of input \(input.name) reads, in the end, itself", at: input.range,
        cure: "let one of them stand on its own")
      program.inputs[index].defaultNode = -1
      program.inputs[index].guardNode = -1
    }
  }
}
