import Foundation
import Testing

/// The Chromium of this machine, if there is one.
enum Browser {
  static let name = ["chromium", "chromium-browser", "google-chrome"].first { name in
    (try? Transcript.run("command -v \(name) >/dev/null")) == []
  }

  /// In CI a missing browser is a failure, not a reason to leave the tests out.
  static let isAsked = name != nil || ProcessInfo.processInfo.environment["CI"] != nil
}

/// A page in headless Chromium: all links lead somewhere, nothing is loaded, nothing complains, nothing is cut off.
@Suite(.serialized, .enabled(if: Browser.isAsked, "no Chromium is installed: `apt-get install chromium`"))
struct BrowserTests {
  /// Asks the page itself. The page forbids scripts, so it is asked in a copy that does not.
  static let question = """
    <script>
    addEventListener("load", () => {
      const links = [...document.querySelectorAll("a[href]")];
      const lost = links.filter((link) => !document.getElementById(decodeURIComponent(link.hash.slice(1))));
      const answer = [
        "links " + (links.length > 20), "lost " + lost.length,
        "loaded " + performance.getEntriesByType("resource").length,
        "scripts " + (document.scripts.length - 1), "frames " + window.length, "images " + document.images.length,
        "too-wide " + Math.max(0, document.documentElement.scrollWidth - innerWidth),
      ];
      document.body.setAttribute("data-answer", answer.join(", "));
    });
    </script></body>
    """
  static let answer = "links true, lost 0, loaded 0, scripts 0, frames 0, images 0, too-wide 0"

  private static func open(_ file: String, _ options: String) throws -> String {
    try Transcript.run(
      "timeout $LISTINO_TEST_LIMIT \(Browser.name ?? "") --headless --no-sandbox --disable-gpu --user-data-dir=\(file).profile \(options) 'file://\(file)'; rm -rf \(file).profile"
    ).joined(separator: "\n")
  }

  private static func temporaryFile(_ name: String) -> String {
    FileManager.default.temporaryDirectory.appending(path: "listino-\(UUID().uuidString)-\(name)").path
  }

  @Test(
    arguments: ["rules", "\(PageTests.folder)/shop", "\(PageTests.folder)/hostile"], [500, 1300])
  func page(rules: String, width: Int) throws {
    let file = Self.temporaryFile("page.html")
    defer { try? FileManager.default.removeItem(atPath: file) }
    #expect(try Transcript.run("listino doc --rules \(rules) --format html --out '\(file)'") == [])
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let policy = try #require(
      text.range(of: #"<meta http-equiv="Content-Security-Policy" content="[^"]*">\n"#, options: .regularExpression))

    try text.replacingCharacters(in: policy, with: "").replacingOccurrences(of: "</body>", with: Self.question)
      .write(toFile: file, atomically: true, encoding: .utf8)
    let asked = try Self.open(file, "--dump-dom --window-size=\(width),900")
    let answer = asked.range(of: "data-answer=\"[^\"]*\"", options: .regularExpression).map { String(asked[$0]) }
    #expect(answer == "data-answer=\"\(Self.answer)\"")
  }

  /// No message in the console, though the page's policy would tell of everything that is loaded.
  @Test(arguments: ["rules", "\(PageTests.folder)/shop", "\(PageTests.folder)/hostile"])
  func pageIsQuiet(rules: String) throws {
    let file = Self.temporaryFile("page.html")
    defer { try? FileManager.default.removeItem(atPath: file) }
    #expect(try Transcript.run("listino doc --rules \(rules) --format html --out '\(file)'") == [])
    let whole = try Self.open(file, "--enable-logging=stderr --dump-dom")
    #expect(whole.contains("</html>"))
    let messages = whole.split(separator: "\n").filter { $0.contains(":CONSOLE") }
    #expect(messages.isEmpty)
  }

  @Test(arguments: ["rules", "\(PageTests.folder)/shop", "\(PageTests.folder)/hostile"]) func drawing(rules: String)
    throws
  {
    let file = Self.temporaryFile("graph.svg")
    defer { try? FileManager.default.removeItem(atPath: file) }
    #expect(try Transcript.run("listino graph --rules \(rules) --format svg --out '\(file)'") == [])
    // A drawing that is no XML is answered with a page that says so.
    let shown = try Self.open(file, "--enable-logging=stderr --dump-dom")
    #expect(shown.contains("</svg>") && !shown.contains("parsererror") && !shown.contains(":CONSOLE"))
  }
}
