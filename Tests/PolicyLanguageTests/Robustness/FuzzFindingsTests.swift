import Foundation
import Testing

@Suite("What the fuzz targets have found")
struct FuzzFindingsTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fuzz", isDirectory: true)

  /// Inputs that once failed, and the seeds.
  private static let inputs: [URL] = ["found", "seeds"].flatMap { name in
    let folder = folder.appendingPathComponent(name, isDirectory: true).resolvingSymlinksInPath()
    return (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
  }.sorted { $0.path < $1.path }

  @Test("stays mended", arguments: inputs)
  func stays(input: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: input))
    let faults = [FuzzCheck.reading(bytes), FuzzCheck.quoting(bytes)].compactMap(\.self)
    #expect(faults.isEmpty, "\(input.lastPathComponent): \(faults.first ?? "")")
  }
}
