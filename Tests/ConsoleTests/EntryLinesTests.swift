import Testing

@testable import Console

/// Lines of a script or a paste as entries.
@Suite struct EntryLinesTests {
  private func entries(_ text: String) throws -> [String] {
    let core = try ConsoleCoreTests().core()
    let behaviour = EditorBehaviour(
      isComplete: { core.isComplete($0) }, continues: { core.continues($0, $1) })
    let editor = ScriptedEditor(text, behaviour: behaviour)
    var entries: [String] = []
    while case .text(let entry) = editor.read(prompt: "") { entries.append(entry) }
    return entries
  }

  @Test func aLineIsAnEntry() throws {
    #expect(try entries("licences = 3\nquote\n\nnet") == ["licences = 3", "quote", "", "net"])
  }

  @Test(arguments: ["value x", "table prices", "refuse it", "price net \"Net\""])
  func aBlockIsOneEntryWithOrWithoutAnEmptyLine(heading: String) throws {
    let block = "\(heading)\n  is 5\n\n"
    #expect(try entries("net\n" + block + "x") == ["net", "\(heading)\n  is 5\n", "x"])
    #expect(try entries("\(heading)\n  is 5\nx\nx") == ["\(heading)\n  is 5", "x", "x"])
    #expect(try entries("\(heading)\n  is 5") == ["\(heading)\n  is 5"])
  }

  @Test(arguments: ["test edges", "list customers", "warn me", "price list", "value net", "input licences"])
  func noHeadingTakesTheLinesThatFollow(heading: String) throws {
    #expect(try entries("\(heading)\nquote\nnet") == [heading, "quote", "net"])
  }

  @Test func aClauseAtTheMarginBelongsToItsBlock() throws {
    #expect(try entries("value x\nis 5\nx") == ["value x\nis 5", "x"])
    #expect(try entries("table t\n  by licences\n1 | 2\nnet") == ["table t\n  by licences\n1 | 2", "net"])
  }
}
