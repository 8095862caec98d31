import Diagnostics
import Glibc
import PolicyModel

/// A call of the operating system that failed while a message was put into a folder.
struct MaildropFailure: Error {
  /// The number of the error, as the C library names it.
  let number: Int32

  /// Must be made directly after the call.
  init(_ number: Int32 = errno) {
    self.number = number
  }

  /// What to say about it.
  ///
  /// - Parameter path: what could not be made or written.
  func problem(with path: String, in folder: String) -> ChannelProblem {
    let (path, folder) = (Display.harmless(path), Display.harmless(folder))
    return switch number {
    case ENOSPC, EDQUOT:
      ChannelProblem(
        "the disk is full: \(path) could not be written", cure: "make room on the disk of \(folder), then send again")
    case EACCES, EPERM, EROFS:
      ChannelProblem(
        "\(path) may not be written", cure: "allow yourself to write into \(folder), or name another folder")
    case ENOTDIR:
      ChannelProblem("\(folder) is not a folder, or a part of its path is not", cure: "name another folder")
    case EISDIR, EEXIST, ENOTEMPTY:
      ChannelProblem("a folder stands where the message \(path) belongs", cure: "move it away, then send again")
    case ENAMETOOLONG: ChannelProblem("the path \(path) is too long", cure: "name a folder with a shorter path")
    case ELOOP: ChannelProblem("the links in the path \(path) lead in a circle", cure: "name another folder")
    case ENOENT: ChannelProblem("\(folder) cannot be made", cure: "name a folder that can")
    case EMFILE, ENFILE:
      ChannelProblem("too many files are open to write \(path)", cure: "close other programs, then send again")
    default:
      ChannelProblem(
        "\(path) could not be written: \(String(cString: strerror(number)))",
        cure: "see whether the disk of \(folder) works, or name another folder")
    }
  }
}
