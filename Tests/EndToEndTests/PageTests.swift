import Foundation
import Testing

/// The book as a page and as a drawing: whole outputs for small books, and a look at them in a real browser.
///
/// `LISTINO_ACCEPT=1 swift test --filter PageTests` rewrites what is expected.
@Suite struct PageTests {
  static let folder = "Tests/EndToEndTests/golden/pages"

  /// The folder of a small book. Commands run in it, so that places are short and the same everywhere.
  static func book(_ name: String) -> URL { Transcript.root.appending(path: "\(folder)/\(name)") }

  @Test(
    arguments: ["shop", "hostile"],
    [
      ("page.md", "doc"), ("page.html", "doc --format html"), ("graph.txt", "graph"),
      ("graph.svg", "graph --format svg"),
    ]) func output(book: String, file: (name: String, command: String)) throws
  {
    let folder = Self.book(book)
    let expected = folder.appending(path: file.name)
    let output = try Transcript.run("listino \(file.command) --rules .", in: folder).joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["LISTINO_ACCEPT"] != nil {
      try output.write(to: expected, atomically: true, encoding: .utf8)
    } else {
      #expect(try output == String(contentsOf: expected, encoding: .utf8), "\(book)/\(file.name)")
    }
  }

  /// What is written to a file is what is written to the screen.
  @Test(arguments: ["doc", "doc --format html", "graph", "graph total --format svg"]) func toAFile(command: String)
    throws
  {
    let output = try Transcript.run(
      "f=$(mktemp) && listino \(command) --out $f && listino \(command) | cmp - $f && stat -c %s $f | grep -qv '^0$' && rm $f"
    )
    #expect(output == [])
  }
}
