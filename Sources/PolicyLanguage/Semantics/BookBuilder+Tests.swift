import Diagnostics
import PolicyModel
import PolicyProgram

/// Tests: orders as an order comes in, and what is expected of them.
extension BookBuilder {
  mutating func readTests(_ blocks: [BlockSyntax]) {
    for block in blocks where !isGivingUp { readTest(block) }
  }

  private mutating func readTest(_ block: BlockSyntax) {
    guard let title = block.title else { return }
    let count = diagnostics.count
    var given: [AssignmentSyntax] = []
    for clause in block.clauses("given") {
      if case .assignments(let assignments)? = clause.parts.first { given += assignments }
    }
    var order = Order()
    var firstLine: [String: String] = [:]
    var seen: [String: SourceRange] = [:]
    for assignment in given {
      if let other = seen[assignment.name.text] {
        report(
          .namedTwice, "\(assignment.name.text) is given twice", at: assignment.name.range,
          also: [.init(range: other, label: "the other one")], cure: "take one out")
      }
      seen[assignment.name.text] = assignment.name.range
      guard let index = testInput(assignment) else { continue }
      let text = answer(assignment.values)
      if program.inputs[index].isPerLine {
        firstLine[assignment.name.text] = text
      } else {
        order.inputs[assignment.name.text] = text
      }
    }
    if !firstLine.isEmpty { order.lines.append(firstLine) }
    for clause in block.clauses("line") {
      guard case .assignments(let assignments)? = clause.parts.first else { continue }
      var line: [String: String] = [:]
      for assignment in assignments {
        guard let index = testInput(assignment) else { continue }
        if !program.inputs[index].isPerLine {
          report(
            .notPerLine, "\(assignment.name.text) belongs to the whole order, not to a line", at: assignment.name.range,
            cure: "write it behind `given`")
        }
        line[assignment.name.text] = answer(assignment.values)
      }
      order.lines.append(line)
    }
    var expectations: [TestDefinition.Expectation] = []
    for clause in block.clauses("expect") {
      guard case .expectations(let list)? = clause.parts.first else { continue }
      for expectation in list where isKnown(expectation) {
        expectations.append(.init(kind: expectation.kind, range: expectation.range))
      }
    }
    if block.rows.isEmpty {
      if expectations.isEmpty, diagnostics.count == count, !damaged.contains("test") {
        report(.testWithoutExpectation, "this test expects nothing", at: title.range, cure: "add a line `expect …`")
      }
      if diagnostics.count == count {
        program.tests.append(
          TestDefinition(title: title.text, row: nil, order: order, expectations: expectations, range: title.range))
      }
    } else {
      readRows(block, order, expectations, title)
    }
  }

  private mutating func readRows(
    _ block: BlockSyntax, _ order: Order, _ common: [TestDefinition.Expectation], _ title: TextSyntax
  ) {
    let columns = block.rows[0].cells.compactMap { cell -> (Word, Int?, SourceRange)? in
      guard case .heading(let heading) = cell.kind, case .figure(let name, _, let line) = heading.kind else {
        return nil
      }
      return (name, line, cell.range)
    }
    guard columns.count == block.rows[0].cells.count else { return }
    var isHeadingKnown = true
    for (index, (name, line, range)) in columns.enumerated()
    where columns[..<index].contains(where: { $0.0 == name && $0.1 == line }) {
      report(.namedTwice, "\(name.text) is a column twice", at: range, cure: "take one out")
      isHeadingKnown = false
    }
    for (name, _, range) in columns where testInputIndex(name.text) == nil && !isFigure(name) {
      isHeadingKnown = false
      if !damaged.contains(name.text) {
        report(
          .unknownName, "nothing is named “\(Display.harmless(name.text))”", at: range, label: "unknown name",
          cure: suggestion(name.text, among: names.keys) ?? "a column is an input or a figure")
      }
    }
    guard isHeadingKnown else { return }
    if block.rows.count == 1, !damaged.contains("test") {
      report(
        .testWithoutExpectation, "this table has a heading and no rows", at: block.rows[0].range,
        cure: "add rows below it")
    }
    for (number, row) in block.rows.dropFirst().enumerated() where !Cancellation.isRequested {
      guard row.cells.count == columns.count else {
        report(
          .rowShape, "this row has \(row.cells.count) cells; the heading has \(columns.count)", at: row.range,
          also: [.init(range: block.rows[0].range, label: "the heading")], cure: "one cell for each column")
        continue
      }
      var rowOrder = order
      var expectations = common
      var hasExpectation = !common.isEmpty
      for (cell, (name, line, _)) in zip(row.cells, columns) {
        guard case .values(let values) = cell.kind else { continue }
        if let index = testInputIndex(name.text), line == nil {
          guard checkAnswer(index, values, name) else { continue }
          let text = answer(values)
          if program.inputs[index].isPerLine {
            if rowOrder.lines.isEmpty { rowOrder.lines = [[:]] }
            rowOrder.lines[0][name.text] = text
          } else {
            rowOrder.inputs[name.text] = text
          }
        } else {
          hasExpectation = true
          let kind: ExpectationSyntax.Kind =
            values.isEmpty ? .figureRefused(name, line: line) : .figure(name, values, line: line)
          expectations.append(.init(kind: kind, range: cell.range))
        }
      }
      if !hasExpectation {
        report(
          .testWithoutExpectation, "no column of this table is expected", at: block.rows[0].range,
          cure: "add a column with the name of a figure")
        return
      }
      program.tests.append(
        TestDefinition(
          title: title.text, row: number + 1, order: rowOrder, expectations: expectations, range: row.range))
    }
  }

  private func testInputIndex(_ name: String) -> Int? {
    if case .input(let index)? = names[name] { return index }
    return nil
  }

  private func isFigure(_ name: Word) -> Bool {
    if case .value? = names[name.text] { return true }
    return false
  }

  private mutating func testInput(_ assignment: AssignmentSyntax) -> Int? {
    guard let index = testInputIndex(assignment.name.text) else {
      if !damaged.contains(assignment.name.text) {
        let isValue = isFigure(assignment.name)
        let inputs = program.inputs.map(\.name)
        report(
          isValue ? .givenValue : .unknownInput,
          isValue
            ? "“\(assignment.name.text)” is computed by the rules and cannot be given"
            : "there is no input “\(Display.harmless(assignment.name.text))”",
          at: assignment.name.range,
          cure: isValue
            ? "give the inputs it reads, and expect it"
            : suggestion(assignment.name.text, among: inputs) ?? "the inputs are: \(inputs.joined(separator: ", "))")
      }
      return nil
    }
    return checkAnswer(index, assignment.values, assignment.name) ? index : nil
  }

  /// Whether words that are given are words that the input has. Figures are judged when the test runs.
  private mutating func checkAnswer(_ index: Int, _ values: [ExpressionSyntax], _ name: Word) -> Bool {
    guard case .word(let words) = program.inputs[index].type, let value = values.first else { return true }
    if index == program.currencyInput, damaged.contains("currency") { return true }
    let written: String
    switch value.kind {
    case .word(let word), .code(let word): written = word
    default:
      report(
        .wordNotInList, "\(name.text) is one of the words \(wordList(words))", at: value.range,
        cure: "write one of them")
      return false
    }
    guard let code = wordCodes[written], words.contains(code) else {
      report(
        .wordNotInList, "“\(Display.harmless(written))” is not one of the words that \(name.text) can be",
        at: value.range,
        cure: suggestion(written, among: words.map { program.words[$0] }) ?? "one of: \(wordList(words))")
      return false
    }
    return true
  }

  /// Constants as the text of an order.
  func answer(_ values: [ExpressionSyntax]) -> String {
    values.map { value in
      if case .text(let text) = value.kind { return text }
      return text(of: value.range)
    }.joined(separator: " and ")
  }

  private mutating func isKnown(_ expectation: ExpectationSyntax) -> Bool {
    switch expectation.kind {
    case .figure(let name, _, _), .figureRefused(let name, _):
      if isFigure(name) { return true }
      if testInputIndex(name.text) != nil {
        report(
          .expectInput, "“\(name.text)” is an input: what is given need not be expected", at: name.range,
          cure: "write it behind `given`")
        return false
      }
      if !damaged.contains(name.text) {
        report(
          .unknownName, "nothing is named “\(Display.harmless(name.text))”", at: name.range, label: "unknown name",
          cure: suggestion(name.text, among: names.keys) ?? "expect a figure of the book")
      }
      return false
    case .rule(let rule, let state, _):
      guard rulePlace(rule) != nil else { return false }
      if case .overruled(let other) = state { return rulePlace(other) != nil }
      return true
    case .effect(let kind, let name, _): return effectExists(kind.text, name)
    case .refused(let name): return name.map { effectExists("refuse", $0) } ?? true
    case .warned(let name): return name.map { effectExists("warn", $0) } ?? true
    case .asks(let input):
      if testInputIndex(input.text) != nil { return true }
      if !damaged.contains(input.text) {
        report(
          .unknownInput, "there is no input “\(Display.harmless(input.text))”", at: input.range,
          cure: suggestion(input.text, among: program.inputs.map(\.name)) ?? "name an input")
      }
      return false
    }
  }

  private mutating func effectExists(_ kind: String, _ name: Word) -> Bool {
    if program.effects.contains(where: { $0.kind == kind && $0.name == name.text }) || damaged.contains(name.text) {
      return true
    }
    if effects.contains(where: { $0.kind == kind && $0.name == name }) { return false }
    let candidates = program.effects.filter { $0.kind == kind }.map(\.name)
    report(
      .unknownEffect, "there is no block `\(kind) \(Display.harmless(name.text))`", at: name.range,
      cure: suggestion(name.text, among: candidates)
        ?? (candidates.isEmpty ? "write it first" : "there are: \(candidates.joined(separator: ", "))"))
    return false
  }
}
