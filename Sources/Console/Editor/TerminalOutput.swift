import Glibc

/// Writes text to a descriptor, whole.
struct TerminalOutput {
  let descriptor: Int32

  /// Gives up silently when the other side is gone: the next read tells.
  func write(_ text: String) {
    var left = Array(text.utf8)[...]
    while !left.isEmpty {
      let count = left.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        left = left.dropFirst(count)
        continue
      }
      guard count < 0 else { return }
      if errno == EAGAIN {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&waiting, 1, 1_000)
      } else if errno != EINTR {
        return
      }
    }
  }
}
