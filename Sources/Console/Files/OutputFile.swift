import Diagnostics
import Glibc

/// Where a command writes its result: a file, or standard output.
package enum OutputFile {
  /// Writes a whole text. A file is replaced only when all of it is written.
  ///
  /// - Parameters:
  ///   - text: What is written.
  ///   - path: The file; standard output if nil or `-`.
  ///   - inputs: The files that the text was made from, none of which is replaced.
  package static func write(
    _ text: String, to path: String?, inputs: Set<FileIdentity> = []
  ) -> Result<Void, FileProblem> {
    guard let path, path != "-" else {
      Streams.output(text.hasSuffix("\n") ? String(text.dropLast()) : text)
      return .success(())
    }
    let target: OutputTarget
    do throws(FileProblem) { target = try OutputTarget(path, inputs: inputs) } catch { return .failure(error) }
    func problem(_ number: Int32) -> FileProblem {
      FileProblem(
        "cannot write the file \(Display.harmless(path)): \(String(cString: strerror(number)))\n  cure: name a file in a folder that is there and can be written to, with --out",
        ExitStatus.cannotCreate)
    }
    let written = target.isSpecial ? path : "\(path).\(getpid()).part"
    let descriptor = open(
      written, O_WRONLY | O_CLOEXEC | (target.isSpecial ? 0 : O_CREAT | O_EXCL | O_NOFOLLOW), 0o644)
    guard descriptor >= 0 else { return .failure(problem(errno)) }
    if let number = writeAll(text, descriptor) {
      close(descriptor)
      if !target.isSpecial { unlink(written) }
      return .failure(problem(number))
    }
    close(descriptor)
    if !target.isSpecial, rename(written, path) != 0 {
      let number = errno
      unlink(written)
      return .failure(problem(number))
    }
    return .success(())
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
