import AccountBook
import Desk
import Diagnostics
import PolicyEngine
import PolicyLanguage
import PolicyModel
import PolicyProgram

/// What Tab offers: commands, inputs and their values, figures, rules, block words and clauses.
package struct Completer: Sendable {
  let session: ConsoleSession

  package init(_ session: ConsoleSession) { self.session = session }

  package func complete(_ text: String, cursor: Int) -> CompletionResult {
    let characters = Array(text.prefix(cursor))
    if let result = files(characters) { return result }
    if let result = people(characters) { return result }
    var start = characters.count
    while start > 0, isNameCharacter(characters[start - 1]) { start -= 1 }
    let stem = String(characters[start...])
    let before = String(characters[..<start])
    let candidates = candidates(before, stem).filter { $0.replacement.hasPrefix(stem) }
    return CompletionResult(
      replaces: start..<characters.count, candidates: candidates.sorted { $0.replacement < $1.replacement })
  }

  /// Behind a command that takes a file, the whole rest is a path.
  private func files(_ characters: [Character]) -> CompletionResult? {
    let text = String(characters)
    let line = text.drop { $0 == " " || $0 == ":" }
    guard let blank = line.firstIndex(of: " "),
      session.commands.contains(where: { $0.name == line[..<blank] && $0.completesFiles })
    else { return nil }
    let path = String(line[line.index(after: blank)...].drop { $0 == " " })
    return CompletionResult(
      replaces: (characters.count - path.count)..<characters.count,
      candidates: session.files.names(path).map {
        Completion(replacement: $0, summary: $0.hasSuffix("/") ? "folder" : "")
      })
  }

  /// Customers and members, whose names hold more than letters.
  private func people(_ characters: [Character]) -> CompletionResult? {
    let text = String(characters)
    let line = text.drop { $0 == " " || $0 == ":" }
    guard let blank = line.firstIndex(of: " "), let desk = session.desk?.desk,
      let command = session.commands.first(where: { $0.name == line[..<blank] })
    else { return nil }
    var rest = line[line.index(after: blank)...].drop { $0 == " " }
    let found: [Completion]
    switch command.completes {
    case .customers(let word):
      if let word {
        guard rest.hasPrefix(word + " ") else {
          found =
            word.hasPrefix(rest) ? [Completion(replacement: word, summary: "a customer", addsBlank: true)] : []
          break
        }
        rest = rest.dropFirst(word.count).drop { $0 == " " }
      }
      let prefix = String(rest)
      let lines = (try? desk.file.read(desk.scope) { try $0.customers(beginning: prefix, limit: 50) }) ?? []
      found = lines.map { line in
        // A name that cannot be shown as it is cannot be typed either: its number stands for it.
        let isPlain = Display.harmless(line.name) == line.name && line.name.utf8.count <= 200
        return Completion(
          replacement: isPlain ? line.name : "#\(line.id)",
          summary: isPlain ? "#\(line.id) \(line.country)" : line.country)
      }
    case .members(let words):
      if let last = rest.lastIndex(of: " ") { rest = rest[rest.index(after: last)...] }
      guard let acting = session.desk?.acting else { return nil }
      let prefix = String(rest)
      let members =
        (try? desk.file.read(desk.scope) { try $0.members(of: acting.id, beginning: prefix, limit: 50) }) ?? []
      found =
        words.filter { $0.hasPrefix(prefix) }.map { Completion(replacement: $0) }
        + members.map { Completion(replacement: $0.email, summary: $0.isAdministrator ? "administrator" : "") }
    default: return nil
    }
    return CompletionResult(replaces: (characters.count - rest.count)..<characters.count, candidates: found)
  }

  private func isNameCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "-"
  }

  private func candidates(_ before: String, _ stem: String) -> [Completion] {
    if let question = session.question { return values(of: question.current.input) }
    if before.contains("\n") { return clauses(before) }
    let line = before.trimmingBlanks()
    if line.isEmpty || line == ":" {
      return commands() + (line.isEmpty ? inputs(assigning: " = ") + figures() + blockWords() : [])
    }
    if line.last == "=" {
      let name = line.dropLast().trimmingBlanks().split { !isNameCharacter($0) }.last.map(String.init) ?? ""
      return values(of: name)
    }
    let word = line.drop { $0 == ":" }.split(separator: " ").first.map(String.init) ?? ""
    guard let command = session.commands.first(where: { $0.name == word }) else {
      return figures() + inputs(assigning: "")
    }
    switch command.completes {
    case .nothing, .files, .customers, .members: return []
    case .words(let words): return words.map { Completion(replacement: $0) }
    case .figures: return figures()
    case .rules: return rules()
    case .inputs: return inputs(assigning: "")
    case .assignments: return inputs(assigning: "=")
    case .commands: return commands() + blockWords()
    case .whatIfs:
      return session.whatIfs.compactMap { source in
        FileParser.parse(source, index: 0, vocabulary: session.vocabulary).file.blocks.first?.name.map {
          Completion(replacement: $0.text, summary: "what-if")
        }
      }
    }
  }

  private func commands() -> [Completion] {
    session.commands.map {
      Completion(replacement: $0.name, summary: $0.summary, addsBlank: !$0.completesNothing)
    }
  }

  private func inputs(assigning sign: String) -> [Completion] {
    session.book?.program.inputs.map { Completion(replacement: $0.name + sign, summary: $0.title) } ?? []
  }

  private func figures() -> [Completion] {
    session.book?.program.values.filter { !$0.isStep }.map {
      Completion(replacement: $0.name, summary: $0.title ?? $0.block)
    } ?? []
  }

  private func rules() -> [Completion] {
    session.book?.blocks.compactMap { block in
      block.name.map {
        Completion(replacement: $0.text, summary: "\(block.word.text) \(block.title?.text ?? "")".trimmingBlanks())
      }
    } ?? []
  }

  private func blockWords() -> [Completion] {
    session.vocabulary.blocks.map { Completion(replacement: $0.word, summary: $0.summary, addsBlank: true) }
  }

  private func values(of name: String) -> [Completion] {
    guard let program = session.book?.program, let index = program.input(named: name) else { return [] }
    switch program.inputs[index].type {
    case .word(let words), .words(let words): return words.map { Completion(replacement: program.words[$0]) }
    case .yesNo: return [Completion(replacement: "yes"), Completion(replacement: "no")]
    default: return []
    }
  }

  /// Inside a block: the words its lines can begin with.
  private func clauses(_ before: String) -> [Completion] {
    let word = String(before.prefix { !$0.isWhitespace })
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.last?.trimmingBlanks().isEmpty ?? true, let block = session.vocabulary.block(word) else {
      return figures() + inputs(assigning: "")
    }
    return block.clauses.map {
      Completion(replacement: $0.leadingWords.joined(separator: " "), summary: $0.summary, addsBlank: true)
    }
  }
}
