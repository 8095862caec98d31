import Foundation
import Testing

/// The real program on a pseudo-terminal, driven by Python's standard library.
@Suite(.serialized) struct TerminalTests {
  @Test(arguments: ["console", "resizing", "interrupting"]) func script(name: String) throws {
    let folder = Transcript.root.appending(path: "Tests/EndToEndTests/terminal").path
    let output = try Transcript.run(
      "python3 '\(folder)/\(name).py' '\(Transcript.programFolder)/listino' '\(Transcript.root.path)/rules'")
    let last = output.last ?? ""
    #expect(last.hasSuffix(" passed, 0 failed") && !last.hasPrefix("0 "), "\(output.joined(separator: "\n"))")
  }
}
