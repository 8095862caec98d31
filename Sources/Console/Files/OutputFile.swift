import Diagnostics
import Glibc

/// Where a command writes its result: a file, or standard output.
package enum OutputFile {
  /// Writes a whole text. A file is replaced only when all of it is written.
  ///
  /// - Parameters:
  ///   - text: What is written.
  ///   - path: The file; standard output if nil or `-`.
  package static func write(_ text: String, to path: String?) -> Result<Void, FileProblem> {
    guard let path, path != "-" else {
      Streams.output(text.hasSuffix("\n") ? String(text.dropLast()) : text)
      return .success(())
    }
    func problem(_ number: Int32) -> FileProblem {
      FileProblem(
        "cannot write the file \(Display.harmless(path)): \(String(cString: strerror(number)))\n  cure: name a file in a folder that is there and can be written to, with --out",
        ExitStatus.cannotCreate)
    }
    // A device or a pipe is no file that another one could replace.
    var status = stat()
    let isSpecial = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    let target = resolved(path)
    let written = isSpecial ? path : "\(target).\(getpid()).part"
    let descriptor = open(
      written, O_WRONLY | O_CLOEXEC | (isSpecial ? 0 : O_CREAT | O_EXCL | O_NOFOLLOW), 0o644)
    guard descriptor >= 0 else { return .failure(problem(errno)) }
    if let number = writeAll(text, descriptor) {
      close(descriptor)
      if !isSpecial { unlink(written) }
      return .failure(problem(number))
    }
    close(descriptor)
    if !isSpecial, rename(written, target) != 0 {
      let number = errno
      unlink(written)
      return .failure(problem(number))
    }
    return .success(())
  }

  /// The file a symbolic link leads to, so that the link stays; a file that is not there yet has no other name.
  private static func resolved(_ path: String) -> String {
    guard let found = realpath(path, nil) else { return path }
    defer { free(found) }
    return String(cString: found)
  }

  /// The number of the error that stopped it, or nil.
  private static func writeAll(_ text: String, _ descriptor: Int32) -> Int32? {
    var text = text
    return text.withUTF8 { bytes in
      var sent = 0
      while sent < bytes.count {
        guard let base = bytes.baseAddress else { return nil }
        let count = Glibc.write(descriptor, base + sent, bytes.count - sent)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return count == 0 ? EIO : errno }
        sent += count
      }
      return nil
    }
  }
}
