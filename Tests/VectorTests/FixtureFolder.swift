import Foundation

/// Where the vector files are: the folder named in `LISTINO_VECTORS`, or else Tests/Fixtures.
enum FixtureFolder {
  static var url: URL {
    if let path = ProcessInfo.processInfo.environment["LISTINO_VECTORS"], !path.isEmpty {
      return URL(fileURLWithPath: path, isDirectory: true)
    }
    return here.deletingLastPathComponent().appendingPathComponent("Fixtures", isDirectory: true)
  }

  /// The folder with one folder of rules for each kind.
  static var books: URL { here.appendingPathComponent("Books", isDirectory: true) }

  private static var here: URL { URL(fileURLWithPath: #filePath).deletingLastPathComponent() }
}
