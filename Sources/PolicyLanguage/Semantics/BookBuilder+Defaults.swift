import Diagnostics
import PolicyModel
import PolicyProgram
import Quantities

/// What inputs are guarded by, and what holds when nothing is said.
extension BookBuilder {
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

  mutating func defaultWords(_ expression: ExpressionSyntax, _ words: [Int], _ index: Int) {
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
  func readsBeyondInputs(from first: Int) -> Int? {
    (first..<program.nodes.count).first { index in
      let operation = program.nodes[index].operation
      return operation.readsValue || operation == .table
    }
  }

  /// A default at its input's scale, within its range.
  mutating func fitted(_ typed: Typed, to type: ValueType, at range: SourceRange) -> Typed? {
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
  mutating func findDefaultRings() {
    var state = [Int](repeating: 0, count: program.inputs.count)
    func reads(_ node: Int32, _ found: inout [Int]) {
      let definition = program.nodes[Int(node)]
      if let input = program.input(readBy: definition) { found.append(input) }
      program.forEachOperand(of: definition) { reads($0, &found) }
    }
    func inputs(of index: Int) -> [Int] {
      var found: [Int] = []
      for node in [program.inputs[index].defaultNode, program.inputs[index].guardNode] where node >= 0 {
        reads(node, &found)
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
