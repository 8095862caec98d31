import Diagnostics
import Testing

/// Source text that is very long, or made to mislead.
struct HostileSourceTests {
  private let code = DiagnosticCode(id: "L1", title: "", meaning: "", example: "", cure: "")

  private func rendered(_ text: String, _ lower: Int, _ upper: Int, also: [Diagnostic.Place] = []) -> [String] {
    let source = SourceText(name: "a", text: text)
    let range = SourceRange(source: 0, lower: lower, upper: upper)
    let page = DiagnosticRenderer(sources: [source]).text(Diagnostic(code, "wrong", at: range, also: also))
    return page.split(separator: "\n").map(String.init)
  }

  @Test func spellsOutEscapesAndDirections() {
    let lines = rendered("a\u{1B}[2J\u{202E}b\u{0}\rc x", 13, 14)
    #expect(lines[3] == "1 | a\\u{1B}[2J\\u{202E}b\\u{0}\\u{D}c x")
    #expect(lines[4] == "  | " + String(repeating: " ", count: 31) + "^")
  }

  @Test func spellsOutEscapesInWords() {
    let source = SourceText(name: "a\u{1B}c", text: "x")
    let diagnostic = Diagnostic(
      code, "bad \u{1B}[31m name", at: SourceRange(source: 0, lower: 0, upper: 1), label: "two\nlines \u{7}",
      cure: "one\ntwo\u{202E}", correctedLine: "\u{1B}y", notes: ["\u{8}"])
    #expect(
      DiagnosticRenderer(sources: [source]).text(diagnostic) == """
        error L1: bad \\u{1B}[31m name
         --> a\\u{1B}c:1:1
          |
        1 | x
          | ^ two lines \\u{7}
          note: \\u{8}
          cure: one
                two\\u{202E}
          as it should be:
        1 | \\u{1B}y
        """)
  }

  @Test func cutsALongLineAroundThePlace() {
    let text = String(repeating: "left ", count: 100) + "HERE" + String(repeating: " right", count: 100)
    let lines = rendered(text, 500, 504)
    #expect(lines[1] == " --> a:1:501")
    #expect(lines[3].hasPrefix("1 | …t left left") && lines[3].hasSuffix(" right right…"))
    #expect(lines[3].count == 4 + 160)
    #expect(Array(lines[3]).firstIndex(of: "H") == Array(lines[4]).firstIndex(of: "^"))
    #expect(lines[4].filter { $0 == "^" }.count == 4)
  }

  @Test func keepsTheStartAndTheEndOfALongLine() {
    let text = "START" + String(repeating: " more", count: 100) + " END"
    let start = rendered(text, 0, 5)
    #expect(start[3].hasPrefix("1 | START more") && start[3].hasSuffix("…") && start[4] == "  | ^^^^^")
    let end = rendered(text, text.utf8.count - 3, text.utf8.count)
    #expect(end[3].hasPrefix("1 | …") && end[3].hasSuffix(" more END") && end[4].hasSuffix(" ^^^"))
    #expect(end[3].count == 4 + 159)
  }

  @Test func showsALongLineOncePerGroupOfPlaces() {
    let text = String(repeating: "0123456789", count: 100)
    let lines = rendered(
      text, 500, 502,
      also: [
        .init(SourceRange(source: 0, lower: 505, upper: 506)), .init(SourceRange(source: 0, lower: 900, upper: 902)),
      ])
    #expect(lines.count == 7)
    #expect(lines[4].filter { "^-".contains($0) } == "^^-")
    #expect(lines[6].filter { "^-".contains($0) } == "--")
  }

  /// Work that grew faster than the line would take hours.
  @Test(.timeLimit(.minutes(4)), arguments: ["x", "日本é", "e\u{301}", "\u{301}", "👨‍👩‍👧", "\u{1B}", "\t"])
  func rendersALineOfTenMegabytes(piece: String) {
    let text = String(repeating: piece, count: 10_000_000 / piece.utf8.count)
    let source = SourceText(name: "a", text: text)
    let range = SourceRange(source: 0, lower: 40, upper: text.utf8.count - 40)
    let far = SourceRange(source: 0, lower: 100_000, upper: 100_004)
    let diagnostic = Diagnostic(code, "long", at: range, also: [.init(far)])
    #expect(DiagnosticRenderer(sources: [source]).text(diagnostic).utf8.count < 20_000)
  }

  @Test func survivesAnything() {
    var generator = SeededGenerator(seed: 12)
    let pieces = [
      "a", "word ", "\n", "\r\n", "\r", "\t", "é", "\u{301}", "日本", "👍🏽", "🇸🇪", "\u{1B}[0m", "\u{202E}", "\u{0}",
      "\u{200D}",
      String(repeating: "long ", count: 60), "각", "\u{FE0F}", "\u{2028}",
    ]
    for _ in 0..<400 {
      let texts = (0..<2).map { _ in
        (0..<Int.random(in: 0...30, using: &generator)).map { _ in pieces.randomElement(using: &generator)! }.joined()
      }
      let places = (0..<5).map { _ in
        let source = Int.random(in: -1...2, using: &generator)
        let lower = Int.random(in: -3...400, using: &generator)
        return SourceRange(source: source, lower: lower, upper: lower + Int.random(in: -3...60, using: &generator))
      }
      let diagnostic = Diagnostic(code, "wrong", at: places[0], also: places[1...].map { .init($0) })
      let sources = texts.enumerated().map { SourceText(name: "s\($0)", text: $1) }
      for width in [nil, 0, 40] {
        let page = DiagnosticRenderer(sources: sources, width: width).text(diagnostic)
        #expect(!page.unicodeScalars.contains { $0.value < 32 && $0 != "\n" || $0 == "\u{202E}" || $0 == "\u{2028}" })
        for line in page.split(separator: "\n") where !line.contains(" s") {
          #expect(Display.width(String(line)) <= 4 + 3 + min(160, width.map { max(20, $0) } ?? 160))
        }
      }
      #expect((try? JSON.parse(DiagnosticRenderer(sources: sources).json([diagnostic]).text())) != nil)
    }
  }
}
