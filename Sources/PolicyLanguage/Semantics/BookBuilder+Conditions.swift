import Diagnostics
import PolicyModel
import PolicyProgram
import Quantities

/// Conditions become nodes that are yes or no.
extension BookBuilder {
  /// Reads a condition; anything but yes or no is a mistake.
  mutating func elaborateCondition(_ expression: ExpressionSyntax) -> Typed {
    let typed = elaborate(expression)
    if typed.type.isUnknown || typed.type == .yesNo { return typed }
    report(
      .notACondition, "a condition is expected here, and this is \(describe(typed.type))", at: expression.range,
      cure: "compare it: `\(text(of: expression.range)) is …`")
    return unknown(expression.range)
  }

  mutating func condition(_ expression: ExpressionSyntax) -> Typed {
    let range = expression.range
    switch expression.kind {
    case .and(let members), .or(let members):
      let isAnd = if case .and = expression.kind { true } else { false }
      let outer = context.facts
      defer { context.facts = outer }
      var nodes: [Typed] = []
      var isUnknown = false
      for (index, member) in members.enumerated() {
        if !isAnd, index > 0, isShorthand(member) {
          if !isUnknown { reportShorthand(members, index) }
          isUnknown = true
          continue
        }
        if !isAnd, index > 0, isMisspeltBound(member, behind: members[index - 1]) {
          isUnknown = true
          continue
        }
        let typed = elaborateCondition(member)
        if typed.type.isUnknown {
          isUnknown = true
          continue
        }
        // What stands to the right is read only where the left has not settled it.
        context.facts.assume(typed.node, isAnd, in: program)
        nodes.append(typed)
      }
      return isUnknown || nodes.isEmpty ? unknown(range) : joined(nodes[...], isAnd ? .and : .or, range)
    case .not(let inner):
      let typed = elaborateCondition(inner)
      return typed.type.isUnknown ? typed : emit(Node(.not, typed.node), .yesNo, range)
    case .rule(let rule, let state): return ruleState(rule, state, range)
    case .test(let subject, let predicate, let negated):
      let value = elaborate(subject)
      let typed = test(value, predicate, subject, range)
      if typed.type.isUnknown || !negated { return typed }
      return emit(Node(.not, typed.node), .yesNo, range)
    default: return elaborate(expression)
    }
  }

  /// Conditions as a tree that is no deeper than it must be, so that a hundred thousand of them do not nest.
  private mutating func joined(_ nodes: ArraySlice<Typed>, _ operation: Node.Operation, _ range: SourceRange) -> Typed {
    if nodes.count == 1 { return nodes[nodes.startIndex] }
    let middle = nodes.startIndex + (nodes.count + 1) / 2
    let left = joined(nodes[..<middle], operation, range)
    let right = joined(nodes[middle...], operation, range)
    return emit(Node(operation, left.node, right.node), .yesNo, range)
  }

  /// What stands after `is`, asked of a value.
  mutating func test(
    _ value: Typed, _ predicate: PredicateSyntax, _ subject: ExpressionSyntax, _ range: SourceRange
  ) -> Typed {
    if value.type.isUnknown {
      // The right side's own mistakes are still worth telling, but not those that the left one causes.
      return unknown(range)
    }
    switch predicate {
    case .equals(let other): return compare(.equal, value, subject, other, range)
    case .between(let lower, let upper, let lowerOpen):
      let first = compare(lowerOpen ? .over : .orMore, value, subject, lower, range)
      let second = compare(.orLess, value, subject, upper, range)
      if first.type.isUnknown || second.type.isUnknown { return unknown(range) }
      let (one, other) = (program.nodes[first.node], program.nodes[second.node])
      let (low, high) = (program.nodes[Int(one.first)], program.nodes[Int(other.second)])
      if low.operation == .constant, high.operation == .constant,
        low.constant > high.constant || (lowerOpen && low.constant >= high.constant)
      {
        report(
          .emptyRange, "nothing lies in this range: its end is before its beginning",
          at: lower.range.union(upper.range), cure: "write the smaller end first")
        return unknown(range)
      }
      return emit(Node(.and, first.node, second.node), .yesNo, range)
    case .compare(let comparison, let bound):
      let isDateWord = [.orLater, .orEarlier, .before, .after].contains(comparison)
      if isDateWord, value.type.number != nil {
        report(
          .dateWordForNumber,
          "“\(comparison.rawValue)” is said of dates, and \(text(of: subject.range)) is \(describe(value.type))",
          at: range, cure: "write “\(comparison.twin.rawValue)”")
        return unknown(range)
      }
      if !isDateWord, value.type == .date {
        report(
          .numberWordForDate,
          "“\(comparison.rawValue)” is said of numbers, and \(text(of: subject.range)) is a date", at: range,
          cure: "write “\(comparison.twin.rawValue)”")
        return unknown(range)
      }
      switch comparison {
      case .orMore, .orLater: return compare(.orMore, value, subject, bound, range)
      case .orLess, .orEarlier: return compare(.orLess, value, subject, bound, range)
      case .over, .after: return compare(.over, value, subject, bound, range)
      case .under, .before: return compare(.under, value, subject, bound, range)
      }
    case .inList(let list): return member(value, of: list, subject, range)
    case .has(let word):
      guard case .words(let words) = value.type else {
        report(
          .hasNeedsSet, "“has” asks a set of words, and this is \(describe(value.type))", at: subject.range,
          cure: "write `is \(word.text)`")
        return unknown(range)
      }
      guard let code = wordCodes[word.text], let bit = words.firstIndex(of: code) else {
        report(
          .wordNotInList, "“\(word.text)” is not one of the words that can stand here", at: word.range,
          cure: suggestion(word.text, among: words.map { program.words[$0] }) ?? "one of: \(wordList(words))")
        return unknown(range)
      }
      return emit(Node(.has, value.node, constant: Int128(bit)), .yesNo, range)
    case .startsWith(let prefix):
      guard value.type == .text, program.nodes[value.node].operation == .input else {
        report(
          .startsNeedsText, "“starts with” asks a text input, and this is \(describe(value.type))", at: subject.range,
          cure: "declare the input as `text`")
        return unknown(range)
      }
      return emit(Node(.startsWith, Int(program.nodes[value.node].first), stringCode(prefix)), .yesNo, range)
    }
  }

  enum Comparing { case equal, orMore, orLess, over, under }

  mutating func compare(
    _ order: Comparing, _ value: Typed, _ subject: ExpressionSyntax, _ bound: ExpressionSyntax, _ range: SourceRange
  ) -> Typed {
    let other = elaborate(bound, hint: value.type)
    if other.type.isUnknown { return unknown(range) }
    return compare(order, value, other, subject.range, bound.range, range)
  }

  mutating func compare(
    _ order: Comparing, _ value: Typed, _ other: Typed, _ left: SourceRange, _ right: SourceRange, _ range: SourceRange
  ) -> Typed {
    var (first, second) = (value, other)
    switch (value.type, other.type) {
    case (.date, .date): break
    case (.yesNo, .yesNo), (.country, .country), (.text, .text), (.word, .word):
      guard order == .equal else {
        report(
          .noOrder, "\(text(of: left)) is \(describe(value.type)): there is no more and no less of it", at: right,
          cure: "ask `is` or `is not`")
        return unknown(range)
      }
      if case .word(let words) = value.type, case .word(let theirs) = other.type,
        let stranger = theirs.first(where: { !words.contains($0) }), program.nodes[other.node].operation == .constant
      {
        report(
          .wordNotInList, "“\(program.words[stranger])” is not one of the words that can stand here", at: right,
          cure: suggestion(program.words[stranger], among: words.map { program.words[$0] })
            ?? "one of: \(wordList(words))")
        return unknown(range)
      }
    case (.words, _):
      report(
        .hasForIs, "an input with several words is asked with “has”", at: left,
        cure: "write `\(text(of: left)) has \(text(of: right))`")
      return unknown(range)
    case (.number(let one), .number(var another)):
      // A bare constant counts what it is compared with; money needs its currency.
      if program.nodes[other.node].operation == .constant, another.dimension.isNone, one.dimension.money == 0 {
        another.dimension = one.dimension
      }
      if one.isPercent != another.isPercent {
        report(
          .percentCompared, "\(describe(value.type)) is compared with \(describe(other.type))", at: right,
          also: [.init(range: left, label: describe(value.type))],
          cure: another.isPercent ? "leave the % out" : "write it with %: `\(text(of: right))%`")
        return unknown(range)
      }
      guard unified(one, another, left, right, "compared with") != nil else { return unknown(range) }
      ((first, second), _) = align(value, other)
    default:
      report(
        .mixedTypes, "\(describe(other.type)) cannot be compared with \(describe(value.type))", at: right,
        also: [.init(range: left, label: describe(value.type))], cure: "both must be of one kind")
      return unknown(range)
    }
    let node: Node =
      switch order {
      case .equal: Node(.equal, first.node, second.node)
      case .orMore: Node(.lessOrEqual, second.node, first.node)
      case .orLess: Node(.lessOrEqual, first.node, second.node)
      case .over: Node(.less, second.node, first.node)
      case .under: Node(.less, first.node, second.node)
      }
    return emit(node, .yesNo, range)
  }

  private mutating func member(
    _ value: Typed, of list: Word, _ subject: ExpressionSyntax, _ range: SourceRange
  ) -> Typed {
    guard case .list(let index)? = names[list.text] else {
      if !damaged.contains(list.text) {
        let known = names.filter(\.value.isList).map(\.key)
        report(
          .unknownList, "there is no list “\(Display.harmless(list.text))”", at: list.range,
          cure: suggestion(list.text, among: known) ?? "declare it: `list \(list.text) \"…\"`")
      }
      return unknown(range)
    }
    usedLists.insert(index)
    let definition = program.lists[index]
    if definition.entries.isEmpty { return unknown(range) }
    switch value.type {
    case .country where definition.isCountries, .word where !definition.isCountries: break
    default:
      report(
        .listKind,
        "\(text(of: subject.range)) is \(describe(value.type)), and \(list.text) a list of \(definition.isCountries ? "countries" : "words")",
        at: subject.range, also: [.init(range: definition.range, label: "the list")],
        cure: "ask an input of the list's kind")
      return unknown(range)
    }
    return emit(Node(.inList, value.node, index, dateNode(ofList: index)), .yesNo, range)
  }

  private mutating func ruleState(_ rule: Word, _ state: RuleState, _ range: SourceRange) -> Typed {
    guard context.asksRules else {
      report(
        .ruleStateOutside, "whether a rule applies can be asked in refusals, warnings, notices and tests only",
        at: range,
        cure: "repeat the rule's condition here, or give the condition a name of its own: a value that is yes or no")
      return unknown(range)
    }
    guard let place = rulePlace(rule) else { return unknown(range) }
    var question = RuleQuestion.applies
    var by = -1
    switch state {
    case .applies: break
    case .decides: question = .decides
    case .overruled(let other):
      question = .overruledBy
      guard let overruler = rulePlace(other) else { return unknown(range) }
      guard overruler.value == place.value else {
        report(
          .overruledElsewhere, "\(other.text) and \(rule.text) are rules of two values; neither can overrule the other",
          at: other.range, cure: "name a rule of the same value")
        return unknown(range)
      }
      by = overruler.case
    }
    usedValues.insert(place.value)
    return emit(
      Node(.ruleState(question), place.value, place.case, constant: Int128(by)), .yesNo, range)
  }

  /// The value and the case of a rule's name; a value's own name is its base.
  mutating func rulePlace(_ rule: Word) -> (value: Int, case: Int)? {
    if let place = rulePlaces[rule.text] { return place }
    if case .value(_, let definition?)? = names[rule.text] { return (definition, 0) }
    if !damaged.contains(rule.text) {
      report(
        .unknownRule, "there is no rule “\(Display.harmless(rule.text))”", at: rule.range,
        cure: suggestion(rule.text, among: Array(rulePlaces.keys)) ?? "name an exception or a value")
    }
    return nil
  }
}

extension PredicateSyntax.Comparison {
  /// The same comparison, said of dates for numbers and of numbers for dates.
  var twin: Self {
    switch self {
    case .orMore: .orLater
    case .orLess: .orEarlier
    case .over: .after
    case .under: .before
    case .orLater: .orMore
    case .orEarlier: .orLess
    case .after: .over
    case .before: .under
    }
  }
}
