import Foundation
import TestSupport

/// A file of shell lines and what they print: lines that begin with `$ `, each followed by its output.
///
/// A line that is only `[exit N]` closes the output of a command that does not end with 0.
struct Transcript {
  /// One command with its expected output.
  struct Step {
    var command: String
    var expected: [String]
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The folder of the program that the tests were built with.
  static var programFolder: String {
    URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().pathComponents.contains("usr")
      ? root.appending(path: ".build/debug").path : Bundle.main.bundlePath
  }

  /// Where the program keeps its stamps while it is tested.
  static let cacheFolder = FileManager.default.temporaryDirectory.appending(path: "listino-cache").path

  var steps: [Step]
  /// Lines before the first command.
  var preamble: [String] = []

  /// Reads the steps of a text.
  init(_ text: some StringProtocol) {
    steps = []
    for line in text.split(separator: Character("\n"), omittingEmptySubsequences: false).map({ String($0) }) {
      if line.hasPrefix("$ ") {
        steps.append(Step(command: String(line.dropFirst(2)), expected: []))
      } else if steps.isEmpty {
        preamble.append(line)
      } else {
        steps[steps.count - 1].expected.append(line)
      }
    }
    for index in steps.indices { while steps[index].expected.last == "" { steps[index].expected.removeLast() } }
  }

  /// Runs one command as a person would, and gives its whole output and exit code.
  static func run(_ command: String, in folder: URL = root) throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "exec 2>&1\n" + command]
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = programFolder + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
    environment["NO_COLOR"] = "1"
    environment["LISTINO_HISTORY"] = ""
    environment["XDG_CACHE_HOME"] = cacheFolder
    environment["LC_ALL"] = "C.UTF-8"
    environment["LISTINO_TEST_LIMIT"] = "\(TestLimit.seconds)"
    process.environment = environment
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    var lines = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    while lines.last == "" { lines.removeLast() }
    if process.terminationStatus != 0 { lines.append("[exit \(process.terminationStatus)]") }
    return lines
  }
}
