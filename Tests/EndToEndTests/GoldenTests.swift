import Foundation
import Testing

/// The program as a person meets it: whole transcripts. `LISTINO_ACCEPT=1 swift test --filter GoldenTests` rewrites them.
@Suite struct GoldenTests {
  static let folder = Transcript.root.appending(path: "Tests/EndToEndTests/golden")

  static var names: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".session") }.sorted())
      ?? []
  }

  @Test(arguments: names) func transcript(name: String) throws {
    let file = Self.folder.appending(path: name)
    let transcript = try Transcript(String(contentsOf: file, encoding: .utf8))
    #expect(!transcript.steps.isEmpty)
    var accepted = transcript.preamble
    for step in transcript.steps {
      let output = try Transcript.run(step.command)
      accepted += ["$ " + step.command] + output + [""]
      if ProcessInfo.processInfo.environment["LISTINO_ACCEPT"] == nil {
        #expect(output == step.expected, "\(name): $ \(step.command)")
      }
    }
    if ProcessInfo.processInfo.environment["LISTINO_ACCEPT"] != nil {
      try accepted.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    }
  }

  /// The README's examples are true: every `console` block of it is run.
  @Test func readme() throws {
    let file = Transcript.root.appending(path: "README.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let isAccepting = ProcessInfo.processInfo.environment["LISTINO_ACCEPT"] != nil
    var parts = text.components(separatedBy: "```console\n")
    #expect(parts.count > 1)
    for index in parts.indices.dropFirst() {
      let end = try #require(parts[index].range(of: "\n```"))
      var accepted: [String] = []
      for step in Transcript(parts[index][..<end.lowerBound]).steps {
        let output = try Transcript.run(step.command)
        accepted += ["$ " + step.command] + output
        if !isAccepting { #expect(output == step.expected, "README: $ \(step.command)") }
      }
      parts[index].replaceSubrange(..<end.lowerBound, with: accepted.joined(separator: "\n"))
    }
    if isAccepting { try parts.joined(separator: "```console\n").write(to: file, atomically: true, encoding: .utf8) }
  }

  /// The plugin that the README shows is the one the tests load.
  @Test func readmeShowsTheTestsPlugin() throws {
    let text = try String(contentsOf: Transcript.root.appending(path: "README.md"), encoding: .utf8)
    let source = try String(
      contentsOf: Transcript.root.appending(path: "Tests/PolicyLanguageTests/ShippingPlugin.swift"), encoding: .utf8)
    let block = text.components(separatedBy: "```swift\n")[1].components(separatedBy: "\n```")[0]
    let lines = Set(source.components(separatedBy: "\n"))
    for line in block.components(separatedBy: "\n") { #expect(lines.contains(line), "\(line)") }
  }
}
