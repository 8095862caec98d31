package import Diagnostics
import Glibc
import PolicyEngine
package import PolicyLanguage
package import PolicyModel
import PolicyProgram

/// Books that this very program has proved to be without errors, remembered from one start to the next.
///
/// A stamp names the program, the plugins that are on and every byte of the rule files; whoever changes one of them has
/// no stamp, and is proved anew. What is proved does not depend on the day. Stamps only save time: a file of them that
/// is damaged, cannot be read or cannot be written is as good as none.
package struct ProofStamps: Sendable {
  /// How many books are remembered, the latest first.
  static let limit = 32
  /// Hexadecimal digits of a stamp.
  private static let width = 64

  /// The file of the stamps; nil where none are kept.
  private let path: String?
  /// What tells this program from every other build of it; nil where that is not known.
  private let program: String?

  /// No stamps: every book is proved.
  package static let none = ProofStamps(folder: nil)

  /// Those of this program, in the XDG cache folder.
  package static var standard: ProofStamps {
    if let cache = Streams.environment("XDG_CACHE_HOME"), cache.hasPrefix("/") {
      return ProofStamps(folder: cache + "/listino")
    }
    return ProofStamps(
      folder: Streams.environment("HOME").flatMap { $0.hasPrefix("/") ? $0 + "/.cache/listino" : nil })
  }

  /// - Parameters:
  ///   - folder: Where the stamps are kept; nil for nowhere.
  ///   - program: The program that proves; the running one if not said.
  package init(folder: String?, program: String? = ProofStamps.runningProgram) {
    path = folder.map { $0 + "/proved" }
    self.program = program
  }

  /// Whether the book of this hash is remembered.
  package func isProved(_ hash: String, _ vocabulary: Vocabulary) -> Bool {
    stamp(hash, vocabulary).map { read().contains($0) } ?? false
  }

  /// The errors that a proof of the book finds; none, without a proof, where one is remembered.
  package func errors(of book: RuleBook, _ vocabulary: Vocabulary) -> [Diagnostic] {
    if isProved(book.program.hash, vocabulary) { return [] }
    let errors = BookExamination(Engine(book)).diagnostics.filter { $0.severity == .error }
    // A proof that was stopped is none.
    if errors.isEmpty, !Cancellation.isRequested, let stamp = stamp(book.program.hash, vocabulary) {
      write([stamp] + read().prefix(Self.limit - 1))
    }
    return errors
  }

  /// The file that runs, as it lies on the disk.
  package static var runningProgram: String? {
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0 else { return nil }
    return "\(status.st_dev) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
  }

  private func stamp(_ hash: String, _ vocabulary: Vocabulary) -> String? {
    guard path != nil, let program, !hash.isEmpty else { return nil }
    let plugins = Set(vocabulary.owners.values).sorted()
    return ContentHash.sha256(([program, hash] + plugins).joined(separator: "\n").utf8)
  }

  // MARK: The file

  /// The stamps of the file: its lines that can be one.
  private func read() -> [String] {
    guard let path, let bytes = contents(of: path) else { return [] }
    return bytes.split(separator: UInt8(ascii: "\n")).filter { $0.count == Self.width }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// As much of the file as there can be; nil for what is no plain file of this user.
  private func contents(of path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() else { return nil }
    let capacity = Self.limit * (Self.width + 1)
    return [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      count = max(0, Glibc.read(file, buffer.baseAddress, capacity))
    }
  }

  /// Puts a new file in the place of the old one; of two programs that do so at once, one is remembered.
  private func write(_ stamps: [String]) {
    guard let path else { return }
    ParentFolders.make(for: path)
    let beside = "\(path).\(getpid())"
    let file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { return }
    let bytes = Array(stamps.map { $0 + "\n" }.joined().utf8)
    let isWritten = Glibc.write(file, bytes, bytes.count) == bytes.count
    if close(file) != 0 || !isWritten || rename(beside, path) != 0 { unlink(beside) }
  }
}
