import Foundation
import Testing

@testable import Console

/// Files replaced whole or not at all.
@Suite struct FileReplacementTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "listino-\(UUID().uuidString)")

  private func file(_ name: String, _ text: String) throws -> String {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let url = folder.appending(path: name)
    try text.write(to: url, atomically: false, encoding: .utf8)
    return url.path
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  private func text(_ path: String) throws -> String { try String(contentsOf: URL(filePath: path), encoding: .utf8) }

  @Test func modeStaysAndNothingIsLeftBeside() throws {
    let path = try file("a.rules", "old")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    #expect(FileReplacement.replace(path, "old", with: "né×w\n") == nil)
    #expect(try text(path) == "né×w\n")
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
    #expect(try names() == ["a.rules"])
  }

  @Test func ofALinkTheFileBehindIsReplaced() throws {
    let path = try file("a.rules", "old")
    defer { try? FileManager.default.removeItem(at: folder) }
    let link = folder.appending(path: "l.rules").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "a.rules")
    #expect(FileReplacement.replace(link, "old", with: "new") == nil)
    #expect(try text(path) == "new")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "a.rules")
  }

  @Test func whatAnotherWroteMeanwhileStays() throws {
    let path = try file("a.rules", "theirs")
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(FileReplacement.replace(path, "old", with: "new")?.status == ExitStatus.inputOutput)
    #expect(try text(path) == "theirs")
    #expect(try names() == ["a.rules"])
  }

  @Test func noFileIsMadeAndNoFolderReplaced() throws {
    _ = try file("a.rules", "old")
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(
      FileReplacement.replace(folder.path + "/b.rules", "", with: "new")?.status == ExitStatus.noInput)
    #expect(FileReplacement.replace(folder.path, "", with: "new")?.status == ExitStatus.cannotCreate)
    #expect(FileReplacement.replace("/dev/null", "", with: "new")?.status == ExitStatus.cannotCreate)
    #expect(try names() == ["a.rules"])
  }

  @Test func theFirstDifferenceIsShown() throws {
    let end = try #require(LayoutDifference("a\nb", "a\nb\n"))
    #expect(end.line == 2)
    #expect(end.text == "  it is         “b” without a line end\n  it should be  “b”")
    let tab = try #require(LayoutDifference("a\n\tb\r\n", "a\n  b\n"))
    #expect(tab.text == "  it is         “\\tb\\u{D}”\n  it should be  “  b”")
    let short = try #require(LayoutDifference("a\n\n", "a\n"))
    #expect(short.line == 2)
    #expect(short.text == "  it is         “”\n  it should be  the end of the file")
    #expect(LayoutDifference("a\n", "a\n") == nil)
  }
}
