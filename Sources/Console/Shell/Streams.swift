import Glibc

/// Standard output and standard error, written whole. A closed pipe ends the program quietly.
package enum Streams {
  /// Writes a line to standard output.
  package static func output(_ text: String) { write(text + "\n", STDOUT_FILENO) }

  /// Writes a text to standard output as it is.
  package static func output(whole text: String) { write(text, STDOUT_FILENO) }

  /// Writes a line to standard error.
  package static func error(_ text: String) { write(text + "\n", STDERR_FILENO) }

  /// Writes a text to standard error as it is.
  package static func error(whole text: String) { write(text, STDERR_FILENO) }

  private static func write(_ text: String, _ descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var sent = 0
      while sent < bytes.count {
        guard let base = bytes.baseAddress else { return }
        let count = Glibc.write(descriptor, base + sent, bytes.count - sent)
        if count > 0 {
          sent += count
        } else if errno == EINTR {
          continue
        } else if errno == EPIPE {
          exit(141)
        } else {
          // Nobody can be told on a stream that cannot be written to; the exit code says it.
          exit(ExitStatus.inputOutput)
        }
      }
    }
  }

  /// Whether colours may be used on a stream: a terminal, unless NO_COLOR or TERM=dumb say otherwise.
  package static func isColoured(_ descriptor: Int32) -> Bool {
    if let value = environment("NO_COLOR"), !value.isEmpty { return false }
    if let value = environment("CLICOLOR_FORCE"), !value.isEmpty, value != "0" { return true }
    if environment("TERM") == "dumb" { return false }
    return isatty(descriptor) == 1
  }

  package static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
