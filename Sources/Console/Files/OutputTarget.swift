import Diagnostics
import Glibc

/// Which file this is, whatever it is called: the same through links of both kinds.
package struct FileIdentity: Hashable, Sendable {
  private let device: UInt
  private let number: UInt

  /// The plain file of a name; nil where there is none.
  package init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// The plain file behind a descriptor; nil for a terminal, a pipe or a device.
  package init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init?(_ status: stat) {
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    (device, number) = (UInt(status.st_dev), UInt(status.st_ino))
  }
}

/// Where a result is to be written. What people would lose by it is no place for a result: what the command reads, a rule
/// file, an account book, what a link leads to.
package struct OutputTarget: Sendable {
  package let path: String
  /// Whether it is a device or a pipe, which no file can replace.
  package let isSpecial: Bool
  /// The file's place, the folder's links followed; two names of one new file agree in it.
  package let place: String

  /// - Parameters:
  ///   - path: The name that was given.
  ///   - inputs: The files that the command reads.
  /// - Throws: Why nothing is written there, with exit code 64.
  package init(_ path: String, inputs: Set<FileIdentity>) throws(FileProblem) {
    self.path = path
    var status = stat()
    isSpecial = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    place = Self.place(of: path)
    if isSpecial { return }
    let shown = Display.harmless(path)
    func refusal(_ what: String, _ cure: String = "name another file") -> FileProblem {
      FileProblem("\(shown) \(what), and is left as it is\n  cure: \(cure)", ExitStatus.usage)
    }
    if let identity = FileIdentity(path: path), inputs.contains(identity) {
      throw refusal("is a file that this command reads")
    }
    if path.hasSuffix(".rules") { throw refusal("is named as a rule file") }
    if let database = Self.database(of: path) {
      throw refusal(
        database == path ? "is an account book" : "belongs to the account book \(Display.harmless(database))")
    }
    if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK {
      throw refusal("is a link to another file", "name that file itself, or - for standard output")
    }
  }

  /// The SQLite file that a file is or belongs to.
  private static func database(of path: String) -> String? {
    if isDatabase(path) { return path }
    for ending in ["-wal", "-shm", "-journal"] where path.hasSuffix(ending) {
      let whole = String(path.dropLast(ending.count))
      if isDatabase(whole) { return whole }
    }
    return nil
  }

  /// Whether a file begins as SQLite's files do.
  private static func isDatabase(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    return count == bytes.count && bytes == Array("SQLite format 3\0".utf8)
  }

  private static func place(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    guard let found = realpath(folder, nil) else { return path }
    defer { free(found) }
    return String(cString: found) + "/" + name
  }
}
