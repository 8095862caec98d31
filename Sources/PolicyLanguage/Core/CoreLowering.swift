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
          lowered.findings.append(whenOnOwnLine(clause, below: cases.last))
          // Meant or not, the result above has its condition now, and is no second mistake.
          if !cases.isEmpty, cases[cases.count - 1].when == nil { cases[cases.count - 1].when = clause.expression() }
        } else if !cases.isEmpty {
          if let own = cases[0].when {
            lowered.findings.append(twice(.whenTwice, "this result has two conditions", clause.range, own.range))
          }
          cases[0].when = clause.expression()
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
        let other =
          clause.key == "because"
          ? cases[index].because : clause.key == "source" ? cases[index].source : cases[index].print
        if let other {
          lowered.findings.append(
            twice(.clauseTwice, "`\(clause.key)` stands twice under one result", clause.range, other.range))
        }
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
    lowered.findings += wordFindings(block)
    guard let name = block.name else { return lowered }
    lowered.values = [
      ValueDeclaration(
        name: name, title: block.title, block: "value", body: .cases(cases), words: words(block),
        datedBy: block.datedBy, window: block.window, range: block.range)
    ]
    return lowered
  }

  private static func whenOnOwnLine(_ clause: ClauseSyntax, below result: CaseDeclaration?) -> Diagnostic {
    Diagnostic(
      .whenOnOwnLine, "it is not plain which `is` this “when” belongs to", at: clause.range,
      also: result.map { [.init(range: $0.range, label: "to this one, or to all?")] } ?? [],
      cure: "with several `is`, write each condition on the line of its result, and leave this line out")
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
    if let clause = block.clause("is"), let other = block.clause("refuse") {
      lowered.findings.append(twice(.twoResults, "this exception has two results", other.range, clause.range))
    }
    var exception = block.exceptionCase(result: result ?? .missing)
    if let when {
      if let own = exception.when {
        lowered.findings.append(twice(.whenTwice, "this exception has two conditions", own.range, when.range))
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
    lowered.findings += findings + wordFindings(block)
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

  /// Two lines where one is meant.
  private static func twice(
    _ code: DiagnosticCode, _ message: String, _ range: SourceRange, _ other: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      code, message, at: range, also: [.init(range: other, label: "the other one")],
      cure: code == .whenTwice ? "join them on one line, with “and” or with “or”" : "keep one of the two")
  }

  /// Results that are no words cannot be listed.
  private static func wordFindings(_ block: BlockSyntax) -> [Diagnostic] {
    guard case .constants(let constants)? = block.clause("one of")?.parts.first else { return [] }
    for constant in constants {
      if case .word = constant.kind { continue }
      return [
        Diagnostic(
          .listEntry, "`one of` lists the words that a result can be, and this is none", at: constant.range,
          cure: "write lower-case words, or leave the line out: figures need none")
      ]
    }
    return []
  }

  private static func words(_ block: BlockSyntax) -> [Word] {
    guard case .constants(let constants)? = block.clause("one of")?.parts.first else { return [] }
    return constants.compactMap { if case .word(let word) = $0.kind { Word(word, $0.range) } else { nil } }
  }
}
