import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

extension Evaluator {
  /// The result of a node, for the order or for a line.
  @inline(__always)
  func evaluate(_ index: Int32, _ line: Int) -> Outcome {
    let node = nodes.start.advanced(by: Int(index))
    switch node.pointee.operation {
    case .constant: return .known(node.pointee.constant)
    case .input, .value:
      let slot = slots.start.advanced(by: slotIndex(node.pointee.shift, node.pointee.isPerLine, line))
      if slot.pointee.epoch == live.start.pointee.epoch { return slot.pointee.outcome }
    default: break
    }
    return compute(index, line)
  }

  /// The result of a node that is not at hand.
  func compute(_ index: Int32, _ line: Int) -> Outcome {
    let node = nodes.start.advanced(by: Int(index))
    if node.pointee.isRemembered, let outcome = remembered(index, line) { return outcome }
    switch node.pointee.operation {
    case .constant: return .known(node.pointee.constant)
    case .input: return evaluate(input: node.pointee.first, line: line)
    case .value: return evaluate(value: node.pointee.first, line: line)

    case .add, .subtract, .multiply, .divide, .minimum, .maximum, .equal, .notEqual, .less, .lessOrEqual:
      let left = evaluate(node.pointee.first, line)
      guard left.isKnown else { return blocked(left, node.pointee.second, line) }
      let right = evaluate(node.pointee.second, line)
      guard right.isKnown else { return right }
      return binary(index, left, right, line)

    case .and:
      let left = evaluate(node.pointee.first, line)
      if left.isNo { return .no }
      let right = evaluate(node.pointee.second, line)
      if left.isKnown || right.isNo { return right }
      return right.isKnown || left.state == .missing ? left : right
    case .or:
      let left = evaluate(node.pointee.first, line)
      if left.isYes { return .yes }
      let right = evaluate(node.pointee.second, line)
      if left.isKnown || right.isYes { return right }
      return right.isKnown || left.state == .missing ? left : right
    case .not:
      let operand = evaluate(node.pointee.first, line)
      return operand.isKnown ? .known(operand.numerator == 0) : operand

    case .negate, .rescale, .has: return unary(index, line)
    case .round(let mode, let target): return round(index, mode, target, line)
    case .inList: return inList(index, line)
    case .startsWith: return startsWith(index, line)
    case .spanWhole, .spanExact, .addDays, .addMonths, .datePart, .dayInMonth: return date(index, line)
    case .aggregate(let aggregate): return self.aggregate(index, aggregate)
    case .spread: return spread(index, line)
    case .table: return evaluate(table: node.pointee.first, line: line)
    case .call(let period): return call(index, period, line)
    case .ruleState(let question): return ruleState(index, question, line)
    }
  }

  @inline(never)
  private func unary(_ index: Int32, _ line: Int) -> Outcome {
    let node = nodes[index]
    let operand = evaluate(node.first, line)
    guard operand.isKnown else { return operand }
    switch node.operation {
    case .negate:
      return operand.ratio.negated.map { .known($0) } ?? refuse(.tooLarge, index, line, operand, .known(-1))
    case .has: return .known(operand.numerator >> Int(truncatingIfNeeded: node.constant) & 1 != 0)
    default:
      if let product = operand.numerator.product(node.constant) {
        return Outcome(numerator: product, denominator: operand.denominator, refusal: -1, state: .known)
      }
      return operand.ratio.times(Ratio(node.constant)).map { .known($0) }
        ?? refuse(.tooLarge, index, line, operand, .known(node.constant))
    }
  }

  @inline(never)
  private func ruleState(_ index: Int32, _ question: RuleQuestion, _ line: Int) -> Outcome {
    let node = nodes[index]
    return answer(
      question, value: node.first, case: node.second, by: Int32(truncatingIfNeeded: node.constant), line: line)
  }

  /// The result of a checkpoint.
  @inline(never)
  private func remembered(_ index: Int32, _ line: Int) -> Outcome? {
    let slot = slotIndex(plan.nodeSlots[index], nodes[index].isPerLine, line)
    return isFilled(slot) ? slots[slot].outcome : nil
  }

  /// What comes of two operands of which the first is not known: a refusal goes before a question.
  @inline(never)
  func blocked(_ left: Outcome, _ other: Int32, _ line: Int) -> Outcome {
    if left.state == .refused { return left }
    let right = evaluate(other, line)
    return right.state == .refused ? right : left
  }

  // MARK: Lists and texts

  @inline(never)
  private func inList(_ index: Int32, _ line: Int) -> Outcome {
    let node = nodes.start[Int(index)]
    let subject = evaluate(node.first, line)
    guard subject.isKnown else { return subject }
    let list = plan.lists[node.second]
    let code = Int32(clamping: subject.numerator)
    var (lower, upper) = (Int(list.firstEntry), Int(list.firstEntry + list.entryCount))
    let end = upper
    while lower < upper {
      let middle = (lower + upper) / 2
      if plan.listEntries.start[middle].code < code { lower = middle + 1 } else { upper = middle }
    }
    guard lower < end, plan.listEntries.start[lower].code == code else { return .no }
    guard node.third >= 0 else { return .yes }
    var date: Outcome?
    while lower < end, plan.listEntries.start[lower].code == code {
      let entry = plan.listEntries.start[lower]
      lower += 1
      if entry.firstDay == .min || entry.firstDay <= Self.firstDay, entry.lastDay >= Self.lastDay { return .yes }
      let day = date ?? evaluate(node.third, line)
      date = day
      guard day.isKnown else { return day }
      if day.numerator >= entry.firstDay, day.numerator <= entry.lastDay { return .yes }
    }
    return .no
  }

  /// The days between which the calendar lies.
  static let firstDay: Int64 = -719_162
  static let lastDay: Int64 = 2_932_896

  @inline(never)
  private func startsWith(_ index: Int32, _ line: Int) -> Outcome {
    let node = nodes[index]
    let subject = evaluate(input: node.first, line: line)
    guard subject.isKnown else { return subject }
    return .known(text(subject.numerator).utf8.starts(with: plan.program.strings[Int(node.second)].utf8))
  }

  /// A text by its code: one of the program's, or one that came with the order.
  func text(_ code: Int128) -> String {
    guard let index = Int(exactly: code), index >= 0 else { return "" }
    if index < plan.program.strings.count { return plan.program.strings[index] }
    let own = index - plan.program.strings.count
    return own < texts.count ? texts[own] : ""
  }

  // MARK: Functions of plugins

  @inline(never)
  private func call(_ index: Int32, _ period: SpanUnit, _ line: Int) -> Outcome {
    let node = nodes[index]
    var arguments = FunctionArguments()
    arguments.monthEnd = plan.program.monthEnd
    arguments.periodUnit = period
    var open: Outcome?
    for position in 0..<Int(node.third) {
      let argument = evaluate(plan.operands[Int(node.second) + position], line)
      if argument.state == .refused { return argument }
      if !argument.isKnown { open = argument }
      guard argument.isWhole else { return refuse(.notWhole, index, line, argument, .no) }
      arguments[position] = argument.numerator
    }
    if let open { return open }
    switch plan.program.functions[Int(node.first)].evaluate(arguments) {
    case .value(let value): return .known(value)
    case .refused(let words):
      return refuse(RefusalRecord(kind: .function, site: index, line: Int32(line), words: words))
    }
  }
}
