import AccountBook
import Desk
import Diagnostics
import PolicyEngine
package import PolicyLanguage
package import PolicyModel
import PolicyProgram

/// The console without a terminal: an entry in, a response out. Pure but for the rule files that it follows.
package struct ConsoleCore: Sendable {
  package var session: ConsoleSession

  package init(session: ConsoleSession) { self.session = session }

  /// A console over a book that is already loaded.
  package init(book: RuleBook, order: Order, vocabulary: Vocabulary) {
    session = ConsoleSession(book: book, order: order, vocabulary: vocabulary)
  }

  /// Evaluates an expression for the order so far.
  package func evaluate(_ text: String) -> ConsoleResponse { session.evaluate(text) }

  /// Handles one entry.
  package mutating func handle(_ entry: String) -> ConsoleResponse {
    if entry.utf8.contains(0) {
      return .problem("the line holds the character NUL\n  cure: take it out", ExitStatus.data)
    }
    if entry.contains(where: \.isNewline), isAsking || BlockHeading(entry, session.vocabulary) == nil {
      return handleLines(of: entry)
    }
    let isAtDesk = session.isAtDesk
    let note = isAtDesk ? session.followFiles() : ConsoleResponse()
    return respond(to: entry, isFollowed: isAtDesk).after(note)
  }

  /// - Parameter isFollowed: Whether the rules are known to be those of the folder.
  private mutating func respond(to entry: String, isFollowed: Bool) -> ConsoleResponse {
    if let question = session.question { return answer(entry, to: question) }
    if let questions = session.desk?.questions { return session.answer(entry, questions) }
    let book = session.book
    let line = ConsoleLine.reading(
      // Also those that this person may not use, to be told so.
      entry, commands: session.desk == nil ? session.commands : ConsoleCommand.all, vocabulary: session.vocabulary,
      names: { book?.program.input(named: $0) != nil || book?.program.value(named: $0) != nil })
    switch line {
    case .nothing: return ConsoleResponse()
    case .command(let name, let arguments): return command(name, arguments, isFollowed: isFollowed)
    case .input(let name, let value): return session.set(name, to: value)
    case .block(let text):
      if session.isReseller { return .problem("rules are changed by the vendor's staff", ExitStatus.notPermitted) }
      return session.addWhatIf(text)
    case .expression(let text): return session.evaluate(text)
    }
  }

  /// Lines that are no block are entries of their own; they end at the first that goes wrong.
  private mutating func handleLines(of entry: String) -> ConsoleResponse {
    var all = ConsoleResponse()
    for line in entry.split(whereSeparator: \.isNewline) {
      let response = handle(String(line))
      all.output += (all.output.isEmpty || response.output.isEmpty ? "" : "\n") + response.output
      all.problem = response.problem
      all.status = response.status
      all.ends = response.ends
      if all.status != 0 || all.ends { break }
    }
    return all
  }

  /// Whether Enter may hand an entry in.
  package func isComplete(_ entry: String) -> Bool {
    isAsking
      || ConsoleLine.isComplete(entry, vocabulary: session.vocabulary) { heading in
        session.book?.blocks.contains { $0.word.text == heading.word.text && $0.name?.text == heading.name?.text }
          ?? false
      }
  }

  /// Whether a line that comes next belongs to the block that an entry begins.
  package func continues(_ entry: String, _ line: String) -> Bool {
    !isAsking && ConsoleLine.continues(entry, line, vocabulary: session.vocabulary)
  }

  private var isAsking: Bool { session.question != nil || session.desk?.questions != nil }

  /// Ctrl-C: what was typed is gone, and so is a question.
  package mutating func cancel() {
    session.question = nil
    session.desk?.questions = nil
  }

  private mutating func command(_ name: String, _ arguments: String, isFollowed: Bool) -> ConsoleResponse {
    let commands = session.commands
    let exact = commands.filter { $0.name == name }
    let matches = exact.isEmpty ? commands.filter { $0.name.hasPrefix(name) && !name.isEmpty } : exact
    guard let command = matches.first, matches.count == 1 else {
      if session.isReseller, ConsoleCommand.all.contains(where: { $0.name == name }) {
        return .problem("`\(name)` is for the vendor's staff", ExitStatus.notPermitted)
      }
      let names = commands.map(\.name)
      let shown = Display.harmless(String(name.prefix(60)))
      if matches.count > 1 {
        return .problem("“\(shown)” can be \(matches.map(\.name).joined(separator: ", "))", ExitStatus.usage)
      }
      let guess = Spelling.closest(to: name, among: names).first.map { "; did you mean “\($0)”?" } ?? ""
      return .problem("there is no command “\(shown)”\(guess)\n  cure: type `help` for all of them", ExitStatus.usage)
    }
    guard command.group == .desk else { return command.run(&session, arguments) }
    let note = isFollowed ? ConsoleResponse() : session.followFiles()
    return (takeOptions(of: command, arguments) ?? command.run(&session, arguments)).after(note)
  }

  /// The options that every command of the desk has: `--why` for the audit log, `--key` against doing it twice.
  ///
  /// - Returns: What is wrong with them, or nil.
  private mutating func takeOptions(of command: ConsoleCommand, _ arguments: String) -> ConsoleResponse? {
    let words = CommandWords(arguments)
    let options = words.options
    if command.arguments.isEmpty, !words.words.isEmpty {
      return .problem("`\(command.name)` stands alone\n  cure: leave out what is behind it", ExitStatus.usage)
    }
    let allowed = command.options + ["key", "why"]
    if let unknown = options.keys.sorted().first(where: { !allowed.contains($0) }) {
      return .problem(
        "`\(command.name)` has no option --\(Display.harmless(String(unknown.prefix(40))))\n  cure: it has \(allowed.map { "--\($0)" }.joined(separator: ", "))",
        ExitStatus.usage)
    }
    if let empty = options.keys.sorted().first(where: { options[$0] == "" }) {
      return .problem("--\(empty) says nothing\n  cure: write what it is behind it", ExitStatus.usage)
    }
    if let why = options["why"] {
      session.desk?.why = why
    } else if !command.confirms {
      session.desk?.why = ""
    }
    if command.confirms {
      if let key = options["key"] { session.desk?.proposal?.key = key }
      return nil
    }
    session.desk?.earlier = nil
    let asked = request(of: command, words)
    session.desk?.request = asked
    // What `create` asks for is known when all its questions are answered.
    if command.name == "create" { return nil }
    guard let key = options["key"] else { return nil }
    let response = ConsoleResponse.catching { () throws(AccountProblem) in
      let (desk, _) = try session.openDesk()
      let acting = command.isOfCustomer ? session.desk?.acting?.id : nil
      guard let earlier = try desk.earlier(key, command.name, of: acting) else { return ConsoleResponse() }
      session.desk?.proposal = nil
      session.desk?.earlier = earlier
      return ConsoleResponse(earlier.result)
    }
    return response == ConsoleResponse() ? nil : response
  }

  /// A command with all that it asks for: its words, its options but for the key, the customer it is about, and what
  /// stands in a file that it names.
  private func request(of command: ConsoleCommand, _ words: CommandWords) -> String {
    var parts = [command.name] + words.words
    for name in words.options.keys.sorted() where name != "key" {
      parts.append("--\(name) \(words.options[name] ?? "")")
    }
    for word in words.words where word.contains(".") && !word.contains("@") {
      if case .success(let text) = session.files.read(word) {
        parts.append("text \(ContentHash.sha256(Array(text.utf8)).prefix(16))")
      }
    }
    if command.isOfCustomer, let acting = session.desk?.acting { parts.append("for #\(acting.id)") }
    return parts.joined(separator: " ").replacing("\n", with: " ")
  }

  /// The answer to a question; the quote goes on with it.
  private mutating func answer(_ entry: String, to question: Question) -> ConsoleResponse {
    let text = entry.trimmingBlanks()
    if text.isEmpty || [":cancel", "cancel"].contains(text) {
      session.question = nil
      return ConsoleResponse(output: "no quote; what was answered is kept")
    }
    let response = session.set(question.current.input, to: text)
    if response.status != 0 { return response }
    session.question = nil
    return ConsoleCommand.quote.run(&session, "")
  }
}

extension ConsoleSession {
  /// Takes an input of the order.
  mutating func set(_ name: String, to value: String) -> ConsoleResponse {
    guard let book, let engine else { return .problem("no book is loaded: mend the rules and type `reload`") }
    var changed = orderToChange
    let isPerLine = book.program.input(named: name).map { book.program.inputs[$0].isPerLine } ?? false
    if value.isEmpty {
      changed.inputs[name] = nil
    } else if isPerLine, !changed.lines.isEmpty {
      changed.lines[changed.lines.count - 1][name] = value
    } else {
      changed.inputs[name] = value
    }
    let problems = engine.problems(in: changed)
    if let problem = problems.first(where: { $0.input == name }) ?? problems.first {
      return .problem(problem.text)
    }
    return ConsoleResponse(output: change(to: changed))
  }

  /// Lays a rule block over the book.
  mutating func addWhatIf(_ text: String) -> ConsoleResponse {
    guard book != nil else { return .problem("no book is loaded: mend the rules and type `reload`") }
    let source = SourceText(name: "console:\(whatIfs.count + 1)", text: text + "\n")
    let parsed = FileParser.parse(source, index: 0, vocabulary: vocabulary).file.blocks.first
    let kept = whatIfs.filter { other in
      let block = FileParser.parse(other, index: 0, vocabulary: vocabulary).file.blocks.first
      return block?.word != parsed?.word || block?.name != parsed?.name || block?.title != parsed?.title
    }
    let response = replaceWhatIfs(kept + [source])
    if response.status != 0 { return response }
    let name = parsed?.name?.text ?? parsed?.title?.text ?? "the block"
    return ConsoleResponse(
      output: "\(name) holds from now on, until `drop \(name)`", problem: response.problem)
  }

  /// Evaluates an expression for the order so far.
  func evaluate(_ text: String) -> ConsoleResponse {
    guard let book else { return .problem("no book is loaded: mend the rules and type `reload`") }
    let source = SourceText(name: "line", text: text)
    switch book.reading(source) {
    case .failure(let failure):
      let commands = self.commands.map(\.name)
      if text.allSatisfy({ $0.isLetter || $0 == "-" }), let guess = Spelling.closest(to: text, among: commands).first {
        return .problem("nothing is named “\(text)”; did you mean the command “\(guess)”?")
      }
      if let message = failure.message { return .problem(message) }
      return .problem(render(failure.diagnostics, book.sources + [source]))
    case .success(let (program, node)):
      switch Engine(program: program, sources: book.sources + [source]).figure(node: node, currentOrder) {
      case .figures(let figures, _): return ConsoleResponse(output: figures.map(\.display).joined(separator: "\n"))
      case .unknown: return .problem("nothing can be computed here")
      case .missing(let inputs):
        let names = inputs.map(\.input).joined(separator: ", ")
        return .problem(
          "this needs \(names)\n  cure: say for example `\(inputs.first?.input ?? "licences") = \(inputs.first?.allowed.first ?? "…")`"
        )
      case .refused(let reasons):
        return ConsoleResponse(
          problem: reasons.map { "refused  \($0.text)" }.joined(separator: "\n"), status: ExitStatus.no)
      case .invalid(let problems): return .problem(problems.map(\.text).joined(separator: "\n"))
      }
    }
  }
}
