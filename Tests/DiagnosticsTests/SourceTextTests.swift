import Diagnostics
import Testing

struct SourceTextTests {
  @Test func countsLinesAndColumnsFromOne() {
    let source = SourceText(name: "a", text: "one\ntwo\r\n\nfour")
    #expect(source.lineCount == 4)
    #expect((1...4).map { source.line($0) } == ["one", "two", "", "four"])
    #expect(source.position(at: 0) == (1, 1))
    #expect(source.position(at: 3) == (1, 4))
    #expect(source.position(at: 4) == (2, 1))
    #expect(source.position(at: 9) == (3, 1))
    #expect(source.position(at: 14) == (4, 5))
  }

  @Test func hasAnEmptyLastLineAfterALineEnd() {
    #expect(SourceText(name: "a", text: "").lineCount == 1)
    #expect(SourceText(name: "a", text: "").line(1) == "")
    #expect(SourceText(name: "a", text: "x\n").lineCount == 2)
    #expect(SourceText(name: "a", text: "x\n").line(2) == "")
  }

  @Test func answersOutsideOfTheTextAsAtItsEnds() {
    let source = SourceText(name: "a", text: "one\ntwo")
    #expect(source.position(at: -5) == (1, 1))
    #expect(source.position(at: 99) == (2, 4))
    #expect(source.line(0) == "")
    #expect(source.line(3) == "")
    #expect(source.lineNumber(at: -1) == 1)
    #expect(source.lineNumber(at: .max) == 2)
  }

  @Test func countsCharactersNotBytes() {
    let source = SourceText(name: "a", text: "é日👨‍👩‍👧x")
    #expect(source.position(at: 2) == (1, 2))
    #expect(source.position(at: 5) == (1, 3))
    #expect(source.position(at: source.utf8Count - 1) == (1, 4))
    // Inside of é: counted as its start.
    #expect(source.position(at: 1) == (1, 1))
  }

  @Test func agreesWithLinesCountedOneByOne() {
    var generator = SeededGenerator(seed: 11)
    let pieces = ["a", "b ", "\n", "\r\n", "\t", "é", "e\u{301}", "日本", "👍🏽", "\r", "🇸🇪"]
    for _ in 0..<300 {
      let text = (0..<20).map { _ in pieces.randomElement(using: &generator)! }.joined()
      let source = SourceText(name: "a", text: text)
      #expect(source.lineCount == text.utf8.count { $0 == 10 } + 1)
      for offset in 0...text.utf8.count {
        let before = Array(text.utf8.prefix(offset))
        guard let valid = String(validating: before, as: UTF8.self) else { continue }
        let lastLine = valid.utf8.split(separator: 10, omittingEmptySubsequences: false).last!
        let column = String(decoding: Array(lastLine), as: UTF8.self).count + 1
        #expect(source.position(at: offset) == (before.count { $0 == 10 } + 1, column))
        #expect(source.lineNumber(at: offset) == source.position(at: offset).line)
      }
    }
  }

  @Test func indexesAMillionLinesOnce() {
    let source = SourceText(name: "a", text: String(repeating: "a line\n", count: 1_000_000))
    #expect(source.lineCount == 1_000_001)
    for number in stride(from: 1, to: 1_000_000, by: 997) {
      #expect(source.lineNumber(at: (number - 1) * 7) == number)
      #expect(source.position(at: (number - 1) * 7 + 2) == (number, 3))
      #expect(source.line(number) == "a line")
    }
  }
}

struct SourceRangeTests {
  @Test func spansBothRanges() {
    let first = SourceRange(source: 1, lower: 5, upper: 8)
    let second = SourceRange(source: 1, lower: 2, upper: 6)
    #expect(first.union(second) == SourceRange(source: 1, lower: 2, upper: 8))
    #expect(first.union(.none) == first)
    #expect(SourceRange.none.union(first) == first)
    #expect(first.union(SourceRange(source: 2, lower: 0, upper: 1)) == first)
    #expect(SourceRange.none.isNone && !first.isNone)
  }
}
