import Testing

@testable import Console

@Suite("HistoryWalk")
struct EditorHistoryWalkTests {
  @Test("goes back and forth, and ends at what was typed")
  func plainWalk() {
    var walk = HistoryWalk(entries: ["a", "b"], limit: 10)
    #expect(walk.older(than: "", before: "") == "b")
    #expect(walk.older(than: "b", before: "b") == "a")
    #expect(walk.older(than: "a", before: "a") == nil)
    #expect(walk.newer(than: "a", before: "a") == "b")
    #expect(walk.newer(than: "b", before: "b") == "")
    #expect(walk.newer(than: "", before: "") == nil)
  }

  @Test("shows only what begins as the line did before the cursor")
  func prefix() {
    var walk = HistoryWalk(entries: ["quote a", "help", "quote b"], limit: 10)
    #expect(walk.older(than: "quote!", before: "quo") == "quote b")
    #expect(walk.older(than: "quote b", before: "quote b") == "quote a")
    #expect(walk.older(than: "quote a", before: "quote a") == nil)
    #expect(walk.newer(than: "quote a", before: "") == "quote b")
    #expect(walk.newer(than: "quote b", before: "") == "quote!")
  }

  @Test("begins anew once the shown line has been changed")
  func changed() {
    var walk = HistoryWalk(entries: ["ab", "b"], limit: 10)
    #expect(walk.older(than: "", before: "") == "b")
    #expect(walk.older(than: "a", before: "a") == "ab")
    #expect(walk.newer(than: "ab", before: "ab") == "a")
  }

  @Test("keeps each entry once, and not more than its limit")
  func limit() {
    var walk = HistoryWalk(entries: ["a", "b"], limit: 2)
    walk.add("a")
    #expect(walk.entries == ["b", "a"])
    walk.add("c")
    #expect(walk.entries == ["a", "c"])
  }
}
