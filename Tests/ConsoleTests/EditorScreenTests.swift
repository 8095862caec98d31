import Glibc
import Testing

@testable import Console

@Suite("ScreenFrame and ScreenPainter")
struct EditorScreenTests {
  init() throws {
    try #require(setlocale(LC_CTYPE, "C.UTF-8") != nil)
  }

  private func frame(_ line: String, cursor: Int? = nil, prompt: String = "> ", columns: Int = 10) -> ScreenFrame {
    let scalars = Array(line.unicodeScalars)
    return ScreenFrame(
      prompt: PromptText(prompt).scalars, line: scalars, cursor: cursor ?? scalars.count, columns: columns)
  }

  private func rows(_ frame: ScreenFrame) -> [String] {
    frame.rows.map { $0.map(\.text).joined() }
  }

  @Test("wraps at the right edge, with the cursor in the next row after a full one")
  func wrapping() {
    #expect(rows(frame("abcdefgh")) == ["> abcdefgh", ""])
    #expect(frame("abcdefgh").cursor == (1, 0))
    #expect(rows(frame("abcdefg日")) == ["> abcdefg", "日"])
    #expect(frame("abcdefg日", cursor: 7).cursor == (1, 0))
    #expect(frame("a\nb", cursor: 1).cursor == (0, 3))
  }

  @Test("spells control characters, and keeps marks on their letter")
  func shapes() {
    #expect(rows(frame("\u{1}\u{7F}e\u{301}\tx")) == ["> ^A^?e\u{301} x"])
    #expect(frame("e\u{301}").cursor == (0, 3))
  }

  @Test("takes only characters of one cell into a prompt")
  func prompts() {
    #expect(rows(frame("", prompt: "€日\u{1B}ä> ")) == ["€ä> "])
  }

  @Test("writes only what has changed")
  func differences() {
    var painter = ScreenPainter()
    #expect(painter.paint(frame("ab"), screenRows: 5) == "\r\u{1B}[K> ab\r\u{1B}[4C")
    #expect(painter.paint(frame("ab"), screenRows: 5) == "")
    #expect(painter.paint(frame("abc"), screenRows: 5) == "\r\u{1B}[4Cc\r\u{1B}[5C")
    #expect(painter.paint(frame("ac"), screenRows: 5) == "\r\u{1B}[3C\u{1B}[Kc\r\u{1B}[4C")
    #expect(painter.paint(frame("ac\nd"), screenRows: 5) == "\r\n\u{1B}[Kd\r\u{1B}[1C")
    #expect(painter.paint(frame("ac"), screenRows: 5) == "\r\u{1B}[J\r\u{1B}[1A\u{1B}[4C")
  }

  @Test("colours the prompt and nothing else")
  func colours() {
    var painter = ScreenPainter()
    painter.colour = true
    #expect(painter.paint(frame("ab"), screenRows: 5) == "\r\u{1B}[K\u{1B}[1;36m>\u{1B}[0m ab\r\u{1B}[4C")
  }

  @Test("shows the rows around the cursor of a block taller than the screen")
  func tall() {
    var painter = ScreenPainter()
    let block = (0..<9).map(String.init).joined(separator: "\n")
    #expect(painter.paint(frame(block), screenRows: 3).contains("6\r\n\u{1B}[K7\r\n\u{1B}[K8"))
    #expect(painter.paint(frame(block, cursor: 0), screenRows: 3).contains("> 0"))
  }

  @Test("finds its first row again after the terminal has wrapped it anew")
  func resized() {
    var painter = ScreenPainter()
    _ = painter.paint(frame("abcdefg\nxy"), screenRows: 9)
    #expect(painter.erase(newColumns: 5) == "\r\u{1B}[2A\u{1B}[J")
  }
}
