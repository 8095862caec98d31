import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// The reasons of a quote: what was read, who decided, what was assumed, what is printed.
extension QuoteBuilder {
  /// Notes the values that figures and effects read, before anything else reads more.
  mutating func noteReadings() {
    readValues.reserveCapacity(layout.values.count)
    for place in layout.values.indices where isRead(place) { readValues.append(place) }
    for place in readValues where !layout.values[place].isShown && layout.values[place].title != nil {
      let value = layout.values[place]
      for (line, outcome) in distinctOutcomes(value) {
        quote.readings.append(wording.figure(name(value.name, line), value.title, outcome, value.type))
      }
    }
  }

  private func isRead(_ place: Int) -> Bool {
    let value = layout.values[place].index
    let lines = layout.values[place].isPerLine ? evaluator.lineCount : 1
    for line in 0..<lines where evaluator.isRead(value: value, line: line) { return true }
    return false
  }

  /// The lines for which a value was read.
  func readLines(_ value: QuoteLayout.NamedValue) -> [Int] {
    guard value.isPerLine else { return [0] }
    return (0..<evaluator.lineCount).filter { evaluator.isRead(value: value.index, line: $0) }
  }

  /// A name, and the line where lines differ.
  private func name(_ name: String, _ line: Int?) -> String { line.map { "\(name) (line \($0))" } ?? name }

  /// The results of a value: one where all lines agree, otherwise each with its line.
  private func distinctOutcomes(_ value: QuoteLayout.NamedValue) -> [(line: Int?, outcome: Outcome)] {
    let lines = readLines(value)
    guard let first = lines.first.map({ evaluator.evaluate(value: Int32(value.index), line: $0) }) else { return [] }
    if lines.count == 1 { return [(nil, first)] }
    let outcomes = lines.map { ($0, evaluator.evaluate(value: Int32(value.index), line: $0)) }
    let agree = outcomes.allSatisfy { $0.1.state == first.state && $0.1.ratio.compared(with: first.ratio) == 0 }
    return agree ? [(nil, first)] : outcomes.map { ($0.0 + 1, $0.1) }
  }

  // MARK: Steps

  mutating func addSteps() {
    for place in readValues where layout.values[place].hasSteps {
      let value = layout.values[place]
      guard value.title != nil || value.isShown else { continue }
      for line in readLines(value) { addSteps(value, line) }
    }
  }

  private mutating func addSteps(_ value: QuoteLayout.NamedValue, _ line: Int) {
    let figure = evaluator.evaluate(value: Int32(value.index), line: line)
    guard figure.isKnown, let position = evaluator.decidingCases(value: value.index, line: line).first else { return }
    let number = value.isPerLine && evaluator.lineCount > 1 ? line + 1 : nil
    let rule = value.cases[position]
    var total: Int128 = 0
    func append(_ label: String, _ amount: Int128, _ place: String, to quote: inout Quote) {
      guard let difference = amount.difference(total) else { return }
      quote.steps.append(
        Quote.Step(
          price: value.name, line: number, label: label, amount: wording.amount(difference),
          total: wording.amount(amount), rule: rule.name, place: place))
    }
    for (index, step) in rule.steps.enumerated() {
      // The last step is the figure itself.
      let isLast = index == rule.steps.count - 1
      let outcome = isLast ? figure : evaluator.evaluate(value: Int32(step.value), line: line)
      guard outcome.isKnown,
        let amount = wording.minorUnits(outcome, isLast ? value.type : step.type, step.rounding)
      else { return }
      append(step.label, amount, step.place, to: &quote)
      total = amount
    }
    if rule.steps.isEmpty, let amount = wording.minorUnits(figure, value.type, .halfUp) {
      append(rule.title ?? rule.name, amount, rule.place, to: &quote)
    }
  }

  // MARK: Decisions

  mutating func addDecisions() {
    for place in readValues {
      guard layout.values[place].cases.count > 1 || layout.values[place].table >= 0 || hasNotes(place) else { continue }
      let value = layout.values[place]
      var found: [(line: Int, decision: Quote.Decision)] = []
      for line in readLines(value) {
        guard let decision = decision(value, line) else { continue }
        found.append((line, decision))
      }
      guard let first = found.first else { continue }
      if found.count == 1 || found.allSatisfy({ $0.decision == first.decision }) {
        quote.decisions.append(first.decision)
      } else {
        for (line, var decision) in found {
          decision.line = line + 1
          quote.decisions.append(decision)
        }
      }
    }
  }

  /// A single case can have something to print.
  private func hasNotes(_ place: Int) -> Bool { layout.values[place].cases.first?.print != nil }

  private mutating func decision(_ value: QuoteLayout.NamedValue, _ line: Int) -> Quote.Decision? {
    let deciding = evaluator.decidingCases(value: value.index, line: line)
    guard let first = deciding.first else { return nil }
    for position in deciding {
      if let print = value.cases[position].print { addPrint(wording.text(print, line: line)) }
    }
    let rule = value.cases[first]
    let by = deciding.count == 1 ? rule.name : deciding.map { value.cases[$0].name }.unique.joined(separator: ", ")
    var decision = Quote.Decision(
      value: value.name, line: nil, by: by, place: rule.place, overruled: [], because: rule.because,
      source: rule.source, isException: first >= value.baseCount)
    if value.cases.count > value.baseCount {
      decision.overruled = evaluator.overruledCases(value: value.index, line: line).map { value.cases[$0].name }
        .sorted()
    }
    var hasRowNotes = false
    if value.table >= 0, first < value.baseCount {
      let rows = evaluator.rows(ofTable: Int32(value.table), line: line)
      let table = evaluator.plan.program.tables[value.table]
      for row in rows {
        if let print = table.rows[Int(row)].print { addPrint(wording.text(print, line: line)) }
      }
      if rows.count == 1 {
        let row = table.rows[Int(rows[0])]
        hasRowNotes = row.because != nil || row.source != nil
        if hasRowNotes || value.cases.count > 1 {
          decision.place = wording.place(row.range)
          decision.because = row.because ?? decision.because
          decision.source = row.source ?? decision.source
        }
      }
    }
    return value.cases.count > 1 || hasRowNotes ? decision : nil
  }

  private mutating func addPrint(_ text: String) { if !quote.prints.contains(text) { quote.prints.append(text) } }

  // MARK: Assumptions

  mutating func addAssumptions() {
    for index in layout.defaults {
      let record = evaluator.plan.inputs[index]
      let lineCount = record.isPerLine ? evaluator.lineCount : 1
      var assumed: [Int] = []
      for line in 0..<lineCount where isAssumed(record, line) { assumed.append(line) }
      guard let first = assumed.first else { continue }
      let input = evaluator.plan.program.inputs[index]
      let outcomes = assumed.map { evaluator.evaluate(input: Int32(index), line: $0) }
      let isForAll = assumed.count == lineCount && outcomes.allSatisfy { $0.numerator == outcomes[0].numerator }
      if isForAll {
        quote.assumptions.append(wording.figure(input.name, input.title, outcomes[0], input.type))
      } else {
        for (line, outcome) in zip(assumed, outcomes) {
          quote.assumptions.append(wording.figure(name(input.name, line + 1), input.title, outcome, input.type))
        }
      }
      _ = first
    }
  }

  private func isAssumed(_ record: PlanInput, _ line: Int) -> Bool {
    let slot = evaluator.slotIndex(record.slot, record.isPerLine, line)
    return evaluator.isFilled(slot) && evaluator.slots[slot].decided == Evaluator.Slot.assumed
      && evaluator.slots[slot].outcome.isKnown
  }
}

extension Array where Element == String {
  /// Each once, in the order of the first.
  var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}

extension Evaluator {
  /// Whether a value was read for a line.
  func isRead(value: Int, line: Int) -> Bool {
    let record = values.start.advanced(by: value)
    return isFilled(slotIndex(record.pointee.slot, record.pointee.isPerLine, line))
  }

  /// The cases that decide a value: one, or several equal constants by name; none while that is open.
  func decidingCases(value: Int, line: Int) -> [Int] {
    let record = values[value]
    if record.plainResult >= 0 { return [0] }
    let outcome = evaluate(value: Int32(value), line: line)
    let slot = slots[slotIndex(record.slot, record.isPerLine, line)]
    guard slot.decided >= 0, outcome.state != .missing else { return [] }
    guard slot.decided & Slot.several != 0, let left = positions(value: Int32(value), line: line)?.left else {
      return [slot.decidedCase]
    }
    let cases = plan.program.values[value].cases
    return left.sorted { (cases[$0].name, $0) < (cases[$1].name, $1) }
  }

  /// Exceptions that apply and do not decide.
  func overruledCases(value: Int, line: Int) -> [Int] {
    guard let positions = positions(value: Int32(value), line: line) else { return [] }
    return positions.applying.filter { !positions.left.contains($0) && $0 >= Int(values[value].baseCount) }
  }
}

extension Wording {
  /// An outcome in minor units of the order's currency; nil where it does not fit.
  func minorUnits(_ outcome: Outcome, _ type: ValueType, _ mode: RoundingMode) -> Int128? {
    let digits = minorDigits - (type.number?.scale ?? 0)
    if digits == 0, outcome.isWhole { return outcome.numerator }
    if digits < 0, outcome.isWhole, let power = PowerOfTen.value(-digits) {
      return mode.quotient(outcome.numerator, power)
    }
    return evaluator.shifted(outcome.ratio, by: digits).map { mode.quotient($0.numerator, $0.denominator) }
  }

  /// An amount in minor units as text.
  func amount(_ units: Int128) -> String {
    DecimalText.text(units, scale: minorDigits, minimum: minorDigits)
  }

  private var minorDigits: Int { values.currency?.minorDigits ?? evaluator.plan.program.moneyScale }
}
