import CLibeditShim
import Glibc

/// The user's own editor, as Ctrl-X Ctrl-E and a command can open it on a text.
package enum ExternalEditor {
  package struct Problem: Error, Equatable {
    package var message: String
  }

  /// What `$VISUAL` or `$EDITOR` says, else `vi`.
  package static var command: String {
    for name in ["VISUAL", "EDITOR"] {
      if let value = getenv(name), value.pointee != 0 { return String(cString: value) }
    }
    return "vi"
  }

  /// Opens the text and returns what was saved, without its last newline. The terminal must not be raw.
  package static func edit(_ text: String) throws(Problem) -> String {
    let directory = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    var path = Array(((directory.isEmpty ? "/tmp" : directory) + "/listino-XXXXXX.listino").utf8CString)
    let file = mkstemps(&path, 8)
    guard file >= 0 else { throw Problem(message: "cannot make a file to edit: \(String(cString: strerror(errno)))") }
    defer { unlink(path) }
    TerminalOutput(descriptor: file).write(text + "\n")
    close(file)
    let command = Self.command
    let code = shim_run(command, path)
    guard code == 0 else { throw Problem(message: "\(command) ended with \(code): the text is as it was") }
    return try contents(of: path)
  }

  /// Many editors save by renaming a new file over the old one, so it is opened again by name.
  private static func contents(of path: [CChar]) throws(Problem) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw Problem(message: "the edited file is gone: the text is as it was") }
    defer { close(file) }
    var reader = LineReader(descriptor: file, mail: -1)
    var lines: [String] = []
    while true {
      switch reader.next() {
      case .text(let line): lines.append(line)
      case .mail: continue
      case .end: return lines.joined(separator: "\n")
      case .invalid(let byte):
        throw Problem(message: "line \(reader.count), byte \(byte) is not UTF-8: the text is as it was")
      case .tooLong: throw Problem(message: "line \(reader.count) is too long: the text is as it was")
      case .failed(let reason): throw Problem(message: "cannot read the edited file: \(reason)")
      }
    }
  }
}
