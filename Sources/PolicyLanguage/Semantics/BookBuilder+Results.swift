import Diagnostics
import PolicyModel
import PolicyProgram
import Quantities

/// The type of all cases of a value together.
extension BookBuilder {
  mutating func settle(
    _ definition: inout ValueDefinition, _ results: [Typed?], _ declared: ValueType?, _ declaration: ValueDeclaration
  ) {
    var type: ValueType? = declared
    var typePlace = declaration.range
    var isDamaged = false
    var isJoinDamaged = false
    for (index, result) in results.enumerated() {
      guard let result else { continue }
      if result.type.isUnknown {
        isDamaged = true
        continue
      }
      let place =
        definition.cases[index].result >= 0
        ? program.ranges[Int(definition.cases[index].result)] : definition.cases[index].range
      if let known = type {
        if isJoinDamaged { continue }
        guard let joined = join(known, result.type, isDeclared: declared != nil, typePlace, place, declaration) else {
          (isDamaged, isJoinDamaged) = (true, true)
          continue
        }
        type = joined
      } else {
        type = result.type
        typePlace = place
      }
    }
    guard let type, !isDamaged else {
      definition.type = .unknown
      definition.isPerLine = definition.cases.contains { $0.result >= 0 && isPerLine[Int($0.result)] }
      damaged.insert(declaration.name.text)
      return
    }
    definition.type = withoutZero(type, isAmount: declaration.requires == .amount)
    if case .number(let number) = definition.type {
      for (index, result) in results.enumerated() {
        guard let result, result.type.number?.scale ?? number.scale < number.scale else { continue }
        definition.cases[index].result = Int32(
          rescaled(Typed(node: result.node, type: program.types[result.node]), to: number.scale).node)
      }
    }
    definition.isPerLine = definition.cases.contains { item in
      [item.result, item.condition, item.dateNode].contains { $0 >= 0 && isPerLine[Int($0)] }
    }
    if !checkPromises(definition, declaration) {
      // What reads it would only say the same again.
      definition.type = .unknown
      damaged.insert(declaration.name.text)
    }
  }

  func withoutZero(_ type: ValueType, isAmount: Bool) -> ValueType {
    guard var number = type.number else { return type }
    if isAmount, number.isBareZero { number.dimension = Dimension(money: 1) }
    number.isBareZero = false
    return .number(number)
  }

  mutating func join(
    _ one: ValueType, _ other: ValueType, isDeclared: Bool, _ left: SourceRange, _ right: SourceRange,
    _ declaration: ValueDeclaration
  ) -> ValueType? {
    switch (one, other) {
    case (.word(let words), .word(let others)):
      if isDeclared {
        if let stranger = others.first(where: { !words.contains($0) }) {
          report(
            .wordNotInList, "“\(program.words[stranger])” is not one of the words that can stand here", at: right,
            cure: "one of: \(wordList(words))")
          return nil
        }
        return one
      }
      return .word(words + others.filter { !words.contains($0) })
    case (.number(let first), .number(let second)):
      if first.isBareZero != second.isBareZero, first.isPercent || second.isPercent {
        report(
          .percentZero, "a percentage is expected, and this is the bare number 0", at: first.isBareZero ? left : right,
          cure: "write `0%`")
        return nil
      }
      if first.isPercent != second.isPercent {
        report(
          .mixedResults,
          "this result is \(describe(other)), and another of \(declaration.name.text) is \(describe(one))", at: right,
          also: [.init(range: left, label: describe(one))], cure: "all results of a value must be of one kind")
        return nil
      }
      guard let dimension = unifiedResults(first, second, left, right, declaration) else { return nil }
      let scale = max(first.scale, second.scale)
      let (a, b) = (first.rescaled(to: scale), second.rescaled(to: scale))
      var joined = NumberType(
        dimension: dimension, scale: scale, lower: min(a.lower, b.lower), upper: max(a.upper, b.upper))
      joined.isPercent = first.isPercent
      joined.isRatio = first.isRatio || second.isRatio
      joined.isRounded = (first.isRounded || first.isBareZero) && (second.isRounded || second.isBareZero)
      joined.isBareZero = first.isBareZero && second.isBareZero
      return .number(joined)
    case (.date, .date), (.yesNo, .yesNo), (.country, .country), (.text, .text): return one
    default:
      report(
        .mixedResults, "this result is \(describe(other)), and another of \(declaration.name.text) is \(describe(one))",
        at: right,
        also: [.init(range: left, label: describe(one))], cure: "all results of a value must be of one kind")
      return nil
    }
  }

  mutating func unifiedResults(
    _ first: NumberType, _ second: NumberType, _ left: SourceRange, _ right: SourceRange,
    _ declaration: ValueDeclaration
  ) -> Dimension? {
    if first.isBareZero { return second.dimension }
    if second.isBareZero || first.dimension == second.dimension { return first.dimension }
    if first.dimension.money == second.dimension.money, first.dimension.units == second.dimension.units,
      first.dimension.money != 0
    {
      return unified(first, second, left, right, "results of one value beside")
    }
    report(
      .mixedResults,
      "this result is \(describe(.number(second))), and another of \(declaration.name.text) is \(describe(.number(first)))",
      at: right,
      also: [.init(range: left, label: describe(.number(first)))],
      cure: "all results of a value must count the same thing")
    return nil
  }

  /// What the block promises of its result; false if the result is of another kind.
  mutating func checkPromises(_ definition: ValueDefinition, _ declaration: ValueDeclaration) -> Bool {
    if declaration.requires == .amount {
      let isAmount = definition.type.number.map { $0.isAmount || $0.isBareZero } ?? false
      if !isAmount {
        report(
          .amountExpected,
          "\(declaration.phrase ?? "\(declaration.block) \(declaration.name.text)") gives \(describe(definition.type)), and a plain amount of money is needed",
          at: declaration.range, cure: amountCure(definition.type))
        return false
      }
    }
    if let place = declaration.statedPerLine, !definition.isPerLine, !declaration.isStep {
      report(
        .notPerLine, "\(declaration.name.text) says “for each line”, and reads nothing that a line has of its own",
        at: place, cure: "leave the line out, or read an input that is `for each line`")
    }
    if let number = definition.type.number, number.dimension.currency != nil, program.currencies.count > 1,
      !declaration.isStep
    {
      report(
        .currencyNotEstablished,
        "\(declaration.name.text) gives \(describe(definition.type)), and the order can be in another currency",
        at: definition.cases.first { $0.result >= 0 }.map { program.ranges[Int($0.result)] } ?? declaration.name.range,
        cure: "give the amount for each currency in a table by currency, or add `when currency is …`")
    }
    if declaration.title != nil, !declaration.isStep {
      requireShowable(definition.type, declaration.name.text, at: declaration.name.range)
    }
    return true
  }

  func amountCure(_ type: ValueType) -> String {
    guard let number = type.number else { return "start from an amount of money" }
    if number.isPercent { return "say of what amount it is taken: `… of …`" }
    if number.dimension.money == 1 {
      let units = number.dimension.units.map { unit in
        (unit.power < 0 ? "×" : "/") + " a number of "
          + (program.units.first { $0.name == unit.name }?.plural ?? unit.name)
      }
      return "bring it to a plain amount: \(units.joined(separator: ", "))"
    }
    return "start from a price, and multiply it"
  }

  /// The type of a table's rows together.
  mutating func joinRows(
    _ one: ValueType, _ other: ValueType, isDeclared: Bool, _ left: SourceRange, _ right: SourceRange
  ) -> ValueType? {
    if case .word(let words) = one, case .word(let others) = other {
      if isDeclared {
        if let stranger = others.first(where: { !words.contains($0) }) {
          report(
            .wordNotInList, "“\(program.words[stranger])” is not one of the words that can stand here", at: right,
            cure: "one of: \(wordList(words))")
          return nil
        }
        return one
      }
      return .word(words + others.filter { !words.contains($0) })
    }
    if let first = one.number, let second = other.number {
      if first.isPercent != second.isPercent {
        let zero = first.isBareZero || second.isBareZero
        report(
          zero ? .percentZero : .mixedResults,
          zero
            ? "a percentage is expected, and this is the bare number 0"
            : "this row gives \(describe(other)), and another \(describe(one))",
          at: zero && second.isPercent ? left : right, also: zero ? [] : [.init(range: left, label: describe(one))],
          cure: zero ? "write `0%`" : "all rows must give the same kind of thing")
        return nil
      }
      let dimension = first.isBareZero ? second.dimension : first.dimension
      guard first.isBareZero || second.isBareZero || first.dimension == second.dimension else {
        report(
          .mixedResults, "this row gives \(describe(other)), and another \(describe(one))", at: right,
          also: [.init(range: left, label: describe(one))], cure: "all rows must give the same kind of thing")
        return nil
      }
      let scale = max(first.scale, second.scale)
      let (a, b) = (first.rescaled(to: scale), second.rescaled(to: scale))
      var joined = NumberType(
        dimension: dimension, scale: scale, lower: min(a.lower, b.lower), upper: max(a.upper, b.upper))
      joined.isPercent = first.isPercent
      joined.isRatio = first.isRatio || second.isRatio
      joined.isRounded = (first.isRounded || first.isBareZero) && (second.isRounded || second.isBareZero)
      joined.isBareZero = first.isBareZero && second.isBareZero
      return .number(joined)
    }
    if one == other { return one }
    report(
      .mixedResults, "this row gives \(describe(other)), and another \(describe(one))", at: right,
      also: [.init(range: left, label: describe(one))], cure: "all rows must give the same kind of thing")
    return nil
  }
}
