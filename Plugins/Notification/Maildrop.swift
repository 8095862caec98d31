import Diagnostics
import Glibc
package import PolicyModel

/// The channel that puts each message into a folder as a file, for a mail program to send or a person to read.
package enum Maildrop {
  package static let channel = ChannelDeclaration(
    name: "maildrop", summary: "Each message becomes a file of a folder.", targetSummary: "a folder"
  ) { message, target in
    do throws(ChannelProblem) {
      let mail = try MailMessage(message)
      try store(mail.bytes, as: mail.name + ".eml", in: target)
      return .success(())
    } catch {
      return .failure(error)
    }
  }

  /// Writes some of the bytes to an open file, as `write` of the C library does.
  package typealias Writer = (_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int

  /// Makes or replaces a file as a whole: whoever looks sees the old one or the new one, also after a loss of power.
  ///
  /// - Parameter write: tests stand in for a disk that is full.
  package static func store(
    _ bytes: [UInt8], as name: String, in target: String, write: Writer = Glibc.write
  ) throws(ChannelProblem) {
    guard !target.isEmpty, !target.utf8.contains(0) else {
      throw ChannelProblem("a maildrop needs a folder to put its messages into", cure: "name one, like ./outbox")
    }
    let folder = try openFolder(target)
    defer { close(folder) }
    // Two programs with the same message would write one temporary file. Where locks are unknown, nobody waits.
    while flock(folder, LOCK_EX) != 0, errno == EINTR {}
    let temporary = "." + name + ".part"
    // What a program left that was stopped on its way.
    unlinkat(folder, temporary, 0)
    do throws(MaildropFailure) {
      try fill(temporary, of: folder, bytes, write)
      guard renameat(folder, temporary, folder, name) == 0 else { throw MaildropFailure() }
      try sync(folder)
    } catch {
      unlinkat(folder, temporary, 0)
      throw error.problem(with: target + "/" + name, in: target)
    }
  }

  private static func fill(
    _ name: String, of folder: Int32, _ bytes: [UInt8], _ write: Writer
  ) throws(MaildropFailure) {
    let file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw MaildropFailure() }
    defer { close(file) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        let rest = UnsafeRawBufferPointer(rebasing: $0[written...])
        return write(file, rest.baseAddress, rest.count)
      }
      if count > 0 { written += count } else if count == 0 || errno != EINTR { throw MaildropFailure() }
    }
    try sync(file)
  }

  /// Waits until the disk has it; some file systems have no such wait for folders.
  private static func sync(_ file: Int32) throws(MaildropFailure) {
    while fsync(file) != 0 {
      if errno == EINVAL || errno == ENOTSUP { return }
      if errno != EINTR { throw MaildropFailure() }
    }
  }

  /// Opens the folder, and makes it first, with the folders above it, where it is missing.
  private static func openFolder(_ target: String) throws(ChannelProblem) -> Int32 {
    do throws(MaildropFailure) {
      if let folder = openIfThere(target) { return folder }
      guard errno == ENOENT else { throw MaildropFailure() }
      try makeFolders(target)
      guard let folder = openIfThere(target) else { throw MaildropFailure() }
      return folder
    } catch {
      throw error.problem(with: target, in: target)
    }
  }

  private static func openIfThere(_ path: String) -> Int32? {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    return folder < 0 ? nil : folder
  }

  /// Makes every folder of the path that is missing, for its owner only: messages hold names and addresses.
  private static func makeFolders(_ path: String) throws(MaildropFailure) {
    let separator = UInt8(ascii: "/")
    let bytes = Array(path.utf8)
    var parent = bytes.first == separator ? "/" : "."
    for end in bytes.indices where bytes[end] != separator {
      guard end + 1 == bytes.count || bytes[end + 1] == separator else { continue }
      let folder = String(decoding: bytes[...end], as: UTF8.self)
      if mkdir(folder, 0o700) == 0 {
        // A new folder is safe when the one above it is.
        if let above = openIfThere(parent) {
          defer { close(above) }
          try sync(above)
        }
      } else if errno != EEXIST {
        throw MaildropFailure()
      }
      parent = folder
    }
  }
}
