import Diagnostics
import PolicyLanguage
import PolicyModel
import PolicyProgram
import Quantities

/// Puts what an evaluator found into words: results, texts with figures, places.
struct Wording {
  let evaluator: Evaluator
  let sources: [SourceText]
  let values: ValueText

  init(_ evaluator: Evaluator, sources: [SourceText]) {
    self.evaluator = evaluator
    self.sources = sources
    let program = evaluator.plan.program
    var currency: Currency?
    if program.currencyInput >= 0 {
      let outcome = evaluator.evaluate(input: Int32(program.currencyInput), line: 0)
      if outcome.isKnown, let code = Int(exactly: outcome.numerator), program.words.indices.contains(code) {
        currency = Currency.named(program.words[code])
      }
    }
    values = ValueText(plan: evaluator.plan, currency: currency, texts: evaluator.texts)
  }

  var program: Program { evaluator.plan.program }

  // MARK: Results

  /// The result of a node for people; a question mark in braces where it has none.
  func display(_ outcome: Outcome, _ type: ValueType) -> String {
    switch outcome.state {
    case .known: values.display(outcome, type)
    case .missing: "not known yet"
    case .refused: "refused"
    }
  }

  func figure(_ name: String, _ title: String?, _ outcome: Outcome, _ type: ValueType) -> Quote.Figure {
    let text = outcome.isKnown ? values.text(outcome, type) : nil
    return Quote.Figure(
      name: name, title: title ?? name, text: text,
      display: text.map { values.display(outcome, type, text: $0) } ?? display(outcome, type),
      isMoney: type.number?.isAmount ?? false)
  }

  /// A text with its figures filled in.
  func text(_ template: TextTemplate, line: Int) -> String {
    var text = ""
    for part in template.parts {
      switch part {
      case .literal(let literal): text += literal
      case .node(let node): text += display(evaluator.evaluate(node, line), program.types[Int(node)])
      }
    }
    return text
  }

  // MARK: Places

  func place(_ range: SourceRange) -> String { program.place(range, in: sources) }

  /// The text at a place, on one line.
  func source(_ range: SourceRange) -> String {
    guard range.source >= 0, range.source < sources.count else { return "" }
    let text = sources[range.source].text.utf8
    let lower = min(max(0, range.lower), text.count)
    let upper = min(max(lower, range.upper), text.count)
    let bytes = text[text.index(text.startIndex, offsetBy: lower)..<text.index(text.startIndex, offsetBy: upper)]
    return String(decoding: bytes, as: UTF8.self).trimmed
  }

  /// The name of an input or a value that a node reads; otherwise what its author wrote.
  func name(_ node: Int32) -> String {
    let record = program.nodes[Int(node)]
    switch record.operation {
    case .input: return program.inputs[Int(record.first)].name
    case .value: return program.values[Int(record.first)].name
    case .rescale: return name(record.first)
    default: return source(program.ranges[Int(node)])
    }
  }

  // MARK: Tables

  /// The value whose base is a table.
  func owner(ofTable table: Int) -> ValueDefinition? {
    program.values.first { value in value.cases.prefix(value.baseCount).contains { program.table(of: $0) == table } }
  }

  /// `country SE, vat-id none`: the keys of a table as they are.
  func keys(ofTable table: Int, line: Int) -> String {
    let definition = program.tables[table]
    var keys = definition.keys
    if definition.dateNode >= 0 { keys.append(definition.dateNode) }
    return keys.map { key in
      "\(name(key)) \(display(evaluator.evaluate(key, line), program.types[Int(key)]))"
    }.joined(separator: ", ")
  }

  /// The cells of a row before its dates and notes, as written.
  func row(_ row: TableDefinition.Row, of table: TableDefinition) -> String {
    let written = source(row.range)
    let separator: Character = written.contains("|") ? "|" : "\t"
    return written.split(separator: separator).map { String($0).trimmed }.filter { !$0.isEmpty }
      .prefix(table.keys.count + 1).joined(separator: " | ")
  }
}
