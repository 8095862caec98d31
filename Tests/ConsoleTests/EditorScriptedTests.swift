import Testing

@testable import Console

@Suite("ScriptedEditor")
struct EditorScriptedTests {
  @Test("gives out its entries, and keeps prompts and history")
  func entries() {
    let editor = ScriptedEditor(["a", "b {\n}"])
    #expect(editor.read(prompt: "1> ") == .text("a"))
    editor.remember("a")
    #expect(editor.read(prompt: "2> ") == .text("b {\n}"))
    #expect(editor.read(prompt: "3> ") == .endOfInput)
    #expect(editor.prompts == ["1> ", "2> ", "3> "])
    #expect(editor.remembered == ["a"])
  }

  @Test("gives out any event, and nothing once closed")
  func events() {
    let editor = ScriptedEditor(events: [.cancelled, .text("never")])
    #expect(editor.read(prompt: "") == .cancelled)
    editor.close()
    #expect(editor.read(prompt: "") == .endOfInput)
  }
}
