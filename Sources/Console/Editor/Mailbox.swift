import CLibeditShim
import Glibc
import Synchronization

/// What other threads have to say to the one that edits. It alone may touch the terminal, so they
/// leave a message here and wake it through a pipe it polls beside the keyboard.
package final class Mailbox: Sendable {
  package enum Message: Sendable, Equatable {
    case interrupt
    case resized
    case continued
    /// Ctrl-Z: tidy the terminal, then stop.
    case suspend
    /// A line to print above the prompt.
    case notice(String)
    case terminate
  }

  /// The one the process's signals go to.
  package static let process = Mailbox()

  /// A descriptor to poll: readable while messages wait. -1 if the system gave no pipe.
  package let descriptor: Int32
  private let writingEnd: Int32
  private let messages = Mutex<[Message]>([])

  package init() {
    var ends: [Int32] = [-1, -1]
    if !shim_pipe(&ends) { ends = [-1, -1] }
    descriptor = ends[0]
    writingEnd = ends[1]
  }

  deinit {
    if descriptor >= 0 {
      _ = Glibc.close(descriptor)
      _ = Glibc.close(writingEnd)
    }
  }

  /// Never blocks: a full pipe is a pipe that already wakes the reader.
  package func post(_ message: Message) {
    messages.withLock { $0.append(message) }
    var byte: UInt8 = 1
    if writingEnd >= 0 { _ = Glibc.write(writingEnd, &byte, 1) }
  }

  /// Takes every message, oldest first.
  package func drain() -> [Message] {
    // The pipe first: a message posted in between then wakes the reader once too often, never too seldom.
    var bytes = [UInt8](repeating: 0, count: 256)
    if descriptor >= 0 {
      while Glibc.read(descriptor, &bytes, bytes.count) > 0 {}
    }
    return messages.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}
