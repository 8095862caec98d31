import Diagnostics
import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram

extension ConsoleCommand {
  /// `rules`: all blocks of the book by file.
  static let rules = ConsoleCommand(
    name: "rules", arguments: "[TEXT]", summary: "the blocks of the book, or those with a text in their name",
    completes: .nothing, isForStaff: true
  ) { session, arguments in
    guard let book = session.book else { return .problem("no book is loaded: mend the rules and type `reload`") }
    let rows = book.blocks.filter { block in
      arguments.isEmpty || (block.name?.text ?? "").contains(arguments) || (block.title?.text ?? "").contains(arguments)
    }.map { [$0.word.text, $0.name?.text ?? "", $0.title?.text ?? "", book.place($0.range)] }
    if rows.isEmpty {
      return ConsoleResponse(problem: "no block has “\(arguments)” in its name or title", status: ExitStatus.no)
    }
    return ConsoleResponse(output: Columns(headings: ["block", "name", "title", "at"]).text(rows))
  }

  /// `show NAME`: a block and the exceptions to it, as written.
  static let show = ConsoleCommand(
    name: "show", arguments: "NAME", summary: "a block and its exceptions, as written", completes: .rules,
    isForStaff: true
  ) { session, arguments in
    guard let book = session.book else { return .problem("no book is loaded: mend the rules and type `reload`") }
    var names: Set<String> = [arguments]
    var found: [BlockSyntax] = []
    for block in book.blocks where block.name?.text == arguments { found.append(block) }
    // Exceptions to exceptions come after what they are to.
    var hasNew = true
    while hasNew {
      hasNew = false
      for block in book.blocks where block.word.text == "exception" {
        guard let name = block.name?.text, !names.contains(name),
          block.targets.contains(where: { names.contains($0.text) })
        else { continue }
        names.insert(name)
        found.append(block)
        hasNew = true
      }
    }
    if found.isEmpty {
      let guess = Spelling.closest(to: arguments, among: book.blocks.compactMap(\.name?.text)).first
      return .problem(
        "no block is named “\(Display.harmless(arguments))”"
          + (guess.map { "; did you mean “\($0)”?" } ?? "\n  cure: type `rules` to see all names"))
    }
    let printer = SyntaxPrinter(vocabulary: session.vocabulary)
    return ConsoleResponse(
      output: found.map { "# \(book.place($0.range))\n\(printer.text($0).trimmingBlanks())" }.joined(separator: "\n\n"))
  }

  /// `what-if`: the blocks typed here.
  static let whatIf = ConsoleCommand(
    name: "what-if", arguments: "", summary: "the blocks typed here, which hold over the book", completes: .nothing,
    isForStaff: true
  ) { session, _ in
    if session.whatIfs.isEmpty {
      return ConsoleResponse(output: "no what-if: type a block, such as `value NAME` and lines below it")
    }
    return ConsoleResponse(output: session.whatIfs.map { $0.text.trimmingBlanks() }.joined(separator: "\n\n"))
  }

  /// `drop [NAME]`: takes a what-if back, or all of them.
  static let drop = ConsoleCommand(
    name: "drop", arguments: "[NAME]", summary: "take a what-if back, or all of them", completes: .whatIfs,
    isForStaff: true
  ) { session, arguments in
    let vocabulary = session.vocabulary
    let kept =
      arguments.isEmpty
      ? []
      : session.whatIfs.filter { source in
        let block = FileParser.parse(source, index: 0, vocabulary: vocabulary).file.blocks.first
        return block?.name?.text != arguments && block?.title?.text != arguments
      }
    let count = session.whatIfs.count - kept.count
    if count == 0 {
      return .problem("there is no what-if “\(arguments)”\n  cure: type `what-if` to see them", ExitStatus.usage)
    }
    let response = session.replaceWhatIfs(kept)
    return response.status != 0
      ? response : ConsoleResponse(output: count == 1 ? "dropped" : "\(count) dropped", problem: response.problem)
  }

  /// `test [TEXT]`: the tests in the rule files.
  static let test = ConsoleCommand(
    name: "test", arguments: "[TEXT]", summary: "run the tests of the book, or those with a text in their title",
    completes: .nothing, isForStaff: true
  ) { session, arguments in
    guard let engine = session.engine else { return .problem("no book is loaded: mend the rules and type `reload`") }
    let report = TestReportText(engine, filter: arguments)
    return ConsoleResponse(output: report.text, status: report.isGood ? 0 : ExitStatus.no)
  }

  /// `check`: what loading finds.
  static let check = ConsoleCommand(
    name: "check", arguments: "", summary: "what loading finds in the rule files", completes: .nothing, isForStaff: true
  ) { session, _ in
    let whatIfs = session.whatIfs
    switch session.readFiles() {
    case .failure(let problem): return .problem(problem.message, problem.status)
    case .success(let files):
      let outcome = BookLoader.load(files, overlay: whatIfs, vocabulary: session.vocabulary)
      let examination = outcome.book.map { BookExamination(Engine($0)) }
      let all = outcome.diagnostics + (examination?.diagnostics ?? [])
      let text = all.isEmpty ? "no mistakes, no warnings" : session.render(all, outcome.sources)
      return ConsoleResponse(
        output: ([text] + (examination.map { [ExaminationText.summary($0)] } ?? [])).joined(separator: "\n\n"),
        status: all.contains { $0.severity == .error } ? ExitStatus.data : 0)
    }
  }

  /// `reload`: reads the rule files again.
  static let reload = ConsoleCommand(
    name: "reload", arguments: "", summary: "read the rule files again", completes: .nothing, isForStaff: true
  ) { session, _ in
    var response = session.reload()
    if response.status == 0, let book = session.book {
      response.output = "\(book.program.title): \(book.blocks.count) blocks"
    }
    return response
  }
}
