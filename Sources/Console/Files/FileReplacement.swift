import Diagnostics
import Glibc

/// Puts a new text in the place of a file's old one: whole or not at all.
package enum FileReplacement {
  /// Writes the text beside the file and renames it, so that neither a full disk nor a lost power supply leaves half a
  /// file. Mode and group stay; of a symbolic link, the file it leads to is replaced.
  ///
  /// - Parameter old: The text that the new one was made from. Where the file has another by now, it is left alone.
  /// - Returns: Why nothing was written, or nil.
  package static func replace(_ path: String, _ old: String, with new: String) -> FileProblem? {
    guard let resolved = realpath(path, nil) else { return problem("cannot find the file", path, ExitStatus.noInput) }
    defer { free(resolved) }
    let target = String(cString: resolved)
    var status = stat()
    guard stat(target, &status) == 0 else { return problem("cannot find the file", path, ExitStatus.noInput) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      return FileProblem("\(Display.harmless(path)) is no plain file, and is left alone", ExitStatus.cannotCreate)
    }
    guard access(target, W_OK) == 0 else { return problem("cannot write the file", path, ExitStatus.cannotCreate) }
    let folder = target.lastIndex(of: "/").map { target[...$0] } ?? ""
    let beside: String
    switch create(in: folder) {
    case .failure(let reason):
      return FileProblem(
        "cannot write a file beside \(Display.harmless(path)): \(reason.text)", ExitStatus.cannotCreate)
    case .success((let descriptor, let name)):
      beside = name
      let reason = write(new, descriptor, status)
      if close(descriptor) != 0 || reason != nil {
        let text = reason ?? reasonText()
        unlink(beside)
        return FileProblem(
          "cannot write \(Display.harmless(path)): \(text)\n  the file is as it was", ExitStatus.inputOutput)
      }
    }
    guard case .success(old) = TextFile.read(target) else {
      unlink(beside)
      return FileProblem(
        "\(Display.harmless(path)) was changed meanwhile, and is left alone\n  cure: try again", ExitStatus.inputOutput)
    }
    if rename(beside, target) != 0 {
      let text = reasonText()
      unlink(beside)
      return FileProblem("cannot replace \(Display.harmless(path)): \(text)", ExitStatus.cannotCreate)
    }
    synchronize(folder)
    return nil
  }

  private static func problem(_ what: String, _ path: String, _ status: Int32) -> FileProblem {
    FileProblem("\(what) \(Display.harmless(path)): \(reasonText())", status)
  }

  private static func reasonText() -> String { String(cString: strerror(errno)) }

  private struct Reason: Error { var text: String }

  /// A new file beside the old one, that no book reads.
  private static func create(in folder: Substring) -> Result<(Int32, String), Reason> {
    for attempt in 0..<100 {
      let name = "\(folder).listino-\(getpid())-\(attempt).tmp"
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
      if descriptor >= 0 { return .success((descriptor, name)) }
      if errno != EEXIST { break }
    }
    return .failure(Reason(text: reasonText()))
  }

  /// Writes all bytes to the disk, under the old file's group and mode; gives what went wrong.
  private static func write(_ text: String, _ descriptor: Int32, _ status: stat) -> String? {
    var text = text
    let isWritten = text.withUTF8 { bytes in
      var sent = 0
      while sent < bytes.count, let base = bytes.baseAddress {
        let count = Glibc.write(descriptor, base + sent, bytes.count - sent)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return false }
        sent += count
      }
      return true
    }
    guard isWritten else { return reasonText() }
    // The owner can only be kept by root; another group could open the file to others.
    if fchown(descriptor, status.st_uid, status.st_gid) != 0, fchown(descriptor, uid_t.max, status.st_gid) != 0 {
      return reasonText()
    }
    if fchmod(descriptor, status.st_mode & 0o7777) != 0 || fsync(descriptor) != 0 { return reasonText() }
    return nil
  }

  /// The new name is on the disk too. Not every file system can do this, and the text is safe without it.
  private static func synchronize(_ folder: Substring) {
    let descriptor = open(String(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
  }
}
