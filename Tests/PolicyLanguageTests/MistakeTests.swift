import Diagnostics
import Foundation
import PolicyLanguage
import Testing

/// Every mistake gives one message, and this is it.
///
/// `LISTINO_ACCEPT=1 swift test --filter MistakeTests` writes what is found into the files of what is expected.
@Suite struct MistakeTests {
  @Test(arguments: MistakeCase.files + MistakeCase.examples)
  func messagesAreAsExpected(_ mistake: MistakeCase) throws {
    let rendered = try mistake.rendered()
    if ProcessInfo.processInfo.environment["LISTINO_ACCEPT"] == "1" {
      try FileManager.default.createDirectory(
        at: mistake.expectedFile.deletingLastPathComponent(), withIntermediateDirectories: true)
      try rendered.write(to: mistake.expectedFile, atomically: true, encoding: .utf8)
    } else {
      let expected = try? String(contentsOf: mistake.expectedFile, encoding: .utf8)
      #expect(rendered == expected, "LISTINO_ACCEPT=1 swift test --filter MistakeTests accepts it")
    }
  }

  @Test(arguments: MistakeCase.files.filter { !$0.name.hasPrefix("several-") })
  func oneMistakeGivesOneMessage(_ mistake: MistakeCase) throws {
    let outcome = try mistake.load()
    #expect(outcome.diagnostics.count == (mistake.name.hasPrefix("accepted-") ? 0 : 1))
  }

  @Test(arguments: zip(MistakeCase.codes, MistakeCase.examples))
  func thePageShowsItsOwnMistake(_ code: DiagnosticCode, _ example: MistakeCase) throws {
    #expect(try example.load().diagnostics.map(\.code.id) == [code.id])
  }

  @Test func noExpectationIsLeftOver() throws {
    let expected = Set((MistakeCase.files + MistakeCase.examples).map(\.expectedFile.lastPathComponent))
    for folder in [MistakeCase.folder, MistakeCase.folder.appendingPathComponent("Examples")] {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names.filter { $0.hasSuffix(".expected") && !expected.contains($0) } == [])
    }
  }

  @Test func thePreludeHasNoMistake() throws {
    let empty = MistakeCase(name: "empty", text: "# Nothing.\n", expectedFile: MistakeCase.folder)
    #expect(try empty.load().diagnostics.map(\.message) == [])
  }
}
