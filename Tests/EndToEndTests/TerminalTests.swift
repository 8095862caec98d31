import Foundation
import Testing

/// The real program on a pseudo-terminal, driven by Python's standard library.
@Suite struct TerminalTests {
  @Test func console() throws {
    let folder = Transcript.root.appending(path: "Tests/EndToEndTests/terminal").path
    let output = try Transcript.run(
      "python3 '\(folder)/console.py' '\(Transcript.programFolder)/listino' '\(Transcript.root.path)/rules'")
    #expect(output.last == "9 passed, 0 failed", "\(output.joined(separator: "\n"))")
  }
}
