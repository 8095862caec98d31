import Diagnostics
import Glibc

/// A file that is written piece by piece and stands under its name only when it is whole; or standard output.
///
/// Unchecked: threads write to it one at a time, each in the turn of its chunk.
package final class BatchFile: @unchecked Sendable {
  private let path: String
  private let written: String?
  private let descriptor: Int32
  /// What went wrong, or nil.
  package private(set) var problem: FileProblem?

  /// - Parameter target: The file; nil for standard output.
  package init(_ target: OutputTarget?) throws(FileProblem) {
    guard let target else {
      (path, written, descriptor) = ("-", nil, STDOUT_FILENO)
      return
    }
    path = target.path
    let name = target.isSpecial ? path : "\(path).\(getpid()).part"
    written = target.isSpecial ? nil : name
    descriptor = open(name, O_WRONLY | O_CLOEXEC | (target.isSpecial ? 0 : O_CREAT | O_EXCL | O_NOFOLLOW), 0o644)
    guard descriptor >= 0 else {
      throw FileProblem(
        "cannot write the file \(Display.harmless(path)): \(String(cString: strerror(errno)))\n  cure: name a file in a folder that is there and can be written to",
        ExitStatus.cannotCreate)
    }
    if let written { Interruption.remove(written) }
  }

  /// Standard error.
  package static let standardError = BatchFile()

  private init() { (path, written, descriptor) = ("-", nil, STDERR_FILENO) }

  /// Whether people may be reading along.
  package var isStandardError: Bool { descriptor == STDERR_FILENO }

  /// Writes all bytes; false after a failure.
  package func write(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard problem == nil else { return false }
    var sent = 0
    while sent < count {
      let done = Glibc.write(descriptor, start + sent, count - sent)
      if done < 0, errno == EINTR { continue }
      guard done > 0 else {
        fail(done == 0 ? EIO : errno)
        return false
      }
      sent += done
    }
    return true
  }

  private func fail(_ number: Int32) {
    let name = path == "-" ? "standard output" : Display.harmless(path)
    problem =
      number == EPIPE
      ? FileProblem("\(name) was closed by its reader before all rows were written", 141)
      : FileProblem(
        "cannot write \(name): \(String(cString: strerror(number)))\n  nothing was left under that name\n  cure: free some space, or name another file",
        ExitStatus.inputOutput)
  }

  /// Gives the file its name, if all of it is written; otherwise nothing is left of it.
  package func close(isWhole: Bool) {
    guard path != "-" else { return }
    let isClosed = Glibc.close(descriptor) == 0
    if !isClosed, problem == nil { fail(errno) }
    guard let written else { return }
    if isWhole, problem == nil {
      if rename(written, path) != 0 { fail(errno) }
    }
    if !isWhole || problem != nil { unlink(written) }
    Interruption.keep(written)
  }
}
