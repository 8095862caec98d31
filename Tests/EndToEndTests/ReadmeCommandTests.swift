import Foundation
import Testing

/// The README's first commands, up to what they install: as root on a machine without `sudo`, and as a user with it.
@Suite struct ReadmeCommandTests {
  /// The lines of the blocks in shell language that install something.
  static func installing() throws -> [String] {
    let text = try String(contentsOf: Transcript.root.appending(path: "README.md"), encoding: .utf8)
    return text.components(separatedBy: "```sh\n").dropFirst()
      .compactMap { $0.components(separatedBy: "\n```").first }
      .filter { $0.contains("apt-get install") }
  }

  /// Runs a command where `apt-get` and `sudo` only say how they were called, and everything else is missing.
  private static func calls(_ command: String, user: Int, hasSudo: Bool) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "listino-readme-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var programs = ["apt-get": "echo apt-get \"$@\"", "id": "echo \(user)", "swift": "echo swift; exit 1"]
    if hasSudo { programs["sudo"] = "echo sudo \"$@\"" }
    for (name, body) in programs {
      let file = folder.appending(path: name)
      try "#!/bin/sh\n\(body)\n".write(to: file, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }
    return try Transcript.run("PATH='\(folder.path)'\n" + command)
  }

  @Test func workAsRootWithoutSudo() throws {
    let commands = try Self.installing()
    #expect(commands.count == 2)
    for command in commands {
      let calls = try Self.calls(command, user: 0, hasSudo: false)
      #expect(calls.first == "apt-get update", "\(command)")
      #expect(calls.dropFirst().first?.hasPrefix("apt-get install -y libedit-dev ") == true, "\(calls)")
      #expect(calls.contains("swift"), "\(calls)")
    }
  }

  @Test func workAsUserWithSudo() throws {
    for command in try Self.installing() {
      let calls = try Self.calls(command, user: 1000, hasSudo: true)
      #expect(calls.first == "sudo apt-get update", "\(command)")
      #expect(calls.dropFirst().first?.hasPrefix("sudo apt-get install -y libedit-dev ") == true, "\(calls)")
      #expect(calls.contains("swift"), "\(calls)")
    }
  }

  @Test func licenceStandsAtTheTop() throws {
    let text = try String(contentsOf: Transcript.root.appending(path: "LICENSE"), encoding: .utf8)
    #expect(text.contains("Apache License") && text.contains("Version 2.0, January 2004"))
  }
}
