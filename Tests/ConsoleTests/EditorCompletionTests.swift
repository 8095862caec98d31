import Glibc
import Testing

@testable import Console

@Suite("Completion")
struct EditorCompletionTests {
  private func step(_ words: [String], stem: String, in text: String, blank: Bool = false) -> CompletionResult.Step {
    let end = text.count
    return CompletionResult(
      replaces: end - stem.count..<end, candidates: words.map { Completion(replacement: $0, addsBlank: blank) }
    ).step(in: text)
  }

  @Test("inserts a single candidate, with a blank if it wants one")
  func single() {
    #expect(step(["price"], stem: "pr", in: "a pr") == .insert("price"))
    #expect(step(["price"], stem: "pr", in: "a pr", blank: true) == .insert("price "))
    let inside = CompletionResult(replaces: 0..<2, candidates: [Completion(replacement: "price", addsBlank: true)])
    #expect(inside.step(in: "pr x") == .insert("price"))
    #expect(inside.step(in: "prx") == .insert("price "))
  }

  @Test("goes as far as all agree, then lists")
  func several() {
    #expect(step(["größe", "größer"], stem: "gr", in: "gr") == .insert("größe"))
    #expect(step(["größe", "größer"], stem: "größe", in: "größe") == .list)
    #expect(step(["Price", "Pricing"], stem: "pr", in: "pr") == .insert("Pric"))
    #expect(step(["xa", "xb"], stem: "b", in: "b") == .list)
    #expect(step([], stem: "", in: "x") == .nothing)
  }

  @Test("lists summaries aligned, and cuts them to the screen")
  func described() {
    setlocale(LC_CTYPE, "C.UTF-8")
    let listing = CompletionListing(columns: 21, rows: 10, colour: false)
    let lines = listing.lines([
      Completion(replacement: "größe", summary: "日本日本日本日本"), Completion(replacement: "a", summary: "short"),
      Completion(replacement: "b"),
    ])
    #expect(lines == ["größe  日本日本日本…", "a      short", "b"])
  }

  @Test("lists bare words in columns, downwards, and says what it left out")
  func packed() {
    let words = (1...7).map { Completion(replacement: "w\($0)") }
    #expect(CompletionListing(columns: 13, rows: 9, colour: false).lines(words) == ["w1  w4  w7", "w2  w5", "w3  w6"])
    #expect(
      CompletionListing(columns: 13, rows: 2, colour: false).lines(words)
        == ["w1  w4  w7", "… 2 more rows: type on to narrow them"])
  }
}
