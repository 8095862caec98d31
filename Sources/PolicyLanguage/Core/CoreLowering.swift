import Diagnostics
import PolicyModel

/// How the core's own blocks become declarations.
enum CoreLowering {
  static func value(_ block: BlockSyntax) -> Lowered {
    var lowered = Lowered()
    var cases: [CaseDeclaration] = []
    let hasSeveral = block.clauses.filter { ["is", "are", "otherwise"].contains($0.key) }.count > 1
    for clause in block.clauses {
      switch clause.key {
      case "is", "are", "otherwise":
        guard case .caseLine(let line)? = clause.parts.first else { continue }
        if clause.key == "otherwise", let when = line.when {
          lowered.findings.append(
            Diagnostic(
              .otherwiseWhen, "“otherwise” holds where no other line does; it has no condition of its own",
              at: when.range, cure: "write `is … when …`, or leave the condition out"))
        }
        cases.append(
          CaseDeclaration(
            result: line.refusal.map { .refuse($0) } ?? line.result.map { .expression($0) } ?? .missing,
            when: line.when,
            isOtherwise: clause.key == "otherwise", window: line.window, range: clause.range))
      case "when":
        if hasSeveral {
          lowered.findings.append(whenOnOwnLine(clause, cases: cases.count))
        } else if !cases.isEmpty {
          cases[cases.count - 1].when = clause.expression()
        }
      case "because", "source", "print":
        guard !cases.isEmpty else {
          lowered.findings.append(
            Diagnostic(
              .noteBeforeCase, "“\(clause.key)” stands above the line it belongs to", at: clause.range,
              cure: "put it below an `is` line"))
          continue
        }
        let index = cases.count - 1
        let text = clause.text()
        switch clause.key {
        case "because": cases[index].because = text
        case "source": cases[index].source = text
        default: cases[index].print = text
        }
      default: break
      }
    }
    if cases.isEmpty, lowered.findings.isEmpty {
      lowered.findings.append(
        Diagnostic(
          .valueWithoutCase, "value \(block.name?.text ?? "") says nothing: a line `is …` is missing",
          at: block.nameRange, cure: "add a line such as `is 0%`"))
    }
    guard let name = block.name else { return lowered }
    lowered.values = [
      ValueDeclaration(
        name: name, title: block.title, block: "value", body: .cases(cases), words: words(block),
        datedBy: block.datedBy, window: block.window, range: block.range)
    ]
    return lowered
  }

  private static func whenOnOwnLine(_ clause: ClauseSyntax, cases: Int) -> Diagnostic {
    Diagnostic(
      .whenOnOwnLine, "it is not plain which `is` this “when” belongs to", at: clause.range,
      label: "under \(cases) lines that give a result",
      cure: "with several `is`, write each condition on the line of its result: `is … when …`")
  }

  static func exception(_ block: BlockSyntax) -> Lowered {
    var result: CaseDeclaration.Result?
    var when: ExpressionSyntax?
    var window = WindowSyntax()
    if let clause = block.clause("is"), case .caseLine(let line)? = clause.parts.first {
      result = line.refusal.map { .refuse($0) } ?? line.result.map { .expression($0) }
      when = line.when
      window = line.window
    } else if let text = block.clause("refuse")?.text() {
      result = .refuse(text)
    }
    var lowered = Lowered()
    if result == nil {
      lowered.findings.append(
        Diagnostic(
          .exceptionWithoutResult, "exception \(block.name?.text ?? "") gives no result", at: block.nameRange,
          cure: "add a line `is …`"))
    }
    var exception = block.exceptionCase(result: result ?? .missing)
    if let when {
      if let own = exception.when {
        lowered.findings.append(
          Diagnostic(
            .whenTwice, "this exception has two conditions", at: when.range,
            also: [.init(range: own.range, label: "the other one")], cure: "join them with “and” on one line"))
      }
      exception.when = when
    }
    exception.window.from = exception.window.from ?? window.from
    exception.window.to = exception.window.to ?? window.to
    exception.window.reviewBy = exception.window.reviewBy ?? window.reviewBy
    lowered.exceptions = [exception]
    return lowered
  }

  static func table(_ block: BlockSyntax) -> Lowered {
    var lowered = Lowered()
    let promises = TableDeclaration.Promise.allCases.filter { block.clause($0.rawValue) != nil }
    if promises.count != 1 {
      let promisesText = TableDeclaration.Promise.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      lowered.findings.append(
        promises.isEmpty
          ? Diagnostic(
            .tablePromise, "table \(block.name?.text ?? "") does not say how its rows are read", at: block.nameRange,
            cure: "add one of the lines \(promisesText)")
          : Diagnostic(
            .tablePromise, "a table is read in one way, and this one says two",
            at: block.clause(promises[1].rawValue)?.range ?? block.range,
            also: [.init(range: block.clause(promises[0].rawValue)?.range ?? block.range, label: "the other one")],
            cure: "keep one of the two lines"))
    }
    let (declaration, findings) = block.tableDeclaration(promise: promises.first ?? .oneRow)
    lowered.findings += findings
    guard let name = block.name else { return lowered }
    lowered.values = [
      ValueDeclaration(
        name: name, title: block.title, block: "table", body: .table(declaration), words: words(block),
        datedBy: block.datedBy, window: block.window, range: block.range)
    ]
    return lowered
  }

  static func effect(_ block: BlockSyntax, collection: String) -> Lowered {
    guard let name = block.name else { return Lowered() }
    var fields: [EffectDeclaration.Field] = []
    if let text = block.clause("say")?.text() { fields.append(.init("say", .text(text))) }
    return Lowered(effects: [
      EffectDeclaration(
        kind: block.word.text, name: name, title: block.title, when: block.clause("when")?.expression(),
        window: block.window, datedBy: block.datedBy, fields: fields, because: block.clause("because")?.text(),
        source: block.clause("source")?.text(), range: block.range)
    ])
  }

  private static func words(_ block: BlockSyntax) -> [Word] {
    guard case .constants(let constants)? = block.clause("one of")?.parts.first else { return [] }
    return constants.compactMap { if case .word(let word) = $0.kind { Word(word, $0.range) } else { nil } }
  }
}
