import PolicyLanguage
import PolicyProgram

/// What cases ask, found out when it is asked for the first time: the cases of a value are asked in pairs.
extension Conditions {
  struct CaseKey: Hashable {
    var value: Int32
    var position: Int
    var line: Int
    var truth: Bool
    var question: Question

    enum Question { case holds, applies }
  }

  /// Where the dates and the condition of a case are known to hold; with `truth` false, known not to hold.
  func holds(_ value: Int32, _ position: Int, _ truth: Bool = true, line: Int) -> Rows? {
    known(CaseKey(value: value, position: position, line: line, truth: truth, question: .holds)) {
      holding(value, position, truth, line)
    }
  }

  /// Where a case is known to apply, or not to: it holds, and something that it is to applies.
  func applies(_ value: Int32, _ position: Int, _ truth: Bool = true, line: Int) -> Rows? {
    known(CaseKey(value: value, position: position, line: line, truth: truth, question: .applies)) {
      applying(value, position, truth, line)
    }
  }

  private func known(_ key: CaseKey, _ make: () -> Rows?) -> Rows? {
    if let rows = knownCases[key] { return rows }
    let rows = make()
    knownCases[key] = .some(rows)
    return rows
  }

  /// What goes before a case wherever both apply, in ascending order: exceptions to it, and final ones if it is none.
  func overruling(_ value: Int32, _ position: Int) -> [OverrulingCases.Case] {
    if let known = knownOverruling[value] { return known.cases(over: position) }
    let made = OverrulingCases(space.views[view].program.values[Int(value)])
    knownOverruling[value] = made
    return made.cases(over: position)
  }
}
