import Diagnostics
import PolicyModel
import Quantities

/// `price`: an amount of money made in steps, in the order of its lines.
enum Price {
  private static let whatIsLeft = "what is left"
  private static let theStart = "the start"

  static let codes: [DiagnosticCode] = [.priceStart, .stepsAndResult, .barePercentage]

  static let block: BlockDeclaration = {
    var block = declaration
    block.promises = [.risesWithQuantities]
    return block
  }()

  private static let declaration = BlockDeclaration(
    word: "price", summary: "An amount of money, made in steps from above to below.", defines: .value,
    clauses: [
      .init(
        "for each line", [.word("for"), .word("each"), .word("line")], summary: "Each line of the order has its own.",
        example: "for each line"),
      step("start", ["start"], "What it starts from.", "start list-price × licences \"List amount\""),
      step("less", ["less"], "What is taken away.", "less 5% of what is left \"Discount\""),
      step("plus", ["plus"], "What is added.", "plus 10 EUR \"Set-up\""),
      step("at least", ["at", "least"], "It is never under this.", "at least 20 EUR"),
      step("at most", ["at", "most"], "It is never over this.", "at most 500 EUR"),
      .init(
        "round", [.word("round"), .rounding, .optional(.text)], .many, inExceptions: true,
        summary: "It is rounded here: to cent, to 0.05, to end in 0.99.",
        example: "round half up to cent"),
    ] + ClauseDeclaration.dates + ClauseDeclaration.notes,
    localNames: [whatIsLeft, theStart], lower: lower, lowerException: lowerException)

  private static func step(_ key: String, _ words: [String], _ summary: String, _ example: String) -> ClauseDeclaration
  {
    ClauseDeclaration(
      key, words.map { .word($0) } + [.expression, .optional(.text)], .many, inExceptions: true, summary: summary,
      example: example)
  }

  private static func lower(_ block: BlockSyntax) -> Lowered {
    guard let name = block.name else { return Lowered() }
    var (lowered, steps) = chain(block, of: name)
    var base = CaseDeclaration(
      result: steps.last.map { .expression(ExpressionSyntax(.word($0.value), block.nameRange)) } ?? .missing,
      range: block.range)
    base.steps = steps
    base.because = block.clause("because")?.text()
    base.source = block.clause("source")?.text()
    base.print = block.clause("print")?.text()
    lowered.values.append(
      ValueDeclaration(
        name: name, title: block.title, block: "price", body: .cases([base]), datedBy: block.datedBy,
        window: block.window, statedPerLine: block.clause("for each line")?.range, requires: .amount, range: block.range
      )
    )
    return lowered
  }

  /// An exception to a price with steps of its own.
  private static func lowerException(_ block: BlockSyntax) -> Lowered {
    guard let name = block.name else { return Lowered() }
    var (lowered, steps) = chain(block, of: name)
    if let clause = block.clause("is") ?? block.clause("refuse") {
      lowered.findings.append(
        Diagnostic(
          .stepsAndResult, "an exception has a result or steps, and this has both", at: clause.range,
          cure: "keep the `\(clause.key)` line or the steps"))
    }
    let result = steps.last.map { ExpressionSyntax(.word($0.value), block.nameRange) }
    lowered.exceptions = [block.exceptionCase(result: result.map { .expression($0) } ?? .missing, steps: steps)]
    return lowered
  }

  /// The steps as values without names: each reads the one before it.
  private static func chain(_ block: BlockSyntax, of name: Word) -> (Lowered, [StepDeclaration]) {
    var lowered = Lowered()
    var steps: [StepDeclaration] = []
    let clauses = block.clauses.filter { ["start", "less", "plus", "at least", "at most", "round"].contains($0.key) }
    // How a step is shown: as the price's last rounding has it.
    let shown = clauses.last { $0.key == "round" }.flatMap { rounding($0)?.mode } ?? .halfUp
    if clauses.first?.key != "start" {
      lowered.findings.append(
        Diagnostic(
          .priceStart, "\(block.word.text) \(name.text) does not begin with a line `start …`",
          at: clauses.first?.range ?? block.nameRange,
          cure: "say first what the amount starts from: `start list-price × licences`"))
      return (lowered, steps)
    }
    for (index, clause) in clauses.enumerated() {
      if index > 0, clause.key == "start" {
        lowered.findings.append(
          Diagnostic(
            .priceStart, "a price starts once, and this is a second `start`", at: clause.range,
            also: [.init(range: clauses[0].range, label: "the first one")], cure: "write `plus …`, or make two prices"))
        continue
      }
      let stepName = "\(name.text) step \(index + 1)"
      let locals =
        steps.first.map { first in [whatIsLeft: steps.last?.value ?? first.value, theStart: first.value] } ?? [:]
      let previous = ExpressionSyntax(.word(steps.last?.value ?? ""), clause.range)
      let written = clause.expression()
      if let written, let finding = barePercentage(written, clause) {
        lowered.findings.append(finding)
        continue
      }
      let operand = written?.replacing(locals: locals)
      guard let expression = expression(clause, previous, operand) else { continue }
      lowered.values.append(
        ValueDeclaration(
          name: Word(stepName, clause.range), title: nil, block: "price",
          body: .cases([CaseDeclaration(result: .expression(expression), range: clause.range)]), datedBy: block.datedBy,
          requires: .amount, isStep: true, readWhen: block.clause("when")?.expression(),
          phrase: "the line `\(clause.key) …` of \(block.word.text) \(name.text)", range: clause.range))
      steps.append(
        StepDeclaration(
          value: stepName, label: clause.text(1)?.text ?? label(clause, block), rounding: shown, range: clause.range))
    }
    return (lowered, steps)
  }

  private static func rounding(_ clause: ClauseSyntax) -> RoundingSyntax? {
    if case .rounding(let rounding)? = clause.parts.first { rounding } else { nil }
  }

  private static func expression(
    _ clause: ClauseSyntax, _ previous: ExpressionSyntax, _ operand: ExpressionSyntax?
  ) -> ExpressionSyntax? {
    if clause.key == "round" { return rounding(clause).map { ExpressionSyntax(.rounded(previous, $0), clause.range) } }
    guard let operand else { return nil }
    switch clause.key {
    case "start": return operand
    case "less": return ExpressionSyntax(.binary(.subtract, previous, operand), clause.range)
    case "plus": return ExpressionSyntax(.binary(.add, previous, operand), clause.range)
    case "at least": return ExpressionSyntax(.bounded(previous, atLeast: true, operand), clause.range)
    default: return ExpressionSyntax(.bounded(previous, atLeast: false, operand), clause.range)
    }
  }

  /// `less 5%`: of what?
  private static func barePercentage(_ expression: ExpressionSyntax, _ clause: ClauseSyntax) -> Diagnostic? {
    guard case .percent(let value) = expression.kind, clause.key != "start" else { return nil }
    let label = clause.text(1).map { " \"\($0.text)\"" } ?? ""
    let written = "\(clause.key) \(value)% of what is left\(label)"
    return Diagnostic(
      .barePercentage, "\(value)% of what? A percentage alone is no amount", at: expression.range,
      cure: "say of what it is taken: `of what is left`, or `of the start`", correctedLine: written)
  }

  /// What a step without a title is called.
  private static func label(_ clause: ClauseSyntax, _ block: BlockSyntax) -> String {
    switch clause.key {
    case "start": return block.title?.text ?? "Start"
    case "round": return "Rounding"
    case "at least": return "At least"
    case "at most": return "At most"
    default: return words(clause.expression())
    }
  }

  /// A short name for what a step reads.
  private static func words(_ expression: ExpressionSyntax?) -> String {
    switch expression?.kind {
    case .word(let name): return name.split(separator: "-").joined(separator: " ").capitalizedFirst
    case .binary(_, let left, _): return words(left)
    case .bracket(let inner), .rounded(let inner, _), .bounded(let inner, _, _), .aggregate(_, let inner):
      return words(inner)
    case .percent(let value): return "\(value)%"
    default: return "Step"
    }
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension DiagnosticCode {
  static let priceStart = DiagnosticCode(
    id: "L602", title: "A price begins with `start`",
    meaning:
      "A price is read from above to below: it starts from an amount, and each further line changes what is left.",
    example: "price net \"Net\"\n  less 5% of what is left\n  round half up to cent",
    cure: "Write the line `start …` first, and only once.")
  static let stepsAndResult = DiagnosticCode(
    id: "L603", title: "An exception to a price has both a result and steps",
    meaning: "An exception to a price replaces its amount: by one result (`is 0`), or by steps of its own.",
    example: "exception free to net\n  is 0\n  start list-price × licences × term\n  when vip",
    cure: "Keep the `is` line or the steps.")
  static let barePercentage = DiagnosticCode(
    id: "L604", title: "A percentage without what it is taken of",
    meaning:
      "5% of the list amount and 5% of what other discounts left are different amounts of money. A step says which.",
    example: "price net \"Net\"\n  start list-price × licences × term\n  less 5%",
    cure: "Write `less 5% of what is left` or `less 5% of the start`.")
}
