import Foundation
import Testing

/// The desk as processes on one file: killed, several at once, as the wrong person, with hostile input, and typed into.
@Suite(.serialized) struct DeskProcessTests {
  @Test(arguments: ["kill", "together", "permissions", "page", "hostile"]) func script(name: String) throws {
    let folder = Transcript.root.appending(path: "Tests/EndToEndTests/desk").path
    let output = try Transcript.run(
      "python3 '\(folder)/\(name).py' '\(Transcript.programFolder)/listino' '\(Transcript.root.path)/rules'")
    let last = output.last ?? ""
    #expect(last.hasSuffix(" passed, 0 failed") && !last.hasPrefix("0 "), "\(output.joined(separator: "\n"))")
  }
}
