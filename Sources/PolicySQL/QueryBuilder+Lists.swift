import PolicyProgram

/// Lists, words and texts.
extension QueryBuilder {
  mutating func inList(_ node: Node) throws(Untranslatable) -> Term {
    let subjectTerm = try term(node.first)
    let list = program.lists[Int(node.second)]
    let type: ValueType = list.isCountries ? .country : .word([])
    let always = node.third < 0
    var lasting: [Int] = []
    var dated: [(days: [ClosedRange<Int128>], code: Int)] = []
    for code in Set(list.entries.map(\.code)).sorted() {
      let entries = list.entries.filter { $0.code == code }
      if always || entries.contains(where: { $0.firstDay <= Self.firstDay && $0.lastDay >= Self.lastDay }) {
        lasting.append(code)
      } else {
        dated.append((entries.filter { $0.firstDay <= $0.lastDay }.map { $0.firstDay...$0.lastDay }, code))
      }
    }
    let subject = column(subjectTerm.value, "subject")
    func membership(_ codes: [Int]) throws(Untranslatable) -> Expression {
      var literals: [String] = []
      for code in codes { literals.append(try literal(code: Int128(code), type)) }
      return Expression(
        codes.count == 1
          ? "\(subject.operand) = \(literals[0])" : "\(subject.operand) IN (\(literals.joined(separator: ", ")))",
        layer: subject.layer, .truth)
    }
    var conditions: [Expression] = []
    if !lasting.isEmpty { conditions.append(try membership(lasting)) }
    guard !dated.isEmpty else {
      if conditions.isEmpty {
        let never = Expression("\(subject.operand) <> \(subject.operand)", layer: subject.layer, .truth)
        return strict([subjectTerm], never)
      }
      return strict([subjectTerm], any(conditions))
    }
    let date = try term(node.third)
    let day = column(date.value, "date")
    // What begins and ends on the same days is asked together.
    var groups: [(days: [ClosedRange<Int128>], codes: [Int])] = []
    for (days, code) in dated {
      if let index = groups.firstIndex(where: { $0.days == days }) {
        groups[index].codes.append(code)
      } else {
        groups.append((days, [code]))
      }
    }
    for group in groups {
      let inside = any(group.days.map { within(day, $0.lowerBound, $0.upperBound) })
      conditions.append(all([try membership(group.codes), inside]))
    }
    var result = Term(
      any(conditions), canMiss: subjectTerm.canMiss || date.canMiss,
      canRefuse: subjectTerm.canRefuse || date.canRefuse)
    if result.canMiss, result.canRefuse {
      result.value = column(result.value, "condition")
      // While the subject is open, it is the subject's reason that counts.
      let isKnown = not(isNull(subject))
      result.refused = all([
        isNull(result.value), any([refused(subjectTerm), all([isKnown, refused(date)])]),
      ])
    }
    return result
  }

  /// The days between which the calendar lies.
  static let firstDay: Int128 = -719_162
  static let lastDay: Int128 = 2_932_896

  /// Whether a date lies in a window.
  func within(_ date: Expression, _ first: Int128, _ last: Int128) -> Expression {
    if let constant = date.constant { return .truth(constant >= first && constant <= last) }
    var conditions: [Expression] = []
    if first > last { return .truth(false) }
    if first > date.interval.lower {
      conditions.append(Expression("\(date.operand) >= \(day(first))", layer: date.layer, .truth))
    }
    if last < date.interval.upper {
      conditions.append(Expression("\(date.operand) <= \(day(last))", layer: date.layer, .truth))
    }
    if conditions.isEmpty { return Expression("\(date.operand) = \(date.operand)", layer: date.layer, .truth) }
    return all(conditions)
  }

  mutating func startsWith(_ node: Node) throws(Untranslatable) -> Term {
    let subject = try term(ofInput: Int(node.first))
    let prefix = dialect.text(program.strings[Int(node.second)])
    return strict(
      [subject],
      Expression(dialect.startsWith(subject.value.text, prefix), isAtom: true, layer: subject.value.layer, .truth))
  }

  /// One bit of a set of words.
  mutating func has(_ node: Node) throws(Untranslatable) -> Term {
    let set = try term(node.first)
    let bit = Expression.literal(Int128(1) << Int(node.constant))
    let shifted = try quotient(set.value, bit)
    return strict([set], Expression("\(shifted.operand) % 2 = 1", layer: shifted.layer, .truth))
  }
}
